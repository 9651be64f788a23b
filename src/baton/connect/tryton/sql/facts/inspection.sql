SELECT CAST(q.id AS VARCHAR) AS row_key,
    'quality.inspection,' || q.id AS document,
    q.number AS document_number,
    q.create_date AS entered_at,
    CAST(d.org_unit AS VARCHAR) AS org_unit,
    CAST(d.responsible AS VARCHAR) AS person,
    CAST(coalesce(q.processed_at, q.create_date) AS DATE) AS inspected_on,
    CAST(coalesce(m.product, d.product) AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CASE WHEN d.id IS NOT NULL THEN 'production' WHEN o.id IS NOT NULL THEN 'delivery'
        WHEN a.id IS NOT NULL OR f.type = 'supplier' THEN 'receipt'
        WHEN t.type = 'customer' THEN 'delivery' END AS point,
    q.state AS result,
    CAST(q.defect AS VARCHAR) AS cause,
    CAST(coalesce(a.supplier, h.party) AS VARCHAR) AS supplier,
    CAST(o.customer AS VARCHAR) AS customer,
    CAST(d.work_center AS VARCHAR) AS work_center,
    q.quantity::DECIMAL(18,6) AS quantity,
    (q.quantity - coalesce(q.failed_quantity, 0))::DECIMAL(18,6) AS passed,
    CASE WHEN q.quantity IS NOT NULL THEN coalesce(q.failed_quantity, 0) END::DECIMAL(18,6)
        AS failed,
    CAST(d.id AS VARCHAR) AS production_order,
    CAST(l.id AS VARCHAR) AS purchase_line,
    CAST(model_id(m.origin, 'sale.line') AS VARCHAR) AS sale_line
FROM quality_inspection AS q
LEFT JOIN stock_move AS m ON m.id = model_id(q.origin, 'stock.move')
LEFT JOIN place AS f ON f.id = m.from_location
LEFT JOIN place AS t ON t.id = m.to_location
LEFT JOIN production AS d ON d.id = model_id(q.origin, 'production')
LEFT JOIN stock_shipment_in AS a ON a.id = model_id(q.origin, 'stock.shipment.in')
LEFT JOIN stock_shipment_out AS o ON o.id = model_id(q.origin, 'stock.shipment.out')
LEFT JOIN purchase_line AS l ON l.id = model_id(m.origin, 'purchase.line')
LEFT JOIN purchase_purchase AS h ON h.id = l.purchase
LEFT JOIN item AS i ON i.id = coalesce(m.product, d.product)
