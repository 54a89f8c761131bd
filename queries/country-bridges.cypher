// title: Which organisations bridge two countries, by their partners in both?
// param one: country  | the first country
// param other: country  | the second country
// param least: number = 1  | least number of partners in each of the two
// param first_year: year = null  | only ties that held in this year or later
// param last_year: year = null  | only ties that held in this year or before
// columns: id, name, country, partners_one, partners_other, ties
// order: ties desc, partners_one desc, partners_other desc, name, id
// note: Partners share a project or an alliance; ties counts the projects and alliances that have a partner of either country.
MATCH (p:Organisation) WHERE p.country IN [$one, $other]
MATCH (p)-[r:PARTICIPATES_IN|BELONGS_TO]->(x)
WITH p, x, coalesce(r.since, x.start, x.since, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.until, x.end) END).year AS a,
     coalesce(r.until, x.end, x.until, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.since, x.start) END).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
MATCH (x)<-[r:PARTICIPATES_IN|BELONGS_TO]-(o:Organisation) WHERE o.id <> p.id
WITH p, o, x, coalesce(r.since, x.start, x.since, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.until, x.end) END).year AS a,
     coalesce(r.until, x.end, x.until, CASE WHEN 'Project' IN labels(x) THEN coalesce(r.since, x.start) END).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH o, count(DISTINCT CASE WHEN p.country = $one THEN p.id END) AS partners_one,
     count(DISTINCT CASE WHEN p.country = $other THEN p.id END) AS partners_other, count(DISTINCT x.id) AS ties
WHERE partners_one >= $least AND partners_other >= $least
RETURN o.id AS id, coalesce(o.name, o.id) AS name, o.country AS country, partners_one, partners_other, ties
ORDER BY ties DESC, partners_one DESC, partners_other DESC, name, id
