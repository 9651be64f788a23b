-- The dated tree: a unit has one row for each parent it hung under; `valid_to` is exclusive.
WITH spans AS (
    SELECT u.id, f.parent, f.to_date AS last_day,
        lag(f.to_date) OVER (PARTITION BY u.id ORDER BY f.to_date) AS before
    FROM baton_org_unit AS u JOIN baton_org_unit_former AS f ON f.unit = u.id
    UNION ALL
    SELECT u.id, u.parent, NULL, (SELECT max(f.to_date) FROM baton_org_unit_former AS f
        WHERE f.unit = u.id)
    FROM baton_org_unit AS u
),
heads AS (
    SELECT s.unit, s.employee FROM seat AS s JOIN baton_org_position AS p ON p.id = s.position
    WHERE p.is_head AND current_date BETWEEN s.from_date AND s.to_date
)
SELECT CAST(u.id AS VARCHAR) AS "key", CAST(s.parent AS VARCHAR) AS parent,
    coalesce(n.value, u.name) AS name, u.kind,
    CAST((SELECT min(h.employee) FROM heads AS h WHERE h.unit = u.id) AS VARCHAR) AS head,
    coalesce(s.before + 1, u.valid_from) AS valid_from,
    coalesce(s.last_day, u.valid_to) + 1 AS valid_to
FROM baton_org_unit AS u
JOIN spans AS s ON s.id = u.id
LEFT JOIN translation AS n ON n.model = 'baton.org.unit,name' AND n.record = u.id
ORDER BY u.id, valid_from
