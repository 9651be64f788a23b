-- What facts take from the masters, by the fact column that names the record. When the value of a
-- record known before changes, the rows that carry its key are read again; `everything` concerns
-- too many of them: all facts are read again.
SELECT 'product' AS "column", CAST(id AS VARCHAR) AS "key",
    concat_ws('|', category, factor, uom, type, 'brand', brand, brand_kind) AS value FROM item
UNION ALL
SELECT 'party', CAST(id AS VARCHAR), CAST(region AS VARCHAR) FROM party_party
UNION ALL
SELECT 'person', CAST(e.id AS VARCHAR), concat_ws('|', any_value(e.start_date),
    any_value(e.end_date), any_value(e.gender), any_value(e.employment_type),
    any_value(e.leave_reason), string_agg(concat_ws('-', s.unit, s.position, s.from_date, s.to_date),
    '|' ORDER BY s.from_date, s.unit))
FROM company_employee AS e LEFT JOIN seat AS s ON s.employee = e.id GROUP BY e.id
UNION ALL
SELECT 'everything', concat('location ', id), concat_ws('|', type, warehouse) FROM place
UNION ALL
SELECT 'everything', concat('account ', id), concat_ws('|', type, receivable, payable) FROM book
UNION ALL
SELECT 'everything', concat('unit ', id), CAST(factor AS VARCHAR) FROM product_uom
UNION ALL
SELECT 'everything', concat('company ', id), concat_ws('|', currency, timezone) FROM company_company
UNION ALL
SELECT 'everything', concat('currency ', document), string_agg(concat_ws('-', own, from_date, rate),
    '|' ORDER BY own, from_date)
FROM exchange GROUP BY document
UNION ALL
SELECT 'everything', concat('period ', id), concat_ws('|', start_date, end_date, type)
FROM account_period
