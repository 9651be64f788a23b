WITH line AS (
    SELECT l.*, h.number, h.type AS invoice_type, h.party, h.currency, h.company, h.invoice_date,
        h.accounting_date, h.payment_term_date, h.state AS invoice_state, h.move, h.org_unit,
        h.responsible, money(l.quantity::DECIMAL(28,6) * l.unit_price, k.digits) AS own_amount, k.digits,
        coalesce(h.accounting_date, h.invoice_date) AS day
    FROM account_invoice_line AS l
    JOIN account_invoice AS h ON h.id = l.invoice
    LEFT JOIN currency_currency AS k ON k.id = h.currency
    WHERE l.type = 'line' AND h.state IN ('posted', 'paid')
),
tax AS (
    SELECT invoice, sum(amount)::DECIMAL(18,6) AS amount FROM account_invoice_tax GROUP BY invoice
),
weighed AS (
    -- an invoice's tax by running totals of its lines, so that the shares add up to it exactly
    SELECT l.*, coalesce(t.amount, 0) AS tax,
        sum(l.own_amount) OVER (PARTITION BY l.invoice) AS whole,
        sum(l.own_amount) OVER (PARTITION BY l.invoice ORDER BY l.id) AS until,
        row_number() OVER (PARTITION BY l.invoice ORDER BY l.id DESC) AS from_end
    FROM line AS l LEFT JOIN tax AS t ON t.invoice = l.invoice
),
taxed AS (
    SELECT w.*, CASE WHEN whole = 0 THEN CASE WHEN from_end = 1 THEN tax ELSE 0 END ELSE
        (CASE WHEN from_end = 1 THEN tax ELSE money(tax::DECIMAL(28,6) * (until / whole)::DECIMAL(18,9), digits) END
        - money(tax::DECIMAL(28,6) * ((until - own_amount) / whole)::DECIMAL(18,9), digits)) END::DECIMAL(18,6)
        AS tax_amount
    FROM weighed AS w
),
goods AS (
    SELECT r.invoice_line AS line, sum(CASE WHEN f.type = 'customer' OR t.type = 'supplier' THEN -1
        ELSE 1 END * m.internal_quantity::DECIMAL(28,6) * m.cost_price)::DECIMAL(18,6) AS cost,
        count(*) AS moves
    FROM "account_invoice_line-stock_move" AS r
    JOIN stock_move AS m ON m.id = r.stock_move AND m.state = 'done'
    JOIN place AS f ON f.id = m.from_location
    JOIN place AS t ON t.id = m.to_location
    GROUP BY 1
),
due AS (
    SELECT m.move, max(m.maturity_date) AS day, bool_and(m.reconciliation IS NOT NULL) AS settled,
        max(r.date) AS settled_on,
        sum(CASE WHEN m.reconciliation IS NULL THEN m.debit - m.credit ELSE 0 END) AS open,
        sum(m.debit - m.credit) AS whole
    FROM account_move_line AS m
    JOIN book AS b ON b.id = m.account AND b.type IN ('receivable', 'payable')
    LEFT JOIN account_move_reconciliation AS r ON r.id = m.reconciliation
    WHERE m.maturity_date IS NOT NULL GROUP BY 1
)
SELECT CAST(l.id AS VARCHAR) AS row_key,
    'account.invoice,' || l.invoice AS document,
    l.number AS document_number,
    l.create_date AS entered_at,
    CAST(coalesce(l.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(l.responsible AS VARCHAR) AS person,
    y.code AS currency,
    l.day AS invoiced_on,
    coalesce(d.day, l.payment_term_date) AS due_on,
    CASE WHEN d.settled THEN d.settled_on END AS paid_on,
    CASE WHEN l.invoice_type = 'out' THEN 'customer' ELSE 'supplier' END AS kind,
    CAST(l.party AS VARCHAR) AS party,
    CASE WHEN l.invoice_type = 'out' THEN CAST(l.party AS VARCHAR) END AS customer,
    CASE WHEN l.invoice_type = 'in' THEN CAST(l.party AS VARCHAR) END AS supplier,
    CAST(l.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(i.brand AS VARCHAR) AS brand,
    i.brand_kind,
    CAST(p.region AS VARCHAR) AS region,
    s.channel,
    CAST(l.account AS VARCHAR) AS account,
    l.invoice_state AS state,
    i.uom,
    l.quantity < 0 AS is_credit_note,
    (l.quantity * coalesce(u.factor / i.factor, 1))::DECIMAL(18,6) AS quantity,
    money(l.own_amount::DECIMAL(28,6) * x.rate, x.own_digits) AS amount,
    money(l.tax_amount::DECIMAL(28,6) * x.rate, x.own_digits) AS tax_amount,
    (money(l.own_amount::DECIMAL(28,6) * x.rate, x.own_digits)
        + money(l.tax_amount::DECIMAL(28,6) * x.rate, x.own_digits))::DECIMAL(18,6) AS total_amount,
    g.cost,
    CASE WHEN l.invoice_state = 'paid' OR d.settled THEN 0
        WHEN d.whole <> 0 THEN money((money(l.own_amount::DECIMAL(28,6) * x.rate, x.own_digits)
            + money(l.tax_amount::DECIMAL(28,6) * x.rate, x.own_digits))::DECIMAL(28,6)
            * (d.open / d.whole)::DECIMAL(18,9), x.own_digits)
        END::DECIMAL(18,6) AS open_amount,
    CAST(model_id(l.origin, 'sale.line') AS VARCHAR) AS sale_line,
    CAST(model_id(l.origin, 'purchase.line') AS VARCHAR) AS purchase_line
FROM taxed AS l
LEFT JOIN item AS i ON i.id = l.product
LEFT JOIN product_uom AS u ON u.id = l.unit
LEFT JOIN party_party AS p ON p.id = l.party
LEFT JOIN company_company AS c ON c.id = l.company
LEFT JOIN exchange AS x ON x.own = c.currency AND x.document = coalesce(l.currency, c.currency)
    AND coalesce(l.day, current_date) >= x.from_date AND coalesce(l.day, current_date) < x.to_date
LEFT JOIN currency_currency AS y ON y.id = l.currency
LEFT JOIN goods AS g ON g.line = l.id
LEFT JOIN due AS d ON d.move = l.move
LEFT JOIN sale_line AS o ON o.id = model_id(l.origin, 'sale.line')
LEFT JOIN sale_sale AS s ON s.id = o.sale
LEFT JOIN seat AS e ON e.employee = l.responsible AND l.day BETWEEN e.from_date AND e.to_date
