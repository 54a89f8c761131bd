// title: How much EU money went to which country, by programme?
// param country: country = null  | only this country
// param programme: programme = null  | only this programme and the parts of it
// columns: country, programme, organisations, projects, participations, with_amount, contribution
// order: country, programme
// note: A participation is an organisation in a project. Where two datasets state its amount, the larger one counts, once;
// note: with_amount says how many participations state one, and a blank is not a zero.
MATCH (j:Project)
OPTIONAL MATCH (j)-[:PART_OF]->(g:Programme)
WITH DISTINCT j, g
WHERE $programme IS NULL OR EXISTS { MATCH (g)-[:WITHIN*0..6]->(:Programme {id: $programme}) }
MATCH (o:Organisation)-[x:PARTICIPATES_IN]->(j) WHERE $country IS NULL OR o.country = $country
WITH g, j.id AS project, o.id AS organisation, o.country AS country, x.dataset AS dataset,
     CASE WHEN count(x.contribution) > 0 THEN sum(x.contribution) END AS stated
WITH g, project, organisation, country, max(stated) AS amount
WITH g, coalesce(country, 'unknown') AS country, count(DISTINCT organisation) AS organisations,
     count(DISTINCT project) AS projects, count(*) AS participations, count(amount) AS with_amount, sum(amount) AS total
RETURN country, coalesce(g.name, g.id, 'unknown') AS programme, organisations, projects, participations, with_amount,
       CASE WHEN with_amount > 0 THEN total END AS contribution
ORDER BY country, programme, g.id
