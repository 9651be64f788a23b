-- Names of all dimension members: dimension, key, name, parent.
WITH named AS (SELECT model, record, value FROM translation)
SELECT 'customer' AS dimension, CAST(id AS VARCHAR) AS "key", coalesce(name, code) AS name,
    NULL AS parent FROM party_party
UNION ALL
SELECT 'supplier', CAST(id AS VARCHAR), coalesce(name, code), NULL FROM party_party
UNION ALL
SELECT 'party', CAST(id AS VARCHAR), coalesce(name, code), NULL FROM party_party
UNION ALL
SELECT 'person', CAST(e.id AS VARCHAR), coalesce(p.name, e.code), NULL
FROM company_employee AS e JOIN party_party AS p ON p.id = e.party
UNION ALL
SELECT 'product', CAST(i.id AS VARCHAR), coalesce(n.value, t.name), CAST(i.category AS VARCHAR)
FROM item AS i JOIN product_template AS t ON t.id = i.template
LEFT JOIN named AS n ON n.model = 'product.template,name' AND n.record = t.id
UNION ALL
SELECT 'category', CAST(c.id AS VARCHAR), coalesce(n.value, c.name), CAST(c.parent AS VARCHAR)
FROM product_category AS c
LEFT JOIN named AS n ON n.model = 'product.category,name' AND n.record = c.id
UNION ALL
SELECT 'brand', CAST(id AS VARCHAR), name, NULL FROM baton_org_brand
UNION ALL
SELECT 'region', CAST(r.id AS VARCHAR), coalesce(n.value, r.name), CAST(r.parent AS VARCHAR)
FROM baton_org_region AS r
LEFT JOIN named AS n ON n.model = 'baton.org.region,name' AND n.record = r.id
UNION ALL
SELECT d.dimension, CAST(l.id AS VARCHAR), coalesce(n.value, l.name), CAST(l.parent AS VARCHAR)
FROM stock_location AS l
LEFT JOIN named AS n ON n.model = 'stock.location,name' AND n.record = l.id
CROSS JOIN (VALUES ('location'), ('warehouse')) AS d(dimension)
WHERE d.dimension = 'location' OR l.type = 'warehouse'
UNION ALL
SELECT 'lot', CAST(id AS VARCHAR), number, NULL FROM stock_lot
UNION ALL
SELECT 'carrier', CAST(c.id AS VARCHAR), p.name, NULL
FROM carrier AS c JOIN party_party AS p ON p.id = c.party
UNION ALL
SELECT 'account', CAST(a.id AS VARCHAR), concat_ws(' ', a.code, coalesce(n.value, a.name)),
    CAST(a.parent AS VARCHAR)
FROM account_account AS a
LEFT JOIN named AS n ON n.model = 'account.account,name' AND n.record = a.id
UNION ALL
SELECT 'journal', CAST(j.id AS VARCHAR), coalesce(n.value, j.name), NULL
FROM account_journal AS j
LEFT JOIN named AS n ON n.model = 'account.journal,name' AND n.record = j.id
UNION ALL
SELECT 'analytic', CAST(a.id AS VARCHAR), concat_ws(' ', a.code, coalesce(n.value, a.name)),
    CAST(a.parent AS VARCHAR)
FROM analytic_account_account AS a
LEFT JOIN named AS n ON n.model = 'analytic_account.account,name' AND n.record = a.id
UNION ALL
SELECT 'work_center', CAST(w.id AS VARCHAR), coalesce(n.value, w.name), CAST(w.parent AS VARCHAR)
FROM production_work_center AS w
LEFT JOIN named AS n ON n.model = 'production.work.center,name' AND n.record = w.id
UNION ALL
SELECT 'routing', CAST(r.id AS VARCHAR), coalesce(n.value, r.name), NULL
FROM production_routing AS r
LEFT JOIN named AS n ON n.model = 'production.routing,name' AND n.record = r.id
UNION ALL
SELECT 'operation', CAST(o.id AS VARCHAR), coalesce(n.value, o.name), NULL
FROM production_routing_operation AS o
LEFT JOIN named AS n ON n.model = 'production.routing.operation,name' AND n.record = o.id
UNION ALL
SELECT 'position', CAST(p.id AS VARCHAR), coalesce(n.value, p.name), CAST(p.unit AS VARCHAR)
FROM baton_org_position AS p
LEFT JOIN named AS n ON n.model = 'baton.org.position,name' AND n.record = p.id
UNION ALL
SELECT d.dimension, CAST(r.id AS VARCHAR), coalesce(n.value, r.name), NULL
FROM baton_org_reason AS r
LEFT JOIN named AS n ON n.model = 'baton.org.reason,name' AND n.record = r.id
CROSS JOIN (VALUES ('scrap_reason', 'scrap'), ('reason', 'count'), ('reason', 'leave'),
    ('cause', 'complaint'), ('cause', 'defect')) AS d(dimension, kind)
WHERE d.kind = r.kind
UNION ALL
SELECT 'kind', CAST(t.id AS VARCHAR), coalesce(n.value, t.name), NULL
FROM sale_complaint_type AS t
LEFT JOIN named AS n ON n.model = 'sale.complaint.type,name' AND n.record = t.id
UNION ALL
SELECT 'channel', v.k, v.n, NULL
FROM (VALUES ('direct', '直销'), ('distributor', '经销'), ('online', '线上'), ('export', '出口')) AS v(k, n)
