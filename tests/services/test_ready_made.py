"""The ready-made strategies: whole, measured, without loops, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from baton.base.errors import NotFoundError
from baton.metrics.catalogue import Catalogue, Perspective
from baton.services.kpi import ready_made

EACH = pytest.mark.parametrize("key", ["manufacturing", "trading"])


@EACH
def test_every_objective_is_measured_by_indicators_for_that_kind_of_company(key: str) -> None:
    catalogue = Catalogue.shipped()
    for name, one in ready_made.strategy(key).objectives.items():
        assert sum(one.indicators.values()) == Decimal(1), name
        for code in one.indicators:
            meant_for = catalogue.indicators[code].templates
            assert not meant_for or key in meant_for, (name, code)


@EACH
def test_every_perspective_has_an_objective_and_causes_lead_upwards(key: str) -> None:
    ready = ready_made.strategy(key)
    order = list(Perspective)
    assert {one.perspective for one in ready.objectives.values()} == set(order)
    for cause, effect in ready.links:
        above, below = ready.objectives[effect].perspective, ready.objectives[cause].perspective
        assert order.index(above) <= order.index(below), (cause, effect)
    # nothing leads back to where it came from
    ways = {name: {b for a, b in ready.links if a == name} for name in ready.objectives}
    for start, first in ways.items():
        seen: set[str] = set()
        waiting = set(first)
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting |= ways[at]
        assert start not in seen


@EACH
def test_no_two_objectives_stand_in_one_place(key: str) -> None:
    """A card is 224 wide; rows are 116 apart."""
    cards = list(ready_made.strategy(key).objectives.values())
    for number, one in enumerate(cards):
        for other in cards[number + 1 :]:
            if one.perspective is other.perspective and abs(one.y - other.y) < 116:
                assert abs(one.x - other.x) >= 236, (one.name, other.name)


def test_they_are_told_in_the_language_asked_for() -> None:
    chinese, english = ready_made.listing("zh_CN"), ready_made.listing("en")
    assert [one["key"] for one in chinese] == ["manufacturing", "trading"]
    assert chinese[0]["name"] == "制造企业"
    assert english[0]["name"] == "Manufacturing"
    names = [name for one in english[0]["perspectives"] for name in one["objectives"]]
    assert all(name.isascii() for name in names)
    assert len(names) == 13


def test_an_unknown_one_is_refused() -> None:
    with pytest.raises(NotFoundError):
        ready_made.strategy("nothing")
