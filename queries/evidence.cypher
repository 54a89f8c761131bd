// title: What states the ties between two organisations: which dataset, file and row?
// param one: organisation  | the first organisation
// param other: organisation  | the second
// columns: through, from_id, from_name, tie, to_id, to_name, role, what, dataset, rows, source
// order: through, from_name, tie, to_name, dataset, rows
// note: through is empty for a tie of the two themselves, else the project, alliance, event or body that both are tied to.
MATCH (a:Organisation {id: $one})-[:BELONGS_TO|COOPERATES_WITH|FUNDS|MANAGES|MEMBER_OF|OVERSEES|PARTICIPATES_IN|SUCCEEDED_BY|TOOK_PART_IN|UNIT_OF]-(x)
WHERE x.id = $other OR EXISTS {
  MATCH (x)-[:BELONGS_TO|COOPERATES_WITH|FUNDS|MANAGES|MEMBER_OF|OVERSEES|PARTICIPATES_IN|SUCCEEDED_BY|TOOK_PART_IN|UNIT_OF]-(b:Organisation) WHERE b.id = $other }
WITH DISTINCT x
MATCH (y:Organisation)-[r:BELONGS_TO|COOPERATES_WITH|FUNDS|MANAGES|MEMBER_OF|OVERSEES|PARTICIPATES_IN|SUCCEEDED_BY|TOOK_PART_IN|UNIT_OF]-(x)
WHERE y.id IN [$one, $other]
WITH x, r, startNode(r) AS f, endNode(r) AS t
RETURN CASE WHEN x.id = $other THEN '' ELSE coalesce(x.acronym, x.name, x.id) END AS through,
       f.id AS from_id, coalesce(f.acronym, f.name, f.id) AS from_name, type(r) AS tie, t.id AS to_id,
       coalesce(t.acronym, t.name, t.id) AS to_name, r.role AS role, r.what AS what, r.dataset AS dataset, r.rows AS rows, r.source AS source
ORDER BY through, from_name, tie, to_name, dataset, rows, from_id, to_id, role
