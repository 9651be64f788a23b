-- What changed the open part of order lines, and when. Goods leave by moves, services by invoices;
-- a line is closed when its missing moves are ignored or its order is done.
WITH planned AS (
    SELECT model_id(origin, 'sale.line') AS line,
        max(coalesce(origin_planned_date, planned_date)) AS day
    FROM stock_move WHERE state <> 'cancelled' GROUP BY 1
),
line AS (
    SELECT l.id, l.sale, l.product, s.number, s.party, s.state, s.channel, s.warehouse, s.salesperson,
        s.sale_date AS ordered_on, coalesce(s.shipping_date, n.day) AS due_on, s.org_unit,
        i.category, i.uom, coalesce(i.type, '') IN ('goods', 'assets') AS is_goods, y.code AS currency,
        sign(l.quantity) AS sign,
        abs(l.quantity * coalesce(u.factor / i.factor, 1))::DECIMAL(18,6) AS whole,
        money(money(l.quantity::DECIMAL(28,6) * l.unit_price, x.digits)::DECIMAL(28,6) * x.rate,
            x.own_digits) AS amount, x.own_digits
    FROM sale_line AS l
    JOIN sale_sale AS s ON s.id = l.sale AND s.state IN ('confirmed', 'processing', 'done')
    LEFT JOIN item AS i ON i.id = l.product
    LEFT JOIN product_uom AS u ON u.id = l.unit
    LEFT JOIN planned AS n ON n.line = l.id
    LEFT JOIN company_company AS c ON c.id = s.company
    LEFT JOIN exchange AS x ON x.own = c.currency AND x.document = coalesce(s.currency, c.currency)
        AND s.sale_date >= x.from_date AND s.sale_date < x.to_date
    LEFT JOIN currency_currency AS y ON y.id = s.currency
    WHERE l.type = 'line' AND l.quantity <> 0 AND s.sale_date IS NOT NULL
),
gone AS (
    SELECT model_id(m.origin, 'sale.line') AS line, m.effective_date AS day, 'shipped' AS kind,
        CASE WHEN t.type = 'customer' THEN 1 ELSE -1 END * m.internal_quantity AS quantity
    FROM stock_move AS m
    JOIN place AS f ON f.id = m.from_location
    JOIN place AS t ON t.id = m.to_location
    WHERE m.state = 'done' AND 'customer' IN (f.type, t.type)
    UNION ALL
    SELECT model_id(v.origin, 'sale.line'), coalesce(h.accounting_date, h.invoice_date), 'invoiced',
        v.quantity * coalesce(u.factor / i.factor, 1)
    FROM account_invoice_line AS v
    JOIN account_invoice AS h ON h.id = v.invoice AND h.state IN ('posted', 'paid')
    LEFT JOIN item AS i ON i.id = v.product
    LEFT JOIN product_uom AS u ON u.id = v.unit
    UNION ALL
    SELECT r.sale_line, CAST(r.create_date AS DATE), 'closed',
        CASE WHEN t.type = 'customer' THEN 1 ELSE -1 END * m.internal_quantity
    FROM "sale_line-ignored-stock_move" AS r
    JOIN stock_move AS m ON m.id = r.move AND m.state = 'cancelled'
    JOIN place AS t ON t.id = m.to_location
),
step AS (
    SELECT l.id, greatest(g.day, l.ordered_on) AS day, g.kind,
        sum(g.quantity * l.sign)::DECIMAL(18,6) AS quantity
    FROM gone AS g JOIN line AS l ON l.id = g.line
    WHERE g.day IS NOT NULL
        AND CASE g.kind WHEN 'shipped' THEN l.is_goods WHEN 'invoiced' THEN NOT l.is_goods ELSE TRUE END
    GROUP BY ALL
),
until AS (
    SELECT s.*, least(greatest(sum(s.quantity) OVER w, 0), l.whole) AS done,
        row_number() OVER (PARTITION BY s.id ORDER BY s.day DESC, s.kind DESC) = 1 AS is_last
    FROM step AS s JOIN line AS l ON l.id = s.id
    WINDOW w AS (PARTITION BY s.id ORDER BY s.day, s.kind ROWS UNBOUNDED PRECEDING)
),
rest AS (
    -- an order that is done owes nothing any more
    SELECT l.id, coalesce(u.day, l.ordered_on) AS day, 'closed' AS kind, l.whole AS done
    FROM line AS l LEFT JOIN until AS u ON u.id = l.id AND u.is_last
    WHERE l.state = 'done' AND coalesce(u.done, 0) < l.whole
),
taken AS (
    SELECT id, day, kind, done, coalesce(lag(done) OVER (PARTITION BY id ORDER BY last, day, kind), 0)
        AS before
    FROM (SELECT id, day, kind, done, 0 AS last FROM until
        UNION ALL SELECT id, day, kind || ' rest', done, 1 FROM rest)
),
change AS (
    SELECT id, 'ordered' AS kind, ordered_on AS day, sign * whole AS quantity, amount, '0' AS number
    FROM line
    UNION ALL
    SELECT l.id, split_part(t.kind, ' ', 1), t.day, -l.sign * (t.done - t.before),
        money(l.amount::DECIMAL(28,6) * (t.before / l.whole)::DECIMAL(18,9), l.own_digits)
            - money(l.amount::DECIMAL(28,6) * (t.done / l.whole)::DECIMAL(18,9), l.own_digits),
        strftime(t.day, '%y%m%d') || CASE t.kind WHEN 'shipped' THEN '1' WHEN 'invoiced' THEN '2'
            WHEN 'closed' THEN '3' ELSE '4' END
    FROM taken AS t JOIN line AS l ON l.id = t.id
    WHERE t.done <> t.before
)
SELECT l.id || '-' || c.number AS row_key,
    'sale.sale,' || l.sale AS document,
    l.number AS document_number,
    CAST(coalesce(l.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(l.salesperson AS VARCHAR) AS person,
    l.currency,
    CAST(l.id AS VARCHAR) AS sale_line,
    c.kind,
    c.day AS changed_on,
    l.ordered_on,
    l.due_on,
    CASE WHEN l.due_on IS NOT NULL THEN greatest(c.day, l.due_on + 1) END AS late_on,
    CAST(l.party AS VARCHAR) AS customer,
    CAST(l.product AS VARCHAR) AS product,
    CAST(l.category AS VARCHAR) AS category,
    CAST(p.region AS VARCHAR) AS region,
    l.channel,
    CAST(l.warehouse AS VARCHAR) AS warehouse,
    l.uom,
    c.quantity::DECIMAL(18,6) AS quantity,
    c.amount::DECIMAL(18,6) AS amount
FROM change AS c
JOIN line AS l ON l.id = c.id
LEFT JOIN party_party AS p ON p.id = l.party
LEFT JOIN seat AS e ON e.employee = l.salesperson AND l.ordered_on BETWEEN e.from_date AND e.to_date
