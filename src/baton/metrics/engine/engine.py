"""The KPI engine: formulas in, figures out."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from baton.base.errors import BatonError
from baton.base.periods import Grain, Period
from baton.base.units import NONE
from baton.metrics.catalogue import Catalogue, Indicator
from baton.metrics.engine.answer import Answer, Asked
from baton.metrics.engine.cubes import Cubes
from baton.metrics.engine.documents import COLUMNS, GROUPED, PRODUCT, amount_names
from baton.metrics.engine.duck import DuckStore
from baton.metrics.engine.explain import Explainer
from baton.metrics.engine.result import Node, Result, State
from baton.metrics.engine.scalars import Cells
from baton.metrics.engine.scope import Access, Scope
from baton.metrics.engine.shapes import Shapes
from baton.metrics.engine.store import FactStore
from baton.metrics.engine.targets import Adds, adds
from baton.metrics.engine.wording import Wording
from baton.metrics.engine.world import World
from baton.metrics.formula.nodes import Checked, RowColumn
from baton.metrics.formula.where import parse_where
from baton.metrics.plan.needs import Needs, needs
from baton.metrics.plan.rows import RowCompiler, day_literal
from baton.metrics.plan.scan import as_day
from baton.metrics.plan.tables import RowSource

MAX_NEEDS = 20_000


class Engine:
    """Evaluates formulas and indicators over a fact store.

    Args:
        store: the facts.
        catalogue: the indicators.
        cubes: keep partial aggregates of facts with many rows.
    """

    def __init__(self, store: FactStore, catalogue: Catalogue, *, cubes: bool = True) -> None:
        self.store = store
        self.catalogue = catalogue
        self.world = World(store)
        self._adds: dict[int, tuple[Checked, Adds]] = {}
        self._needs: dict[tuple[int, Period], tuple[Checked, Needs]] = {}
        self.cubes: Cubes | None = None
        self.shapes = Shapes(store) if isinstance(store, DuckStore) else None
        if cubes and isinstance(store, DuckStore):
            self.cubes = Cubes(store, catalogue, self.world)

    def describe(self, code: str) -> Indicator:
        """The indicator with this code or name.

        Raises:
            NotFoundError: there is none; with the nearest names.
        """
        return self.catalogue.get(code)

    def checked(self, formula: str) -> Checked:
        """The checked formula of an indicator (by code or name) or of a typed text.

        Raises:
            FormulaErrors: all findings, with positions.
        """
        code = self.catalogue.find(formula.strip())
        return self.catalogue.check(formula) if code is None else self.catalogue.formula(code)

    def adds(self, code: str) -> Adds:
        """In which directions an indicator's values add up."""
        formula = self.catalogue.formula(code)
        kept = self._adds.get(id(formula))
        if kept is None or kept[0] is not formula:
            kept = self._adds[id(formula)] = (formula, adds(formula.root))
        return kept[1]

    def needs(self, formula: Checked, window: Period) -> Needs:
        """What a formula needs for one period; kept, as every question asks it."""
        key = (id(formula), window)
        kept = self._needs.get(key)
        if kept is None or kept[0] is not formula:
            if len(self._needs) >= MAX_NEEDS:
                self._needs.clear()
            kept = self._needs[key] = (formula, needs([formula.root], [window]))
        return kept[1]

    def evaluate(
        self,
        formula: str | Checked,
        *,
        start: dt.date,
        end: dt.date,
        grain: Grain = Grain.MONTH,
        by: Sequence[str] = (),
        where: str | None = None,
        org: str | None = None,
        person: str | None = None,
        source: str | None = None,
        access: Access | None = None,
        language: str = "zh_CN",
    ) -> Result:
        """The figures of one formula or indicator by period and dimensions.

        Args:
            formula: an indicator's code or name, or a formula.
            end: exclusive. For the others see :class:`Asked`.

        Raises:
            BatonError: what is asked cannot be answered; the text says why.
        """
        asked = Asked(
            start=start,
            end=end,
            grain=grain,
            by=tuple(by),
            where=where,
            org=org,
            person=person,
            source=source,
            access=access,
            language=language,
        )
        return self.evaluate_many([formula], asked)[0]

    def evaluate_many(self, formulas: Iterable[str | Checked], asked: Asked) -> list[Result]:
        """The figures of many formulas, worked out in as few passes over the facts as possible."""
        began = time.perf_counter()
        checked = [self.checked(f) if isinstance(f, str) else f for f in formulas]
        answer = Answer(self, asked, checked)
        answer.prepare()
        with self.store.snapshot():
            results = [answer.result(number) for number in range(len(checked))]
        return [replace(result, took_ms=_since(began)) for result in results]

    def explain(
        self,
        formula: str | Checked,
        period: Period,
        *,
        org: str | None = None,
        person: str | None = None,
        where: str | None = None,
        source: str | None = None,
        members: Mapping[str, Any] | None = None,
        access: Access | None = None,
        language: str = "zh_CN",
    ) -> Node:
        """A figure as the tree of its formula, with the value of each part.

        Args:
            members: keys which dimensions must have, e.g. ``{"customer": "12"}``.
        """
        checked = self.checked(formula) if isinstance(formula, str) else formula
        asked = Asked(
            start=period.start,
            end=period.end,
            grain=Grain.TOTAL,
            where=where,
            org=org,
            person=person,
            source=source,
            members=tuple((members or {}).items()),
            access=access,
            language=language,
        )
        with self.store.snapshot():
            answer = Answer(self, asked, [checked], [period])
            scalars = None if answer.missing[0] else answer.scalars
            explainer = Explainer(
                scalars,
                Wording(self.store.facts, self.catalogue, language),
                self.catalogue,
                language,
            )
            cells = Cells([period], [()])
            code = self.catalogue.find(formula) if isinstance(formula, str) else None
            if code is not None:
                return explainer.indicator(code, checked.root, cells)
            return explainer.node(checked.root, cells)

    def documents(
        self,
        formula: str | Checked,
        period: Period,
        *,
        org: str | None = None,
        person: str | None = None,
        members: Mapping[str, Any] | None = None,
        where: str | None = None,
        source: str | None = None,
        access: Access | None = None,
        limit: int = 50,
        offset: int = 0,
        grouped: bool = False,
        document: str | None = None,
        language: str = "zh_CN",
    ) -> Result:
        """The fact rows behind a figure, newest first, with what each contributed.

        Args:
            grouped: one row a document (``documents.GROUPED``) with ``lines``, the number of its
                rows, and the amounts that they make together.
            document: only this document's rows, each with the key of its ``product``.
            members: keys which dimensions must have, e.g. ``{"customer": "12"}``.

        Returns:
            Columns as :data:`documents.COLUMNS` and one amount for each aggregate of the
            formula; ``total`` is the number of all rows.
        """
        began = time.perf_counter()
        checked = self.checked(formula) if isinstance(formula, str) else formula
        asked = Asked(
            start=period.start,
            end=period.end,
            grain=Grain.TOTAL,
            where=where,
            org=org,
            person=person,
            source=source,
            members=tuple((members or {}).items()),
            access=access,
            language=language,
        )
        with self.store.snapshot():
            answer = Answer(self, asked, [checked], [period])
            rows, total = answer.documents(limit, offset, grouped=grouped, document=document)
        columns = GROUPED if grouped else COLUMNS + ([PRODUCT] if document is not None else [])
        return Result(
            columns=columns + amount_names(list(checked.aggregates)),
            rows=rows,
            unit=checked.unit,
            took_ms=_since(began),
            language=language,
            state=answer.state_of_rows(total),
            missing=answer.missing[0],
            total=total,
        )

    def rows(
        self,
        fact: str,
        *,
        start: dt.date | None = None,
        end: dt.date | None = None,
        where: str | None = None,
        source: str | None = None,
        access: Access | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> Result:
        """Rows of a fact as they are kept, in the order of date and key.

        Args:
            start, end: first day and end (exclusive) by the fact's own date; None is open.
        """
        began = time.perf_counter()
        layout = self.store.layouts.get(fact)
        if layout is None or fact not in self.store.facts:
            raise BatonError("metrics.unknown_fact", name=fact)
        definition = self.store.facts[fact]
        date = definition.columns[definition.date]
        column = RowColumn(fact, date.name, (), date.kind)
        text = (where or "").strip()
        with self.store.snapshot():
            scope = Scope(
                self.store.facts,
                self.world.tree(),
                where=parse_where(text, self.store.facts) if text else None,
                source=source,
                access=access,
            )
            every = [RowColumn(fact, name) for name in layout.visible]
            own = RowSource(
                self.store.table, self.store.facts, fact, [*every, *scope.columns(fact)]
            )
            compiler = RowCompiler(own.column, own.source, self.world.members())
            day = as_day(own.column(column), column)
            conditions = [scope.condition(fact, compiler, own, day)]
            conditions += [day >= day_literal(start)] if start is not None else []
            conditions += [day < day_literal(end)] if end is not None else []
            for condition in conditions:
                if condition is not None:
                    own.join_on(own.rows.filter(condition))
            found = own.rows.select(*layout.visible)
            page = found.order_by(date.name, "row_key", "source").limit(limit, offset=offset)
            rows = [list(row.values()) for row in self.store.query(page).to_pylist()]
            total = self.store.query(found.aggregate(n=found.count()))["n"][0].as_py()
        return Result(layout.visible, rows, NONE, _since(began), state=State.OK, total=int(total))


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 3)
