// title: Which alliances have members in common?
// param least: number = 1  | least number of members in common
// columns: one_id, one, other_id, other, shared, of_one, of_other, members
// order: shared desc, one, other, one_id, other_id
MATCH (a:MetaCluster)<-[:BELONGS_TO]-(o:Organisation)-[:BELONGS_TO]->(b:MetaCluster) WHERE a.id < b.id
WITH DISTINCT a, b, o ORDER BY o.name, o.id
WITH a, b, collect(coalesce(o.name, o.id)) AS members
WHERE size(members) >= $least
MATCH (a)<-[:BELONGS_TO]-(p:Organisation)
WITH a, b, members, count(DISTINCT p.id) AS of_one
MATCH (b)<-[:BELONGS_TO]-(q:Organisation)
WITH a, b, members, of_one, count(DISTINCT q.id) AS of_other
RETURN a.id AS one_id, coalesce(a.name, a.id) AS one, b.id AS other_id, coalesce(b.name, b.id) AS other,
       size(members) AS shared, of_one, of_other, members
ORDER BY shared DESC, one, other, one_id, other_id
