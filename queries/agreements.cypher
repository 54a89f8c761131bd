// title: Which clusters have agreements of cooperation, with whom and about what?
// param country: country = null  | only agreements with a party of this country
// param first_year: year = null  | only agreements that held in this year or later
// param last_year: year = null  | only agreements that held in this year or before
// columns: cluster_id, cluster, partner_id, partner, partner_country, what, since, until
// order: cluster, partner, what, cluster_id, partner_id
// note: An agreement of two clusters stands in two rows, once from either side.
MATCH (c:Cluster)-[r:COOPERATES_WITH]-(p:Organisation)
WHERE $country IS NULL OR c.country = $country OR p.country = $country
WITH c, p, r, r.since.year AS a, r.until.year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
WITH c, p, r.what AS what, min(r.since) AS since, max(r.until) AS until
RETURN c.id AS cluster_id, coalesce(c.name, c.id) AS cluster, p.id AS partner_id, coalesce(p.name, p.id) AS partner,
       p.country AS partner_country, what, since, until
ORDER BY cluster, partner, what, cluster_id, partner_id
