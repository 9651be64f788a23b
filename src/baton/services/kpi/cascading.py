"""Targets handed down 目标分解: split, copied, contributing or shared, by unit and person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, NotFoundError
from baton.services.erp import database
from baton.services.kpi import records, rights, ripple
from baton.services.kpi.directory import Directory
from baton.services.kpi.dividing import Ground, Order, Plan, Takers, check, divide
from baton.services.kpi.history import Past, past, year_before
from baton.services.kpi.records import Draft, Target

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.catalogue import Catalogue
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def cascade(
    runtime: Runtime,
    person: Person,
    order: Order,
    *,
    apply: bool = False,
    confirmed: bool = False,
    reason: str | None = None,
) -> dict[str, Any]:
    """Work out what an order comes to, and with ``apply`` keep it as proposed targets.

    Raises:
        ForbiddenError: a parent is not to be seen, or a child is not the person's to set.
        BatonError: the order makes no sense, e.g. splitting a ratio.
        TouchedError: targets that exist, or depend on them, would change.
    """
    check(order)
    reach, catalogue = rights.of(runtime, person), runtime.engine.catalogue

    def read(erp: Erp) -> tuple[list[Target], dict[int, Takers]]:
        directory = Directory(erp)
        parents = parents_of(erp, directory, order)
        rights.check_sees(reach, [one.holder for one in parents])
        takers = {one.id: _takers(directory, one, order) for one in parents}
        for several in takers.values():
            rights.check_sets(reach, [holder for holder, _ in several])
        return parents, takers

    base = database(runtime)
    terms: dict[str, Any] = {"check_access": False, "language": person.language}
    # figures are asked for outside of the transaction: it may be run again, and writers wait
    parents, takers = base.run(person.user, read, readonly=True, **terms)
    known = _figures(runtime, order, parents, takers)

    def work(erp: Erp) -> dict[str, Any]:
        directory = Directory(erp)
        again = {one.id: one for one in parents_of(erp, directory, order)}
        plan, ground = Plan(), Ground(order, catalogue, known, directory)
        for one in parents:
            divide(plan, again.get(one.id, one), takers[one.id], ground)
        stored = records.by_place(erp, [draft.place for draft in plan.drafts])
        for draft in plan.drafts:
            draft.before = stored.get(draft.place)
            refuse_foreign(draft)
        changed = {
            draft.before.id: (draft.before, draft.amount)
            for draft in plan.drafts
            if draft.before is not None and draft.before.amount != draft.amount
        }
        touched = [ripple.Touched(one, after) for one, after in changed.values()]
        beneath = ripple.below(erp, changed, catalogue)
        shown = ripple.told([*touched, *beneath], directory, catalogue, person.language)
        written = 0
        if apply:
            ripple.confirm(shown, confirmed=confirmed)
            with erp.context(kpi_reason=reason):
                written = len(records.keep(erp, plan.drafts, proposed=True))
                records.keep(erp, ripple.drafts(beneath), proposed=False)
        return {
            "cells": [told(draft, directory, catalogue, person) for draft in plan.drafts],
            "checks": plan.checks,
            "touched": shown,
            "written": written,
        }

    return base.run(
        person.user, work, readonly=not apply, lock_tables=records.LOCKS if apply else (), **terms
    )


def parents_of(erp: Erp, directory: Directory, order: Order) -> list[Target]:
    """The targets that an order hands down."""
    if order.parents:
        found = records.search(erp, [("id", "in", list(order.parents))])
        missing = set(order.parents) - {one.id for one in found}
        if missing:
            raise NotFoundError("services.no_such_target", id=min(missing))
        return found
    if order.holder is None or order.year is None:
        raise BatonError("services.cascade_no_parent")
    start = dt.date(order.year, 1, 1)
    holder = directory.holder(*order.holder, start)
    domain: list[Any] = [
        ("holder", "=", f"{holder.kind},{holder.key}"),
        ("from_date", ">=", start),
        ("to_date", "<", dt.date(order.year + 1, 1, 1)),
    ]
    if order.indicator_of:
        domain.append(("indicator", "=", order.indicator_of))
    found = records.search(erp, domain)
    if not found:
        raise BatonError("services.cascade_no_parent")
    return found


def _takers(directory: Directory, parent: Target, order: Order) -> Takers:
    """Who gets a part of a target, by the organisation of its first day."""
    day = parent.start
    if not isinstance(order.to, str):
        return [(directory.holder(one.kind, one.key, day), one) for one in order.to]
    if parent.holder.kind == "position":
        found = directory.holders_of(parent.holder.key, day)
    elif parent.holder.kind == "person":
        found = []
    elif order.to == "units":
        found = directory.children(parent.holder.key, day)
    else:
        found = directory.staff(parent.holder.key, day)
    if not found:
        name = directory.name(parent.holder)
        raise BatonError("services.cascade_nobody", holder=name, period=parent.period)
    return [(one, None) for one in found]


def _figures(
    runtime: Runtime,
    order: Order,
    parents: Sequence[Target],
    takers: Mapping[int, Takers],
) -> Past:
    if order.basis != "last_year" or order.method != "split":
        return Past({})
    holders = {one.holder.key for one in parents if one.holder.kind == "unit"}
    return past(
        runtime,
        sorted({one.indicator for one in parents}),
        sorted({year_before(one.period) for one in parents}),
        [holder for several in takers.values() for holder, _ in several],
        parent=next(iter(holders)) if len(holders) == 1 else None,
    )


def refuse_foreign(draft: Draft) -> None:
    """A target has one parent: what comes from another one must be let go first."""
    before = draft.before
    if before is not None and before.parent not in (None, draft.values["parent"]):
        raise BatonError(
            "services.cascade_other_parent",
            indicator=draft.indicator,
            period=draft.period,
            key=draft.holder.key,
        )


def told(
    draft: Draft, directory: Directory, catalogue: Catalogue, person: Person
) -> dict[str, Any]:
    """A target as it would be, for a person to read."""
    return {
        "parent": draft.values["parent"],
        "indicator": draft.indicator,
        "name": catalogue.get(draft.indicator).name(person.language),
        "holder": records.holder_told(draft.holder, directory),
        "period": draft.period,
        "amount": draft.amount,
        "share": draft.values["share"],
        "before": draft.before.amount if draft.before else None,
    }
