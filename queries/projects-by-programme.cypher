// title: How many projects, organisations and how much EU money, by programme and year of start?
// param programme: programme = null  | only this programme and the parts of it
// param first_year: year = null  | only projects that ran in this year or later
// param last_year: year = null  | only projects that ran in this year or before
// columns: programme, year, projects, organisations, eu_contribution, without_amount
// order: programme, year
// note: eu_contribution adds up the projects whose amount is known; without_amount counts the others.
MATCH (j:Project)
WITH j, coalesce(j.start, j.end).year AS a, coalesce(j.end, j.start).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
OPTIONAL MATCH (j)-[:PART_OF]->(g:Programme)
WITH DISTINCT j, g
WHERE $programme IS NULL OR EXISTS { MATCH (g)-[:WITHIN*0..6]->(:Programme {id: $programme}) }
WITH g, j.start.year AS year, collect(j) AS found, count(j) AS projects, sum(j.eu_contribution) AS known,
     count(j.eu_contribution) AS amounts
UNWIND found AS j
OPTIONAL MATCH (j)<-[:PARTICIPATES_IN]-(o:Organisation)
WITH g, year, projects, known, amounts, count(DISTINCT o.id) AS organisations
RETURN coalesce(g.name, g.id, 'unknown') AS programme, year, projects, organisations,
       CASE WHEN amounts > 0 THEN known END AS eu_contribution, projects - amounts AS without_amount
ORDER BY programme, year, g.id
