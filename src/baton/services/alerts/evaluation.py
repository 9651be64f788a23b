"""One run of a rule: look, compare with what was seen before, tell whom it concerns."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.services import figures
from baton.services.alerts import audience, looking, outbox, wording
from baton.services.alerts.memory import Memory, Step, step
from baton.services.alerts.rule import MODEL, RUNS, STATES, Rule, of_record
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.alerts.looking import Seen
    from baton.services.person import Person
    from baton.services.runtime import Runtime

INBOX = "baton.alerts.message"
LOCKS = ("baton_alerts_state",)
"""One run of all rules writes at a time: what one tells the others know."""


@dataclass(frozen=True)
class Outcome:
    """What a run came to.

    Attributes:
        looked: figures looked at.
        found: figures that are as the condition says.
        told: messages made, in the house and out of it.
        kept_from: recipients who may not see the figure.
        users: those who have a new message in the inbox.
    """

    looked: int = 0
    found: int = 0
    told: int = 0
    kept_from: int = 0
    problem: str = ""
    users: tuple[int, ...] = ()


def utc() -> dt.datetime:
    """Now, as the ERP keeps it: UTC without saying so."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def active_rules(runtime: Runtime) -> list[Rule]:
    """Every rule that is switched on."""

    def work(erp: Erp) -> list[Rule]:
        return [of_record(one) for one in erp.get(MODEL).search([("active", "=", True)])]

    return database(runtime).run(0, work, readonly=True)


def run(runtime: Runtime, rule: Rule, occasion: str, *, log_quiet: bool = True) -> Outcome:
    """Run a rule and keep what it found; all of it or nothing.

    Args:
        occasion: ``facts`` or ``schedule``.
        log_quiet: write a run down in which nothing is told as well.
    """
    began = time.perf_counter()
    seen, problem = looking.safely(runtime, rule)
    found = sum(1 for one in seen if meets(one))
    memories = _memories(runtime, rule)
    steps = _steps(seen, memories, rule, utc())
    telling = [one for one, taken in steps if taken.tell]
    people, kept_from = audience.of(runtime, rule) if telling else ([], 0)
    changed = any(taken.memory != memories.get(one.indicator.code) for one, taken in steps)
    outcome = Outcome(len(seen), found, 0, kept_from, problem)
    took = round((time.perf_counter() - began) * 1000)
    if changed:
        draft = _Draft(runtime, rule, seen, people)
        told, users = database(runtime).run(0, draft.keep, lock_tables=LOCKS)
        outcome = Outcome(len(seen), found, told, kept_from, problem, tuple(users))
    if outcome.told or problem or log_quiet:
        _log(runtime, rule, occasion, outcome, took)
    return outcome


def meets(seen: Seen) -> bool:
    """Whether the figure is as the rule's condition says."""
    return seen.sight.state is not None and seen.sight.wanted and not seen.sight.calm


def _steps(
    seen: Sequence[Seen], memories: dict[str, Memory], rule: Rule, now: dt.datetime
) -> list[tuple[Seen, Step]]:
    return [
        (one, step(memories.get(one.indicator.code), one.sight, now, rule.remind_days))
        for one in seen
    ]


def _memories(runtime: Runtime, rule: Rule) -> dict[str, Memory]:
    def work(erp: Erp) -> dict[str, Memory]:
        return {code: memory for code, (_, memory) in _remembered(erp, rule).items()}

    return database(runtime).run(0, work, readonly=True)


def _remembered(erp: Erp, rule: Rule) -> dict[str, tuple[Any, Memory]]:
    found = erp.get(STATES).search([("rule", "=", rule.id)])
    return {
        one.indicator: (
            one,
            Memory(
                one.period or "", one.state, one.since, one.told or None, one.told_at, one.number
            ),
        )
        for one in found
    }


class _Draft:
    """What a run writes, worked out again inside the transaction that writes it."""

    def __init__(
        self, runtime: Runtime, rule: Rule, seen: Sequence[Seen], people: Sequence[Person]
    ) -> None:
        self.runtime, self.rule, self.seen, self.people = runtime, rule, seen, people

    def keep(self, erp: Erp) -> tuple[int, list[int]]:
        """Write states, messages and deliveries; the number told, and whose inbox has news."""
        now = utc()
        if not erp.get(MODEL).search(
            [("id", "=", self.rule.id), ("version", "=", self.rule.version)]
        ):
            return 0, []  # changed or gone since it was read: the next run sees it as it is now
        remembered = _remembered(erp, self.rule)
        memories = {code: memory for code, (_, memory) in remembered.items()}
        told, users = 0, set()
        for seen, taken in _steps(self.seen, memories, self.rule, now):
            code = seen.indicator.code
            if taken.memory is None or taken.memory == memories.get(code):
                continue
            self._remember(erp, code, taken.memory, remembered.get(code))
            if taken.memory.state != getattr(memories.get(code), "state", None):
                outbox.outdate(erp, _subject(self.rule, code))
            if taken.tell:
                again = taken.tell == "again"
                told += self._tell(erp, seen, taken.memory, now, again=again)
                users |= {person.user for person in self.people}
        return told, sorted(users)

    def _remember(self, erp: Erp, code: str, memory: Memory, known: Any) -> None:
        values = {
            "period": memory.period,
            "state": memory.state,
            "since": memory.since,
            "told": memory.told,
            "told_at": memory.told_at,
            "number": memory.number,
        }
        model = erp.get(STATES)
        if known is None:
            model.create([{"rule": self.rule.id, "indicator": code, **values}])
        else:
            model.write([known[0]], values)

    def _tell(self, erp: Erp, seen: Seen, memory: Memory, now: dt.datetime, *, again: bool) -> int:
        subject = _subject(self.rule, seen.indicator.code)
        key = f"{subject}:{self.rule.version}:{memory.number}"
        inbox = []
        for person in self.people:
            title, text = wording.told(self.runtime, self.rule, seen, person.language, again=again)
            inbox.append(
                {
                    "user": person.user,
                    "rule": self.rule.id,
                    "key": f"{key}:{person.user}",
                    "title": title,
                    "text": text,
                    "made_at": now,
                    **figure(self.runtime, self.rule, seen, person.language),
                }
            )
        erp.get(INBOX).create(inbox)
        parcels = outbox.Parcels(self.runtime, self.rule, self.people, key, subject)
        return len(inbox) + parcels.post(erp, seen, now, again=again)


def _subject(rule: Rule, code: str) -> str:
    return f"{rule.id}:{code}"


def figure(runtime: Runtime, rule: Rule, seen: Seen, language: str) -> dict[str, Any]:
    """The figure of a message, as it is now."""
    return {
        "kind": rule.kind,
        "state": (seen.sight.state or "").split()[0],
        "indicator": seen.indicator.code,
        "period": seen.period.label,
        "org_unit": rule.org,
        "person": rule.person,
        "place": wording.place_name(runtime, rule, language),
        "value": _short(seen.value),
        "target": _short(seen.target),
        "unit": seen.indicator.unit.code,
        "decimals": figures.decimals(seen.indicator),
        "link": wording.link(rule, seen),
    }


def _short(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 6)


def _log(runtime: Runtime, rule: Rule, occasion: str, outcome: Outcome, took: int) -> None:
    """Write the run down; one in which nothing is new joins the one before it."""

    def work(erp: Erp) -> None:
        runs = erp.get(RUNS)
        same = {
            "looked": outcome.looked,
            "found": outcome.found,
            "told": 0,
            "occasion": occasion,
            "problem": outcome.problem or None,
        }
        if not outcome.told:
            last = runs.search([("rule", "=", rule.id)], limit=1)
            if last and all((getattr(last[0], key) or None) == (same[key] or None) for key in same):
                again = {"at": utc(), "times": last[0].times + 1, "took_ms": took}
                runs.write(list(last), again)
                return
        if not erp.get(MODEL).search([("id", "=", rule.id)]):
            return
        values = {**same, "told": outcome.told, "rule": rule.id, "at": utc(), "took_ms": took}
        runs.create([values])

    database(runtime).run(0, work)


def forget(erp: Erp, rule: int) -> None:
    """Let a rule begin anew, inside a transaction: what it watches has changed."""
    erp.get(STATES).delete(erp.get(STATES).search([("rule", "=", rule)]))
