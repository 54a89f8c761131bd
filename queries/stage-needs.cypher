// title: What does a cluster need in each stage of its life, and how many clusters are there in it?
// param country: country = null  | count only clusters of this country
// columns: stage, place, need, clusters
// order: stage, place
// note: place: 1 is the most important need of the stage.
MATCH (s:Stage) WHERE s.needs IS NOT NULL
OPTIONAL MATCH (c:Cluster) WHERE toLower(c.stage) = toLower(s.name) AND ($country IS NULL OR c.country = $country)
WITH s, count(DISTINCT c.id) AS clusters, split(s.needs, ';') AS needs
UNWIND range(1, size(needs)) AS place
RETURN s.name AS stage, place, trim(needs[place - 1]) AS need, clusters
ORDER BY stage, place, s.id
