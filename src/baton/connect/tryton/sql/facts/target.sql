-- Targets in force: drafts, returned ones and those of positions (templates) are none.
SELECT CAST(id AS VARCHAR) AS row_key,
    'baton.kpi.target,' || id AS document,
    create_date AS entered_at,
    CAST(org_unit AS VARCHAR) AS org_unit,
    CAST(employee AS VARCHAR) AS person,
    indicator,
    from_date AS from_on,
    to_date AS to_on,
    amount::DECIMAL(18,6) AS amount
FROM baton_kpi_target
WHERE position IS NULL AND state IN ('proposed', 'agreed') AND amount IS NOT NULL
