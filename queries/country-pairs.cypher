// title: Which countries work together most?
// param country: country = null  | only pairs with this country
// param clusters: yes = no  | count only ties between clusters
// param first_year: year = null  | only ties that held in this year or later
// param last_year: year = null  | only ties that held in this year or before
// columns: one, other, projects, alliances
// order: projects desc, alliances desc, one, other
// note: Counted are the projects and alliances that have members of both countries.
MATCH (o:Organisation)-[r:PARTICIPATES_IN|BELONGS_TO]->(x)
WHERE o.country IS NOT NULL AND (NOT $clusters OR 'Cluster' IN labels(o))
WITH o, x, coalesce(r.since, x.start, x.since, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.until, x.end) END).year AS a,
     coalesce(r.until, x.end, x.until, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.since, x.start) END).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH DISTINCT x, o.country AS country
WITH x, collect(country) AS countries
UNWIND countries AS one
UNWIND countries AS other
WITH x, one, other WHERE one < other AND ($country IS NULL OR $country IN [one, other])
WITH one, other, count(CASE WHEN 'Project' IN labels(x) THEN 1 END) AS projects,
     count(CASE WHEN 'MetaCluster' IN labels(x) THEN 1 END) AS alliances
RETURN one, other, projects, alliances
ORDER BY projects DESC, alliances DESC, one, other
