// title: Who manages which cluster, programme or alliance?
// param country: country = null  | only managers of this country
// columns: manager_id, manager, country, managed_id, managed, kind, since, until
// order: manager, managed, manager_id, managed_id
MATCH (m:Organisation)-[r:MANAGES]->(x) WHERE $country IS NULL OR m.country = $country
WITH m, x, min(r.since) AS since, max(r.until) AS until
RETURN m.id AS manager_id, coalesce(m.name, m.id) AS manager, m.country AS country, x.id AS managed_id,
       coalesce(x.name, x.id) AS managed,
       CASE WHEN 'Cluster' IN labels(x) THEN 'cluster' WHEN 'MetaCluster' IN labels(x) THEN 'alliance'
            WHEN 'Programme' IN labels(x) THEN 'programme' ELSE 'organisation' END AS kind, since, until
ORDER BY manager, managed, manager_id, managed_id
