// title: Which clusters belong to no alliance yet, and how active are they?
// param country: country = null  | only clusters of this country
// param sector: sector = null  | only clusters of this sector and those within it
// columns: id, name, country, sectors, projects, partners
// order: projects desc, partners desc, name, id
MATCH (c:Cluster)
WHERE NOT EXISTS { MATCH (c)-[:BELONGS_TO]->(:MetaCluster) } AND ($country IS NULL OR c.country = $country)
  AND ($sector IS NULL OR EXISTS { MATCH (c)-[:ACTIVE_IN]->(:Sector)-[:WITHIN*0..6]->(:Sector {id: $sector}) })
OPTIONAL MATCH (c)-[:ACTIVE_IN]->(s:Sector)
WITH c, coalesce(s.name, s.id) AS sector ORDER BY sector
WITH c, collect(DISTINCT sector) AS sectors
OPTIONAL MATCH (c)-[:PARTICIPATES_IN]->(j:Project)
OPTIONAL MATCH (j)<-[:PARTICIPATES_IN]-(p:Organisation) WHERE p.id <> c.id
WITH c, sectors, count(DISTINCT j.id) AS projects, count(DISTINCT p.id) AS partners
RETURN c.id AS id, coalesce(c.name, c.id) AS name, c.country AS country, sectors, projects, partners
ORDER BY projects DESC, partners DESC, name, id
