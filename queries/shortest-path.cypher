// title: By which shortest chain of ties are two organisations connected?
// param one: organisation  | where the chain begins
// param other: organisation  | where it ends
// columns: step, from_id, from_name, tie, to_id, to_name, datasets
// order: step
// note: Ties are followed in both directions; an arrow shows how each was stated. Of several shortest chains the first by id is told.
MATCH (a:Organisation {id: $one}), (b:Organisation {id: $other}) WHERE a.id <> b.id
MATCH way = allShortestPaths((a)-[:BELONGS_TO|COOPERATES_WITH|FUNDS|MANAGES|MEMBER_OF|OVERSEES|PARTICIPATES_IN|SUCCEEDED_BY|TOOK_PART_IN|UNIT_OF*..8]-(b))
WITH way, reduce(t = '', n IN nodes(way) | t + n.id + '\n') AS ids
ORDER BY ids, reduce(t = '', r IN relationships(way) | t + type(r) + ' ') LIMIT 1
WITH nodes(way) AS stops, range(1, length(way)) AS hops
UNWIND hops AS step
WITH step, stops[step - 1] AS here, stops[step] AS there
MATCH (here)-[r:BELONGS_TO|COOPERATES_WITH|FUNDS|MANAGES|MEMBER_OF|OVERSEES|PARTICIPATES_IN|SUCCEEDED_BY|TOOK_PART_IN|UNIT_OF]-(there)
WITH step, here, there, CASE WHEN startNode(r).id = here.id THEN type(r) + ' ->' ELSE '<- ' + type(r) END AS tie, r.dataset AS dataset
ORDER BY dataset
WITH step, here, there, min(tie) AS tie, collect(DISTINCT dataset) AS datasets
RETURN step, here.id AS from_id, coalesce(here.acronym, here.name, here.id) AS from_name, tie, there.id AS to_id,
       coalesce(there.acronym, there.name, there.id) AS to_name, datasets
ORDER BY step
