WITH moved AS (
    SELECT model_id(m.origin, 'purchase.line') AS line,
        sum(m.internal_quantity * w.sign)::DECIMAL(18,6) AS quantity,
        sum(CASE WHEN w.sign > 0 THEN coalesce(m.rejected_quantity, 0) * coalesce(u.factor / i.factor, 1)
            ELSE 0 END)::DECIMAL(18,6) AS rejected,
        max(m.effective_date) AS last_day
    FROM stock_move AS m
    JOIN place AS f ON f.id = m.from_location
    JOIN place AS t ON t.id = m.to_location
    LEFT JOIN item AS i ON i.id = m.product
    LEFT JOIN product_uom AS u ON u.id = m.unit
    CROSS JOIN LATERAL (SELECT CASE WHEN f.type = 'supplier' THEN 1
        WHEN t.type = 'supplier' THEN -1 ELSE 0 END AS sign) AS w
    WHERE m.state = 'done' GROUP BY 1
),
planned AS (
    SELECT model_id(origin, 'purchase.line') AS line,
        min(coalesce(origin_planned_date, planned_date)) AS day
    FROM stock_move WHERE state <> 'cancelled' GROUP BY 1
),
invoiced AS (
    SELECT model_id(l.origin, 'purchase.line') AS line,
        sum(l.quantity * u.factor / i.factor)::DECIMAL(18,6) AS quantity
    FROM account_invoice_line AS l
    JOIN account_invoice AS h ON h.id = l.invoice AND h.state IN ('posted', 'paid')
    JOIN item AS i ON i.id = l.product
    JOIN product_uom AS u ON u.id = l.unit
    GROUP BY 1
),
line AS (
    SELECT l.*, (l.quantity * coalesce(u.factor / i.factor, 1))::DECIMAL(18,6) AS base,
        money(l.quantity::DECIMAL(28,6) * l.unit_price, k.digits) AS own_amount, i.category, i.uom
    FROM purchase_line AS l
    LEFT JOIN purchase_purchase AS h ON h.id = l.purchase
    LEFT JOIN currency_currency AS k ON k.id = h.currency
    LEFT JOIN item AS i ON i.id = l.product
    LEFT JOIN product_uom AS u ON u.id = l.unit
    WHERE l.type = 'line'
)
SELECT CAST(l.id AS VARCHAR) AS row_key,
    'purchase.purchase,' || h.id AS document,
    h.number AS document_number,
    l.create_date AS entered_at,
    CAST(coalesce(h.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(h.buyer AS VARCHAR) AS person,
    y.code AS currency,
    h.purchase_date AS ordered_on,
    coalesce(l.delivery_date_store, h.delivery_date, n.day) AS due_on,
    CASE WHEN m.quantity >= l.base OR (l.base < 0 AND m.quantity <= l.base) THEN m.last_day END
        AS received_on,
    CAST(h.party AS VARCHAR) AS supplier,
    CAST(l.product AS VARCHAR) AS product,
    CAST(l.category AS VARCHAR) AS category,
    CAST(h.warehouse AS VARCHAR) AS warehouse,
    h.state,
    l.uom,
    l.quantity < 0 AS is_return,
    l.base AS quantity,
    money(l.own_amount::DECIMAL(28,6) * x.rate, x.own_digits) AS amount,
    -- the standard price is in the company's own currency
    money(l.quantity::DECIMAL(28,6) * l.standard_price, x.own_digits) AS standard_amount,
    l.unit_price,
    (coalesce(m.quantity, 0) + coalesce(m.rejected, 0))::DECIMAL(18,6) AS received_quantity,
    coalesce(m.quantity, 0)::DECIMAL(18,6) AS accepted_quantity,
    coalesce(m.rejected, 0)::DECIMAL(18,6) AS rejected_quantity,
    coalesce(v.quantity, 0)::DECIMAL(18,6) AS invoiced_quantity,
    CASE WHEN h.state IN ('confirmed', 'processing') THEN l.base - coalesce(m.quantity, 0)
        ELSE 0 END::DECIMAL(18,6) AS open_quantity,
    CASE WHEN h.state IN ('confirmed', 'processing') AND l.base <> 0 THEN money(
        (l.own_amount::DECIMAL(28,6) * x.rate)::DECIMAL(28,6)
        * ((l.base - coalesce(m.quantity, 0)) / l.base)::DECIMAL(18,9), x.own_digits) ELSE 0
        END::DECIMAL(18,6) AS open_amount
FROM line AS l
JOIN purchase_purchase AS h ON h.id = l.purchase
LEFT JOIN company_company AS c ON c.id = h.company
LEFT JOIN exchange AS x ON x.own = c.currency AND x.document = coalesce(h.currency, c.currency)
    AND coalesce(h.purchase_date, current_date) >= x.from_date AND coalesce(h.purchase_date, current_date) < x.to_date
LEFT JOIN currency_currency AS y ON y.id = h.currency
LEFT JOIN moved AS m ON m.line = l.id
LEFT JOIN planned AS n ON n.line = l.id
LEFT JOIN invoiced AS v ON v.line = l.id
LEFT JOIN seat AS e ON e.employee = h.buyer
    AND coalesce(h.purchase_date, CAST(l.create_date AS DATE)) BETWEEN e.from_date AND e.to_date
