WITH life AS (
    SELECT e.id, e.code, e.gender, e.start_date, e.end_date,
        CASE WHEN e.employment_type IN ('full_time', 'part_time') THEN e.employment_type
            WHEN e.employment_type IS NOT NULL THEN 'temporary' END AS employment_type
    FROM company_employee AS e JOIN todo ON todo.id = e.id
    WHERE e.start_date IS NOT NULL
),
clocked AS (
    SELECT employee, date, type, "at",
        lead("at") OVER (PARTITION BY employee ORDER BY "at", id) AS next_at,
        lead(type) OVER (PARTITION BY employee ORDER BY "at", id) AS next_type
    FROM attendance_line
),
attended AS (
    SELECT employee, date, (sum(CASE WHEN type = 'in' AND next_type = 'out'
        THEN epoch(next_at - "at") ELSE 0 END) / 3600)::DECIMAL(18,6) AS hours
    FROM clocked GROUP BY 1, 2
),
booked AS (
    SELECT employee, date, (sum(duration) / 3600)::DECIMAL(18,6) AS hours
    FROM timesheet_line GROUP BY 1, 2
),
days AS (
    SELECT l.*, CAST(unnest(generate_series(
        greatest(l.start_date, getvariable('since')),
        least(coalesce(l.end_date, getvariable('today')), getvariable('today')), INTERVAL 1 DAY))
        AS DATE) AS day
    FROM life AS l
),
sheet AS (
    -- a past day on which anybody clocked in was a working day for all
    SELECT d.*, a.hours AS attended, b.hours AS booked,
        d.day < getvariable('today') AND w.day IS NOT NULL AS scheduled,
        a.employee IS NOT NULL AS present
    FROM days AS d
    LEFT JOIN attended AS a ON a.employee = d.id AND a.date = d.day
    LEFT JOIN booked AS b ON b.employee = d.id AND b.date = d.day
    LEFT JOIN workday AS w ON w.day = d.day
)
SELECT d.id || '-' || strftime(d.day, '%Y%m%d') AS row_key,
    'company.employee,' || d.id AS document,
    d.code AS document_number,
    CAST(s.unit AS VARCHAR) AS org_unit,
    CAST(d.id AS VARCHAR) AS person,
    d.day AS "on",
    d.start_date AS hired_on,
    CAST(s.position AS VARCHAR) AS position,
    d.employment_type,
    d.gender,
    1::DECIMAL(18,6) AS headcount,
    CASE WHEN d.scheduled OR d.present THEN 1 ELSE 0 END::DECIMAL(18,6) AS scheduled,
    CASE WHEN d.present THEN 1 ELSE 0 END::DECIMAL(18,6) AS present,
    CASE WHEN d.scheduled AND NOT d.present THEN 1 ELSE 0 END::DECIMAL(18,6) AS absent,
    coalesce(nullif(d.attended, 0), d.booked, 0)::DECIMAL(18,6) AS hours,
    greatest(coalesce(nullif(d.attended, 0), d.booked, 0) - 8, 0)::DECIMAL(18,6) AS overtime_hours
FROM sheet AS d
LEFT JOIN seat AS s ON s.employee = d.id AND d.day BETWEEN s.from_date AND s.to_date
