"""The targets of a position, given to everybody who holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from baton.base.periods import Period
from baton.services.erp import database
from baton.services.kpi import cascading, records, rights, ripple
from baton.services.kpi.directory import Directory
from baton.services.kpi.dividing import Order
from baton.services.kpi.records import Draft

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def from_template(
    runtime: Runtime,
    person: Person,
    position: str,
    year: int,
    units: Sequence[str] | None = None,
    *,
    apply: bool = False,
    confirmed: bool = False,
) -> dict[str, Any]:
    """Give the targets of a position to everybody who holds it; weights and levels go along.

    Args:
        units: only people in these units, with all below them.

    Raises:
        ForbiddenError: somebody's targets are not the person's to set.
        TouchedError: people have other targets at these places already.
    """
    reach, catalogue = rights.of(runtime, person), runtime.engine.catalogue

    def work(erp: Erp) -> dict[str, Any]:
        directory = Directory(erp)
        order = Order("copy", holder=("position", position), year=year)
        drafts: list[Draft] = []
        for one in cascading.parents_of(erp, directory, order):
            period = Period.parse(one.period)
            places = {key for unit in units or () for key in directory.subtree(unit, period.start)}
            for holder in directory.holders_of(position, period.start):
                if not units or holder.unit in places:
                    levels = {name: one.levels[name] for name in records.LEVELS[1:]}
                    values = {**levels, "parent": one.id, "method": "copy", "share": None}
                    drafts.append(
                        Draft(one.indicator, one.period, holder, one.amount, None, values)
                    )
        rights.check_sets(reach, [draft.holder for draft in drafts])
        stored = records.by_place(erp, [draft.place for draft in drafts])
        for draft in drafts:
            draft.before = stored.get(draft.place)
            cascading.refuse_foreign(draft)
        touched = [
            ripple.Touched(draft.before, draft.amount)
            for draft in drafts
            if draft.before is not None and draft.before.amount != draft.amount
        ]
        shown = ripple.told(touched, directory, catalogue, person.language)
        written = 0
        if apply:
            ripple.confirm(shown, confirmed=confirmed)
            written = len(records.keep(erp, drafts, proposed=True))
        cells = [cascading.told(draft, directory, catalogue, person) for draft in drafts]
        return {"cells": cells, "checks": [], "touched": shown, "written": written}

    return database(runtime).run(
        person.user,
        work,
        readonly=not apply,
        check_access=False,
        lock_tables=records.LOCKS if apply else (),
        language=person.language,
    )
