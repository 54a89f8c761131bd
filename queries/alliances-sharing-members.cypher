// title: Which alliances have members in common?
// param least: number = 1  | least number of members in common
// param first_year: year = null  | only memberships that held in this year or later
// param last_year: year = null  | only memberships that held in this year or before
// columns: one_id, one, other_id, other, shared, of_one, of_other, members
// order: shared desc, one, other, one_id, other_id
MATCH (o:Organisation)-[r:BELONGS_TO]->(x:MetaCluster)
WITH o, x, coalesce(r.since, x.since).year AS a, coalesce(r.until, x.until).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH DISTINCT o, x ORDER BY o.name, o.id
WITH x, collect(o) AS members
WITH collect(x) AS alliances, collect(members) AS groups
UNWIND range(0, size(alliances) - 1) AS i
UNWIND range(0, size(alliances) - 1) AS k
WITH alliances[i] AS a, alliances[k] AS b, groups[i] AS first, groups[k] AS second
WHERE a.id < b.id
WITH a, b, size(first) AS of_one, size(second) AS of_other, [o IN first WHERE o IN second | coalesce(o.name, o.id)] AS members
WHERE size(members) >= $least
RETURN a.id AS one_id, coalesce(a.name, a.id) AS one, b.id AS other_id, coalesce(b.name, b.id) AS other,
       size(members) AS shared, of_one, of_other, members
ORDER BY shared DESC, one, other, one_id, other_id
