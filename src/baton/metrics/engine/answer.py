"""One question to the engine being answered, all its formulas together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from baton.base.periods import Grain, Period, periods
from baton.metrics.engine.documents import by_document, rows_behind
from baton.metrics.engine.grouping import Grouping
from baton.metrics.engine.members import Members
from baton.metrics.engine.result import Result, State
from baton.metrics.engine.scalars import Cells, Scalars
from baton.metrics.engine.scope import Access, Scope
from baton.metrics.engine.targets import Adds
from baton.metrics.formula.nodes import Checked
from baton.metrics.formula.where import Where, apply_where, parse_where
from baton.metrics.plan.figures import Figures, Key, Scanner
from baton.metrics.plan.needs import Needs, needs
from baton.metrics.plan.scan import Question, scans

if TYPE_CHECKING:
    from baton.metrics.engine.engine import Engine


@dataclass(frozen=True)
class Asked:
    """What is asked of formulas.

    Args:
        start, end: first day and end (exclusive).
        grain: of the periods; all that touch the days are answered whole.
        by: dimensions, see :class:`Grouping`.
        where: a filter as in formulas.
        org: key or name of the org unit whose subtree counts.
        person: key of the only person whose rows count.
        source: the only source whose rows count.
        members: keys which dimensions must have.
        access: who asks.
        documents: the only documents whose rows count (``sale.sale,12``); None is all.
        besides: documents whose rows do not count.
        language: of labels, ``zh_CN`` or ``en``.
    """

    start: dt.date
    end: dt.date
    grain: Grain = Grain.MONTH
    by: tuple[str, ...] = ()
    where: str | None = None
    org: str | None = None
    person: str | None = None
    source: str | None = None
    members: tuple[tuple[str, Any], ...] = ()
    access: Access | None = None
    documents: tuple[str, ...] | None = None
    besides: tuple[str, ...] = ()
    language: str = "zh_CN"


class Answer:
    """One question to the engine being answered, all formulas together."""

    def __init__(
        self,
        engine: Engine,
        asked: Asked,
        formulas: Sequence[Checked],
        windows: Sequence[Period] | None = None,
    ) -> None:
        self.engine = engine
        self.asked = asked
        self.formulas = formulas
        self._cells: dict[Any, Cells] = {}
        self.windows = windows or periods(asked.start, asked.end, asked.grain)
        world = engine.world
        self.tree = world.tree()
        self.org = self.tree.key_of(asked.org) if asked.org is not None else None
        self.missing = [world.missing(formula, asked.source) for formula in formulas]
        self.grouping = Grouping(asked.by, engine.store.facts, self.tree, self.org)
        for formula in formulas:
            self.grouping.check(sorted(formula.facts))
            if self.where is not None:
                apply_where(formula, self.where, engine.store.facts)

    @cached_property
    def where(self) -> Where | None:
        """The filter of the question."""
        text = (self.asked.where or "").strip()
        return parse_where(text, self.engine.store.facts) if text else None

    @cached_property
    def scope(self) -> Scope:
        """Which rows count."""
        return Scope(
            self.engine.store.facts,
            self.tree,
            where=self.where,
            org=self.org,
            person=self.asked.person,
            source=self.asked.source,
            members=dict(self.asked.members),
            access=self.asked.access,
            documents=self.asked.documents,
            besides=self.asked.besides,
        )

    @cached_property
    def members(self) -> Members:
        """Names of members, sources apart when several take part."""
        return self.engine.world.members().qualified(self.qualify)

    @cached_property
    def qualify(self) -> bool:
        """Whether several sources take part."""
        facts = frozenset(fact for formula in self.formulas for fact in formula.facts)
        return self.asked.source is None and len(self.engine.world.sources(facts)) > 1

    @cached_property
    def question(self) -> Question:
        """What all scans have in common."""
        return Question(
            table=self.engine.store.table,
            facts=self.engine.store.facts,
            members=self.members,
            keys=self.grouping.keys,
            restriction=self.scope,
            grain=self.asked.grain,
            qualify=self.qualify,
        )

    @cached_property
    def needs(self) -> Needs:
        """What all formulas with a source need."""
        roots = [
            formula.root
            for formula, missing in zip(self.formulas, self.missing, strict=True)
            if not missing
        ]
        return needs(roots, self.windows)

    @cached_property
    def figures(self) -> Figures:
        """The figures of all needs."""
        cubes = self.engine.cubes
        shortcut = None if cubes is None else cubes.answer
        shapes = self.engine.shapes
        scanner = Scanner(
            self.question,
            self.engine.store.query,
            self._level_days,
            shortcut,
            None if shapes is None else shapes.run,
        )
        return scanner.figures(self.needs)

    @cached_property
    def scalars(self) -> Scalars:
        """What combines figures."""
        return Scalars(self.figures, self._target)

    def prepare(self) -> None:
        """Make the kept aggregates that would answer the question; before its snapshot."""
        if self.engine.cubes is not None:
            self.engine.cubes.prepare(scans(self.needs), self.question)

    def result(self, number: int) -> Result:
        """The answer for one formula."""
        formula, missing = self.formulas[number], self.missing[number]
        total = self.asked.grain is Grain.TOTAL
        columns = [] if total else ["period"]
        columns += [column.name for column in self.grouping.columns] + ["value"]
        if missing:
            empty = [[None]] if total and not self.asked.by else []
            return self._result(columns, empty, formula, State.NO_SOURCE, missing)
        cells = self.cells(formula)
        values = self.scalars.values(formula.root, cells)
        labels = {key: self._labels(formula, key) for key in dict.fromkeys(cells.keys)}
        rows: list[list[Any]] = []
        last: Period | None = None
        head: list[str] = []
        for window, key, value in zip(cells.windows, cells.keys, values, strict=True):
            if window is not last:
                last, head = window, [] if total else [window.label]
            rows.append([*head, *labels[key], value])
        known = any(value is not None for value in values)
        return self._result(columns, rows, formula, State.OK if known else State.NO_DATA, ())

    def cells(self, formula: Checked) -> Cells:
        """The periods and groups of a formula's answer: those in which an aggregate has rows.

        Formulas with equal cells share them, and so what is worked out for them.
        """
        groups = [self._groups(formula, window) for window in self.windows]
        every = dict.fromkeys(key for found in groups for key in found)
        ordered = sorted(every, key=lambda key: self._order(formula, key))
        rank = {key: number for number, key in enumerate(ordered)}
        sorted_groups = tuple(tuple(sorted(found, key=rank.__getitem__)) for found in groups)
        if sorted_groups not in self._cells:
            windows: list[Period] = []
            for window, found in zip(self.windows, groups, strict=True):
                windows += [window] * len(found)
            keys = [key for found in sorted_groups for key in found]
            self._cells[sorted_groups] = Cells(windows, keys)
        return self._cells[sorted_groups]

    def _groups(self, formula: Checked, window: Period) -> dict[Key, None]:
        """The groups of one period."""
        total = self.asked.grain is Grain.TOTAL and not self.asked.by
        found: dict[Key, None] = {(): None} if total else {}
        for need, days in self.engine.needs(formula, window).items():
            if not need.grouped:
                continue
            for one in days:
                groups = self.figures.of(need, one)
                found |= dict.fromkeys(
                    groups if need.member is None else (key[:-1] for key in groups)
                )
        return found

    def _labels(self, formula: Checked, key: Key) -> list[Any]:
        fact = min(formula.facts, default="")
        return self.grouping.labels(fact, key, self.members, self.asked.language)

    def _order(self, formula: Checked, key: Key) -> Any:
        labels = self._labels(formula, key)
        return [(label is None, str(label)) for label in labels], str(key)

    def documents(
        self, limit: int, offset: int, *, grouped: bool = False, document: str | None = None
    ) -> tuple[list[list[Any]], int]:
        """A page of the rows behind the first formula, and how many there are.

        Rows of earlier periods, which growth compares with, are not among them.

        Args:
            grouped: one row a document instead (``documents.GROUPED``).
            document: only the rows of this one.
        """
        (formula, *_), (period, *_) = self.formulas, self.windows
        current = {
            need: {window for window in windows if window[1] > period.start}
            for need, windows in self.needs.items()
        }
        aggregates = list(formula.aggregates)
        kept = {need: windows for need, windows in current.items() if windows}
        found = rows_behind(kept, self.question, self._level_days, aggregates, document)
        if found is None:
            return [], 0
        if grouped:
            found = by_document(found, aggregates)
        store = self.engine.store
        total = store.query(found.aggregate(n=found.count()))["n"][0].as_py()
        last = found["document"] if grouped else found["row_key"]
        page = found.order_by(
            found["date"].desc(), found["number"].desc(), found["fact"], last
        ).limit(limit, offset=offset)
        return [list(row.values()) for row in store.query(page).to_pylist()], int(total)

    def state_of_rows(self, total: int) -> State:
        """Whether there are rows behind the first formula, and why not."""
        if self.missing[0]:
            return State.NO_SOURCE
        return State.OK if total else State.NO_DATA

    def _level_days(self, fact: str, date: Any) -> Any:
        days = self.engine.world.level_days(fact, date)
        if self.asked.source is None:
            return days
        return {name: own for name, own in days.items() if name == self.asked.source}

    def _target(self, code: str, window: Period, key: Key) -> Decimal | None:
        book, along = self.engine.world.targets(), self._adds(code)
        person, unit = self.grouping.position("person"), self.grouping.org_position()
        places = {place for place in (person, unit) if place is not None}
        if key and places != set(range(len(key))):
            return None  # nobody sets targets by product or customer
        if key and person is not None:
            own = _plain(key[person])
            return None if own is None else book.of_person(code, window, own, along)
        if key and unit is not None:
            own = _plain(key[unit])
            return None if own is None else book.of_unit(code, window, own, along)
        if self.asked.person is not None:
            return book.of_person(code, window, self.asked.person, along)
        return book.of_unit(code, window, self.org, along)

    def _adds(self, code: str) -> Adds:
        return self.engine.adds(code)

    def _result(
        self,
        columns: list[str],
        rows: list[list[Any]],
        formula: Checked,
        state: State,
        missing: tuple[tuple[str, str], ...],
    ) -> Result:
        return Result(
            columns=columns,
            rows=rows,
            unit=formula.unit,
            took_ms=0.0,
            language=self.asked.language,
            state=state,
            missing=missing,
        )


def _plain(part: Any) -> Any:
    """The member key of a group key that may carry its source."""
    return part[1] if isinstance(part, tuple) else part
