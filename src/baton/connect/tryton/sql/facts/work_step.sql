WITH done AS (
    SELECT work, (sum(duration) / 3600)::DECIMAL(18,6) AS hours, sum(cost)::DECIMAL(18,6) AS cost
    FROM production_work_cycle WHERE state = 'done' GROUP BY 1
),
booked AS (
    -- hours on time sheets count where nothing is reported on the step itself
    SELECT model_id(w.origin, 'production.work') AS work,
        (sum(t.duration) / 3600)::DECIMAL(18,6) AS hours
    FROM timesheet_line AS t JOIN timesheet_work AS w ON w.id = t.work GROUP BY 1
)
SELECT CAST(w.id AS VARCHAR) AS row_key,
    'production,' || o.id AS document,
    o.number AS document_number,
    w.create_date AS entered_at,
    CAST(coalesce(o.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(o.responsible AS VARCHAR) AS person,
    y.code AS currency,
    CAST(o.id AS VARCHAR) AS production_order,
    o.planned_start_date AS planned_start_on,
    coalesce(o.origin_planned_date, o.planned_date) AS due_on,
    o.effective_start_date AS started_on,
    CASE WHEN w.state IN ('finished', 'done') THEN o.effective_date END AS finished_on,
    CAST(o.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(w.work_center AS VARCHAR) AS work_center,
    CAST(w.operation AS VARCHAR) AS operation,
    CASE w.state WHEN 'request' THEN 'draft' WHEN 'waiting' THEN 'planned'
        WHEN 'finished' THEN 'done' ELSE w.state END AS state,
    (o.quantity * coalesce(u.factor / i.factor, 1))::DECIMAL(18,6) AS quantity,
    (w.planned_duration / 3600)::DECIMAL(18,6) AS planned_hours,
    coalesce(d.hours, b.hours) AS hours,
    w.planned_cost,
    d.cost
FROM production_work AS w
JOIN production AS o ON o.id = w.production
LEFT JOIN item AS i ON i.id = o.product
LEFT JOIN product_uom AS u ON u.id = o.unit
LEFT JOIN done AS d ON d.work = w.id
LEFT JOIN booked AS b ON b.work = w.id
LEFT JOIN company_company AS c ON c.id = o.company
LEFT JOIN currency_currency AS y ON y.id = c.currency
LEFT JOIN seat AS e ON e.employee = o.responsible
    AND coalesce(o.effective_start_date, o.planned_date) BETWEEN e.from_date AND e.to_date
