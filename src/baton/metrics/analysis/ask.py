"""What analyses ask of the engine: parts of formulas, over any windows, whole or by member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from baton.base.periods import Grain, Period
from baton.metrics.analysis.drivers import Number
from baton.metrics.engine import Asked, Engine
from baton.metrics.engine.answer import Answer
from baton.metrics.engine.grouping import KEY_SUFFIX
from baton.metrics.engine.scalars import Cells
from baton.metrics.formula import nodes as n
from baton.metrics.formula.check import finish

ORG_LEVELS = "org."
"""Dimensions that are levels of the organisation, as ``org.children``."""


@dataclass(frozen=True)
class Member:
    """One member of a dimension: its key (None for rows without one) and its name."""

    key: Any
    name: Any


@dataclass
class Table:
    """Values of parts by member: ``values[part][member]`` has one for each window.

    Args:
        count: how many members have rows.
    """

    members: dict[Any, Member] = field(default_factory=dict)
    values: dict[n.Scalar, dict[Any, list[Number]]] = field(default_factory=dict)
    count: int = 0

    def of(self, part: n.Scalar) -> Mapping[Any, list[Number]]:
        """The members of a part that have rows."""
        return self.values.get(part, {})


@dataclass(frozen=True)
class Ask:
    """Asks for one unit, person and viewer.

    Args:
        engine: answers.
        windows: the periods every answer has a value for, in this order.
        scope: unit, person, filter, members, access and language; its days are not read.
    """

    engine: Engine
    windows: tuple[Period, ...]
    scope: Asked

    def within(self, members: Mapping[str, Any]) -> Ask:
        """The same for rows of some members only."""
        narrowed = [*self.scope.members]
        unit = self.scope.org
        for name, key in members.items():
            if name.startswith(ORG_LEVELS):
                unit = key
            else:
                narrowed.append((name, key))
        return replace(self, scope=replace(self.scope, members=tuple(narrowed), org=unit))

    def over(self, windows: Iterable[Period]) -> Ask:
        """The same over other periods."""
        return replace(self, windows=tuple(windows))

    def missing(self, parts: Sequence[n.Scalar]) -> tuple[tuple[str, str], ...]:
        """Columns that no source supplies."""
        answer = self.answer(parts, ())
        return tuple(dict.fromkeys(pair for found in answer.missing for pair in found))

    def whole(self, parts: Sequence[n.Scalar]) -> dict[n.Scalar, list[Number]]:
        """Each part's values, without a dimension."""
        every = list(dict.fromkeys(parts))
        answer = self.answer(every, ())
        with self.engine.store.snapshot():
            cells = Cells(list(self.windows), [()] * len(self.windows))
            return {part: answer.scalars.values(part, cells) for part in every}

    def by(self, dimension: str, parts: Sequence[n.Scalar]) -> Table:
        """Each part's values by the members of a dimension."""
        every = list(dict.fromkeys(parts))
        answer = self.answer(every, (f"{dimension}{KEY_SUFFIX}", dimension))
        place = {window: number for number, window in enumerate(self.windows)}
        table = Table()
        with self.engine.store.snapshot():
            for part, formula in zip(every, answer.formulas, strict=True):
                cells = answer.cells(formula)
                found = table.values.setdefault(part, {})
                values = answer.scalars.values(part, cells)
                for window, key, value in zip(cells.windows, cells.keys, values, strict=True):
                    if key not in found:
                        found[key] = [None] * len(self.windows)
                    found[key][place[window]] = value
                fact = min(formula.facts, default="")
                for key in found:
                    if key not in table.members:
                        labels = answer.grouping.labels(
                            fact, key, answer.members, self.scope.language
                        )
                        table.members[key] = Member(*labels)
        table.count = len(table.members)
        return table

    def answer(self, parts: Sequence[n.Scalar], by: tuple[str, ...]) -> Answer:
        """The engine's answer for parts by dimensions, not worked out yet."""
        facts = self.engine.store.facts
        first, last = self.windows[0], self.windows[-1]
        grain = first.grain if len({w.grain for w in self.windows}) == 1 else Grain.TOTAL
        asked = replace(
            self.scope,
            start=min(w.start for w in self.windows),
            end=max(first.end, last.end),
            grain=grain,
            by=by,
        )
        formulas = [finish("", part, facts) for part in parts]
        return Answer(self.engine, asked, formulas, self.windows)
