// title: Which clusters' quality marks run out by a given day?
// param by: date  | last day looked at, such as 2025-12-31
// param after: date = null  | leave out marks that had run out by this day
// param country: country = null  | only clusters of this country
// columns: id, name, country, mark, mark_until
// order: mark_until, name, id
MATCH (c:Cluster)
WHERE c.mark_until <= $by AND ($after IS NULL OR c.mark_until > $after) AND ($country IS NULL OR c.country = $country)
RETURN c.id AS id, coalesce(c.name, c.id) AS name, c.country AS country, c.mark AS mark, c.mark_until AS mark_until
ORDER BY mark_until, name, id
