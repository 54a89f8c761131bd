// title: Which events were held, and who took part?
// param country: country = null  | only events in this country
// param first_year: year = null  | only events held in this year or later
// param last_year: year = null  | only events held in this year or before
// columns: event_id, event, start, city, country, organisation_id, organisation, organisation_country, role
// order: start, event, organisation, role
MATCH (e:Event) WHERE $country IS NULL OR e.country = $country
WITH e, coalesce(e.start, e.end).year AS a, coalesce(e.end, e.start).year AS b
WHERE ($first_year IS NULL AND $last_year IS NULL) OR (coalesce(a, b) IS NOT NULL
  AND (a >= coalesce($first_year, 0) OR coalesce(b, 9999) >= coalesce($first_year, 0))
  AND (coalesce(a, 0) <= coalesce($last_year, 9999) OR b <= coalesce($last_year, 9999)))
OPTIONAL MATCH (o:Organisation)-[r:TOOK_PART_IN]->(e)
WITH DISTINCT e, o, r.role AS role
RETURN e.id AS event_id, coalesce(e.name, e.id) AS event, e.start AS start, e.city AS city, e.country AS country,
       o.id AS organisation_id, coalesce(o.name, o.id) AS organisation, o.country AS organisation_country, role
ORDER BY start, event, organisation, role, event_id, organisation_id
