// title: Which clusters have agreements of cooperation, with whom and about what?
// param country: country = null  | only agreements with a party of this country
// columns: cluster_id, cluster, partner_id, partner, partner_country, what, since, until
// order: cluster, partner, what, cluster_id, partner_id
// note: An agreement of two clusters stands in two rows, once from either side.
MATCH (c:Cluster)-[r:COOPERATES_WITH]-(p:Organisation)
WHERE $country IS NULL OR c.country = $country OR p.country = $country
WITH c, p, r.what AS what, min(r.since) AS since, max(r.until) AS until
RETURN c.id AS cluster_id, coalesce(c.name, c.id) AS cluster, p.id AS partner_id, coalesce(p.name, p.id) AS partner,
       p.country AS partner_country, what, since, until
ORDER BY cluster, partner, what, cluster_id, partner_id
