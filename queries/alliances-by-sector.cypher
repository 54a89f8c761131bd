// title: Which alliances of clusters are there by sector, and how far do they reach?
// param sector: sector = null  | only this sector and those within it
// param first_year: year = null  | only alliances that existed in this year or later
// param last_year: year = null  | only alliances that existed in this year or before
// columns: sector, alliance_id, alliance, scheme, since, until, members, countries
// order: sector, alliance, alliance_id
MATCH (a:MetaCluster)
WITH a, a.since.year AS first, a.until.year AS last
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(first, last) IS NOT NULL
  AND (first >= coalesce($first_year, 0) OR coalesce(last, 9999) >= coalesce($first_year, 0))
  AND (coalesce(first, 0) <= coalesce($last_year, 9999) OR last <= coalesce($last_year, 9999)))
OPTIONAL MATCH (a)-[:ACTIVE_IN]->(s:Sector)
WITH DISTINCT a, s
WHERE $sector IS NULL OR EXISTS { MATCH (s)-[:WITHIN*0..6]->(:Sector {id: $sector}) }
OPTIONAL MATCH (o:Organisation)-[:BELONGS_TO]->(a)
WITH a, s, count(DISTINCT o.id) AS members, count(DISTINCT o.country) AS countries
RETURN coalesce(s.name, s.id, 'unknown') AS sector, a.id AS alliance_id, coalesce(a.name, a.id) AS alliance, a.scheme AS scheme,
       a.since AS since, a.until AS until, members, countries
ORDER BY sector, alliance, alliance_id, s.id
