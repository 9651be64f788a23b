-- What is owed by customers and to suppliers, and what settled it. Reconciled entries settle each
-- other, the oldest due first; so do an invoice and the payments noted on it before it is paid up.
WITH paid AS (
    SELECT line, min(invoice) AS invoice, min(id) AS link
    FROM "account_invoice-account_move_line" GROUP BY line
),
entry AS (
    SELECT l.id, l.move, l.account, l.party, l.maturity_date AS due_on, h.date AS day, h.number, h.company,
        CASE WHEN b.receivable THEN 'customer' ELSE 'supplier' END AS kind,
        CASE WHEN b.receivable THEN l.debit - l.credit ELSE l.credit - l.debit END AS amount,
        coalesce(i.id, p.invoice) AS invoice, p.link,
        CASE WHEN l.reconciliation IS NOT NULL THEN 'r' || l.reconciliation
            WHEN coalesce(i.id, p.invoice) IS NOT NULL THEN 'i' || coalesce(i.id, p.invoice)
            ELSE 'l' || l.id END AS pool
    FROM account_move_line AS l
    JOIN account_move AS h ON h.id = l.move AND h.state = 'posted'
    JOIN book AS b ON b.id = l.account AND (b.receivable OR b.payable)
    LEFT JOIN account_invoice AS i ON i.move = l.move
    LEFT JOIN paid AS p ON p.line = l.id
    WHERE l.debit <> l.credit
),
owed AS (
    SELECT *, sum(amount) OVER (PARTITION BY pool, kind ORDER BY coalesce(due_on, day), id) AS until
    FROM entry WHERE amount > 0
),
given AS (
    SELECT *, sum(-amount) OVER (PARTITION BY pool, kind ORDER BY day, id) AS until
    FROM entry WHERE amount < 0
),
matched AS (
    SELECT g.id, o.id AS item, o.due_on, o.invoice, o.move,
        least(g.until, o.until) - greatest(g.until + g.amount, o.until - o.amount) AS amount
    FROM given AS g
    JOIN owed AS o ON o.pool = g.pool AND o.kind = g.kind
        AND least(g.until, o.until) > greatest(g.until + g.amount, o.until - o.amount)
),
change AS (
    SELECT CAST(id AS VARCHAR) AS row_key, id, 'posted' AS change, due_on, invoice, move, amount FROM owed
    UNION ALL
    SELECT g.id || '-' || m.item, g.id, 'settled', m.due_on, m.invoice, m.move, -m.amount
    FROM given AS g JOIN matched AS m ON m.id = g.id
    UNION ALL
    SELECT CAST(g.id AS VARCHAR), g.id, 'settled', NULL, g.invoice, g.move,
        g.amount + coalesce(m.amount, 0)
    FROM given AS g LEFT JOIN (SELECT id, sum(amount) AS amount FROM matched GROUP BY 1) AS m
        ON m.id = g.id
    WHERE g.amount + coalesce(m.amount, 0) <> 0
)
SELECT c.row_key,
    coalesce('account.invoice,' || c.invoice, 'account.move,' || c.move) AS document,
    coalesce(i.number, h.number, n.number) AS document_number,
    CAST(coalesce(i.org_unit, e.unit) AS VARCHAR) AS org_unit,
    CAST(i.responsible AS VARCHAR) AS person,
    y.code AS currency,
    CAST(n.id AS VARCHAR) AS move_line,
    CAST(n.link AS VARCHAR) AS payment_link,
    n.kind,
    c.change,
    n.day AS changed_on,
    c.due_on,
    CASE WHEN c.due_on IS NOT NULL THEN greatest(n.day, c.due_on + 1) END AS overdue_on,
    CAST(n.party AS VARCHAR) AS party,
    CASE WHEN n.kind = 'customer' THEN CAST(n.party AS VARCHAR) END AS customer,
    CASE WHEN n.kind = 'supplier' THEN CAST(n.party AS VARCHAR) END AS supplier,
    CAST(p.region AS VARCHAR) AS region,
    CAST(n.account AS VARCHAR) AS account,
    c.amount::DECIMAL(18,6) AS amount
FROM change AS c
JOIN entry AS n ON n.id = c.id
LEFT JOIN account_invoice AS i ON i.id = c.invoice
LEFT JOIN account_move AS h ON h.id = c.move
LEFT JOIN party_party AS p ON p.id = n.party
LEFT JOIN company_company AS o ON o.id = n.company
LEFT JOIN currency_currency AS y ON y.id = o.currency
LEFT JOIN seat AS e ON e.employee = i.responsible
    AND coalesce(i.accounting_date, i.invoice_date) BETWEEN e.from_date AND e.to_date
