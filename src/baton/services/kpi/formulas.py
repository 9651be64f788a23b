"""Writing a formula: checked while typing, previewed over twelve months, completed, explained."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.periods import Grain, Period, periods
from baton.base.units import Unit, UnitError
from baton.metrics.engine import Asked, Result
from baton.metrics.engine.targets import adds
from baton.metrics.facts import Kind
from baton.metrics.formula import FormulaErrors, explain, render, suggest, words
from baton.metrics.formula.errors import FormulaError
from baton.services import figures, indicators, org

if TYPE_CHECKING:
    from baton.metrics.facts import Column, Fact
    from baton.metrics.formula import Checked
    from baton.services.person import Person
    from baton.services.runtime import Runtime

PREVIEW_MONTHS = 12
HIDDEN = frozenset({"source", "row_key", "document", "document_number", "currency"})
"""Columns that say where a row comes from: nothing to filter or add up by."""


def check(
    runtime: Runtime, person: Person, formula: str, unit: str | None = None
) -> dict[str, Any]:
    """Whether a formula can be computed; never raises for what is wrong with the formula.

    Args:
        unit: the unit the figure is to have; a finding when the formula gives another one.
    """
    catalogue, language = runtime.engine.catalogue, person.language
    try:
        checked = catalogue.check(formula)
    except FormulaErrors as error:
        return {**_NOTHING, "findings": [_finding(one, language) for one in error.findings]}
    findings = _unit_findings(checked, unit, formula, language)
    facts = runtime.store.facts
    found = adds(checked.root)
    return {
        "ok": not findings,
        "unit": checked.unit.code,
        "findings": findings,
        "warnings": [message(key, language, **dict(context)) for key, context in checked.warnings],
        "zh": render(checked, "zh_CN", references=catalogue),
        "en": render(checked, "en", references=catalogue),
        "explanation": explain(checked, language, references=catalogue),
        "facts": [
            {"name": name, "label": facts[name].label(language)} for name in sorted(checked.facts)
        ],
        "dimensions": indicators.dimensions(runtime, checked, language),
        "references": [
            {"name": code, "label": catalogue.get(code).name(language)}
            for code in checked.references
        ],
        "adds": {"time": found.time, "org": found.org},
    }


_NOTHING: dict[str, Any] = {
    "ok": False,
    "unit": None,
    "findings": [],
    "warnings": [],
    "zh": None,
    "en": None,
    "explanation": None,
    "facts": [],
    "dimensions": [],
    "references": [],
    "adds": {"time": False, "org": False},
}


def _finding(error: BatonError, language: str) -> dict[str, Any]:
    if isinstance(error, FormulaError):
        return {
            "position": list(error.position),
            "cause": error.cause(language),
            "remedy": error.remedy(language),
        }
    return {"position": [0, 0], "cause": error.text(language), "remedy": ""}


def _unit_findings(
    checked: Checked, unit: str | None, formula: str, language: str
) -> list[dict[str, Any]]:
    if not unit:
        return []
    try:
        wanted = Unit.parse(unit)
    except UnitError as error:
        return [{"position": [0, len(formula)], "cause": error.text(language), "remedy": ""}]
    if checked.unit.fits(wanted):
        return []
    units = {"found": checked.unit.code, "declared": wanted.code}
    return [
        {
            "position": [0, len(formula)],
            "cause": message("services.formula_unit", language, **units),
            "remedy": message("services.formula_unit_fix", language, **units),
        }
    ]


def preview(
    runtime: Runtime, person: Person, formula: str, unit: str | None, until: str | None
) -> dict[str, Any]:
    """The check and the values of the last twelve months, of what the person may see.

    Args:
        unit: key of the org unit; the person's own when left out.
        until: label of the last month; this one when left out.

    Raises:
        ForbiddenError: the person may not see the unit.
    """
    began = time.perf_counter()
    answer = check(runtime, person, formula)
    nothing: dict[str, Any] = {"rows": [], "state": None, "missing": [], "took_ms": 0.0}
    if not answer["ok"]:
        return {**answer, **nothing}
    last = Period.parse(until) if until else Period.of(org.today(), Grain.MONTH)
    where = figures.slice_of(runtime, person, last.label, unit)
    asked = Asked(
        start=last.previous(PREVIEW_MONTHS - 1).start,
        end=last.end,
        grain=Grain.MONTH,
        org=where.org,
        access=where.access,
        language=person.language,
    )
    (result,) = runtime.engine.evaluate_many([runtime.engine.catalogue.check(formula)], asked)
    known = {str(label): value for label, value in result.rows}
    months = periods(asked.start, asked.end, Grain.MONTH)
    return {
        **answer,
        "rows": [{"period": one.label, "value": known.get(one.label)} for one in months],
        "state": result.state.value,
        "missing": _missing(runtime, result, person.language),
        "took_ms": round((time.perf_counter() - began) * 1000, 3),
    }


def _missing(runtime: Runtime, result: Result, language: str) -> list[str]:
    """The columns that no source supplies, in words."""
    facts = runtime.store.facts
    return [
        f"{facts[fact].label(language)}.{facts[fact].columns[column].label(language)}"
        for fact, column in result.missing
        if fact in facts and column in facts[fact].columns
    ]


def complete(runtime: Runtime, person: Person, formula: str, position: int) -> list[dict[str, Any]]:
    """What may be typed at ``position`` (characters before the cursor)."""
    found = suggest(
        formula,
        position,
        person.language,
        facts=runtime.store.facts,
        references=runtime.engine.catalogue,
    )
    return [
        {"text": one.text, "kind": one.kind, "detail": one.detail, "position": list(one.position)}
        for one in found
    ]


def building_blocks(runtime: Runtime, person: Person) -> dict[str, Any]:
    """Everything a formula can be clicked together from, with the names of the language."""
    language = person.language
    available = runtime.engine.world.available()
    supplied = {fact for _, fact in available}
    return {
        "functions": [
            {"text": words.spelled("functions", one, language), "detail": one}
            for one in words.all_words("functions")
        ],
        "facts": [
            _fact(fact, language, supplied=name in supplied)
            for name, fact in runtime.store.facts.items()
        ],
        "indicators": [
            {"name": item.code, "label": item.name(language), "unit": item.unit.code}
            for item in runtime.engine.catalogue
        ],
    }


def _fact(fact: Fact, language: str, *, supplied: bool) -> dict[str, Any]:
    columns = [one for one in fact.columns.values() if one.name not in HIDDEN]
    dates = (Kind.DATE, Kind.TIMESTAMP)
    return {
        "name": fact.name,
        "label": fact.label(language),
        "about": fact.about[0 if language.startswith("zh") else 1],
        "supplied": supplied,
        "date": fact.date,
        "dates": [_named(one, language) for one in columns if one.kind in dates],
        "measures": [
            {**_named(one, language), "unit": one.unit.code if one.unit else None}
            for one in columns
            if one.kind is Kind.NUMBER
        ],
        "filters": [
            {
                **_named(one, language),
                "kind": one.kind.value,
                "members": one.members,
                "choices": [
                    {"name": choice.key, "label": choice.name(language)} for choice in one.choices
                ],
            }
            for one in columns
            if one.kind in (Kind.DIMENSION, Kind.FLAG)
        ],
    }


def _named(column: Column, language: str) -> dict[str, str]:
    return {"name": column.name, "label": column.label(language)}
