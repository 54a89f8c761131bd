// title: Which events were held, and who took part?
// param country: country = null  | only events in this country
// columns: event_id, event, start, city, country, organisation_id, organisation, organisation_country, role
// order: start, event, organisation, role
MATCH (e:Event) WHERE $country IS NULL OR e.country = $country
OPTIONAL MATCH (o:Organisation)-[r:TOOK_PART_IN]->(e)
WITH DISTINCT e, o, r.role AS role
RETURN e.id AS event_id, coalesce(e.name, e.id) AS event, e.start AS start, e.city AS city, e.country AS country,
       o.id AS organisation_id, coalesce(o.name, o.id) AS organisation, o.country AS organisation_country, role
ORDER BY start, event, organisation, role, event_id, organisation_id
