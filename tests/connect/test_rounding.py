"""The mirror rounds money as Tryton's currencies do: half to even, to the last digit."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baton.connect.tryton import spec


@pytest.fixture(scope="module")
def duck():
    connection = duckdb.connect()
    for statement in spec.load().prepare:
        if "MACRO" in statement:
            connection.execute(statement)
    yield connection
    connection.close()


def rounded(duck, values: list[Decimal], digits: int) -> list[Decimal]:
    duck.execute("CREATE OR REPLACE TABLE given (n INTEGER, x DECIMAL(28,8))")
    duck.executemany(
        "INSERT INTO given VALUES (?, ?::DECIMAL(28,8))",
        [(n, format(x, "f")) for n, x in enumerate(values)],
    )
    found = duck.execute(f"SELECT money(x, {digits}) FROM given ORDER BY n").fetchall()
    return [value for (value,) in found]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.decimals(-(10**11), 10**11, places=8), min_size=1, max_size=20),
    st.integers(0, 4),
)
@example([Decimal("999999999.99499999"), Decimal("10000000.00500001"), Decimal("1e11")], 2)
def test_any_amount(duck, values, digits):
    unit = Decimal(1).scaleb(-digits)
    expected = [value.quantize(unit, ROUND_HALF_EVEN) for value in values]
    assert rounded(duck, values, digits) == expected


@pytest.mark.parametrize("digits", range(5))
def test_the_middle_and_what_lies_beside_it(duck, digits):
    unit = Decimal(1).scaleb(-digits)
    middles = [unit * number + unit / 2 for number in (*range(-30, 30), 10**6, 10**9 + 1)]
    beside = [Decimal(0), Decimal("1e-8"), Decimal("-1e-8")]
    values = [middle + bit for middle in middles for bit in beside]
    expected = [value.quantize(unit, ROUND_HALF_EVEN) for value in values]
    assert rounded(duck, values, digits) == expected
    (nothing,) = duck.execute(f"SELECT money(NULL::DECIMAL(28,8), {digits})").fetchone()
    assert nothing is None
