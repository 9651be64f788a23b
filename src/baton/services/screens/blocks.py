"""What a screen can be built from, named so that nobody needs to know a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.metrics.facts import Additivity, Fact, Kind
from baton.metrics.facts.paths import dimensions as reachable
from baton.metrics.facts.paths import find_column
from baton.services import figures, indicators

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

HIDDEN = frozenset({"document", "document_number", "source", "currency"})


def blocks(runtime: Runtime, person: Person) -> dict[str, Any]:
    """Indicators and facts with what they can be split by; facts with measures and filters too."""
    language, catalogue = person.language, runtime.engine.catalogue
    return {
        "indicators": [
            {
                "code": one.code,
                "name": one.name(language),
                "group": figures.perspective_name(one.perspective, language),
                "unit": one.unit.code,
                "dimensions": indicators.dimensions(runtime, catalogue.formula(one.code), language),
                "source_ready": not runtime.engine.world.missing(catalogue.formula(one.code), None),
            }
            for one in catalogue
        ],
        "facts": [
            _fact(runtime, fact, language)
            for fact in runtime.store.facts.values()
            if fact.name != "target"
        ],
    }


def _fact(runtime: Runtime, fact: Fact, language: str) -> dict[str, Any]:
    facts = runtime.store.facts
    by = [{"name": "org.children", "label": message("services.by_org_children", language)}]
    for name in reachable(facts, fact.name):
        found = find_column(facts, fact.name, name)
        if found is not None and name not in HIDDEN:
            by.append({"name": name, "label": found.column.label(language)})
    return {
        "name": fact.name,
        "label": fact.label(language),
        "about": fact.about[0 if language == "zh_CN" else 1],
        "measures": [
            {
                "name": column.name,
                "label": column.label(language),
                "unit": column.unit.code,
                "adds": column.additivity is not Additivity.RATIO,
            }
            for column in fact.columns.values()
            if column.kind is Kind.NUMBER
        ],
        "filters": [
            {
                "name": column.name,
                "label": column.label(language),
                "members": column.members or (column.name if not column.choices else None),
                "choices": [
                    {"key": choice.key, "name": choice.name(language)} for choice in column.choices
                ],
            }
            for column in fact.columns.values()
            if column.kind is Kind.DIMENSION and column.name not in HIDDEN
        ],
        "dimensions": by,
    }
