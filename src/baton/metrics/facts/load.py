"""Reads fact definitions from YAML, one file a subject area, and checks that they fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from baton.base.errors import BatonError
from baton.base.units import Unit
from baton.metrics.facts.model import Additivity, Choice, Column, Fact, Kind, Link

AREAS = ("sales", "purchasing", "stock", "production", "finance", "people", "adoption")
SECTIONS = {
    "keys": Kind.KEY,
    "dates": Kind.DATE,
    "timestamps": Kind.TIMESTAMP,
    "dimensions": Kind.DIMENSION,
    "flags": Kind.FLAG,
    "numbers": Kind.NUMBER,
}


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FactDefinitionError(BatonError):
    """A fact definition that does not hold together."""


def load() -> Mapping[str, Fact]:
    """All facts by name.

    Raises:
        FactDefinitionError: a default date, a link or a vocabulary does not exist.
    """
    choices = _choices(_read("choices"))
    common = list(_columns(_read("every_fact")["columns"], choices))
    facts: dict[str, Fact] = {}
    for area in AREAS:
        for name, definition in _read(area).items():
            facts[name] = _fact(name, definition, common, choices)
    for fact in facts.values():
        _check(fact, facts)
    return MappingProxyType(facts)


def _read(area: str) -> dict[str, Any]:
    source = resources.files("baton.metrics.facts") / "data" / f"{area}.yaml"
    text = source.read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, _LOADER)  # noqa: S506 - the safe loader, in C
    return data


def _choices(data: dict[str, dict[str, list[str]]]) -> dict[str, tuple[Choice, ...]]:
    return {
        vocabulary: tuple(Choice(key, zh, en) for key, (zh, en) in values.items())
        for vocabulary, values in data.items()
    }


def _fact(
    name: str,
    definition: dict[str, Any],
    common: list[Column],
    choices: dict[str, tuple[Choice, ...]],
) -> Fact:
    columns = {column.name: column for column in _columns(definition, choices)}
    links = {}
    for to in definition.get("links", {}):
        columns[to] = Column(to, definition["links"][to], _spaced(to), Kind.KEY)
        links[to] = Link(column=to, to=to)
    money = definition.get("money", True)
    for column in common:
        if column.name != "currency" or money:
            columns.setdefault(column.name, column)
    zh, en = definition.get("about", ("", ""))
    return Fact(
        name=name,
        zh=definition["zh"],
        en=definition.get("en", _spaced(name)),
        columns=MappingProxyType(columns),
        date=definition["date"],
        links=MappingProxyType(links),
        level=definition.get("level", False),
        about=(zh, en),
    )


def _columns(
    definition: dict[str, Any], choices: dict[str, tuple[Choice, ...]]
) -> Iterator[Column]:
    for section, kind in SECTIONS.items():
        for name, given in definition.get(section, {}).items():
            spec = _spec(given)
            number = kind is Kind.NUMBER
            yield Column(
                name=name,
                zh=spec["zh"],
                en=spec.get("en", _spaced(name)),
                kind=kind,
                unit=Unit.parse(spec.get("unit", "none")),
                additivity=Additivity(spec.get("additivity", "flow")) if number else None,
                members=spec.get("members", name) if kind is Kind.DIMENSION else None,
                choices=choices[spec["choices"]] if "choices" in spec else (),
            )


def _spec(given: str | list[str] | dict[str, str]) -> dict[str, str]:
    """A column is given as its Chinese name, as both names, or in full."""
    if isinstance(given, str):
        return {"zh": given}
    return {"zh": given[0], "en": given[1]} if isinstance(given, list) else given


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _check(fact: Fact, facts: Mapping[str, Fact]) -> None:
    date = fact.columns.get(fact.date)
    if date is None or not date.is_time:
        raise FactDefinitionError("metrics.fact_date_missing", fact=fact.name, column=fact.date)
    for link in fact.links.values():
        if link.to not in facts:
            raise FactDefinitionError("metrics.fact_link_missing", fact=fact.name, link=link.to)
    names = [column.zh for column in fact.columns.values()]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise FactDefinitionError(
            "metrics.fact_name_doubled", fact=fact.name, name=sorted(doubled)[0]
        )
