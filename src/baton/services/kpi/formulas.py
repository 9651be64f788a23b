"""Writing a formula: checked while typing, previewed over twelve months, completed, explained."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.periods import Grain, Period, periods
from baton.base.units import Unit, UnitError
from baton.metrics.engine import Asked
from baton.metrics.engine.targets import adds
from baton.metrics.facts import Kind
from baton.metrics.facts.paths import reached
from baton.metrics.formula import FormulaErrors, blocks, explain, render, suggest, syntax, words
from baton.metrics.formula.errors import CycleError, FormulaError, Words
from baton.metrics.formula.parse import parse
from baton.services import figures, indicators, org

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from baton.metrics.catalogue import Catalogue
    from baton.metrics.facts import Column, Fact
    from baton.metrics.formula import Checked
    from baton.services.person import Person
    from baton.services.runtime import Runtime

PREVIEW_MONTHS = 12
MEMBERS = 20
"""Members of a dimension offered at once."""
HIDDEN = frozenset({"source", "row_key", "document", "document_number", "currency"})
"""Columns that say where a row comes from: nothing to filter or add up by."""
COUNTED = frozenset({"document"})
"""Of these, what can still be counted."""


def check(
    runtime: Runtime,
    person: Person,
    formula: str,
    unit: str | None = None,
    code: str | None = None,
    *,
    inline: bool = False,
) -> dict[str, Any]:
    """Whether a formula can be computed; never raises for what is wrong with the formula.

    Args:
        unit: the unit the figure is to have; a finding when the formula gives another one.
        code: the indicator that is being defined, which its formula may not lead back to.
        inline: tell in ``blocks`` what the indicators named are made of.
    """
    catalogue, language = runtime.engine.catalogue, person.language
    try:
        checked = _checked(runtime, formula, code)
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
        "blocks": blocks(checked, language, references=catalogue, inline=inline),
    }


def _checked(runtime: Runtime, formula: str, code: str | None) -> Checked:
    """The checked formula, which may not lead back to the indicator that it defines.

    Raises:
        FormulaErrors: it is wrong, or leads back.
    """
    catalogue = runtime.engine.catalogue
    checked = catalogue.check(formula)
    if code is None or code not in checked.references:
        return checked
    findings: list[FormulaError] = []
    for node in syntax.walk(parse(formula)):
        if isinstance(node, syntax.Bracket) and (named := catalogue.find(node.name)):
            if named != code and code not in catalogue.formula(named).references:
                continue
            around = [catalogue.name(one) for one in dict.fromkeys((code, named, code))]
            around = [*around, catalogue.name(code)]
            cycle = Words(" → ".join(n.zh for n in around), " → ".join(n.en for n in around))
            name = catalogue.name(named)
            findings.append(
                CycleError("metrics.formula_cycle", node.position, name=name, cycle=cycle)
            )
    raise FormulaErrors(formula, findings)


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
    "blocks": None,
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
    runtime: Runtime,
    person: Person,
    formula: str,
    *,
    place: str | None = None,
    until: str | None = None,
    unit: str | None = None,
    code: str | None = None,
) -> dict[str, Any]:
    """The check, the values of the last twelve months of what the person may see, and its tree.

    Args:
        place: key of the org unit; the person's own when left out.
        until: label of the last month; this one when left out.

    Raises:
        ForbiddenError: the person may not see the unit.
    """
    began = time.perf_counter()
    answer = check(runtime, person, formula, unit, code)
    nothing: dict[str, Any] = {"rows": [], "state": None, "missing": [], "tree": None}
    if answer["unit"] is None:
        return {**answer, **nothing, "took_ms": _since(began)}
    last = Period.parse(until) if until else Period.of(org.today(), Grain.MONTH)
    where = figures.slice_of(runtime, person, last.label, place)
    asked = Asked(
        start=last.previous(PREVIEW_MONTHS - 1).start,
        end=last.end,
        grain=Grain.MONTH,
        org=where.org,
        access=where.access,
        language=person.language,
    )
    checked = _checked(runtime, formula, code)
    (result,) = runtime.engine.evaluate_many([checked], asked)
    tree = runtime.engine.explain(
        checked, last, org=where.org, access=where.access, language=person.language
    )
    known = {str(label): value for label, value in result.rows}
    months = periods(asked.start, asked.end, Grain.MONTH)
    return {
        **answer,
        "rows": [{"period": one.label, "value": known.get(one.label)} for one in months],
        "state": result.state.value,
        "missing": indicators.lacking(runtime, result.missing, person.language),
        "tree": indicators.node_of(tree),
        "took_ms": _since(began),
    }


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 3)


def complete(runtime: Runtime, person: Person, formula: str, position: int) -> list[dict[str, Any]]:
    """What may be typed at ``position`` (characters before the cursor)."""
    found = suggest(
        formula,
        position,
        person.language,
        facts=runtime.store.facts,
        references=runtime.engine.catalogue,
        members=lambda dimension, text: [
            one["name"] for one in indicators.members(runtime, person, dimension, text, MEMBERS)
        ],
    )
    return [
        {"text": one.text, "kind": one.kind, "detail": one.detail, "position": list(one.position)}
        for one in found
    ]


def building_blocks(runtime: Runtime, person: Person) -> dict[str, Any]:
    """Everything a formula can be clicked together from, with the names of the language."""
    supplied = {fact for _, fact in runtime.engine.world.available()}
    return vocabulary(runtime.engine.catalogue, runtime.store.facts, supplied, person.language)


def vocabulary(
    catalogue: Catalogue, facts: Mapping[str, Fact], supplied: AbstractSet[str], language: str
) -> dict[str, Any]:
    """The words, facts and indicators of the formula language, as they are named in a language.

    Args:
        supplied: the facts that some source supplies.
    """
    return {
        **{group: _words(group, language) for group in ("functions", "keywords", "steps")},
        "facts": [
            {
                **_fact(fact, language, supplied=name in supplied),
                "linked": list(reached(facts, name))[1:],
            }
            for name, fact in facts.items()
        ],
        "indicators": [
            {"name": item.code, "label": item.name(language), "unit": item.unit.code}
            for item in catalogue
        ],
    }


def _words(group: str, language: str) -> list[dict[str, str]]:
    """Words of the formula language as they are written, and their English ones."""
    return [
        {"text": words.spelled(group, one, language), "detail": one}
        for one in words.all_words(group)
    ]


def _fact(fact: Fact, language: str, *, supplied: bool) -> dict[str, Any]:
    columns = [one for one in fact.columns.values() if one.name not in HIDDEN]
    dates = (Kind.DATE, Kind.TIMESTAMP)
    return {
        "name": fact.name,
        "label": fact.label(language),
        "about": fact.about[0 if language.startswith("zh") else 1],
        "supplied": supplied,
        "date": fact.date,
        "level": fact.level,
        "keys": [
            _named(one, language)
            for one in fact.columns.values()
            if one.name in COUNTED or (one.kind is Kind.KEY and one.name not in HIDDEN)
        ],
        "dates": [_named(one, language) for one in columns if one.kind in dates],
        "measures": [
            {
                **_named(one, language),
                "unit": one.unit.code if one.unit else None,
                "additivity": one.additivity.value if one.additivity else "flow",
            }
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
