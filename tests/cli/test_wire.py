"""Figures keep every digit between the server, the command and the file."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from baton.cli import wire

FIGURES = st.decimals(
    allow_nan=False, allow_infinity=False, places=9, min_value=-(10**15), max_value=10**15
)


@given(FIGURES)
def test_a_figure_survives_the_way_there_and_back(figure: Decimal) -> None:
    assert Decimal(wire.loads(wire.dumps([figure]))[0]) == figure


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_it_is_plain_json(value: object) -> None:
    assert json.loads(wire.dumps(value)) == value


def test_figures_are_numbers_not_text() -> None:
    assert wire.dumps({"rows": [["2013-05", Decimal("109846381.403900")]]}) == (
        '{"rows": [["2013-05", 109846381.4039]]}'
    )


def test_dates_are_iso() -> None:
    assert wire.dumps(date(2013, 5, 31)) == '"2013-05-31"'


def test_minus_zero_is_zero() -> None:
    assert wire.dumps(Decimal("-0.000")) == "0"
