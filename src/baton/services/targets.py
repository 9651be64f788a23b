"""Targets of indicators by period and unit."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from baton.base.periods import Period

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Target:
    """One target: ``to_on`` is the last day it counts for."""

    from_on: date
    to_on: date
    amount: Decimal


@dataclass(frozen=True)
class Targets:
    """All targets as of one version of the facts, by indicator, unit and person."""

    version: int
    kept: dict[tuple[str, str | None, str | None], tuple[Target, ...]]

    def of(
        self,
        indicator: str,
        unit: str | None,
        period: Period,
        *,
        adds: bool,
        person: str | None = None,
    ) -> Decimal | None:
        """The target of a period, None when none was set.

        A target for exactly the period counts. Else, when the figure adds over time (``adds``),
        targets that together cover the period day for day are added; no target is ever spread
        or averaged, for that would invent one.
        """
        rows = self.kept.get((indicator, unit, person), ())
        last = period.end - ONE_DAY
        exact = [one for one in rows if (one.from_on, one.to_on) == (period.start, last)]
        if exact:
            return exact[-1].amount
        return _tiled(rows, period.start, last) if adds else None


def _tiled(rows: Sequence[Target], start: date, last: date) -> Decimal | None:
    """The sum of targets that cover the days without gap or overlap."""
    inside = sorted(
        (one for one in rows if start <= one.from_on and one.to_on <= last),
        key=lambda one: (one.from_on, one.to_on),
    )
    total, at = Decimal(0), start
    for one in inside:
        if one.from_on != at:
            return None
        total += one.amount
        at = one.to_on + ONE_DAY
    return total if inside and at == last + ONE_DAY else None


_known: WeakKeyDictionary[Any, Targets] = WeakKeyDictionary()
_lock = threading.Lock()


def targets(runtime: Runtime) -> Targets:
    """The targets of the newest facts; kept until the facts change."""
    store = runtime.store
    with _lock:
        known = _known.get(store)
    if known is not None and known.version == store.version:
        return known
    version = store.version
    table = store.table("target")
    wanted = table.select("indicator", "org_unit", "person", "from_on", "to_on", "amount")
    kept: dict[tuple[str, str | None, str | None], list[Target]] = defaultdict(list)
    for row in store.query(wanted).to_pylist():
        if row["amount"] is None or row["to_on"] is None:
            continue
        key = (row["indicator"], row["org_unit"], row["person"])
        kept[key].append(Target(row["from_on"], row["to_on"], row["amount"]))
    found = Targets(version, {key: tuple(rows) for key, rows in kept.items()})
    with _lock:
        _known[store] = found
    return found
