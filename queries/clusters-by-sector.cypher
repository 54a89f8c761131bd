// title: How many clusters are there by country and sector?
// param country: country = null  | only this country
// param sector: sector = null  | only this sector and those within it
// columns: country, sector, clusters, names
// order: country, sector
MATCH (c:Cluster) WHERE $country IS NULL OR c.country = $country
OPTIONAL MATCH (c)-[:ACTIVE_IN]->(s:Sector)
WITH DISTINCT c, s ORDER BY c.name, c.id
WHERE $sector IS NULL OR EXISTS { MATCH (s)-[:WITHIN*0..6]->(:Sector {id: $sector}) }
WITH coalesce(c.country, 'unknown') AS country, coalesce(s.name, s.id, 'unknown') AS sector, s.id AS sector_id,
     collect(coalesce(c.name, c.id)) AS names
RETURN country, sector, size(names) AS clusters, names
ORDER BY country, sector, sector_id
