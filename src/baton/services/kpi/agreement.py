"""Both sides sign a target: who sets it proposes, who is to reach it agrees or gives it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, NotFoundError
from baton.base.i18n import message
from baton.services import org
from baton.services.erp import database
from baton.services.kpi import records, rights, targets
from baton.services.kpi.directory import Directory
from baton.services.kpi.records import Target

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

PROPOSABLE = frozenset({"draft", "returned", "proposed"})
RETURNABLE = frozenset({"proposed", "agreed"})


def propose(
    runtime: Runtime, person: Person, ids: Sequence[int], note: str | None = None
) -> dict[str, Any]:
    """Sign targets as the side that sets them."""
    return _each(runtime, person, ids, "propose", note)


def agree(
    runtime: Runtime, person: Person, ids: Sequence[int], note: str | None = None
) -> dict[str, Any]:
    """Sign targets as the side that is to reach them."""
    return _each(runtime, person, ids, "agree", note)


def give_back(
    runtime: Runtime, person: Person, ids: Sequence[int], note: str | None
) -> dict[str, Any]:
    """Give targets back with the reason why they are not agreed.

    Raises:
        BatonError: no reason is given.
    """
    if not (note or "").strip():
        raise BatonError("services.reason_missing")
    return _each(runtime, person, ids, "return", note)


def _each(
    runtime: Runtime, person: Person, ids: Sequence[int], step: str, note: str | None
) -> dict[str, Any]:
    """Take a step with those targets that it is possible for; the others with the reason.

    Raises:
        NotFoundError: there is no such target.
        ForbiddenError: one of them is not the person's to see.
    """
    reach, day = rights.of(runtime, person), org.today()

    def work(erp: Erp) -> dict[str, Any]:
        directory, model = Directory(erp), erp.get(records.MODEL)
        found = {one.id: one for one in records.search(erp, [("id", "in", list(ids))])}
        for id_ in ids:
            if id_ not in found:
                raise NotFoundError("services.no_such_target", id=id_)
        rights.check_sees(reach, [one.holder for one in found.values()])

        def allowed(one: Target) -> bool:
            if step == "propose":
                return reach.sets(one.holder)
            return reach.agrees(one.holder, top=directory.is_top(one.holder, day))

        chosen, skipped = [], []
        for one in found.values():
            why = _hindrance(step, one.state, allowed=allowed(one))
            if why is None:
                chosen.append(one.id)
            else:
                skipped.append({"id": one.id, "reason": message(why, person.language)})
        steps: dict[str, Callable[[Any], None]] = {
            "propose": model.propose,
            "agree": model.agree,
            "return": lambda some: model.give_back(some, note),
        }
        with erp.context(kpi_reason=note):
            if chosen:
                steps[step](model.browse(chosen))
        return {"changed": len(chosen), "skipped": skipped}

    return database(runtime).run(
        person.user, work, check_access=False, lock_tables=records.LOCKS, language=person.language
    )


def _hindrance(step: str, state: str, *, allowed: bool) -> str | None:
    """Why a step is not possible, as a message key."""
    if not allowed:
        return "services.target_step_forbidden"
    possible = {
        "propose": PROPOSABLE,
        "agree": frozenset({"proposed"}),
        "return": RETURNABLE,
    }[step]
    return None if state in possible else f"services.target_is_{state}"


def history(runtime: Runtime, person: Person, id: int) -> list[dict[str, Any]]:
    """Every change of a target, newest first, from the log that proves it.

    Raises:
        NotFoundError: there is no such target.
        ForbiddenError: it is not the person's to see.
    """
    reach = rights.of(runtime, person)

    def look(erp: Erp) -> list[dict[str, Any]]:
        _one(erp, reach, id)
        entries = erp.get("baton.kpi.log").search(
            [("model", "=", records.MODEL), ("record", "=", id)], order=[("number", "ASC")]
        )
        found: list[dict[str, Any]] = []
        before: dict[str, Any] = {}
        for entry in entries:
            content = json.loads(entry.content or "{}")
            changed = [name for name in content if before.get(name) != content[name]]
            found.append(
                {
                    "number": entry.number,
                    "at": entry.at,
                    "user": entry.user.name if entry.user else "",
                    "action": entry.action,
                    "reason": entry.reason,
                    "before": {name: before.get(name) for name in changed},
                    "after": {name: content[name] for name in changed},
                }
            )
            before = content
        return found[::-1]

    return database(runtime).run(person.user, look, readonly=True, check_access=False)


def tree(runtime: Runtime, person: Person, id: int) -> dict[str, Any]:
    """A target with all that was cascaded from it.

    Raises:
        NotFoundError: there is no such target.
        ForbiddenError: it is not the person's to see.
    """
    reach, catalogue = rights.of(runtime, person), runtime.engine.catalogue

    def look(erp: Erp) -> dict[str, Any]:
        directory = Directory(erp)
        top = _one(erp, reach, id)
        level = [top.id]
        kids: dict[int, list[Target]] = {}
        while level:
            found = records.children(erp, level)
            kids.update(found)
            level = [one.id for several in found.values() for one in several]

        def node(one: Target) -> dict[str, Any]:
            return {
                **targets.naming(catalogue, one.indicator, person.language),
                "period": one.period,
                "holder": records.holder_told(one.holder, directory),
                **records.told(one),
                "childs": [node(kid) for kid in kids.get(one.id, []) if reach.sees(kid.holder)],
            }

        return node(top)

    return database(runtime).run(
        person.user, look, readonly=True, check_access=False, language=person.language
    )


def _one(erp: Erp, reach: rights.Reach, id: int) -> Target:
    found = records.search(erp, [("id", "=", id)])
    if not found:
        raise NotFoundError("services.no_such_target", id=id)
    rights.check_sees(reach, [found[0].holder])
    return found[0]
