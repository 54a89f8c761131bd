// title: Which partners do two clusters share, not counting what the two do together?
// param one: organisation  | the first cluster or organisation
// param other: organisation  | the second
// param first_year: year = null  | only ties that held in this year or later
// param last_year: year = null  | only ties that held in this year or before
// columns: id, name, country, with_one, with_other, all_three
// order: with_one desc, with_other desc, name, id
// note: with_one: projects and alliances of the partner and the first without the second; all_three: those of all three.
MATCH (c:Organisation)-[r:PARTICIPATES_IN|BELONGS_TO]->(x) WHERE c.id IN [$one, $other]
WITH c, x, coalesce(r.since, x.start, x.since, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.until, x.end) END).year AS a,
     coalesce(r.until, x.end, x.until, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.since, x.start) END).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH x, collect(DISTINCT c.id) AS whose
MATCH (p:Organisation)-[r:PARTICIPATES_IN|BELONGS_TO]->(x) WHERE NOT p.id IN [$one, $other]
WITH whose, p, x, coalesce(r.since, x.start, x.since, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.until, x.end) END).year AS a,
     coalesce(r.until, x.end, x.until, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.since, x.start) END).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH p, count(DISTINCT CASE WHEN whose = [$one] THEN x.id END) AS with_one,
     count(DISTINCT CASE WHEN whose = [$other] THEN x.id END) AS with_other,
     count(DISTINCT CASE WHEN size(whose) = 2 THEN x.id END) AS all_three
WHERE with_one > 0 AND with_other > 0
RETURN p.id AS id, coalesce(p.name, p.id) AS name, p.country AS country, with_one, with_other, all_three
ORDER BY with_one DESC, with_other DESC, name, id
