// title: In which projects is a cluster, and with which partners?
// param cluster: organisation  | the cluster or organisation
// columns: project_id, project, start, end, own_role, partner_id, partner, partner_country, partner_role
// order: start, project, partner, project_id, partner_id, partner_role
MATCH (c:Organisation {id: $cluster})-[r:PARTICIPATES_IN]->(j:Project)
WITH j, min(r.role) AS own_role
OPTIONAL MATCH (p:Organisation)-[x:PARTICIPATES_IN]->(j) WHERE p.id <> $cluster
WITH DISTINCT j, own_role, p, x.role AS partner_role
RETURN j.id AS project_id, coalesce(j.acronym, j.name, j.title, j.id) AS project, j.start AS start, j.end AS end, own_role,
       p.id AS partner_id, coalesce(p.name, p.id) AS partner, p.country AS partner_country, partner_role
ORDER BY start, project, partner, project_id, partner_id, partner_role
