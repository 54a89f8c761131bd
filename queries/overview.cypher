// title: How large is the ecosystem?
// param country: country = null  | only organisations of this country, and what they take part in
// columns: organisations, clusters, ministries, countries, projects, alliances, programmes
// order: organisations
// note: Clusters and ministries are organisations too, and counted among them.
OPTIONAL MATCH (o:Organisation) WHERE $country IS NULL OR o.country = $country
WITH count(o) AS organisations, count(CASE WHEN o:Cluster THEN 1 END) AS clusters,
     count(CASE WHEN o:Ministry THEN 1 END) AS ministries, count(DISTINCT o.country) AS countries
OPTIONAL MATCH (j:Project)
WHERE $country IS NULL OR EXISTS { MATCH (j)<-[:PARTICIPATES_IN]-(:Organisation {country: $country}) }
WITH organisations, clusters, ministries, countries, count(j) AS projects
OPTIONAL MATCH (a:MetaCluster)
WHERE $country IS NULL OR EXISTS { MATCH (a)<-[:BELONGS_TO]-(:Organisation {country: $country}) }
WITH organisations, clusters, ministries, countries, projects, count(a) AS alliances
OPTIONAL MATCH (g:Programme)
WHERE $country IS NULL
   OR EXISTS { MATCH (g)<-[:PART_OF]-(:Project)<-[:PARTICIPATES_IN]-(:Organisation {country: $country}) }
RETURN organisations, clusters, ministries, countries, projects, alliances, count(g) AS programmes
ORDER BY organisations
