"""Indicators: what they mean, their values, how a value comes about, the documents behind it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.periods import Grain, Period, periods
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Access, Asked, Node
from baton.metrics.engine.wording import Wording
from baton.metrics.facts.paths import find_column
from baton.services import figures, org, page_lookup, scope
from baton.services.cockpit import course, targets_of
from baton.services.kpi import closing, library, rights

if TYPE_CHECKING:
    from baton.metrics.catalogue import Indicator
    from baton.metrics.formula import Checked
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST_PERIODS = 400
"""Periods one question may ask for: a year of days, with room."""

ORG_LEVELS = ("org.children", "org")
"""Ways to split by unit: those directly below, or the rows' own."""


KINDS = {"date": "date", "lines": "number"}
"""Kinds of the columns of documents that are no amounts and no text."""


@dataclass(frozen=True)
class Question:
    """What is asked of an indicator; periods by label, ``by`` names joined by commas."""

    start: str | None = None
    end: str | None = None
    grain: str = "month"
    by: str | None = None
    org: str | None = None
    person: str | None = None


def listing(runtime: Runtime, person: Person, *, retired: bool = False) -> list[dict[str, Any]]:
    """All indicators in use.

    Args:
        retired: also those no longer in use, and those whose definition does not fit any more.
    """
    own = library.of(runtime)
    catalogue = runtime.engine.catalogue
    found = list(catalogue.indicators.values()) if retired else list(catalogue)
    rows = [_summary(runtime, one, person) for one in found]
    if retired:
        rows += [_broken(runtime, person, code) for code in own.broken]
    return rows


def _broken(runtime: Runtime, person: Person, code: str) -> dict[str, Any]:
    """An indicator that cannot be computed any more, as far as it can still be told."""
    own = library.of(runtime)
    version = own.own[code].versions[-1] if code in own.own else None
    if version is not None:
        indicator = library.indicator_of(code, version)
    else:
        indicator = Catalogue.shipped().indicators[code]
    return {
        **_bare(indicator, person.language),
        **library.standing(runtime, indicator, person.language),
        "source_ready": False,
        "editable": bool(person.roles & rights.DEFINERS),
    }


def definition(runtime: Runtime, person: Person, code: str) -> dict[str, Any]:
    """One indicator with its formula in words and how it can be split.

    Raises:
        NotFoundError: there is no such indicator.
    """
    language, catalogue = person.language, runtime.engine.catalogue
    indicator = catalogue.get(code)
    checked = catalogue.formula(code)
    facts = runtime.store.facts
    return {
        **_summary(runtime, indicator, person),
        "formula_words": in_words(runtime, indicator.code, language),
        "facts": [
            {"name": name, "label": facts[name].label(language)} for name in sorted(checked.facts)
        ],
        "dimensions": dimensions(runtime, checked, language),
        "references": [
            {"name": other, "label": catalogue.get(other).name(language)}
            for other in checked.references
        ],
    }


def dimensions(runtime: Runtime, checked: Checked, language: str) -> list[dict[str, str]]:
    """What a formula's value can be split by, units of the organisation first."""
    found = [{"name": "org.children", "label": message("services.by_org_children", language)}]
    hidden = {"document", "document_number", "source", "currency"}
    first = sorted(checked.facts)[:1]
    for name in checked.dimensions:
        if name in hidden or not first:
            continue
        found.append({"name": name, "label": dimension_label(runtime, first[0], name, language)})
    return found


def values(runtime: Runtime, person: Person, code: str, question: Question) -> dict[str, Any]:
    """Values by period and dimension; a dimension gives its key and, beside it, its name.

    Without dimensions each value has its target beside it, and what was published of periods
    that are closed is told besides; ``version`` is the definition that computed the values.

    Raises:
        BatonError: the periods or dimensions cannot be understood.
        ForbiddenError: the unit or person asked for is not the person's to see.
        NotFoundError: there is no such indicator or unit.
    """
    began = time.perf_counter()
    indicator = runtime.engine.catalogue.get(code)
    asked = asked_of(runtime, person, question)
    splits = [name.strip() for name in (question.by or "").split(",") if name.strip()]
    by = tuple(part for name in splits for part in (f"{name}.key", name))
    asked = replace(asked, by=by)
    key = ("values", indicator.code, asked)
    work = lambda: _values(runtime, indicator, asked, splits)  # noqa: E731
    found = figures.answers(runtime).get(runtime.store.version, key, work)
    published = [] if splits else closing.of_indicator(runtime, indicator.code, asked)
    took = round((time.perf_counter() - began) * 1000, 3)
    return {**found, "version": indicator.version, "published": published, "took_ms": took}


def _values(
    runtime: Runtime, indicator: Indicator, asked: Asked, splits: Sequence[str]
) -> dict[str, Any]:
    language = asked.language
    (result,) = runtime.engine.evaluate_many([indicator.code], asked)
    columns: list[dict[str, str]] = []
    if asked.grain is not Grain.TOTAL:
        columns.append(_column("period", "period", language))
    fact = next(iter(sorted(runtime.engine.catalogue.formula(indicator.code).facts)), "")
    for name in splits:
        label = dimension_label(runtime, fact, name, language)
        columns.append({"name": name, "label": label, "kind": "key"})
        columns.append({"name": f"{name}_name", "label": label, "kind": "name"})
    columns.append({"name": "value", "label": indicator.name(language), "kind": "value"})
    rows = [list(row) for row in result.rows]
    if not splits and asked.grain is not Grain.TOTAL:
        columns.append(_column("target", "target", language))
        windows, known = periods(asked.start, asked.end, asked.grain), course(result)
        goals = targets_of(runtime, indicator.code, windows, asked.org, asked.person)
        rows = [
            [one.label, known.get(one.label), goals[one.label]]
            for one in windows
            if one.label in known or goals[one.label] is not None
        ]
    return {
        "columns": columns,
        "rows": rows,
        "unit": result.unit.code,
        "decimals": figures.decimals(indicator),
    }


def explain(
    runtime: Runtime, person: Person, code: str, period: str | None, unit: str | None
) -> dict[str, Any]:
    """The formula as a tree of parts with their values.

    Raises:
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    runtime.engine.catalogue.get(code)
    wanted = figures.slice_of(runtime, person, period, unit)
    key = ("explain", code, *wanted.key, person.language)

    def work() -> dict[str, Any]:
        tree = runtime.engine.explain(
            code,
            wanted.period,
            org=wanted.org,
            access=wanted.access,
            language=person.language,
        )
        return node_of(tree)

    return figures.answers(runtime).get(runtime.store.version, key, work)


def documents(
    runtime: Runtime,
    person: Person,
    code: str,
    *,
    period: str | None,
    unit: str | None,
    members: Sequence[tuple[str, str]] = (),
    grouped: bool = False,
    document: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> dict[str, Any]:
    """The documents behind a figure, each with the page that opens it.

    Args:
        members: the dimension and the member key of the part of the figure asked for.
        grouped: one row a document, with the number of its ``lines``; otherwise one a line.
        document: only the lines of this document (``sale.sale,12``), each with its product.

    Raises:
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    checked = runtime.engine.catalogue.formula(code)
    wanted = figures.slice_of(runtime, person, period, unit)
    narrowed = {("org" if name in ORG_LEVELS else name): key for name, key in members}
    place = narrowed.pop("org", None)
    if place is not None:
        wanted = figures.slice_of(runtime, person, period, place)
    if "person" in narrowed:
        scope.check_person(runtime, person, narrowed["person"])
    result = runtime.engine.documents(
        code,
        wanted.period,
        org=wanted.org,
        members=narrowed,
        access=wanted.access,
        limit=limit,
        offset=offset,
        grouped=grouped,
        document=document,
        language=person.language,
    )
    places = {name: place for place, name in enumerate(result.columns)}
    amounts = [name for name in result.columns if name.startswith("amount")]
    labels = _amount_labels(runtime, checked, amounts, person.language)
    units = {
        name: aggregate.unit.code
        for name, aggregate in zip(amounts, checked.aggregates, strict=True)
    }
    shown = ["number", "product", "date", "org_unit", "person", "lines", *amounts]
    columns = [
        {
            "name": name,
            "label": labels.get(name) or message(f"services.column_{name}", person.language),
            "kind": KINDS.get(name, "number" if name in amounts else "text"),
            "unit": units.get(name),
        }
        for name in shown
        if name in places
    ]
    names = {"org_unit": "org_unit", "person": "person", "product": "product"}
    known = runtime.engine.world.members()
    pages = page_lookup.pages_of(
        runtime, person, [str(row[places["document"]] or "") for row in result.rows]
    )
    rows = []
    for row in result.rows:
        document = str(row[places["document"]] or "")
        entry: dict[str, Any] = {
            str(column["name"]): plain(row[places[str(column["name"])]]) for column in columns
        }
        for name, dimension in names.items():
            if entry.get(name) is not None:
                entry[name] = known.names(dimension).get(entry[name], entry[name])
        page, record = pages.get(document, (None, None))
        line = {} if grouped else {"line": row[places["row_key"]]}
        rows.append({**entry, **line, "document": document, "page": page, "id": record})
    return {"columns": columns, "rows": rows, "total": result.total or len(rows)}


def members(
    runtime: Runtime, person: Person, dimension: str, text: str | None, limit: int
) -> list[dict[str, str]]:
    """Members of a dimension whose name or key has ``text``; units and persons only in scope."""
    wanted = (text or "").strip().lower()
    seen = scope.of(runtime, person)
    found = []
    for key, name in sorted(runtime.engine.world.members().names(dimension).items()):
        if wanted and wanted not in name.lower() and wanted not in key.lower():
            continue
        if dimension == "org_unit" and seen.units is not None and key not in seen.units:
            continue
        if dimension == "person" and not scope.sees_person(runtime, person, key):
            continue
        found.append({"key": key, "name": name})
        if len(found) == limit:
            break
    return found


def asked_of(runtime: Runtime, person: Person, question: Question) -> Asked:
    """The engine's question, checked against what the person may see.

    Raises:
        BatonError: the periods cannot be read, or are too many.
        ForbiddenError: the unit or person asked for is not the person's to see.
    """
    grain = Grain.of(question.grain)
    unit_grain = Grain.MONTH if grain is Grain.TOTAL else grain
    last = Period.parse(question.end) if question.end else Period.of(org.today(), unit_grain)
    first = Period.parse(question.start) if question.start else last.previous(11)
    if last.end <= first.start:
        raise BatonError("base.range_backwards", start=first.label, end=last.label)
    days = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 28, Grain.QUARTER: 90, Grain.YEAR: 365}
    if grain in days and (last.end - first.start).days / days[grain] > MOST_PERIODS:
        raise BatonError("services.too_many_periods", most=MOST_PERIODS, grain=grain.value)
    place = figures.slice_of(runtime, person, last.label, question.org)
    scope.check_person(runtime, person, question.person)
    access: Access | None = place.access
    return Asked(
        start=first.start,
        end=last.end,
        grain=grain,
        org=place.org,
        person=question.person or place.person,
        access=access,
        language=person.language,
    )


def in_words(runtime: Runtime, code: str, language: str) -> str:
    """The formula with the names of the person's language."""
    engine = runtime.engine
    root = engine.catalogue.formula(code).root
    return Wording(engine.store.facts, engine.catalogue, language).text(root)


def plain(value: Any) -> Any:
    """A value as JSON carries it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return value
    return value


def _summary(runtime: Runtime, indicator: Indicator, person: Person) -> dict[str, Any]:
    checked = runtime.engine.catalogue.formula(indicator.code)
    missing = runtime.engine.world.missing(checked, None)
    return {
        **_bare(indicator, person.language),
        **library.standing(runtime, indicator, person.language),
        "source_ready": not missing,
        "lacking": lacking(runtime, missing, person.language),
        "editable": bool(person.roles & rights.DEFINERS),
    }


def lacking(runtime: Runtime, missing: Sequence[tuple[str, str]], language: str) -> list[str]:
    """What no source supplies, in words: whole facts, or single columns of facts."""
    facts = runtime.store.facts
    supplied = {fact for _, fact in runtime.engine.world.available()}
    found = [
        facts[fact].label(language)
        if fact not in supplied or column not in facts[fact].columns
        else f"{facts[fact].label(language)}.{facts[fact].columns[column].label(language)}"
        for fact, column in missing
        if fact in facts
    ]
    return list(dict.fromkeys(found))


def _bare(indicator: Indicator, language: str) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "name": indicator.name(language),
        "perspective": indicator.perspective.value,
        "perspective_name": figures.perspective_name(indicator.perspective, language),
        "unit": indicator.unit.code,
        "decimals": figures.decimals(indicator),
        "direction": indicator.direction.value,
        "frequency": indicator.frequency.value,
        "formula": indicator.formula,
        "meaning": indicator.meaning(language),
        "owner": figures.role_name(indicator.owner, language),
        "owner_role": indicator.owner,
    }


def node_of(node: Node) -> dict[str, Any]:
    """A part of a formula with its value and its own parts, as JSON carries it."""
    return {
        "id": node.id,
        "text": node.text,
        "name": node.name,
        "value": node.value,
        "unit": node.unit.code,
        "kind": node.kind,
        "code": node.code,
        "children": [node_of(child) for child in node.children],
    }


def _column(name: str, kind: str, language: str) -> dict[str, str]:
    return {"name": name, "label": message(f"services.column_{name}", language), "kind": kind}


def _amount_labels(
    runtime: Runtime, checked: Checked, amounts: Sequence[str], language: str
) -> dict[str, str]:
    """Headings of the amounts: the parts of the formula they belong to, when there are several."""
    if len(amounts) < 2:
        return {}
    wording = Wording(runtime.store.facts, runtime.engine.catalogue, language)
    catalogue = runtime.engine.catalogue
    known = {catalogue.formula(code).root: catalogue.get(code) for code in checked.references}
    texts = [
        known[aggregate].name(language) if aggregate in known else wording.text(aggregate)
        for aggregate in checked.aggregates
    ]
    return dict(zip(amounts, texts, strict=True))


def dimension_label(runtime: Runtime, fact: str, name: str, language: str) -> str:
    if name.startswith("org.") or name in ("org", "org_unit"):
        return message("services.by_org_children", language)
    found = find_column(runtime.store.facts, fact, name) if fact else None
    return found.column.label(language) if found is not None else name
