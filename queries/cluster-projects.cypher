// title: In which projects is a cluster, and with which partners?
// param cluster: organisation  | the cluster or organisation
// param first_year: year = null  | only projects it was in in this year or later
// param last_year: year = null  | only projects it was in in this year or before
// columns: project_id, project, start, end, own_role, partner_id, partner, partner_country, partner_role
// order: start, project, partner, project_id, partner_id, partner_role
MATCH (c:Organisation {id: $cluster})-[r:PARTICIPATES_IN]->(j:Project)
WITH r, j, coalesce(r.since, j.start, r.until, j.end).year AS a, coalesce(r.until, j.end, r.since, j.start).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH j, min(r.role) AS own_role
OPTIONAL MATCH (p:Organisation)-[x:PARTICIPATES_IN]->(j) WHERE p.id <> $cluster
WITH DISTINCT j, own_role, p, x.role AS partner_role
RETURN j.id AS project_id, coalesce(j.acronym, j.name, j.title, j.id) AS project, j.start AS start, j.end AS end, own_role,
       p.id AS partner_id, coalesce(p.name, p.id) AS partner, p.country AS partner_country, partner_role
ORDER BY start, project, partner, project_id, partner_id, partner_role
