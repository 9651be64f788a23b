WITH moved AS (
    SELECT m.*, model_id(m.shipment, 'stock.shipment.out') AS out_id,
        model_id(m.shipment, 'stock.shipment.out.return') AS back_id,
        model_id(m.origin, 'sale.line') AS line,
        CASE WHEN t.type = 'customer' THEN 1 WHEN f.type = 'customer' THEN -1 END AS sign,
        CASE WHEN t.type = 'customer' THEN f.warehouse ELSE t.warehouse END AS warehouse
    FROM stock_move AS m
    JOIN place AS f ON f.id = m.from_location
    JOIN place AS t ON t.id = m.to_location
    WHERE m.state = 'done'
)
SELECT CAST(m.id AS VARCHAR) AS row_key,
    m.shipment AS document,
    coalesce(o.number, b.number) AS document_number,
    m.create_date AS entered_at,
    CAST(coalesce(s.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(s.salesperson AS VARCHAR) AS person,
    y.code AS currency,
    CAST(m.line AS VARCHAR) AS sale_line,
    CASE WHEN m.sign > 0 THEN 'delivery' ELSE 'return' END AS kind,
    coalesce(m.origin_planned_date, m.planned_date, o.origin_planned_date, o.planned_date,
        b.origin_planned_date, b.planned_date) AS planned_on,
    m.effective_date AS shipped_on,
    CAST(coalesce(o.customer, b.customer) AS VARCHAR) AS customer,
    CAST(m.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(i.brand AS VARCHAR) AS brand,
    i.brand_kind,
    CAST(p.region AS VARCHAR) AS region,
    s.channel,
    CAST(coalesce(m.warehouse, o.warehouse, b.warehouse) AS VARCHAR) AS warehouse,
    CAST(coalesce(o.carrier, b.carrier) AS VARCHAR) AS carrier,
    m.state,
    i.uom,
    (m.sign * m.internal_quantity)::DECIMAL(18,6) AS quantity,
    money(money(m.sign * m.quantity::DECIMAL(28,6) * m.unit_price, x.digits)::DECIMAL(28,6)
        * x.rate, x.own_digits) AS amount,
    (m.sign * m.internal_quantity::DECIMAL(28,6) * m.cost_price)::DECIMAL(18,6) AS cost
FROM moved AS m
LEFT JOIN stock_shipment_out AS o ON o.id = m.out_id
LEFT JOIN stock_shipment_out_return AS b ON b.id = m.back_id
LEFT JOIN sale_line AS l ON l.id = m.line
LEFT JOIN sale_sale AS s ON s.id = l.sale
LEFT JOIN item AS i ON i.id = m.product
LEFT JOIN company_company AS c ON c.id = m.company
LEFT JOIN exchange AS x ON x.own = c.currency AND x.document = coalesce(m.currency, c.currency)
    AND coalesce(m.effective_date, current_date) >= x.from_date AND coalesce(m.effective_date, current_date) < x.to_date
LEFT JOIN currency_currency AS y ON y.id = m.currency
LEFT JOIN party_party AS p ON p.id = coalesce(o.customer, b.customer)
LEFT JOIN seat AS e ON e.employee = s.salesperson
    AND m.effective_date BETWEEN e.from_date AND e.to_date
WHERE m.sign IS NOT NULL AND (m.out_id IS NOT NULL OR m.back_id IS NOT NULL)
