SELECT CAST(r.id AS VARCHAR) AS row_key,
    'account.budget,' || b.id AS document,
    b.name AS document_number,
    r.create_date AS entered_at,
    y.code AS currency,
    p.start_date AS "on",
    CAST(l.account AS VARCHAR) AS account,
    k.type AS account_type,
    cents(l.amount::DECIMAL(28,6) * r.ratio) AS amount
FROM account_budget_line_period AS r
JOIN account_budget_line AS l ON l.id = r.budget_line
JOIN account_budget AS b ON b.id = l.budget
JOIN account_period AS p ON p.id = r.period
LEFT JOIN book AS k ON k.id = l.account
LEFT JOIN company_company AS c ON c.id = b.company
LEFT JOIN currency_currency AS y ON y.id = c.currency
WHERE l.amount IS NOT NULL
