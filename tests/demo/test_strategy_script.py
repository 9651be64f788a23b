"""The demo company's strategy: measured, owned, drawn without cards on each other."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest
import yaml

from baton.demo.script import load
from baton.metrics.catalogue import Catalogue, Perspective

CARD, ROW = 236, 116
"""A card with the space beside it; the distance of two rows; pixels."""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    file = resources.files("baton.demo") / "data/strategy.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def test_every_objective_is_owned_and_measured(told: dict[str, Any]) -> None:
    units = {unit["code"] for unit in load().organisation["units"]}
    catalogue = Catalogue.shipped()
    assert 10 <= len(told["objectives"]) <= 14
    for key, row in told["objectives"].items():
        assert row["unit"] in units, key
        assert row["theme"] in told["themes"], key
        assert round(sum(row["indicators"].values()), 4) == 1, key
        assert all(code in catalogue for code in row["indicators"]), key


def test_causes_stand_below_or_beside_their_effects(told: dict[str, Any]) -> None:
    level = {key: list(Perspective).index(row["perspective"]) for key, row in _rows(told)}
    assert set(level.values()) == set(range(len(Perspective)))
    for cause, effect in told["links"]:
        assert level[effect] <= level[cause], (cause, effect)
    assert {row["objective"] for row in told["initiatives"]} <= set(level)


def test_no_card_lies_on_another(told: dict[str, Any]) -> None:
    rows = [row for _, row in _rows(told)]
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            apart = abs(one["x"] - other["x"]) >= CARD or abs(one["y"] - other["y"]) >= ROW
            assert apart or one["perspective"] != other["perspective"], (one, other)


def _rows(told: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (key, {**row, "perspective": Perspective(row["perspective"])})
        for key, row in told["objectives"].items()
    ]
