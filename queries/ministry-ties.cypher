// title: What does each ministry fund, oversee or manage, and whom is it tied to directly?
// param country: country = null  | only ministries of this country
// param first_year: year = null  | only ties that held in this year or later
// param last_year: year = null  | only ties that held in this year or before
// columns: ministry_id, ministry, country, tie, other_id, other, other_kind, what, amount, since, until
// order: ministry, tie, other, what, ministry_id, other_id
// note: Ties of the ministry's departments and offices count as its own.
MATCH (u:Organisation)-[:UNIT_OF*0..3]->(m:Ministry) WHERE $country IS NULL OR m.country = $country
MATCH (u)-[r:FUNDS|OVERSEES|MANAGES|COOPERATES_WITH|PARTICIPATES_IN|TOOK_PART_IN|BELONGS_TO|MEMBER_OF]-(x)
WITH m, x, r, 'Project' IN labels(x) OR 'Event' IN labels(x) AS ends
WITH m, x, r, coalesce(r.since, x.start, x.since, CASE WHEN ends THEN coalesce(r.until, x.end) END).year AS a,
     coalesce(r.until, x.end, x.until, CASE WHEN ends THEN coalesce(r.since, x.start) END).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH m, x, type(r) AS tie, coalesce(r.what, r.role) AS what, max(r.amount) AS amount, min(r.since) AS since, max(r.until) AS until
RETURN m.id AS ministry_id, coalesce(m.name, m.id) AS ministry, m.country AS country, tie, x.id AS other_id,
       coalesce(x.acronym, x.name, x.id) AS other,
       CASE WHEN 'Cluster' IN labels(x) THEN 'cluster' WHEN 'Ministry' IN labels(x) THEN 'ministry'
            WHEN 'MetaCluster' IN labels(x) THEN 'alliance' WHEN 'Project' IN labels(x) THEN 'project'
            WHEN 'Programme' IN labels(x) THEN 'programme' WHEN 'Event' IN labels(x) THEN 'event' ELSE 'organisation' END AS other_kind,
       what, amount, since, until
ORDER BY ministry, tie, other, what, ministry_id, other_id
