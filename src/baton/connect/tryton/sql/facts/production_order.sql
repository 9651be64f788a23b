WITH used AS (
    SELECT production_input AS production,
        sum(internal_quantity::DECIMAL(28,6) * cost_price)::DECIMAL(18,6) AS cost
    FROM stock_move WHERE state = 'done' AND production_input IS NOT NULL GROUP BY 1
),
made AS (
    SELECT m.production_output AS production, sum(m.internal_quantity)::DECIMAL(18,6) AS quantity
    FROM stock_move AS m JOIN production AS o ON o.id = m.production_output
    WHERE m.state = 'done' AND m.product = o.product GROUP BY 1
),
work AS (
    SELECT w.production, sum(c.cost)::DECIMAL(18,6) AS cost
    FROM production_work_cycle AS c JOIN production_work AS w ON w.id = c.work
    WHERE c.state = 'done' GROUP BY 1
)
SELECT CAST(o.id AS VARCHAR) AS row_key,
    'production,' || o.id AS document,
    o.number AS document_number,
    o.create_date AS entered_at,
    CAST(coalesce(o.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(o.responsible AS VARCHAR) AS person,
    y.code AS currency,
    o.planned_start_date AS planned_start_on,
    coalesce(o.origin_planned_date, o.planned_date) AS due_on,
    o.effective_start_date AS started_on,
    CASE WHEN o.state = 'done' THEN o.effective_date END AS finished_on,
    CAST(o.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(o.work_center AS VARCHAR) AS work_center,
    CAST(o.routing AS VARCHAR) AS routing,
    CAST(o.scrap_reason AS VARCHAR) AS scrap_reason,
    CAST(o.warehouse AS VARCHAR) AS warehouse,
    CASE o.state WHEN 'request' THEN 'draft' WHEN 'waiting' THEN 'planned' ELSE o.state END
        AS state,
    i.uom,
    (o.quantity * coalesce(u.factor / i.factor, 1))::DECIMAL(18,6) AS planned_quantity,
    coalesce(m.quantity, 0)::DECIMAL(18,6) AS quantity,
    (coalesce(o.scrapped_quantity, 0) * coalesce(u.factor / i.factor, 1))::DECIMAL(18,6)
        AS scrapped_quantity,
    coalesce(k.cost, 0)::DECIMAL(18,6) AS material_cost,
    (coalesce(k.cost, 0) + coalesce(w.cost, 0))::DECIMAL(18,6) AS cost,
    CAST(model_id(o.origin, 'sale.line') AS VARCHAR) AS sale_line
FROM production AS o
LEFT JOIN item AS i ON i.id = o.product
LEFT JOIN product_uom AS u ON u.id = o.unit
LEFT JOIN used AS k ON k.production = o.id
LEFT JOIN made AS m ON m.production = o.id
LEFT JOIN work AS w ON w.production = o.id
LEFT JOIN company_company AS c ON c.id = o.company
LEFT JOIN currency_currency AS y ON y.id = c.currency
LEFT JOIN seat AS e ON e.employee = o.responsible
    AND coalesce(o.effective_start_date, o.planned_date) BETWEEN e.from_date AND e.to_date
