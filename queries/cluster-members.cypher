// title: Who are the members of a cluster, an association or an alliance?
// param of: thing  | the cluster, association or alliance
// columns: id, name, country, kind, role, since, until
// order: name, id, role
MATCH (m:Organisation)-[r:MEMBER_OF|BELONGS_TO]->(x {id: $of})
WITH m, r.role AS role, min(r.since) AS since, max(r.until) AS until
RETURN m.id AS id, coalesce(m.name, m.id) AS name, m.country AS country, m.kind AS kind, role, since, until
ORDER BY name, id, role
