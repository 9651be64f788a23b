"""Messages waiting to leave the house, kept in the database so that a killed process goes on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from baton.base.i18n import message
from baton.services.alerts import audience, channel, quiet, wording
from baton.services.alerts.backoff import next_try
from baton.services.alerts.channel import Channel
from baton.services.alerts.senders import Outgoing
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.alerts.looking import Seen
    from baton.services.alerts.rule import Rule
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MODEL = "baton.alerts.delivery"
LOCKS = ("baton_alerts_delivery",)

LEASE = dt.timedelta(minutes=3)
"""After so long a message that is being sent counts as left behind by a process that is gone."""

UNKNOWN = "the process ended while sending; whether it arrived is not known, it is not repeated"


def utc() -> dt.datetime:
    """Now, as the ERP keeps it: UTC without saying so."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def zone_of(erp: Erp) -> ZoneInfo:
    """The company's time zone."""
    found = erp.get("company.company").search([], limit=1)
    return ZoneInfo((found[0].timezone if found else None) or "Asia/Shanghai")


class Parcels:
    """What leaves the house of one thing told, inside the transaction that tells it."""

    def __init__(
        self, runtime: Runtime, rule: Rule, people: Sequence[Person], key: str, subject: str
    ) -> None:
        self.runtime, self.rule, self.people = runtime, rule, people
        self.key, self.subject = key, subject

    def post(self, erp: Erp, seen: Seen, now: dt.datetime, *, again: bool) -> int:
        """Put a message into the outbox for each channel and, by mail, each person."""
        rule = self.rule
        if not rule.channels:
            return 0
        due = quiet.release(
            now.replace(tzinfo=dt.UTC), zone_of(erp), rule.quiet_from, rule.quiet_to
        ).replace(tzinfo=None)
        made = []
        for record in erp.get(channel.MODEL).search([("id", "in", list(rule.channels))]):
            one = channel.of_record(record)
            base = {
                "channel": one.id,
                "rule": rule.id,
                "subject": self.subject,
                "made_at": now,
                "next_try": due,
            }
            if one.personal:
                for person in self.people:
                    content = self._content(seen, person.language, again=again)
                    key = f"{self.key}:{one.id}:{person.user}"
                    made.append({**base, "user": person.user, "key": key, "content": content})
            elif audience.covers(self.runtime, one.reach, rule.org, rule.person):
                content = self._content(seen, one.language, again=again)
                made.append({**base, "key": f"{self.key}:{one.id}", "content": content})
        erp.get(MODEL).create(made)
        return len(made)

    def _content(self, seen: Seen, language: str, *, again: bool) -> str:
        rule = self.rule
        title, text = wording.told(self.runtime, rule, seen, language, again=again)
        figures = {
            "rule": rule.name,
            "kind": rule.kind,
            "state": (seen.sight.state or "").split()[0],
            "indicator": seen.indicator.code,
            "indicator_name": seen.indicator.name(language),
            "period": seen.period.label,
            "org": rule.org,
            "person": rule.person,
            "place": wording.place_name(self.runtime, rule, language),
            "value": None if seen.value is None else str(round(seen.value, 6)),
            "target": None if seen.target is None else str(round(seen.target, 6)),
            "unit": seen.indicator.unit.code,
        }
        link = self.runtime.address + wording.link(rule, seen)
        return packed(title, text, link, language, figures)


def packed(title: str, text: str, link: str, language: str, figures: dict[str, Any]) -> str:
    """A message as deliveries keep it."""
    return json.dumps(
        {
            "title": title,
            "text": text,
            "link": link,
            "open_label": message("services.alert_open", language),
            "figures": figures,
        },
        ensure_ascii=False,
    )


def outdate(erp: Erp, subject: str) -> None:
    """Take back what still waits about a figure: it has changed since."""
    waiting = erp.get(MODEL).search([("subject", "=", subject), ("state", "=", "waiting")])
    erp.get(MODEL).write(waiting, {"state": "outdated", "next_try": None})


@dataclass(frozen=True)
class Parcel:
    """One message taken from the outbox to be sent now."""

    id: int
    tries: int
    channel: Channel
    message: Outgoing


def due(runtime: Runtime) -> list[int]:
    """Ids of the channels, of those in use, that have something to send now."""

    def work(erp: Erp) -> list[int]:
        model = erp.get(MODEL)
        known = erp.get(channel.MODEL).search([])
        return [one.id for one in known if model.search(_due_now(one.id), limit=1)]

    return database(runtime).run(0, work, readonly=True)


def _due_now(channel_id: int) -> list[Any]:
    return [
        ("channel", "=", channel_id),
        ("state", "in", ["waiting", "sending"]),
        ("next_try", "<=", utc()),
    ]


def take(runtime: Runtime, channel_id: int) -> Parcel | None:
    """Take the next message of a channel; from then on it is this process's for ``LEASE``."""

    def work(erp: Erp) -> Parcel | None:
        model = erp.get(MODEL)
        oldest = [("next_try", "ASC"), ("id", "ASC")]
        for record in model.search(_due_now(channel_id), order=oldest, limit=50):
            one = channel.of_record(record.channel)
            if record.state == "sending" and one.kind in channel.ROBOTS:
                # a robot cannot tell a repetition, so nothing is sent twice
                model.write([record], {"state": "failed", "next_try": None, "problem": UNKNOWN})
                continue
            tries = record.tries + 1
            lease = {"state": "sending", "tries": tries, "next_try": utc() + LEASE}
            model.write([record], lease)
            return Parcel(record.id, tries, one, _outgoing(record))
        return None

    return database(runtime).run(0, work, lock_tables=LOCKS)


def _outgoing(record: Any) -> Outgoing:
    kept = json.loads(record.content)
    return Outgoing(
        key=record.key,
        title=kept["title"],
        text=kept["text"],
        link=kept["link"],
        open_label=kept["open_label"],
        to=address_of(record.user) if record.user else "",
        figures={**kept["figures"], "at": record.made_at.replace(tzinfo=dt.UTC).isoformat()},
    )


def address_of(user: Any) -> str:
    """A user's e-mail address: the own one, else the employee's."""
    if user.email:
        return str(user.email)
    employee = user.employee
    return str(employee.party.email or "") if employee else ""


def sent(runtime: Runtime, parcel: Parcel, answer: str) -> None:
    """Write down that a message was delivered."""
    values = {
        "state": "sent",
        "sent_at": utc(),
        "next_try": None,
        "answer": answer,
        "problem": None,
    }
    _write(runtime, parcel, values)


def failed(runtime: Runtime, parcel: Parcel, problem: str, *, permanent: bool) -> None:
    """Write down that a message was not delivered, and when it is tried again."""
    again = None if permanent else next_try(parcel.tries, utc())
    state = "failed" if again is None else "waiting"
    _write(runtime, parcel, {"state": state, "next_try": again, "problem": problem[:500]})


def _write(runtime: Runtime, parcel: Parcel, values: dict[str, Any]) -> None:
    def work(erp: Erp) -> None:
        model = erp.get(MODEL)
        # gone when its channel was deleted meanwhile
        model.write(model.search([("id", "=", parcel.id)]), values)

    database(runtime).run(0, work)
