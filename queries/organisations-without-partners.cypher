// title: Which organisations have no partner: no project, alliance, membership, agreement or event with another?
// param country: country = null  | only organisations of this country
// param clusters: yes = no  | only clusters
// columns: id, name, country, kind
// order: name, id
MATCH (o:Organisation)
WHERE ($country IS NULL OR o.country = $country) AND (NOT $clusters OR 'Cluster' IN labels(o))
  AND NOT EXISTS { MATCH (o)-[:MEMBER_OF|MANAGES|COOPERATES_WITH]-(p:Organisation) WHERE p.id <> o.id }
  AND NOT EXISTS { MATCH (o)-[:PARTICIPATES_IN|BELONGS_TO|TOOK_PART_IN]->()<-[:PARTICIPATES_IN|BELONGS_TO|TOOK_PART_IN]-(p:Organisation) WHERE p.id <> o.id }
RETURN o.id AS id, coalesce(o.name, o.id) AS name, o.country AS country, o.kind AS kind
ORDER BY name, id
