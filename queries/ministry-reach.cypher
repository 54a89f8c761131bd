// title: Which ministries reach which clusters, in how many steps, and through what?
// param country: country = null  | only ministries of this country
// param steps: number = 2  | longest way counted: 1 is a direct tie, 3 the most
// columns: ministry_id, ministry, country, cluster_id, cluster, steps, through
// order: steps, ministry, cluster, ministry_id, cluster_id
// note: A step is one tie: two bodies of one project are two steps apart. Of several shortest ways the first by name is told.
MATCH (m:Ministry) WHERE $country IS NULL OR m.country = $country
MATCH way = (m)-[:BELONGS_TO|COOPERATES_WITH|FUNDS|MANAGES|MEMBER_OF|OVERSEES|PARTICIPATES_IN|SUCCEEDED_BY|TOOK_PART_IN|UNIT_OF*1..3]-(c:Cluster)
WHERE length(way) <= $steps AND c.id <> m.id
WITH m, c, length(way) AS steps, [n IN nodes(way)[1..-1] | coalesce(n.acronym, n.name, n.id)] AS names
// One smallest text holds both: the number of steps, a digit, decides first, then the names.
WITH m, c, min(toString(steps) + reduce(t = '', n IN names | t + CASE WHEN t = '' THEN '' ELSE ' > ' END + n)) AS best
RETURN m.id AS ministry_id, coalesce(m.name, m.id) AS ministry, m.country AS country, c.id AS cluster_id,
       coalesce(c.name, c.id) AS cluster, toInteger(substring(best, 0, 1)) AS steps, substring(best, 1) AS through
ORDER BY steps, ministry, cluster, ministry_id, cluster_id
