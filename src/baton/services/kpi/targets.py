"""The grid of targets: who has which target in which period, and setting them."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, CollectedErrors, ConflictError
from baton.base.periods import Grain, Period, periods
from baton.metrics.cascade import read_profile
from baton.metrics.engine.targets import adds
from baton.services import figures, org
from baton.services.erp import database
from baton.services.kpi import records, rights, ripple
from baton.services.kpi.directory import Directory
from baton.services.kpi.records import Draft, Target
from baton.services.kpi.rights import Holder, Reach

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.catalogue import Catalogue
    from baton.services.person import Person
    from baton.services.runtime import Runtime

GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)
ONE = Decimal(1)


@dataclass(frozen=True)
class Wanted:
    """Which targets are asked for; ``grain`` None is all three."""

    year: int
    grain: Grain | None = Grain.MONTH
    indicator: str | None = None
    unit: str | None = None
    position: str | None = None
    person: str | None = None
    below: bool = True


@dataclass(frozen=True)
class Cell:
    """One target as somebody sets it; ``amount`` None takes it away.

    Attributes:
        given: threshold, stretch, baseline, weight, profile, as far as they were sent.
        stamp: of the target that was edited; None for a new one.
        place: where it came from, for messages, e.g. ``Sheet1!C17``.
    """

    indicator: str
    kind: str
    key: str
    period: str
    amount: Decimal | None
    given: Mapping[str, Any] = field(default_factory=dict)
    stamp: str | None = None
    place: str = ""


def labels(year: int, grain: Grain | None) -> list[str]:
    """The labels of a year's periods, months first."""
    start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    grains = GRAINS if grain is None else (grain,)
    return [one.label for each in grains for one in periods(start, end, each)]


def naming(catalogue: Catalogue, code: str, language: str) -> dict[str, Any]:
    """What a grid says of an indicator, also of one that is no longer there."""
    indicator = catalogue.indicators.get(code)
    if indicator is None:
        return {
            **{"indicator": code, "name": code, "unit": "none", "decimals": 2},
            **{"direction": "higher", "adds_time": False, "adds_org": False},
        }
    along = adds(catalogue.formula(code).root)
    return {
        "indicator": code,
        "name": indicator.name(language),
        "unit": indicator.unit.code,
        "decimals": figures.decimals(indicator),
        "direction": indicator.direction.value,
        "adds_time": along.time,
        "adds_org": along.org,
    }


def grid(runtime: Runtime, person: Person, wanted: Wanted) -> dict[str, Any]:
    """The targets that the person may see, a row for each indicator and holder.

    Asked for one indicator of a unit, the unit and those below it have a row even without
    targets, so that they can be set.

    Raises:
        ForbiddenError: the unit, position or person asked for is not the person's to see.
    """
    reach, day = rights.of(runtime, person), org.today()
    catalogue, language = runtime.engine.catalogue, person.language
    columns = labels(wanted.year, wanted.grain)
    if wanted.indicator:
        wanted = replace(wanted, indicator=catalogue.find(wanted.indicator) or wanted.indicator)

    def look(erp: Erp) -> dict[str, Any]:
        directory = Directory(erp)
        asked = _asked(directory, wanted, day)
        rights.check_sees(reach, [asked] if asked else [])
        domain = _domain(directory, wanted, asked, day)
        found = [
            one
            for one in records.search(erp, [*domain, ("period", "in", columns)])
            if reach.sees(one.holder)
        ]
        rows: dict[tuple[str, Holder], dict[str, Target]] = defaultdict(dict)
        if wanted.indicator and (asked is None or asked.kind == "unit"):
            for holder in _offered(directory, asked, reach, day, below=wanted.below):
                rows[wanted.indicator, holder] = {}
        for one in found:
            rows[one.indicator, one.holder][one.period] = one
        kids = records.parts(erp, [one.id for one in found])
        names = {code: naming(catalogue, code, language) for code, _ in rows}
        return {
            "year": wanted.year,
            "grain": "all" if wanted.grain is None else wanted.grain.value,
            "periods": columns,
            "rows": [
                {
                    **names[code],
                    "holder": records.holder_told(holder, directory),
                    "writable": reach.sets(holder),
                    "agreeable": reach.agrees(holder, top=directory.is_top(holder, day)),
                    "cells": {
                        label: {**records.told(one), **_beneath(one, kids.get(one.id, []))}
                        for label, one in cells.items()
                    },
                }
                for (code, holder), cells in rows.items()
            ],
        }

    return database(runtime).run(
        person.user, look, readonly=True, check_access=False, language=language
    )


def _asked(directory: Directory, wanted: Wanted, day: dt.date) -> Holder | None:
    for kind, key in (
        ("person", wanted.person),
        ("position", wanted.position),
        ("unit", wanted.unit),
    ):
        if key:
            return directory.holder(kind, key, day)
    return None


def _domain(directory: Directory, wanted: Wanted, asked: Holder | None, day: dt.date) -> list[Any]:
    domain: list[Any] = [("indicator", "=", wanted.indicator)] if wanted.indicator else []
    if asked is None:
        return domain
    if asked.kind == "person":
        return [*domain, ("employee", "=", int(asked.key))]
    if asked.kind == "position":
        return [*domain, ("position", "=", int(asked.key))]
    if not wanted.below:
        return [*domain, ("holder", "=", f"unit,{asked.key}")]
    units = sorted(int(key) for key in directory.subtree(asked.key, day))
    return [*domain, ("org_unit", "in", units)]


def _offered(
    directory: Directory, asked: Holder | None, reach: Reach, day: dt.date, *, below: bool
) -> list[Holder]:
    """Holders that may be given a target in a grid of one indicator."""
    tops = [asked] if asked else [one for one in directory.roots(day) if reach.sees(one)]
    found = list(tops)
    for top in tops if below else ():
        found += directory.children(top.key, day)
    return [one for one in found if reach.sees(one)]


def _beneath(one: Target, kids: Sequence[records.Part]) -> dict[str, Any]:
    """The children of a target and whether they add up to it."""
    parts = [kid for kid in kids if kid.method == "split" and kid.indicator == one.indicator]
    total = sum((kid.amount for kid in parts), Decimal(0)) if parts else None
    expected = one.amount * (1 + (parts[0].buffer or 0)) if parts else None
    difference = total - expected if total is not None and expected is not None else None
    return {"children": len(kids), "children_sum": total, "difference": difference}


def write(
    runtime: Runtime,
    person: Person,
    cells: Sequence[Cell],
    *,
    reason: str | None = None,
    confirmed: bool = False,
    proposed: bool = False,
) -> dict[str, Any]:
    """Set targets; all of them or none.

    Args:
        confirmed: the person has seen which targets of others change with them.
        proposed: also sign them, so that the other side can agree.

    Raises:
        CollectedErrors: cells that cannot be kept, each with its place.
        ForbiddenError: a target is not the person's to set.
        ConflictError: somebody changed a target meanwhile (``kernel.stale``).
        TouchedError: targets below depend on these.
    """
    reach, catalogue = rights.of(runtime, person), runtime.engine.catalogue

    def work(erp: Erp) -> dict[str, Any]:
        directory = Directory(erp)
        drafts, gone = _drafts(erp, directory, cells, catalogue, reach)
        changed = {
            draft.before.id: (draft.before, draft.amount)
            for draft in drafts
            if draft.before is not None and draft.before.amount != draft.amount
        }
        touched = ripple.below(erp, changed, catalogue)
        shown = ripple.told(touched, directory, catalogue, person.language)
        ripple.confirm(shown, confirmed=confirmed)
        with erp.context(kpi_reason=reason):
            ids = records.keep(erp, drafts, proposed=proposed)
            records.keep(erp, ripple.drafts(touched), proposed=False)
            model = erp.get(records.MODEL)
            model.delete(model.browse([one.id for one in gone]))
        return {"written": len(drafts) + len(gone), "ids": ids, "touched": shown}

    return database(runtime).run(
        person.user,
        work,
        check_access=False,
        lock_tables=records.LOCKS,
        language=person.language,
    )


def _drafts(
    erp: Erp, directory: Directory, cells: Sequence[Cell], catalogue: Catalogue, reach: Reach
) -> tuple[list[Draft], list[Target]]:
    """The cells as targets to keep and targets to take away.

    Raises:
        CollectedErrors: what is wrong with which cell.
        ForbiddenError: a target is not the person's to set.
        ConflictError: a target has changed since it was read.
    """
    findings: list[BatonError] = []
    read: list[tuple[Cell, Draft]] = []
    for cell in cells:
        try:
            read.append((cell, draft_of(directory, cell, catalogue)))
        except BatonError as error:
            findings.append(error)
    places = [draft.place for _, draft in read]
    if len(set(places)) < len(places):
        twice = next(place for place in places if places.count(place) > 1)
        findings.append(
            BatonError("services.target_twice", indicator=twice[0], period=twice[1], key=twice[3])
        )
    if findings:
        raise CollectedErrors("services.targets_wrong", findings)
    rights.check_sets(reach, [draft.holder for _, draft in read])
    stored = records.by_place(erp, places)
    drafts, gone = [], []
    for cell, draft in read:
        before = stored.get(draft.place)
        if before is not None and cell.stamp != before.stamp:
            raise ConflictError("kernel.stale")
        if before is None and cell.stamp is not None:
            raise ConflictError("kernel.stale")
        draft.before = before
        if cell.amount is not None:
            drafts.append(draft)
        elif before is not None:
            gone.append(before)
    kids = records.children(erp, [one.id for one in gone])
    if any(kids.values()):
        raise ConflictError("services.target_has_children", count=sum(map(len, kids.values())))
    return drafts, gone


def draft_of(directory: Directory, cell: Cell, catalogue: Catalogue) -> Draft:
    """A cell as a target.

    Raises:
        BatonError: the indicator, the period or the holder does not exist, or a number is wrong.
    """
    indicator = catalogue.get(cell.indicator)
    period = Period.parse(cell.period)
    holder = directory.holder(cell.kind, cell.key, period.start)
    values: dict[str, Any] = {}
    for name in records.LEVELS[1:]:
        if name in cell.given:
            values[name] = cell.given[name]
    weight = values.get("weight")
    if weight is not None and not 0 <= weight <= ONE:
        raise BatonError("services.weight_wrong", weight=f"{weight:.2%}")
    if cell.given.get("profile") is not None:
        parts = parts_of(period)
        found = read_profile(cell.given["profile"], len(parts))
        values["profile"] = json.dumps([str(one) for one in found])
    elif "profile" in cell.given:
        values["profile"] = None
    amount = cell.amount if cell.amount is not None else Decimal(0)
    return Draft(indicator.code, period.label, holder, amount, values=values)


def parts_of(period: Period) -> list[Period]:
    """What a seasonal profile divides a period into: months of a year or quarter, else days."""
    grain = Grain.MONTH if period.grain in (Grain.YEAR, Grain.QUARTER) else Grain.DAY
    return periods(period.start, period.end, grain)
