WITH moved AS (
    SELECT model_id(m.origin, 'sale.line') AS line,
        sum(m.internal_quantity * w.sign)::DECIMAL(18,6) AS quantity,
        sum(m.internal_quantity::DECIMAL(28,6) * w.sign * m.cost_price)::DECIMAL(18,6) AS cost,
        max(m.effective_date) AS last_day
    FROM stock_move AS m
    JOIN place AS f ON f.id = m.from_location
    JOIN place AS t ON t.id = m.to_location
    CROSS JOIN LATERAL (SELECT CASE WHEN t.type = 'customer' THEN 1
        WHEN f.type = 'customer' THEN -1 ELSE 0 END AS sign) AS w
    WHERE m.state = 'done' GROUP BY 1
),
planned AS (
    SELECT model_id(origin, 'sale.line') AS line,
        max(coalesce(origin_planned_date, planned_date)) AS day
    FROM stock_move WHERE state <> 'cancelled' GROUP BY 1
),
invoiced AS (
    SELECT model_id(l.origin, 'sale.line') AS line,
        sum(l.quantity * u.factor / i.factor)::DECIMAL(18,6) AS quantity
    FROM account_invoice_line AS l
    JOIN account_invoice AS h ON h.id = l.invoice AND h.state IN ('posted', 'paid')
    JOIN item AS i ON i.id = l.product
    JOIN product_uom AS u ON u.id = l.unit
    GROUP BY 1
),
line AS (
    SELECT l.*, (l.quantity * coalesce(u.factor / i.factor, 1))::DECIMAL(18,6) AS base,
        money(l.quantity::DECIMAL(28,6) * l.unit_price, k.digits) AS own_amount,
        money(l.quantity::DECIMAL(28,6) * l.list_price, k.digits) AS own_list_amount,
        i.category, i.brand, i.brand_kind, i.uom
    FROM sale_line AS l
    LEFT JOIN sale_sale AS h ON h.id = l.sale
    LEFT JOIN currency_currency AS k ON k.id = h.currency
    LEFT JOIN item AS i ON i.id = l.product
    LEFT JOIN product_uom AS u ON u.id = l.unit
    WHERE l.type = 'line'
)
SELECT CAST(l.id AS VARCHAR) AS row_key,
    'sale.sale,' || s.id AS document,
    s.number AS document_number,
    l.create_date AS entered_at,
    CAST(coalesce(s.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(s.salesperson AS VARCHAR) AS person,
    y.code AS currency,
    s.sale_date AS ordered_on,
    coalesce(s.shipping_date, n.day) AS due_on,
    CASE WHEN m.quantity >= l.base OR (l.base < 0 AND m.quantity <= l.base) THEN m.last_day END
        AS shipped_on,
    CAST(s.party AS VARCHAR) AS customer,
    CAST(l.product AS VARCHAR) AS product,
    CAST(l.category AS VARCHAR) AS category,
    CAST(l.brand AS VARCHAR) AS brand,
    l.brand_kind,
    CAST(p.region AS VARCHAR) AS region,
    s.channel,
    CAST(s.warehouse AS VARCHAR) AS warehouse,
    s.state,
    l.uom,
    coalesce(abs(m.quantity) >= abs(l.base), FALSE) AS cost_known,
    l.quantity < 0 AS is_return,
    l.base AS quantity,
    money(l.own_amount::DECIMAL(28,6) * x.rate, x.own_digits) AS amount,
    money(l.own_list_amount::DECIMAL(28,6) * x.rate, x.own_digits) AS list_amount,
    (money(l.own_list_amount::DECIMAL(28,6) * x.rate, x.own_digits)
        - money(l.own_amount::DECIMAL(28,6) * x.rate, x.own_digits))::DECIMAL(18,6) AS discount_amount,
    m.cost AS cost,
    l.unit_price,
    coalesce(m.quantity, 0)::DECIMAL(18,6) AS shipped_quantity,
    coalesce(v.quantity, 0)::DECIMAL(18,6) AS invoiced_quantity,
    CASE WHEN s.state IN ('confirmed', 'processing') THEN l.base - coalesce(m.quantity, 0)
        ELSE 0 END::DECIMAL(18,6) AS open_quantity,
    CASE WHEN s.state IN ('confirmed', 'processing') AND l.base <> 0 THEN money(
        (l.own_amount::DECIMAL(28,6) * x.rate)::DECIMAL(28,6)
        * ((l.base - coalesce(m.quantity, 0)) / l.base)::DECIMAL(18,9), x.own_digits) ELSE 0
        END::DECIMAL(18,6) AS open_amount
FROM line AS l
JOIN sale_sale AS s ON s.id = l.sale
LEFT JOIN company_company AS c ON c.id = s.company
LEFT JOIN exchange AS x ON x.own = c.currency AND x.document = coalesce(s.currency, c.currency)
    AND coalesce(s.sale_date, current_date) >= x.from_date AND coalesce(s.sale_date, current_date) < x.to_date
LEFT JOIN currency_currency AS y ON y.id = s.currency
LEFT JOIN party_party AS p ON p.id = s.party
LEFT JOIN moved AS m ON m.line = l.id
LEFT JOIN planned AS n ON n.line = l.id
LEFT JOIN invoiced AS v ON v.line = l.id
LEFT JOIN seat AS e ON e.employee = s.salesperson
    AND coalesce(s.sale_date, CAST(l.create_date AS DATE)) BETWEEN e.from_date AND e.to_date
