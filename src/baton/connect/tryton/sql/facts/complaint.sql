WITH settled AS (
    SELECT complaint, sum(coalesce(quantity, 0)::DECIMAL(28,6) * coalesce(unit_price, 0)) AS amount
    FROM sale_complaint_action GROUP BY 1
)
SELECT CAST(o.id AS VARCHAR) AS row_key,
    'sale.complaint,' || o.id AS document,
    o.number AS document_number,
    o.create_date AS entered_at,
    CAST(coalesce(o.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(o.responsible AS VARCHAR) AS person,
    o.date AS opened_on,
    o.closed_date AS closed_on,
    CAST(o.customer AS VARCHAR) AS customer,
    CAST(l.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(p.region AS VARCHAR) AS region,
    CAST(o.type AS VARCHAR) AS kind,
    CASE o.state WHEN 'waiting' THEN 'open' ELSE o.state END AS state,
    CAST(o.cause AS VARCHAR) AS cause,
    coalesce(a.amount, 0)::DECIMAL(18,6) AS amount,
    CAST(l.id AS VARCHAR) AS sale_line
FROM sale_complaint AS o
LEFT JOIN settled AS a ON a.complaint = o.id
LEFT JOIN sale_line AS l ON l.id = model_id(o.origin, 'sale.line')
LEFT JOIN item AS i ON i.id = l.product
LEFT JOIN party_party AS p ON p.id = o.customer
LEFT JOIN seat AS e ON e.employee = o.responsible AND o.date BETWEEN e.from_date AND e.to_date
