"""Answers of queries, indexed by slice of time and group."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from baton.metrics.formula.nodes import RowColumn
from baton.metrics.plan.measures import Measure
from baton.metrics.plan.scan import BUCKET, ROW_SOURCE, WINDOW, Mode, Question, Scan

Key = tuple[Any, ...]
"""One group: a member key, flag or None for each dimension, then the member of ``EACH``.
With several sources a key is a pair of source and key."""

Slice = tuple[str | None, dt.date]
"""Source (None unless the scan keeps sources apart in time) and bucket."""

Groups = Mapping[Key, list[int]]
"""The rows of an answer by group."""


class Answer:
    """The rows of one query's answer.

    Args:
        table: the answer, measures in columns ``m0`` ….
        wanted: which measures these are.
    """

    def __init__(
        self, table: pa.Table, scan: Scan, question: Question, wanted: Sequence[Measure]
    ) -> None:
        size = table.num_rows
        self.values: dict[Measure, list[Any]] = {
            measure: table[f"m{number}"].to_pylist() for number, measure in enumerate(wanted)
        }
        sources = _column(table, ROW_SOURCE, size)
        keys = _keys(table, scan, question, sources)
        by_source = scan.mode is not Mode.FLOW
        # some engines truncate days to midnight
        starts = table[BUCKET].cast(pa.date32()).to_pylist()
        at: dict[Slice, dict[Key, list[int]]] = defaultdict(dict)
        for row in range(size):
            groups = at[sources[row] if by_source else None, starts[row]]
            known = groups.get(keys[row])
            if known is None:
                groups[keys[row]] = [row]
            else:
                known.append(row)
        self._at = at
        self._gathered: dict[tuple[Slice, ...], Groups] = {}

    def groups(self, slices: Sequence[Slice]) -> Groups:
        """The rows of some slices by group."""
        if len(slices) == 1:
            return self._at.get(slices[0], {})
        place = tuple(slices)
        if place not in self._gathered:
            gathered: dict[Key, list[int]] = defaultdict(list)
            for part in slices:
                for key, rows in self._at.get(part, {}).items():
                    gathered[key].extend(rows)
            self._gathered[place] = gathered
        return self._gathered[place]

    def part(self, measure: Measure, slices: Sequence[Slice], key: Key) -> list[Any]:
        """The values of a measure in the slices of one group."""
        values = self.values[measure]
        return [values[row] for row in self.groups(slices).get(key, ())]


def windows_of(
    table: pa.Table, scan: Scan, question: Question
) -> Mapping[int, Mapping[Key, list[Any]]]:
    """The values of an answer by window number and group."""
    keys = _keys(table, scan, question, _column(table, ROW_SOURCE, table.num_rows))
    found: dict[int, dict[Key, list[Any]]] = defaultdict(lambda: defaultdict(list))
    numbers, values = table[WINDOW].to_pylist(), table["m0"].to_pylist()
    for number, key, value in zip(numbers, keys, values, strict=True):
        found[number][key].append(value)
    return found


def _column(table: pa.Table, name: str, size: int) -> list[Any]:
    return table[name].to_pylist() if name in table.column_names else [None] * size


def _keys(table: pa.Table, scan: Scan, question: Question, sources: list[Any]) -> list[Key]:
    parts = []
    for number, shared in enumerate(_shared(scan, question)):
        values = table[f"k{number}"].to_pylist()
        if question.qualify and not shared:
            values = [
                None if value is None else (source, value)
                for source, value in zip(sources, values, strict=True)
            ]
        parts.append(values)
    return list(zip(*parts, strict=True)) if parts else [()] * table.num_rows


def _shared(scan: Scan, question: Question) -> list[bool]:
    """For each group key whether all sources share its members (vocabularies, flags)."""
    keys: list[Any] = [*question.keys(scan.fact)] if scan.grouped else []
    if scan.member is not None:
        keys.append(scan.member)
    return [_is_shared(key, question) for key in keys]


def _is_shared(key: Any, question: Question) -> bool:
    if not isinstance(key, RowColumn):
        return False
    column = question.facts[key.fact].columns[key.column]
    return bool(column.choices) or column.kind.value == "flag" or key.column == "source"
