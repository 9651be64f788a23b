WITH line AS (
    SELECT l.*, h.number, h.date, h.location,
        -- what one piece was booked at on the day of the count: the last done move up to it
        (SELECT arg_max(m.cost_price, (m.effective_date, m.id)) FROM stock_move AS m
            WHERE m.product = l.product AND m.state = 'done' AND m.cost_price IS NOT NULL
            AND m.effective_date <= h.date) AS unit_cost
    FROM stock_inventory_line AS l
    JOIN stock_inventory AS h ON h.id = l.inventory
    WHERE h.state = 'done' AND h.kind <> 'opening'
)
SELECT CAST(l.id AS VARCHAR) AS row_key,
    'stock.inventory,' || l.inventory AS document,
    l.number AS document_number,
    l.create_date AS entered_at,
    l.date AS counted_on,
    CAST(l.product AS VARCHAR) AS product,
    CAST(i.category AS VARCHAR) AS category,
    CAST(l.location AS VARCHAR) AS location,
    CAST(p.warehouse AS VARCHAR) AS warehouse,
    CAST(l.lot AS VARCHAR) AS lot,
    CAST(l.difference_reason AS VARCHAR) AS reason,
    i.uom,
    coalesce(l.expected_quantity, 0)::DECIMAL(18,6) AS book_quantity,
    coalesce(l.quantity, l.expected_quantity, 0)::DECIMAL(18,6) AS counted_quantity,
    (coalesce(l.quantity, l.expected_quantity, 0) - coalesce(l.expected_quantity, 0))::DECIMAL(18,6)
        AS difference_quantity,
    (coalesce(l.expected_quantity, 0)::DECIMAL(28,6) * l.unit_cost)::DECIMAL(18,6) AS book_value,
    (coalesce(l.quantity, l.expected_quantity, 0)::DECIMAL(28,6) * l.unit_cost)::DECIMAL(18,6)
        AS counted_value,
    ((coalesce(l.quantity, l.expected_quantity, 0) - coalesce(l.expected_quantity, 0))::DECIMAL(28,6)
        * l.unit_cost)::DECIMAL(18,6) AS difference_value
FROM line AS l
LEFT JOIN item AS i ON i.id = l.product
LEFT JOIN place AS p ON p.id = l.location
