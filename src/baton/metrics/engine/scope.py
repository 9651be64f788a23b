"""Which rows count in a question: its filter, its org unit, its person, and who asks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis

from baton.base.errors import BatonError
from baton.metrics.engine.org import OrgTree
from baton.metrics.facts import Fact, Kind
from baton.metrics.facts.paths import dimensions, find_column
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import columns
from baton.metrics.formula.where import Where
from baton.metrics.plan.marks import MARKED
from baton.metrics.plan.rows import RowCompiler, day_literal
from baton.metrics.plan.scan import Restriction
from baton.metrics.plan.tables import RowSource


@dataclass(frozen=True)
class Access:
    """Which rows somebody may see.

    Args:
        org_units: keys of units; the units below them are included.
        persons: keys of persons.

    A row may be seen when its unit or its person is among them; both None is everything.
    """

    org_units: frozenset[str] | None = None
    persons: frozenset[str] | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is restricted."""
        return self.org_units is None and self.persons is None


def unit_column(fact: str) -> n.RowColumn:
    """The org unit of a fact's rows."""
    return n.RowColumn(fact, "org_unit", (), Kind.DIMENSION)


def person_column(fact: str) -> n.RowColumn:
    """The person of a fact's rows."""
    return n.RowColumn(fact, "person", (), Kind.DIMENSION)


def document_column(fact: str) -> n.RowColumn:
    """The document of a fact's rows."""
    return n.RowColumn(fact, "document", (), Kind.DIMENSION)


def dimension_column(facts: Mapping[str, Fact], fact: str, name: str) -> n.RowColumn:
    """The column called ``name`` (code or Chinese) of a fact or of what its links lead to.

    Raises:
        BatonError: ``metrics.no_dimension``.
    """
    found = find_column(facts, fact, name)
    if found is None or found.column.kind not in (Kind.DIMENSION, Kind.FLAG):
        raise BatonError(
            "metrics.no_dimension",
            dimension=name,
            fact=fact,
            known=", ".join(dimensions(facts, fact)),
        )
    return n.RowColumn(found.fact.name, found.column.name, found.via, found.column.kind)


class Scope:
    """The restriction of one question.

    Args:
        facts: the fact definitions.
        tree: the org units.
        where: a filter typed apart from the formula.
        org: key of the unit whose subtree counts.
        person: key of the only person whose rows count.
        members: keys which dimensions must have, by dimension, e.g. ``{"customer": "12"}``.
        source: the only source whose rows count.
        access: who asks.
        documents: the only documents whose rows count; None is all.
        besides: documents whose rows do not count; rows without a document do.
    """

    def __init__(
        self,
        facts: Mapping[str, Fact],
        tree: OrgTree,
        *,
        where: Where | None = None,
        org: str | None = None,
        person: str | None = None,
        members: Mapping[str, Any] | None = None,
        source: str | None = None,
        access: Access | None = None,
        documents: Iterable[str] | None = None,
        besides: Iterable[str] = (),
    ) -> None:
        self._facts = facts
        self._tree = tree
        self._where = where
        self._org = org
        self._person = person
        self._members = dict(members or {})
        self._source = source
        self._documents = None if documents is None else sorted(documents)
        self._besides = sorted(besides)
        self._access = access or Access()
        if org is not None and org in (self._access.org_units or ()):
            self._access = Access()  # the unit asked for lies within what may be seen
        if person is not None and person in (self._access.persons or ()):
            self._access = Access()  # so do the rows of the person asked for
        self._conditions: dict[str, n.RowCondition | None] = {}

    def columns(self, fact: str) -> Iterable[n.RowColumn]:
        """The columns the condition reads."""
        found: list[n.RowColumn] = []
        condition = self.row_condition(fact)
        if condition is not None:
            found += columns(condition)
        found += [dimension_column(self._facts, fact, name) for name in self._members]
        if self._org is not None or self._access.org_units is not None:
            found.append(unit_column(fact))
        if self._person is not None or self._access.persons is not None:
            found.append(person_column(fact))
        if self._documents is not None or self._besides:
            found.append(document_column(fact))
        return found

    def row_condition(self, fact: str) -> n.RowCondition | None:
        """The filter, as it reads for one fact; None when it has nothing to say about it."""
        if self._where is None:
            return None
        if fact not in self._conditions:
            self._conditions[fact] = self._where.of(self._facts[fact], self._facts)
        return self._conditions[fact]

    def condition(self, fact: str, compiler: RowCompiler, source: RowSource, day: Any) -> Any:
        """An Ibis condition that is never NULL, or None when all rows count."""
        parts = []
        row_condition = self.row_condition(fact)
        if row_condition is not None:
            parts.append(compiler.condition(row_condition))
        if self._org is not None:
            parts.append(self._within([self._org], source.column(unit_column(fact)), day))
        if self._person is not None:
            parts.append(_equals(source.column(person_column(fact)), [self._person]))
        for name, key in self._members.items():
            value = source.column(dimension_column(self._facts, fact, name))
            parts.append(value.isnull() if key is None else (value == key).fill_null(False))
        if self._source is not None:
            parts.append(source.source() == self._source)
        if self._documents is not None:
            parts.append(_equals(source.column(document_column(fact)), self._documents))
        if self._besides:
            parts.append(~_equals(source.column(document_column(fact)), self._besides))
        if not self._access.everything:
            parts.append(self._allowed(fact, source, day))
        found = None
        for part in parts:
            found = part if found is None else found & part
        return found

    @property
    def only_units(self) -> bool:
        """Whether nothing but org units is restricted."""
        rest = (self._where, self._person, self._source, self._access.persons)
        plain = not self._members and self._documents is None and not self._besides
        return plain and all(part is None for part in rest)

    def units(self) -> frozenset[str] | None:
        """The units whose rows count, of a tree that never changed; None for all rows."""
        found: frozenset[str] | None = None
        limits = [] if self._org is None else [frozenset([self._org])]
        limits += [] if self._access.org_units is None else [self._access.org_units]
        for roots in limits:
            below = {key for root in roots for key, _ in self._tree.below(root)} | roots
            found = frozenset(below) if found is None else found & below
        return found

    def marked(self) -> tuple[Hashable, Mapping[str, Any], Restriction] | None:
        """The same with marks for org units and persons; see :class:`Restriction`."""
        access = self._access
        units = [self._org] if self._org is not None else None
        if self._where is not None or self._members or self._source is not None:
            return None
        if (units or access.org_units) and not self._tree.is_still:
            return None
        given = {
            "units": self._subtrees(units),
            "own": None if self._person is None else [self._person],
            "allowed": self._subtrees(access.org_units),
            "persons": None if access.persons is None else sorted(access.persons),
            "only": self._documents,
            "besides": self._besides or None,
        }
        values = {name: value for name, value in given.items() if value is not None}
        return tuple(values), values, MarkedScope(frozenset(values))

    def _subtrees(self, roots: Iterable[str] | None) -> list[str] | None:
        """The units at and below some, of a tree that never changed."""
        if roots is None:
            return None
        below = {key for root in roots for key, _ in self._tree.below(root)}
        return sorted(below | set(roots))

    def moves(self, fact: str) -> Iterable[dt.date]:  # noqa: ARG002 - the same for all facts
        """The days on which units move into or out of the subtrees that count."""
        units = [*(self._access.org_units or ()), *([self._org] if self._org else [])]
        places = (place for unit in units for _, place in self._tree.below(unit))
        return {day for place in places for day in (place.start, place.end) if day is not None}

    def _allowed(self, fact: str, source: RowSource, day: Any) -> Any:
        allowed = ibis.literal(False)
        if self._access.org_units is not None:
            units = sorted(self._access.org_units)
            allowed = allowed | self._within(units, source.column(unit_column(fact)), day)
        if self._access.persons is not None:
            persons = sorted(self._access.persons)
            allowed = allowed | _equals(source.column(person_column(fact)), persons)
        return allowed

    def _within(self, units: list[str], column: Any, day: Any) -> Any:
        """Whether the row's unit is in one of the subtrees on the row's day."""
        times: dict[tuple[Any, Any], set[str]] = defaultdict(set)
        for unit in units:
            times[None, None].add(unit)
            for key, place in self._tree.below(unit):
                times[place.start, place.end].add(key)
        always = times.pop((None, None), set())
        found = _equals(column, sorted(always))
        for (start, end), keys in sorted(times.items(), key=str):
            inside = _equals(column, sorted(keys - always))
            if start is not None:
                inside = inside & (day >= day_literal(start))
            if end is not None:
                inside = inside & (day < day_literal(end))
            found = found | inside
        return found


@dataclass(frozen=True)
class MarkedScope:
    """A restriction to the org units and persons that marks stand for.

    Args:
        names: which marks there are: ``units`` and ``own`` (person) of the question, ``allowed``
            (units) and ``persons`` of who asks, ``only`` documents that count and ``besides``,
            which do not.
    """

    names: frozenset[str]

    def columns(self, fact: str) -> Iterable[n.RowColumn]:
        """The columns the condition reads."""
        found = [unit_column(fact)] if self.names & {"units", "allowed"} else []
        found += [document_column(fact)] if self.names & {"only", "besides"} else []
        return found + ([person_column(fact)] if self.names & {"own", "persons"} else [])

    def moves(self, fact: str) -> Iterable[dt.date]:  # noqa: ARG002 - of a tree that never changed
        """No days."""
        return ()

    def condition(
        self,
        fact: str,
        compiler: RowCompiler,  # noqa: ARG002 - neither values
        source: RowSource,
        day: Any,  # noqa: ARG002 - nor days are looked at
    ) -> Any:
        """The row's unit, person and document are among those of the marks."""

        def among(name: str) -> Any:
            return _equals(source.column(_MARKED_COLUMNS[name](fact)), [MARKED + name])

        parts = [among(name) for name in ("units", "own", "only") if name in self.names]
        parts += [~among("besides")] if "besides" in self.names else []
        allowed = [among(name) for name in ("allowed", "persons") if name in self.names]
        if allowed:
            parts.append(reduce(or_, allowed))
        return reduce(and_, parts) if parts else None

    def marked(self) -> None:
        """It is already."""
        return


_MARKED_COLUMNS = {
    "units": unit_column,
    "allowed": unit_column,
    "own": person_column,
    "persons": person_column,
    "only": document_column,
    "besides": document_column,
}


def _equals(column: Any, keys: list[str]) -> Any:
    return column.isin(keys).fill_null(False) if keys else ibis.literal(False)
