-- Who is where: the primary assignments; `valid_to` is exclusive.
SELECT CAST(employee AS VARCHAR) AS person, CAST(unit AS VARCHAR) AS org_unit,
    CAST(position AS VARCHAR) AS position, from_date AS valid_from, to_date + 1 AS valid_to
FROM baton_org_assignment WHERE "primary"
ORDER BY employee, from_date
