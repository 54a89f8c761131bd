// title: Who coordinates projects and leads alliances?
// param country: country = null  | only organisations of this country
// param sector: sector = null  | only projects and alliances of this sector and those within it
// columns: id, name, country, cluster, coordinates, takes_part
// order: coordinates desc, name, id
// note: takes_part counts all projects and alliances of the organisation, those it coordinates included.
MATCH (o:Organisation)-[r:PARTICIPATES_IN|BELONGS_TO]->(x)
WHERE ($country IS NULL OR o.country = $country)
  AND ($sector IS NULL OR EXISTS { MATCH (x)-[:ABOUT|ACTIVE_IN]->(:Sector)-[:WITHIN*0..6]->(:Sector {id: $sector}) })
WITH o, count(DISTINCT CASE WHEN toLower(r.role) IN ['coordinator', 'lead', 'lead partner', 'leader'] THEN x.id END) AS coordinates,
     count(DISTINCT x.id) AS takes_part
WHERE coordinates > 0
RETURN o.id AS id, coalesce(o.name, o.id) AS name, o.country AS country, 'Cluster' IN labels(o) AS cluster, coordinates, takes_part
ORDER BY coordinates DESC, name, id
