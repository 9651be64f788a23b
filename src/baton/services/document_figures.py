"""Which indicators a document moves 影响的指标, and by how much.

Nothing here knows any kind of document: the document's rows are found in the facts, and every
indicator that reads one of these facts is worked out with the document and without it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import NotFoundError
from baton.base.periods import Grain, Period
from baton.kernel import records
from baton.metrics.analysis.forms import Shape, form_of, looks_back
from baton.metrics.engine import Asked
from baton.metrics.facts import Kind
from baton.metrics.score import achievement
from baton.services import figures, org, page_files, pages
from baton.services.cockpit import course, targets_of
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.metrics.catalogue import Indicator
    from baton.metrics.engine import Result
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST_PERIODS = 6
"""Months told of one document, the latest: an order seldom reaches further."""
ALIKE = 20
"""Documents of the same page that tell what one without figures may come to count in."""
ALWAYS = (dt.date(1970, 1, 1), dt.date(2200, 1, 1))
"""Days that no document lies outside of."""

Course = dict[str, Decimal | None]


def of_document(runtime: Runtime, person: Person, page: str, record: int) -> dict[str, Any]:
    """The person's indicators that a document counts in, by month, those with targets first.

    Of a sum ``effect`` is the document's part; of a ratio it is what the ratio would be less
    without the document, and ``own`` is the ratio of the document alone.

    Raises:
        ForbiddenError: the person may not open the page.
        NotFoundError: the document is gone or the person may not see it.
    """
    spec = page_files.spec(page)
    pages.describe(runtime, person, page)  # refuses who may not open the page
    if not _readable(runtime, person, spec, ["id", "=", record], 1):
        raise NotFoundError("services.not_on_page", page=spec.label[person.language], id=record)
    document = f"{spec.model},{record}"
    wanted = figures.slice_of(runtime, person, None, None)
    key = ("moves", document, *wanted.key, person.language, runtime.engine.catalogue)

    def work() -> dict[str, Any]:
        found = _Moved(runtime, wanted, person.language).told(document)
        return {"document": document, "indicators": found}

    found = figures.answers(runtime).get(runtime.store.version, key, work)
    if found["indicators"]:
        return {**found, "state": "ok", "alike": 0, "expected": []}
    alike, expected = _expected(runtime, person, spec, wanted)
    return {**found, "state": "none", "alike": alike, "expected": expected}


class _Moved:
    """Tells the indicators of one viewer that documents count in."""

    def __init__(self, runtime: Runtime, wanted: Slice, language: str) -> None:
        self.runtime = runtime
        self.engine = runtime.engine
        self.wanted = wanted
        self.language = language

    def told(self, document: str) -> list[dict[str, Any]]:
        """One entry an indicator, each with its months, the latest first."""
        rows: dict[str, list[dict[str, Any]]] = {}
        known: dict[str, Indicator] = {}
        facts = self.facts((document,))
        for run, asked in self._runs(facts, (document,)):
            for one, with_it, without, alone in self._compared(asked, run, (document,)):
                known[one.code] = one
                told = self._months(one, run, with_it, without, alone)
                rows[one.code] = rows.get(one.code, []) + told
        found = [self._entry(known[code], told) for code, told in rows.items() if told]
        return sorted(found, key=_importance)

    def counted(self, documents: Sequence[str]) -> tuple[int, list[Indicator]]:
        """How many of some documents the viewer's facts have, and what any of them counts in."""
        facts = self.facts(documents)
        found: dict[str, Indicator] = {}
        for run, asked in self._runs(facts, documents):
            alone = self._evaluated(asked, run, documents=tuple(documents))
            for one in asked:
                ratio = self._shape(one) is Shape.RATIO
                values = course(alone[one.code]).values()
                if any(value is not None and (ratio or value) for value in values):
                    found[one.code] = one
        return len(self._with_rows(facts, documents)), list(found.values())

    def facts(self, documents: Sequence[str]) -> list[str]:
        """The facts in which the viewer sees rows of the documents."""
        catalogue, store = self.engine.catalogue, self.engine.store
        names = [name for name, fact in store.facts.items() if not fact.level]
        formulas = [catalogue.check(f"COUNT({name})") for name in names]
        asked = replace(self._asked(*ALWAYS), grain=Grain.TOTAL, documents=tuple(documents))
        results = self.engine.evaluate_many(formulas, asked)
        return [name for name, result in zip(names, results, strict=True) if result.rows[0][0]]

    def _runs(
        self, facts: Sequence[str], documents: Sequence[str]
    ) -> Iterable[tuple[list[Period], list[Indicator]]]:
        """Months that follow each other, with the indicators to work out for them.

        Balances move on in every month after their rows, so the running month is among those
        that count for them.
        """
        if not facts:
            return
        asked = [one for one in self.engine.catalogue if self._reads(one, facts)]
        now = Period.of(org.today(), Grain.MONTH)
        months = [one for one in self._months_of(facts, documents) if one.start <= now.start]
        for run in _together(months[-MOST_PERIODS:]):
            yield run, asked
        if now not in months:
            root = self.engine.catalogue.formula
            yield [now], [one for one in asked if looks_back(root(one.code).root)]

    def _reads(self, one: Indicator, facts: Sequence[str]) -> bool:
        checked = self.engine.catalogue.formula(one.code)
        return bool(checked.facts & set(facts)) and not self.engine.world.missing(checked, None)

    def _months_of(self, facts: Sequence[str], documents: Sequence[str]) -> list[Period]:
        """The months of all dates of the documents' rows, in order."""
        store = self.engine.store
        found: set[Period] = set()
        for name in facts:
            dates = [
                column.name
                for column in store.facts[name].columns.values()
                if column.kind is Kind.DATE
            ]
            rows = store.table(name)
            days = rows.filter(rows["document"].isin(list(documents))).select(*dates).distinct()
            for row in store.query(days).to_pylist():
                found |= {Period.of(day, Grain.MONTH) for day in row.values() if day is not None}
        return sorted(found, key=lambda one: one.start)

    def _compared(
        self, asked: Sequence[Indicator], run: Sequence[Period], documents: tuple[str, ...]
    ) -> Iterable[tuple[Indicator, Result, Result, Result | None]]:
        """Each indicator with the documents, without them, and of ratios of them alone."""
        with_it = self._evaluated(asked, run)
        without = self._evaluated(asked, run, besides=documents)
        ratios = [one for one in asked if self._shape(one) is Shape.RATIO]
        alone = self._evaluated(ratios, run, documents=documents)
        for one in asked:
            yield one, with_it[one.code], without[one.code], alone.get(one.code)

    def _evaluated(
        self, asked: Sequence[Indicator], run: Sequence[Period], **how: tuple[str, ...]
    ) -> dict[str, Result]:
        codes = [one.code for one in asked]
        whole = replace(self._asked(run[0].start, run[-1].end), **how)  # type: ignore[arg-type]
        return dict(zip(codes, self.engine.evaluate_many(codes, whole), strict=True))

    def _shape(self, one: Indicator) -> Shape:
        return form_of(self.engine.catalogue.formula(one.code).root).shape

    def _with_rows(self, facts: Sequence[str], documents: Sequence[str]) -> set[str]:
        """Those of the documents that have rows in some facts."""
        store, found = self.engine.store, set()
        for name in facts:
            rows = store.table(name)
            own = rows.filter(rows["document"].isin(list(documents))).select("document")
            found |= {str(row["document"]) for row in store.query(own.distinct()).to_pylist()}
        return found

    def _asked(self, start: dt.date, end: dt.date) -> Asked:
        wanted = self.wanted
        return Asked(
            start=start, end=end, org=wanted.org, access=wanted.access, language=self.language
        )

    def _months(
        self,
        one: Indicator,
        run: Sequence[Period],
        with_it: Result,
        without: Result,
        alone: Result | None,
    ) -> list[dict[str, Any]]:
        """The months in which the document counts."""
        values, others = course(with_it), course(without)
        own = {} if alone is None else course(alone)
        shape = self._shape(one)
        found = []
        for month in run:
            value, other = values.get(month.label), others.get(month.label)
            ratio = own.get(month.label)
            if value == other and ratio is None:
                continue
            found.append(
                {
                    "month": month,
                    "value": value,
                    "without": other,
                    "own": ratio,
                    "effect": _effect(shape, value, other),
                    "shape": shape,
                }
            )
        return found

    def _entry(self, one: Indicator, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
        months = [row["month"] for row in rows]
        goals = targets_of(self.runtime, one.code, months, self.wanted.org, self.wanted.person)
        told = []
        for row in sorted(rows, key=lambda row: row["month"].start, reverse=True):
            target = goals[row["month"].label]
            rate = achievement(
                one.rule, row["value"], target, limits=one.limits, tolerance=one.tolerance
            )
            told.append(
                {
                    "period": row["month"].label,
                    **{name: row[name] for name in ("value", "without", "own", "effect")},
                    "share": _share(row),
                    "target": target,
                    "achievement": rate,
                }
            )
        return {
            "code": one.code,
            "name": one.name(self.language),
            "unit": one.unit.code,
            "decimals": figures.decimals(one),
            "direction": one.direction.value,
            "shape": rows[0]["shape"].value,
            "periods": told,
        }


def _effect(shape: Shape, value: Decimal | None, other: Decimal | None) -> Decimal | None:
    """What the figure has by the document; of a sum nothing is zero, of a ratio it is unknown."""
    if shape is Shape.SUM:
        return (value or Decimal(0)) - (other or Decimal(0))
    return None if value is None or other is None else value - other


def _share(row: dict[str, Any]) -> Decimal | None:
    """The document's part of a sum, as a fraction."""
    if row["shape"] is not Shape.SUM or not row["value"] or row["effect"] is None:
        return None
    return Decimal(row["effect"]) / abs(Decimal(row["value"]))


def _importance(entry: dict[str, Any]) -> tuple[Any, ...]:
    """Those with a target first, then by how much of the figure the document is."""
    latest = entry["periods"][0]
    size = latest["share"] if latest["share"] is not None else latest["effect"]
    whole = abs(latest["value"] or Decimal(0)) or Decimal(1)
    if latest["share"] is None and size is not None:
        size = size / whole
    goal = any(one["target"] is not None for one in entry["periods"])
    return not goal, -abs(size or Decimal(0)), entry["name"]


def _together(months: Sequence[Period]) -> list[list[Period]]:
    """Months that follow each other, put together."""
    found: list[list[Period]] = []
    for month in months:
        if found and found[-1][-1].end == month.start:
            found[-1].append(month)
        else:
            found.append([month])
    return found


def _expected(
    runtime: Runtime, person: Person, spec: page_files.PageSpec, wanted: Slice
) -> tuple[int, list[dict[str, Any]]]:
    """What the latest documents of the page count in, and how many of them have figures.

    A document without figures is a draft, or was cancelled, or is none of the viewer's figures:
    what others of its kind came to count in is all that can be told honestly.
    """
    ids = _readable(runtime, person, spec, None, ALIKE)
    documents = tuple(f"{spec.model},{one}" for one in ids)
    if not documents:
        return 0, []
    language = person.language
    key = ("alike", documents, *wanted.key, language, runtime.engine.catalogue)

    def work() -> tuple[int, list[dict[str, Any]]]:
        counting, found = _Moved(runtime, wanted, language).counted(documents)
        return counting, [{"code": one.code, "name": one.name(language)} for one in found]

    return figures.answers(runtime).get(runtime.store.version, key, work)


def _readable(
    runtime: Runtime,
    person: Person,
    spec: page_files.PageSpec,
    clause: list[Any] | None,
    limit: int,
) -> list[int]:
    """Ids of the page's documents that the person may read, the newest first."""
    found = records.search(
        database(runtime),
        person.user,
        spec.model,
        fields=[],
        filters=[*([clause] if clause else []), *spec.only],
        order=["-id"],
        limit=limit,
        count=False,
        active_test=False,
    )
    return [int(row["id"]) for row in found.rows]
