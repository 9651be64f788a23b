"""All figures of a fact store in a form that two databases' stores can be compared by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baton.base.periods import Grain
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine import Engine, FactStore
from baton.metrics.engine.answer import Asked
from baton.metrics.facts import FACTS
from baton.metrics.facts.model import Column, Kind

START, END = dt.date(2026, 1, 1), dt.date(2027, 1, 1)

Figures = dict[str, list[tuple[Any, ...]]]


def rows(store: FactStore) -> Figures:
    """Every row of every fact: numbers, days, flags and states, not the databases' own ids.

    Nor documents' numbers: PostgreSQL's sequences leave out those of a transaction begun again.
    """
    found = {}
    for name, fact in FACTS.items():
        names = [column.name for column in fact.columns.values() if _told(column)]
        table = store.query(store.table(name).select(*names))
        found[name] = sorted(tuple(map(str, row.values())) for row in table.to_pylist())
    return found


def indicators(store: FactStore) -> Figures:
    """Every shipped indicator by month, where the store has figures for it."""
    catalogue = Catalogue.shipped()
    engine = Engine(store, catalogue)
    codes = list(catalogue.codes())
    asked = Asked(start=START, end=END, grain=Grain.MONTH)
    answers = engine.evaluate_many(codes, asked)
    return {
        code: [tuple(row) for row in one.rows] for code, one in zip(codes, answers, strict=True)
    }


def _told(column: Column) -> bool:
    return column.kind in (Kind.NUMBER, Kind.DATE, Kind.FLAG) or bool(column.choices)
