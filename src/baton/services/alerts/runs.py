"""The log of alerts: each run of a rule, and each message on its way out; and trying a rule."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from baton.base.errors import ForbiddenError
from baton.services import figures
from baton.services.alerts import audience, evaluation, inbox, looking, rights, rules, wording
from baton.services.alerts.inbox import aware
from baton.services.alerts.rule import MODEL, RUNS
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

DELIVERIES = "baton.alerts.delivery"
MOST_SENT = 5
"""Findings sent to oneself by a test."""


def listing(
    runtime: Runtime, person: Person, *, rule: int | None = None, offset: int = 0, limit: int = 50
) -> dict[str, Any]:
    """Runs of the rules the person may see, newest first.

    Raises:
        NotFoundError: the rule asked for is somebody else's.
    """
    if rule is not None:
        rules.read(runtime, person, rule)

    def work(erp: Erp) -> dict[str, Any]:
        wanted = _wanted(person, rule)
        found = erp.get(RUNS).search(wanted, offset=offset, limit=limit)
        return {
            "total": erp.get(RUNS).search(wanted, count=True),
            "rows": [
                {
                    "id": one.id,
                    "rule": one.rule.id,
                    "rule_name": one.rule.name,
                    "at": aware(one.at),
                    **{
                        name: getattr(one, name)
                        for name in ("occasion", "looked", "found", "told", "times", "took_ms")
                    },
                    "problem": one.problem or None,
                }
                for one in found
            ],
        }

    return database(runtime).run(0, work, readonly=True)


def deliveries(
    runtime: Runtime, person: Person, *, rule: int | None = None, offset: int = 0, limit: int = 50
) -> dict[str, Any]:
    """Messages that went or go out for the rules the person may see, newest first.

    Raises:
        NotFoundError: the rule asked for is somebody else's.
    """
    if rule is not None:
        rules.read(runtime, person, rule)

    def work(erp: Erp) -> dict[str, Any]:
        wanted = _wanted(person, rule)
        found = erp.get(DELIVERIES).search(wanted, offset=offset, limit=limit)
        return {
            "total": erp.get(DELIVERIES).search(wanted, count=True),
            "rows": [
                {
                    "id": one.id,
                    "rule": one.rule.id if one.rule else None,
                    "rule_name": one.rule.name if one.rule else None,
                    "channel": one.channel.name,
                    "kind": one.channel.kind,
                    "recipient": one.user.name if one.user else None,
                    "title": json.loads(one.content)["title"],
                    "state": one.state,
                    "tries": one.tries,
                    "made_at": aware(one.made_at),
                    "next_try": aware(one.next_try),
                    "sent_at": aware(one.sent_at),
                    "answer": one.answer or None,
                    "problem": one.problem or None,
                }
                for one in found
            ],
        }

    return database(runtime).run(0, work, readonly=True)


def _wanted(person: Person, rule: int | None) -> list[Any]:
    if rule is not None:
        return [("rule", "=", rule)]
    return [] if person.roles & rights.KEEPERS else [("rule.owner", "=", person.user)]


def test(runtime: Runtime, person: Person, rule_id: int, *, send: bool = False) -> dict[str, Any]:
    """What a rule would find now and whom it would tell; nothing is remembered.

    Args:
        send: put what it finds into the person's own inbox.

    Raises:
        NotFoundError: there is no such rule, or it is somebody else's.
        ForbiddenError: the person may no longer see the figure.
    """
    rule = rules.read(runtime, person, rule_id)
    if not audience.may_see(runtime, person, rule.org, rule.person):
        raise ForbiddenError("services.rule_forbidden")
    seen, problem = looking.safely(runtime, rule)
    people, kept_from = audience.of(runtime, rule)
    rows = []
    for one in seen:
        meets = evaluation.meets(one)
        title, text = wording.told(runtime, rule, one, person.language)
        rows.append(
            {
                "indicator": one.indicator.code,
                "name": one.indicator.name(person.language),
                "period": one.period.label,
                "state": (one.sight.state or "").split()[0] if one.sight.state else None,
                "value": one.value,
                "target": one.target,
                "unit": one.indicator.unit.code,
                "decimals": figures.decimals(one.indicator),
                "meets": meets,
                "title": title if meets else None,
                "text": text if meets else None,
            }
        )
    rows.sort(key=lambda row: not row["meets"])
    found = [one for one in seen if evaluation.meets(one)]
    if send:
        _send(runtime, person, rule, found[:MOST_SENT])
    return {
        "looked": len(seen),
        "found": len(found),
        "rows": rows,
        "recipients": sorted(one.name for one in people),
        "kept_from": kept_from,
        "problem": problem or None,
        "sent": min(len(found), MOST_SENT) if send else 0,
    }


def _send(runtime: Runtime, person: Person, rule: Any, found: list[Any]) -> None:
    mark = secrets.token_hex(6)

    def work(erp: Erp) -> None:
        now = evaluation.utc()
        made = [
            {
                **evaluation.figure(runtime, rule, one, person.language),
                **dict(
                    zip(
                        ("title", "text"),
                        wording.told(runtime, rule, one, person.language),
                        strict=True,
                    )
                ),
                "user": person.user,
                "rule": rule.id,
                "key": f"test:{mark}:{one.indicator.code}",
                "made_at": now,
            }
            for one in found
        ]
        erp.get(evaluation.INBOX).create(made)
        if erp.get(MODEL).search([("id", "=", rule.id)]):
            run = {"rule": rule.id, "at": now, "occasion": "test", "looked": len(found)}
            erp.get(RUNS).create([{**run, "found": len(found), "told": len(made), "took_ms": 0}])

    database(runtime).run(0, work)
    inbox.tell(runtime, [person.user])
