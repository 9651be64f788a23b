WITH own AS (SELECT id, warehouse FROM place WHERE type = 'storage'),
flow AS (
    SELECT m.product, m.to_location AS location, m.effective_date AS day,
        m.internal_quantity::DECIMAL(18,6) AS quantity
    FROM stock_move AS m JOIN own ON own.id = m.to_location WHERE m.state = 'done'
    UNION ALL
    SELECT m.product, m.from_location, m.effective_date, -m.internal_quantity::DECIMAL(18,6)
    FROM stock_move AS m JOIN own ON own.id = m.from_location WHERE m.state = 'done'
),
worth AS (
    -- perpetual value of all own stock of a product: what came in less what went out, at cost
    SELECT m.product, m.effective_date AS day, sum(CASE
        WHEN t.id IS NOT NULL AND f.id IS NULL THEN m.internal_quantity::DECIMAL(28,6) * m.cost_price
        WHEN f.id IS NOT NULL AND t.id IS NULL THEN -m.internal_quantity::DECIMAL(28,6) * m.cost_price
        ELSE 0 END)::DECIMAL(18,6) AS value
    FROM stock_move AS m
    LEFT JOIN own AS f ON f.id = m.from_location
    LEFT JOIN own AS t ON t.id = m.to_location
    WHERE m.state = 'done' GROUP BY 1, 2
),
daily AS (SELECT product, location, day, sum(quantity) AS quantity FROM flow GROUP BY 1, 2, 3),
standing AS (
    SELECT product, location, day,
        sum(quantity) OVER (PARTITION BY product, location ORDER BY day) AS quantity,
        lead(day) OVER (PARTITION BY product, location ORDER BY day) AS next_day
    FROM daily
),
total AS (
    SELECT product, day, sum(value) OVER (PARTITION BY product ORDER BY day) AS value FROM worth
),
held AS (
    SELECT product, location, quantity, last_moved_on, CAST(day AS DATE) AS day FROM (
        SELECT s.product, s.location, s.quantity, s.day AS last_moved_on,
            unnest(generate_series(greatest(s.day, getvariable('since')),
                coalesce(s.next_day - 1, getvariable('today')), INTERVAL 1 DAY)) AS day
        FROM standing AS s WHERE s.quantity <> 0
    )
),
least AS (
    -- days on which a least quantity held, also those without any stock
    SELECT product, location, sum(quantity)::DECIMAL(18,6) AS quantity, CAST(day AS DATE) AS day FROM (
        SELECT n.product, n.location, n.quantity,
            unnest(generate_series(greatest(n.from_date, getvariable('since')),
                least(n.to_date - 1, getvariable('today')), INTERVAL 1 DAY)) AS day
        FROM least_stock AS n JOIN todo ON todo.id = n.product
    ) GROUP BY ALL
),
every_day AS (
    SELECT coalesce(h.product, n.product) AS product, coalesce(h.location, n.location) AS location,
        coalesce(h.quantity, 0) AS quantity, h.last_moved_on, n.quantity AS safety_stock,
        coalesce(h.day, n.day) AS day
    FROM held AS h
    FULL JOIN least AS n ON n.product = h.product AND n.location = h.location AND n.day = h.day
),
valued AS MATERIALIZED (
    SELECT s.*, t.value AS worth FROM (
        SELECT e.*, sum(e.quantity) OVER (PARTITION BY e.product, e.day) AS whole FROM every_day AS e
    ) AS s
    ASOF LEFT JOIN total AS t ON t.product = s.product AND s.day >= t.day
)
SELECT s.product || '-' || s.location || '-' || strftime(s.day, '%Y%m%d') AS row_key,
    'product.product,' || s.product AS document,
    i.code AS document_number,
    y.code AS currency,
    s.day AS "on",
    s.last_moved_on,
    CAST(s.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(s.location AS VARCHAR) AS location,
    CAST(own.warehouse AS VARCHAR) AS warehouse,
    i.uom,
    s.quantity::DECIMAL(18,6) AS quantity,
    CASE WHEN s.whole <> 0 THEN (s.quantity * s.worth / s.whole)::DECIMAL(18,6)
        WHEN s.quantity = 0 THEN 0 END::DECIMAL(18,6) AS value,
    s.safety_stock,
    s.safety_stock AS reorder_point,
    CASE WHEN s.whole <> 0 THEN (s.worth / s.whole)::DECIMAL(18,6) END AS unit_cost
FROM valued AS s
JOIN own ON own.id = s.location
JOIN item AS i ON i.id = s.product AND i.type = 'goods'
LEFT JOIN (SELECT min(id) AS id, any_value(currency) AS currency FROM company_company) AS c ON TRUE
LEFT JOIN currency_currency AS y ON y.id = c.currency
