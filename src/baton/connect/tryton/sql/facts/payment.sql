WITH cash AS (
    SELECT l.*, h.number, h.date, h.journal, h.company, h.origin AS move_origin
    FROM account_move_line AS l
    JOIN account_move AS h ON h.id = l.move AND h.state = 'posted'
    JOIN book AS b ON b.id = l.account AND b.type = 'cash'
),
other AS (
    -- the other side of the entry; moving cash from one account to another is no payment
    SELECT l.move, max(coalesce(l.party, 0)) AS party,
        bool_or(b.type = 'receivable') AS receivable, bool_or(b.type = 'payable') AS payable
    FROM account_move_line AS l
    JOIN book AS b ON b.id = l.account AND b.type <> 'cash'
    GROUP BY 1
)
SELECT CAST(l.id AS VARCHAR) AS row_key,
    'account.move,' || l.move AS document,
    l.number AS document_number,
    l.create_date AS entered_at,
    y.code AS currency,
    l.date AS paid_on,
    CASE WHEN l.debit > l.credit THEN 'in' ELSE 'out' END AS kind,
    CAST(nullif(coalesce(l.party, o.party), 0) AS VARCHAR) AS party,
    CASE WHEN o.receivable THEN CAST(nullif(coalesce(l.party, o.party), 0) AS VARCHAR) END
        AS customer,
    CASE WHEN o.payable THEN CAST(nullif(coalesce(l.party, o.party), 0) AS VARCHAR) END
        AS supplier,
    CAST(l.journal AS VARCHAR) AS journal,
    abs(l.debit - l.credit)::DECIMAL(18,6) AS amount
FROM cash AS l
JOIN other AS o ON o.move = l.move
LEFT JOIN company_company AS c ON c.id = l.company
LEFT JOIN currency_currency AS y ON y.id = c.currency
WHERE l.debit <> l.credit
