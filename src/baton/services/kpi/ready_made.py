"""Strategies to start from: objectives, what causes what, and the indicators that measure them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from baton.base.errors import NotFoundError
from baton.metrics.catalogue import Perspective
from baton.services import figures
from baton.services.page_files import Text

if TYPE_CHECKING:
    from baton.kernel import Erp


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadyObjective(_Strict):
    """An objective; ``indicators`` are codes with their weights, fractions of 1."""

    name: Text
    about: Text
    perspective: Perspective
    theme: str
    x: int
    y: int
    indicators: dict[str, Decimal]


class ReadyStrategy(_Strict):
    """A ready-made strategy; ``links`` are pairs of cause and effect."""

    order: int
    name: Text
    about: Text
    vision: Text
    themes: dict[str, Text]
    objectives: dict[str, ReadyObjective]
    links: tuple[tuple[str, str], ...]

    @model_validator(mode="after")
    def _names_only_what_it_has(self) -> ReadyStrategy:
        used = {key for link in self.links for key in link} - set(self.objectives)
        used |= {one.theme for one in self.objectives.values()} - set(self.themes)
        if used:
            raise ValueError(", ".join(sorted(used)))
        return self


@cache
def strategies() -> Mapping[str, ReadyStrategy]:
    """The shipped ones by key, in their order."""
    folder = resources.files("baton.services.kpi") / "templates"
    found = {
        file.name.removesuffix(".yaml"): ReadyStrategy.model_validate(
            yaml.safe_load(file.read_text("utf-8"))
        )
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    }
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def strategy(key: str) -> ReadyStrategy:
    """One of them.

    Raises:
        NotFoundError: there is none of that key.
    """
    found = strategies().get(key)
    if found is None:
        raise NotFoundError("services.no_such_ready_strategy", name=key)
    return found


def listing(language: str) -> list[dict[str, Any]]:
    """What one may choose from, with the names of the objectives by perspective."""
    return [
        {
            "key": key,
            "name": one.name[language],
            "about": one.about[language],
            "vision": one.vision[language],
            "indicators": len(
                {code for each in one.objectives.values() for code in each.indicators}
            ),
            "perspectives": [
                {
                    "key": perspective.value,
                    "name": figures.perspective_name(perspective, language),
                    "objectives": [
                        each.name[language]
                        for each in one.objectives.values()
                        if each.perspective is perspective
                    ],
                }
                for perspective in Perspective
            ],
        }
        for key, one in strategies().items()
    ]


def fill(erp: Erp, strategy_id: int, key: str, language: str) -> None:
    """Put a ready-made strategy's themes, objectives, indicators and links on an empty map."""
    ready, own = strategy(key), {"strategy": strategy_id}
    themes = erp.get("baton.kpi.theme").create(
        [
            {**own, "name": text[language], "sequence": n}
            for n, text in enumerate(ready.themes.values())
        ]
    )
    theme_of = dict(zip(ready.themes, themes, strict=True))
    made = erp.get("baton.kpi.objective").create(
        [
            {
                **own,
                "name": one.name[language],
                "description": one.about[language],
                "perspective": one.perspective.value,
                "theme": theme_of[one.theme].id,
                "sequence": n,
            }
            for n, one in enumerate(ready.objectives.values())
        ]
    )
    objective_of = dict(zip(ready.objectives, made, strict=True))
    erp.get("baton.kpi.objective.place").create(
        [
            {"objective": objective_of[name].id, "x": one.x, "y": one.y}
            for name, one in ready.objectives.items()
        ]
    )
    erp.get("baton.kpi.objective.indicator").create(
        [
            {
                "objective": objective_of[name].id,
                "indicator": code,
                "weight": weight,
                "sequence": n,
            }
            for name, one in ready.objectives.items()
            for n, (code, weight) in enumerate(one.indicators.items())
        ]
    )
    erp.get("baton.kpi.objective.link").create(
        [
            {**own, "cause": objective_of[cause].id, "effect": objective_of[effect].id}
            for cause, effect in ready.links
        ]
    )
