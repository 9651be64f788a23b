"""A fact with the facts its links lead to, side by side as one Ibis table.

Links go from many rows to one (``row_key`` is unique in fact and source), so that a join never
multiplies rows; rows that lead nowhere keep empty values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from baton.metrics.facts import Fact
from baton.metrics.formula.nodes import RowColumn


class RowSource:
    """The rows of ``fact`` with the ``columns`` that an expression reads.

    Args:
        table: gives the Ibis table of a fact.
        facts: the fact definitions.
        fact: whose rows.
        columns: what is read, own columns and linked ones.
    """

    def __init__(
        self,
        table: Callable[[str], Any],
        facts: Mapping[str, Fact],
        fact: str,
        columns: Iterable[RowColumn],
    ) -> None:
        self._facts = facts
        self._table = table
        self.fact = fact
        wanted: dict[tuple[str, ...], set[str]] = {(): {"source"}}
        for column in columns:
            wanted.setdefault(column.via, set()).add(column.column)
            for step in range(len(column.via)):
                link = facts[self._at(column.via[:step])].links[column.via[step]]
                wanted.setdefault(column.via[:step], set()).add(link.column)
        self.rows = self._joined(wanted)

    def column(self, column: RowColumn) -> Any:
        """The Ibis column."""
        return self.rows[_name(column.via, column.column)]

    def source(self) -> Any:
        """The Ibis column with the source of each row."""
        return self.rows["source"]

    def join_on(self, rows: Any) -> None:
        """Go on with ``rows``, a filtered or widened form of these rows."""
        self.rows = rows

    def _at(self, via: tuple[str, ...]) -> str:
        fact = self.fact
        for step in via:
            fact = self._facts[fact].links[step].to
        return fact

    def _joined(self, wanted: Mapping[tuple[str, ...], set[str]]) -> Any:
        rows = self._table(self.fact).select(*sorted(wanted[()]))
        for via in sorted(wanted, key=len):
            if not via:
                continue
            link = self._facts[self._at(via[:-1])].links[via[-1]]
            other = self._table(link.to)
            names = {_name(via, column): other[column] for column in sorted(wanted[via])}
            names |= {
                _name(via, "source"): other["source"],
                _name(via, "row_key"): other["row_key"],
            }
            other = other.select(**names)
            rows = rows.left_join(
                other,
                [
                    rows["source"] == other[_name(via, "source")],
                    rows[_name(via[:-1], link.column)] == other[_name(via, "row_key")],
                ],
            )
        return rows


def _name(via: tuple[str, ...], column: str) -> str:
    return "__".join((*via, column))
