"""Members that have a target of their own are held against it; the gap is explained whole."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.metrics.analysis.contribution import against_target
from baton.metrics.analysis.forms import Form, Shape
from baton.metrics.catalogue import Catalogue

SUM = Catalogue.shipped().check("SUM(sale_line.amount)").root
OTHER = Catalogue.shipped().check("COUNT(sale_line)").root
AS_SUM = Form(SUM, Shape.SUM, (SUM,))
AS_RATIO = Form(SUM, Shape.RATIO, (SUM, OTHER))
amounts = st.integers(0, 10_000).map(Decimal)


def columns(values: dict[str, tuple[int, int]]):
    whole = tuple(Decimal(sum(pair[at] for pair in values.values())) for at in (0, 1))
    own = {key: (Decimal(pair[0]), Decimal(pair[1])) for key, pair in values.items()}
    return own, whole


def test_own_targets_come_first_and_the_rest_is_shared_like_before():
    """Target 1000: north 600 of its own; south and west share 400 as 100 and 300 of before."""
    values, whole = columns({"north": (500, 450), "south": (100, 150), "west": (300, 300)})
    found = against_target(
        AS_SUM, {SUM: values}, {SUM: {(): whole}}, Decimal(1000), {"north": Decimal(600)}
    )
    assert {key: (one.before, one.effect) for key, one in found.items()} == {
        "north": (600, -150),
        "south": (100, 50),
        "west": (300, 0),
    }
    assert sum(one.effect for one in found.values()) == whole[1] - 1000


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.tuples(amounts, amounts), min_size=2),
    amounts,
    st.dictionaries(st.sampled_from("abcdefxyz"), amounts),
)
def test_the_gap_is_explained_whole_whoever_has_targets(values, target, own):
    whole = tuple(sum((pair[at] for pair in values.values()), Decimal(0)) for at in (0, 1))
    found = against_target(AS_SUM, {SUM: values}, {SUM: {(): whole}}, target, own)
    others = [key for key in values if key not in own]
    if not any(values[key][0] for key in others):
        return  # nobody is left to share the rest of the target
    assert sum(one.effect for one in found.values()) == pytest.approx(whole[1] - target)
    for key in values:
        if key in own:
            assert found[key].before == own[key]


def test_a_ratio_is_held_against_the_members_own_target():
    """8 of 10 in the north, whose target is 90 %: a tenth of its half of the weight is missing."""
    top, bottom = columns({"n": (0, 8), "s": (0, 9)})[0], columns({"n": (0, 10), "s": (0, 10)})[0]
    whole = {SUM: {(): (Decimal(0), Decimal(17))}, OTHER: {(): (Decimal(0), Decimal(20))}}
    own = {"n": Decimal("0.9")}
    found = against_target(AS_RATIO, {SUM: top, OTHER: bottom}, whole, Decimal("0.8"), own)
    assert {key: one.effect for key, one in found.items()} == {
        "n": Decimal("-0.05"),
        "s": Decimal("0.05"),
    }
