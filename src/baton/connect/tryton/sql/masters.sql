-- Views over the masters that the facts read: one row a product, location, account, person.
CREATE OR REPLACE MACRO ten(digits) AS
    CASE digits WHEN 0 THEN 1 WHEN 1 THEN 10 WHEN 3 THEN 1000 WHEN 4 THEN 10000 ELSE 100 END;
CREATE OR REPLACE MACRO tenth(digits) AS
    CASE digits WHEN 0 THEN 1 WHEN 1 THEN 0.1 WHEN 3 THEN 0.001 WHEN 4 THEN 0.0001 ELSE 0.01 END;
CREATE OR REPLACE MACRO half_even(x, digits) AS
    -- the list holds x so that it is computed once
    list_transform([CAST(x AS DECIMAL(28,8))], lambda v: CAST((trunc(v * ten(digits)) + CASE
        WHEN abs(v * ten(digits) - trunc(v * ten(digits))) > 0.5
            OR (abs(v * ten(digits) - trunc(v * ten(digits))) = 0.5
                AND trunc(v * ten(digits)) % 2 <> 0)
        THEN sign(v) ELSE 0 END) * tenth(digits) AS DECIMAL(18,6)))[1];
CREATE OR REPLACE MACRO money(x, digits) AS
    -- half to even, as Tryton's currencies round. A double tells which way, and six times faster,
    -- where it is not near the middle: below 1e9 it errs by less than 1e-6, the cast above by 5e-5
    CASE WHEN abs(CAST(x AS DOUBLE) * ten(digits)) < 1e9
            AND abs(abs(CAST(x AS DOUBLE) * ten(digits)) % 1 - 0.5) > 1e-4
        THEN CAST(CAST(CAST(round(CAST(x AS DOUBLE) * ten(digits)) AS BIGINT) AS DECIMAL(18,0))
            * tenth(digits) AS DECIMAL(18,6))
        ELSE half_even(x, digits) END;
CREATE OR REPLACE MACRO cents(x) AS money(x, 2);
CREATE OR REPLACE MACRO model_id(origin, model) AS
    CASE WHEN origin LIKE model || ',%' AND NOT origin LIKE '%,-%'
        THEN TRY_CAST(split_part(origin, ',', 2) AS BIGINT) END;
CREATE OR REPLACE TEMP TABLE product_category_of AS
    SELECT t.id AS template, coalesce(min(c.id), any_value(t.account_category)) AS category
    FROM product_template AS t
    LEFT JOIN "product_template-product_category" AS r ON r.template = t.id
    LEFT JOIN product_category AS c ON c.id = r.category AND NOT coalesce(c.accounting, FALSE)
    GROUP BY t.id;
CREATE OR REPLACE TEMP TABLE item AS
    SELECT p.id, t.id AS template, c.category, t.type, t.brand, b.kind AS brand_kind, u.symbol AS uom,
        coalesce(u.factor, 1) AS factor,
        coalesce(nullif(concat(coalesce(t.code, ''), coalesce(p.suffix_code, '')), ''), p.code) AS code
    FROM product_product AS p
    JOIN product_template AS t ON t.id = p.template
    LEFT JOIN product_category_of AS c ON c.template = t.id
    LEFT JOIN baton_org_brand AS b ON b.id = t.brand
    LEFT JOIN product_uom AS u ON u.id = t.default_uom;
CREATE OR REPLACE TEMP TABLE place AS
    WITH RECURSIVE up(id, parent, warehouse) AS (
        SELECT id, parent, CASE WHEN type = 'warehouse' THEN id END FROM stock_location
        UNION ALL
        SELECT up.id, l.parent, CASE WHEN l.type = 'warehouse' THEN l.id END
        FROM up JOIN stock_location AS l ON l.id = up.parent
        WHERE up.warehouse IS NULL
    )
    SELECT l.id, l.type, max(up.warehouse) AS warehouse
    FROM stock_location AS l JOIN up ON up.id = l.id GROUP BY l.id, l.type;
CREATE OR REPLACE TEMP TABLE book AS
    -- accounts with their type in the facts' own vocabulary
    SELECT a.id, coalesce(t.receivable, FALSE) AS receivable, coalesce(t.payable, FALSE) AS payable, CASE
        WHEN k IN ('cash') THEN 'cash'
        WHEN k IN ('receivable', 'allowance') OR t.receivable THEN 'receivable'
        WHEN k IN ('payable') OR t.payable THEN 'payable'
        WHEN k IN ('inventory', 'raw', 'wip', 'goods', 'turnover', 'other_inventory',
            'impairment_inventory') THEN 'inventory'
        WHEN k IN ('fixed', 'depreciation', 'fixed_impairment') THEN 'fixed_asset'
        WHEN k = 'tax' THEN 'tax'
        WHEN k IN ('capital', 'capital_reserve', 'surplus', 'retained', 'equity') THEN 'equity'
        WHEN k IN ('main_revenue', 'other_revenue') THEN 'revenue'
        WHEN k IN ('main_cost', 'other_cost') THEN 'cost_of_sales'
        WHEN k = 'selling' THEN 'selling_expense'
        WHEN k = 'admin' THEN 'admin_expense'
        WHEN k = 'research' THEN 'research_expense'
        WHEN k = 'finance' THEN 'finance_expense'
        WHEN k = 'income_tax' THEN 'income_tax'
        WHEN t.revenue THEN CASE WHEN k IS NULL THEN 'revenue' ELSE 'other_income' END
        WHEN t.expense THEN 'other_expense'
        WHEN t.stock AND t.statement = 'balance' AND t.assets THEN 'inventory'
        WHEN t.statement = 'balance' THEN CASE WHEN t.assets THEN 'other_asset'
            ELSE 'other_liability' END
        END AS type
    FROM account_account AS a
    LEFT JOIN account_account_type AS t ON t.id = a.type
    LEFT JOIN (
        SELECT db_id, regexp_replace(fs_id, '^type_(small|enterprise)_', '') AS k
        FROM ir_model_data
        WHERE module = 'baton_account_cn' AND model = 'account.account.type.template'
    ) AS d ON d.db_id = t.template;
CREATE OR REPLACE TEMP TABLE seat AS
    SELECT employee, unit, position, coalesce(from_date, DATE '0001-01-01') AS from_date,
        coalesce(to_date, DATE '9999-12-31') AS to_date
    FROM baton_org_assignment WHERE "primary";
CREATE OR REPLACE TEMP TABLE exchange AS
    -- what one unit of a document's currency is worth in the company's own, and when; the first
    -- known rate holds for all days before it too
    WITH span AS (
        SELECT currency, rate,
            CASE WHEN lag(rate) OVER w IS NULL THEN DATE '0001-01-01'
                ELSE coalesce(date, DATE '0001-01-01') END AS from_date,
            coalesce(lead(date) OVER w, DATE '9999-12-31') AS to_date
        FROM currency_currency_rate WHERE rate > 0
        WINDOW w AS (PARTITION BY currency ORDER BY date)
    ),
    pair AS (
        SELECT id AS own, id AS document, 1::DECIMAL(18,12) AS rate, DATE '0001-01-01' AS from_date,
            DATE '9999-12-31' AS to_date
        FROM currency_currency
        UNION ALL
        SELECT o.currency, d.currency, (o.rate / d.rate)::DECIMAL(18,12),
            greatest(o.from_date, d.from_date), least(o.to_date, d.to_date)
        FROM span AS o JOIN span AS d ON d.currency <> o.currency
            AND greatest(o.from_date, d.from_date) < least(o.to_date, d.to_date)
    )
    SELECT p.*, o.digits AS own_digits, d.digits
    FROM pair AS p
    JOIN currency_currency AS o ON o.id = p.own
    JOIN currency_currency AS d ON d.id = p.document;
CREATE OR REPLACE TEMP TABLE least_stock AS
    -- the order points of products in a store, with the days on which they held
    WITH version AS (
        SELECT id, product, location, min_quantity,
            coalesce(write_date, create_date) AS since,
            lead(coalesce(write_date, create_date)) OVER (PARTITION BY id ORDER BY __id) AS until
        FROM stock_order_point__history
    )
    SELECT v.product, coalesce(w.storage_location, v.location) AS location,
        CAST(v.since AS DATE) AS from_date,
        coalesce(CAST(v.until AS DATE), DATE '9999-12-31') AS to_date,
        sum(v.min_quantity)::DECIMAL(18,6) AS quantity
    FROM version AS v
    LEFT JOIN stock_location AS w ON w.id = v.location AND w.type = 'warehouse'
    WHERE v.product IS NOT NULL AND v.min_quantity IS NOT NULL
        AND (v.until IS NULL OR CAST(v.until AS DATE) > CAST(v.since AS DATE))
    GROUP BY ALL;
