WITH life AS (
    SELECT e.id, e.code, e.gender, e.start_date, e.end_date, e.leave_reason,
        CASE WHEN e.employment_type IN ('full_time', 'part_time') THEN e.employment_type
            WHEN e.employment_type IS NOT NULL THEN 'temporary' END AS employment_type
    FROM company_employee AS e JOIN todo ON todo.id = e.id
),
moves AS (
    SELECT s.*, lag(s.unit) OVER (PARTITION BY s.employee ORDER BY s.from_date) AS before
    FROM seat AS s JOIN todo ON todo.id = s.employee
),
event AS (
    SELECT id AS employee, 'hire' AS kind, start_date AS day, NULL AS reason, '-1' AS suffix
    FROM life WHERE start_date IS NOT NULL
    UNION ALL
    SELECT id, 'leave', end_date, leave_reason, '-2' FROM life WHERE end_date IS NOT NULL
    UNION ALL
    SELECT employee, 'transfer', from_date, NULL, '-3-' || strftime(from_date, '%Y%m%d')
    FROM moves WHERE before IS NOT NULL AND before <> unit
)
SELECT v.employee || v.suffix AS row_key,
    'company.employee,' || v.employee AS document,
    l.code AS document_number,
    CAST(s.unit AS VARCHAR) AS org_unit,
    CAST(v.employee AS VARCHAR) AS person,
    v.day AS "on",
    l.start_date AS hired_on,
    v.kind,
    CAST(v.reason AS VARCHAR) AS reason,
    CAST(s.position AS VARCHAR) AS position,
    l.employment_type,
    l.gender,
    1::DECIMAL(18,6) AS count
FROM event AS v
JOIN life AS l ON l.id = v.employee
LEFT JOIN seat AS s ON s.employee = v.employee AND v.day BETWEEN s.from_date AND s.to_date
