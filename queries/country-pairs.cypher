// title: Which countries work together most?
// param country: country = null  | only pairs with this country
// param clusters: yes = no  | count only ties between clusters
// columns: one, other, projects, alliances
// order: projects desc, alliances desc, one, other
// note: Counted are the projects and alliances that have members of both countries.
MATCH (o:Organisation)-[:PARTICIPATES_IN|BELONGS_TO]->(x)
WHERE o.country IS NOT NULL AND (NOT $clusters OR 'Cluster' IN labels(o))
WITH DISTINCT x, o.country AS country
WITH x, collect(country) AS countries
UNWIND countries AS one
UNWIND countries AS other
WITH x, one, other WHERE one < other AND ($country IS NULL OR $country IN [one, other])
WITH one, other, count(CASE WHEN 'Project' IN labels(x) THEN 1 END) AS projects,
     count(CASE WHEN 'MetaCluster' IN labels(x) THEN 1 END) AS alliances
RETURN one, other, projects, alliances
ORDER BY projects DESC, alliances DESC, one, other
