// title: Who manages which cluster, programme or alliance?
// param country: country = null  | only managers of this country
// param first_year: year = null  | only management that held in this year or later
// param last_year: year = null  | only management that held in this year or before
// columns: manager_id, manager, country, managed_id, managed, kind, since, until
// order: manager, managed, manager_id, managed_id
MATCH (m:Organisation)-[r:MANAGES]->(x) WHERE $country IS NULL OR m.country = $country
WITH m, r, x, coalesce(r.since, x.since).year AS a, coalesce(r.until, x.until).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH m, x, min(r.since) AS since, max(r.until) AS until
RETURN m.id AS manager_id, coalesce(m.name, m.id) AS manager, m.country AS country, x.id AS managed_id,
       coalesce(x.name, x.id) AS managed,
       CASE WHEN 'Cluster' IN labels(x) THEN 'cluster' WHEN 'MetaCluster' IN labels(x) THEN 'alliance'
            WHEN 'Programme' IN labels(x) THEN 'programme' ELSE 'organisation' END AS kind, since, until
ORDER BY manager, managed, manager_id, managed_id
