// title: Who coordinates projects and leads alliances?
// param country: country = null  | only organisations of this country
// param sector: sector = null  | only projects and alliances of this sector and those within it
// param first_year: year = null  | only ties that held in this year or later
// param last_year: year = null  | only ties that held in this year or before
// columns: id, name, country, cluster, coordinates, takes_part
// order: coordinates desc, name, id
// note: takes_part counts all projects and alliances of the organisation, those it coordinates included.
MATCH (o:Organisation)-[r:PARTICIPATES_IN|BELONGS_TO]->(x)
WHERE ($country IS NULL OR o.country = $country)
  AND ($sector IS NULL OR EXISTS { MATCH (x)-[:ABOUT|ACTIVE_IN]->(:Sector)-[:WITHIN*0..6]->(:Sector {id: $sector}) })
WITH o, r, x, coalesce(r.since, x.start, x.since, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.until, x.end) END).year AS a,
     coalesce(r.until, x.end, x.until, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.since, x.start) END).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH o, count(DISTINCT CASE WHEN toLower(r.role) IN ['coordinator', 'lead', 'lead partner', 'leader'] THEN x.id END) AS coordinates,
     count(DISTINCT x.id) AS takes_part
WHERE coordinates > 0
RETURN o.id AS id, coalesce(o.name, o.id) AS name, o.country AS country, 'Cluster' IN labels(o) AS cluster, coordinates, takes_part
ORDER BY coordinates DESC, name, id
