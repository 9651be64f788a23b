WITH first_line AS (
    SELECT opportunity, arg_min(product, id) AS product FROM sale_opportunity_line GROUP BY 1
),
quoted AS (
    SELECT DISTINCT model_id(origin, 'sale.opportunity') AS opportunity FROM sale_sale
    WHERE state NOT IN ('draft', 'cancelled')
)
SELECT CAST(o.id AS VARCHAR) AS row_key,
    'sale.opportunity,' || o.id AS document,
    o.number AS document_number,
    o.create_date AS entered_at,
    CAST(coalesce(o.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(o.employee AS VARCHAR) AS person,
    y.code AS currency,
    o.start_date AS opened_on,
    o.end_date AS closed_on,
    CAST(o.party AS VARCHAR) AS customer,
    CAST(l.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(p.region AS VARCHAR) AS region,
    CASE o.state WHEN 'converted' THEN 'quotation' ELSE o.state END AS state,
    q.opportunity IS NOT NULL AS quoted,
    money(o.amount::DECIMAL(28,6) * x.rate, x.own_digits) AS amount,
    o.conversion_probability::DECIMAL(18,6) AS probability
FROM sale_opportunity AS o
LEFT JOIN first_line AS l ON l.opportunity = o.id
LEFT JOIN quoted AS q ON q.opportunity = o.id
LEFT JOIN item AS i ON i.id = l.product
LEFT JOIN party_party AS p ON p.id = o.party
LEFT JOIN company_company AS c ON c.id = o.company
LEFT JOIN exchange AS x ON x.own = c.currency AND x.document = coalesce(o.currency, c.currency)
    AND coalesce(o.start_date, current_date) >= x.from_date AND coalesce(o.start_date, current_date) < x.to_date
LEFT JOIN currency_currency AS y ON y.id = coalesce(o.currency, c.currency)
LEFT JOIN seat AS e ON e.employee = o.employee AND o.start_date BETWEEN e.from_date AND e.to_date
