// title: How many projects, organisations and how much EU money, by programme and year of start?
// param programme: programme = null  | only this programme and the parts of it
// columns: programme, year, projects, organisations, eu_contribution, without_amount
// order: programme, year
// note: eu_contribution adds up the projects whose amount is known; without_amount counts the others.
MATCH (j:Project)
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
