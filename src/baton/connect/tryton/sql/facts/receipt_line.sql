WITH moved AS (
    SELECT m.*, model_id(m.shipment, 'stock.shipment.in') AS in_id,
        model_id(m.shipment, 'stock.shipment.in.return') AS back_id,
        model_id(m.origin, 'purchase.line') AS line,
        CASE WHEN f.type = 'supplier' THEN 1 WHEN t.type = 'supplier' THEN -1 END AS sign,
        CASE WHEN f.type = 'supplier' THEN t.warehouse ELSE f.warehouse END AS warehouse,
        coalesce(u.factor / i.factor, 1) AS factor, i.category, i.uom
    FROM stock_move AS m
    JOIN place AS f ON f.id = m.from_location
    JOIN place AS t ON t.id = m.to_location
    LEFT JOIN item AS i ON i.id = m.product
    LEFT JOIN product_uom AS u ON u.id = m.unit
    WHERE m.state = 'done' AND m.origin LIKE 'purchase.line,%'
)
SELECT CAST(m.id AS VARCHAR) AS row_key,
    coalesce(m.shipment, 'purchase.purchase,' || h.id) AS document,
    coalesce(a.number, b.number, h.number) AS document_number,
    m.create_date AS entered_at,
    CAST(coalesce(h.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(h.buyer AS VARCHAR) AS person,
    y.code AS currency,
    CAST(m.line AS VARCHAR) AS purchase_line,
    CASE WHEN m.sign > 0 THEN 'receipt' ELSE 'return' END AS kind,
    coalesce(m.origin_planned_date, m.planned_date, l.delivery_date_store, h.delivery_date)
        AS planned_on,
    m.effective_date AS received_on,
    CAST(coalesce(h.party, a.supplier, b.supplier) AS VARCHAR) AS supplier,
    CAST(m.product AS VARCHAR) AS product,
    CAST(m.category AS VARCHAR) AS category,
    CAST(coalesce(m.warehouse, a.warehouse) AS VARCHAR) AS warehouse,
    m.state,
    m.uom,
    (m.sign * m.internal_quantity + CASE WHEN m.sign > 0
        THEN coalesce(m.rejected_quantity, 0) * m.factor ELSE 0 END)::DECIMAL(18,6) AS quantity,
    (m.sign * m.internal_quantity)::DECIMAL(18,6) AS accepted_quantity,
    CASE WHEN m.sign > 0 THEN coalesce(m.rejected_quantity, 0) * m.factor ELSE 0
        END::DECIMAL(18,6) AS rejected_quantity,
    money(money(m.sign * m.quantity::DECIMAL(28,6) * m.unit_price, x.digits)::DECIMAL(28,6)
        * x.rate, x.own_digits) AS amount
FROM moved AS m
LEFT JOIN stock_shipment_in AS a ON a.id = m.in_id
LEFT JOIN stock_shipment_in_return AS b ON b.id = m.back_id
LEFT JOIN purchase_line AS l ON l.id = m.line
LEFT JOIN purchase_purchase AS h ON h.id = l.purchase
LEFT JOIN company_company AS c ON c.id = m.company
LEFT JOIN exchange AS x ON x.own = c.currency AND x.document = coalesce(m.currency, c.currency)
    AND coalesce(m.effective_date, current_date) >= x.from_date AND coalesce(m.effective_date, current_date) < x.to_date
LEFT JOIN currency_currency AS y ON y.id = m.currency
LEFT JOIN seat AS e ON e.employee = h.buyer AND m.effective_date BETWEEN e.from_date AND e.to_date
WHERE m.sign IS NOT NULL
