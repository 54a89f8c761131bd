// title: Which partners do two clusters share, not counting what the two do together?
// param one: organisation  | the first cluster or organisation
// param other: organisation  | the second
// columns: id, name, country, with_one, with_other, all_three
// order: with_one desc, with_other desc, name, id
// note: with_one: projects and alliances of the partner and the first without the second; all_three: those of all three.
MATCH (c:Organisation)-[:PARTICIPATES_IN|BELONGS_TO]->(x) WHERE c.id IN [$one, $other]
WITH x, collect(DISTINCT c.id) AS whose
MATCH (p:Organisation)-[:PARTICIPATES_IN|BELONGS_TO]->(x) WHERE NOT p.id IN [$one, $other]
WITH p, count(DISTINCT CASE WHEN whose = [$one] THEN x.id END) AS with_one,
     count(DISTINCT CASE WHEN whose = [$other] THEN x.id END) AS with_other,
     count(DISTINCT CASE WHEN size(whose) = 2 THEN x.id END) AS all_three
WHERE with_one > 0 AND with_other > 0
RETURN p.id AS id, coalesce(p.name, p.id) AS name, p.country AS country, with_one, with_other, all_three
ORDER BY with_one DESC, with_other DESC, name, id
