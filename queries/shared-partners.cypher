// title: Which partners do two clusters share, not counting what the two do together?
// param one: organisation  | the first cluster or organisation
// param other: organisation  | the second
// columns: id, name, country, with_one, with_other, all_three
// order: with_one desc, with_other desc, name, id
// note: with_one: projects and alliances of the partner and the first without the second; all_three: those of all three.
MATCH (a:Organisation {id: $one})-[:PARTICIPATES_IN|BELONGS_TO]->(x)<-[:PARTICIPATES_IN|BELONGS_TO]-(p:Organisation)
WHERE p.id <> $one AND p.id <> $other
WITH p, collect(DISTINCT x.id) AS first
MATCH (b:Organisation {id: $other})-[:PARTICIPATES_IN|BELONGS_TO]->(y)<-[:PARTICIPATES_IN|BELONGS_TO]-(p)
WITH p, first, collect(DISTINCT y.id) AS second
OPTIONAL MATCH (a:Organisation {id: $one})-[:PARTICIPATES_IN|BELONGS_TO]->(z)<-[:PARTICIPATES_IN|BELONGS_TO]-(b:Organisation {id: $other})
WITH p, first, second, collect(DISTINCT z.id) AS joint
WITH p, size([i IN first WHERE NOT i IN joint]) AS with_one, size([i IN second WHERE NOT i IN joint]) AS with_other,
     size([i IN first WHERE i IN second AND i IN joint]) AS all_three
WHERE with_one > 0 AND with_other > 0
RETURN p.id AS id, coalesce(p.name, p.id) AS name, p.country AS country, with_one, with_other, all_three
ORDER BY with_one DESC, with_other DESC, name, id
