SELECT CAST(m.id AS VARCHAR) AS row_key,
    coalesce(m.shipment, 'production,' || d.id, m.origin) AS document,
    coalesce(s.number, h.number, d.number) AS document_number,
    m.create_date AS entered_at,
    CAST(coalesce(s.org_unit, h.org_unit, d.org_unit) AS VARCHAR) AS org_unit,
    CAST(coalesce(s.salesperson, h.buyer, d.responsible) AS VARCHAR) AS person,
    y.code AS currency,
    CAST(l.id AS VARCHAR) AS sale_line,
    CAST(q.id AS VARCHAR) AS purchase_line,
    CAST(d.id AS VARCHAR) AS production_order,
    coalesce(m.origin_planned_date, m.planned_date) AS planned_on,
    m.effective_date AS moved_on,
    CASE
        WHEN f.type = 'supplier' THEN 'receipt'
        WHEN t.type = 'customer' THEN 'delivery'
        WHEN f.type = 'customer' THEN 'customer_return'
        WHEN t.type = 'supplier' THEN 'supplier_return'
        WHEN t.type = 'production' THEN 'production_in'
        WHEN f.type = 'production' THEN 'production_out'
        WHEN f.type = 'lost_found' OR t.type = 'lost_found' THEN 'count'
        WHEN f.type = 'storage' AND t.type = 'storage' THEN 'internal'
        ELSE 'other' END AS kind,
    CAST(m.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(m.from_location AS VARCHAR) AS from_location,
    CAST(m.to_location AS VARCHAR) AS to_location,
    CAST(coalesce(t.warehouse, f.warehouse) AS VARCHAR) AS warehouse,
    CAST(m.lot AS VARCHAR) AS lot,
    CAST(s.party AS VARCHAR) AS customer,
    CAST(h.party AS VARCHAR) AS supplier,
    i.uom,
    m.internal_quantity::DECIMAL(18,6) AS quantity,
    (m.internal_quantity::DECIMAL(28,6) * m.cost_price)::DECIMAL(18,6) AS cost
FROM stock_move AS m
JOIN place AS f ON f.id = m.from_location
JOIN place AS t ON t.id = m.to_location
LEFT JOIN item AS i ON i.id = m.product
LEFT JOIN company_company AS c ON c.id = m.company
LEFT JOIN currency_currency AS y ON y.id = c.currency
LEFT JOIN sale_line AS l ON l.id = model_id(m.origin, 'sale.line')
LEFT JOIN sale_sale AS s ON s.id = l.sale
LEFT JOIN purchase_line AS q ON q.id = model_id(m.origin, 'purchase.line')
LEFT JOIN purchase_purchase AS h ON h.id = q.purchase
LEFT JOIN production AS d ON d.id = coalesce(m.production_input, m.production_output)
WHERE m.state = 'done'
