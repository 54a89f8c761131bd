// title: Which countries work together most?
// param country: country = null  | only pairs with this country
// param clusters: yes = no  | count only ties between clusters
// columns: one, other, projects, alliances, organisations
// order: projects desc, alliances desc, one, other
// note: projects and alliances: those that have members of both countries; organisations: the members of both taken together.
MATCH (a:Organisation)-[:PARTICIPATES_IN|BELONGS_TO]->(x)<-[:PARTICIPATES_IN|BELONGS_TO]-(b:Organisation)
WHERE a.country < b.country AND ($country IS NULL OR a.country = $country OR b.country = $country)
  AND (NOT $clusters OR ('Cluster' IN labels(a) AND 'Cluster' IN labels(b)))
WITH a.country AS one, b.country AS other, count(DISTINCT CASE WHEN 'Project' IN labels(x) THEN x.id END) AS projects,
     count(DISTINCT CASE WHEN 'MetaCluster' IN labels(x) THEN x.id END) AS alliances,
     count(DISTINCT a.id) + count(DISTINCT b.id) AS organisations
RETURN one, other, projects, alliances, organisations
ORDER BY projects DESC, alliances DESC, one, other
