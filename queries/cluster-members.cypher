// title: Who are the members of a cluster, an association or an alliance?
// param of: thing  | the cluster, association or alliance
// param first_year: year = null  | only memberships that held in this year or later
// param last_year: year = null  | only memberships that held in this year or before
// columns: id, name, country, kind, role, since, until
// order: name, id, role
MATCH (m:Organisation)-[r:MEMBER_OF|BELONGS_TO]->(x {id: $of})
WITH m, r, coalesce(r.since.year, x.since.year, x.founded) AS a, coalesce(r.until, x.until).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH m, r.role AS role, min(r.since) AS since, max(r.until) AS until
RETURN m.id AS id, coalesce(m.name, m.id) AS name, m.country AS country, m.kind AS kind, role, since, until
ORDER BY name, id, role
