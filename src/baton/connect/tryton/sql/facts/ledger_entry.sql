WITH cost_center AS (
    SELECT move_line, min(account) AS account FROM analytic_account_line GROUP BY 1
),
document AS (
    SELECT move, min(id) AS id, any_value(org_unit) AS org_unit, any_value(responsible) AS responsible
    FROM account_invoice WHERE move IS NOT NULL GROUP BY 1
)
SELECT CAST(l.id AS VARCHAR) AS row_key,
    'account.move,' || h.id AS document,
    h.number AS document_number,
    l.create_date AS entered_at,
    CAST(d.org_unit AS VARCHAR) AS org_unit,
    CAST(d.responsible AS VARCHAR) AS person,
    y.code AS currency,
    h.date AS posted_on,
    l.maturity_date AS due_on,
    CAST(l.account AS VARCHAR) AS account,
    b.type AS account_type,
    CAST(l.party AS VARCHAR) AS party,
    CASE WHEN b.type = 'receivable' THEN CAST(l.party AS VARCHAR) END AS customer,
    CASE WHEN b.type = 'payable' THEN CAST(l.party AS VARCHAR) END AS supplier,
    CAST(a.account AS VARCHAR) AS analytic,
    CAST(h.journal AS VARCHAR) AS journal,
    coalesce(p.type = 'adjustment', FALSE) AS is_closing,
    l.debit,
    l.credit,
    (l.debit - l.credit)::DECIMAL(18,6) AS amount
FROM account_move_line AS l
JOIN account_move AS h ON h.id = l.move
LEFT JOIN account_period AS p ON p.id = h.period
LEFT JOIN book AS b ON b.id = l.account
LEFT JOIN cost_center AS a ON a.move_line = l.id
LEFT JOIN document AS d ON d.move = h.id
LEFT JOIN company_company AS c ON c.id = h.company
LEFT JOIN currency_currency AS y ON y.id = c.currency
WHERE h.state = 'posted'
