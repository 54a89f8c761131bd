// title: How much EU money went to which country, by programme?
// param country: country = null  | only this country
// param programme: programme = null  | only this programme and the parts of it
// param first_year: year = null  | only participations that held in this year or later
// param last_year: year = null  | only participations that held in this year or before
// columns: country, programme, organisations, projects, participations, with_amount, contribution
// order: country, programme
// note: A participation is an organisation in a project. Where two datasets state its amount, the larger one counts, once;
// note: An amount is that of the whole participation, also where it held longer than the years asked for;
// note: with_amount says how many participations state one, and a blank is not a zero.
MATCH (j:Project)
OPTIONAL MATCH (j)-[:PART_OF]->(g:Programme)
WITH DISTINCT j, g
WHERE $programme IS NULL OR EXISTS { MATCH (g)-[:WITHIN*0..6]->(:Programme {id: $programme}) }
MATCH (o:Organisation)-[x:PARTICIPATES_IN]->(j) WHERE $country IS NULL OR o.country = $country
WITH g, j, o, x, coalesce(x.since, j.start, x.until, j.end).year AS a, coalesce(x.until, j.end, x.since, j.start).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH g, j.id AS project, o.id AS organisation, o.country AS country, x.dataset AS dataset,
     CASE WHEN count(x.contribution) > 0 THEN sum(x.contribution) END AS stated
WITH g, project, organisation, country, max(stated) AS amount
WITH g, coalesce(country, 'unknown') AS country, count(DISTINCT organisation) AS organisations,
     count(DISTINCT project) AS projects, count(*) AS participations, count(amount) AS with_amount, sum(amount) AS total
RETURN country, coalesce(g.name, g.id, 'unknown') AS programme, organisations, projects, participations, with_amount,
       CASE WHEN with_amount > 0 THEN total END AS contribution
ORDER BY country, programme, g.id
