"""Channels: set up and tried by administrators; their secrets never leave the server."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from baton.base.errors import BatonError, ConflictError, NotFoundError
from baton.base.i18n import message
from baton.services import org
from baton.services.alerts import outbox, rights
from baton.services.alerts.channel import MODEL, Channel, of_record
from baton.services.alerts.inbox import aware
from baton.services.alerts.rule import MODEL as RULES
from baton.services.alerts.senders import DeliveryError, Outgoing, send
from baton.services.alerts.senders.http import fault_of
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

MOST = 50
MAIL_FIELDS = ("host", "port", "security", "username", "sender")


def listing(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """All channels.

    Raises:
        ForbiddenError: the person is no administrator.
    """
    rights.check_channels(person)

    def work(erp: Erp) -> list[tuple[Channel, dict[str, Any]]]:
        with erp.context(active_test=False):
            found = erp.get(MODEL).search([])
        return [(of_record(one), _counts(erp, one.id)) for one in found]

    return [_told(runtime, *one) for one in database(runtime).run(0, work, readonly=True)]


def create(runtime: Runtime, person: Person, given: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a new channel.

    Raises:
        BatonError: its address or mail server is not complete.
        ForbiddenError: the person is no administrator.
    """
    rights.check_channels(person)
    _check(runtime, given, None)

    def work(erp: Erp) -> tuple[Channel, dict[str, Any]]:
        if erp.get(MODEL).search([], count=True) >= MOST:
            raise BatonError("services.too_many_channels", most=MOST)
        (record,) = erp.get(MODEL).create([_values(given)])
        return of_record(record), _counts(erp, record.id)

    return _told(runtime, *database(runtime).run(0, work))


def change(
    runtime: Runtime, person: Person, channel: int, stamp: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Change a channel; an address or a secret that is not given stays as it is.

    Raises:
        ConflictError: somebody else has changed it since ``stamp``.
        BatonError, ForbiddenError: as in ``create``.
    """
    rights.check_channels(person)

    def work(erp: Erp) -> tuple[Channel, dict[str, Any]]:
        record = _record(erp, channel)
        if str(record.version) != stamp:
            raise ConflictError("services.channel_stale", name=record.name)
        _check(runtime, given, of_record(record))
        values = {**_values(given), "version": record.version + 1}
        erp.get(MODEL).write([record], values)
        return of_record(erp.get(MODEL)(channel)), _counts(erp, channel)

    return _told(runtime, *database(runtime).run(0, work, lock_tables=("baton_alerts_channel",)))


def delete(runtime: Runtime, person: Person, channel: int) -> None:
    """Remove a channel with its log; rules no longer use it.

    Raises:
        NotFoundError: there is none.
        ForbiddenError: the person is no administrator.
    """
    rights.check_channels(person)

    def work(erp: Erp) -> None:
        record = _record(erp, channel)
        rules = erp.get(RULES)
        with erp.context(active_test=False):
            for rule in rules.search([]):
                used = json.loads(rule.channels)
                if channel in used:
                    kept = json.dumps([one for one in used if one != channel])
                    rules.write([rule], {"channels": kept, "version": rule.version + 1})
        erp.get(MODEL).delete([record])

    database(runtime).run(0, work)


def test(runtime: Runtime, person: Person, channel: int) -> dict[str, Any]:
    """Send a message by a channel now, a mail to the person's own address; what came of it.

    Raises:
        NotFoundError: there is none.
        ForbiddenError: the person is no administrator.
    """
    rights.check_channels(person)

    def work(erp: Erp) -> tuple[Channel, str]:
        user = erp.get("res.user")(person.user)
        return of_record(_record(erp, channel)), outbox.address_of(user)

    one, address = database(runtime).run(0, work, readonly=True)
    language = person.language if one.personal else one.language
    sample = Outgoing(
        key=f"test:{secrets.token_hex(8)}",
        title=message("services.alert_test_title", language),
        text=message("services.alert_test_text", language, name=one.name, person=person.name),
        link=f"{runtime.address}/alerts",
        open_label=message("services.alert_open", language),
        to=address,
        figures={"kind": "test"},
    )
    began = time.perf_counter()
    try:
        answer, problem = send(one, sample), None
    except DeliveryError as error:
        answer, problem = None, str(error)
    took = round((time.perf_counter() - began) * 1000)
    return {"ok": problem is None, "answer": answer, "problem": problem, "took_ms": took}


def _record(erp: Erp, channel: int) -> Any:
    with erp.context(active_test=False):
        found = erp.get(MODEL).search([("id", "=", channel)])
    if not found:
        raise NotFoundError("services.no_such_channel")
    return found[0]


def _check(runtime: Runtime, given: Mapping[str, Any], before: Channel | None) -> None:
    unit = given.get("org") or None
    if unit is not None and not org.known(runtime, unit):
        raise NotFoundError("services.no_such_unit", unit=unit)
    if before is not None and before.kind != given["kind"]:
        raise BatonError("services.channel_kind_fixed")
    if given["kind"] == "smtp":
        settings = given.get("settings") or {}
        if not settings.get("host") or not settings.get("sender") or not settings.get("port"):
            raise BatonError("services.channel_mail_incomplete")
        return
    url = given.get("url") or (before.url if before else "")
    if not url:
        raise BatonError("services.channel_no_address")
    fault = fault_of(url)
    if fault is not None:
        raise BatonError(f"services.channel_address_{fault}")


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": given["name"].strip(),
        "kind": given["kind"],
        "language": given.get("language") or "zh_CN",
        "org_unit": int(given["org"]) if given.get("org") else None,
        "active": given.get("active", True),
    }
    if given["kind"] == "smtp":
        settings = given.get("settings") or {}
        values["settings"] = json.dumps({key: settings.get(key) for key in MAIL_FIELDS})
    elif given.get("url"):
        values["url"] = given["url"].strip()
    if given.get("secret") is not None:
        values["secret"] = given["secret"]
    return values


def _counts(erp: Erp, channel: int) -> dict[str, Any]:
    deliveries = erp.get(outbox.MODEL)
    own = [("channel", "=", channel)]
    sent = deliveries.search([*own, ("state", "=", "sent")], order=[("sent_at", "DESC")], limit=1)
    return {
        "waiting": deliveries.search([*own, ("state", "in", ["waiting", "sending"])], count=True),
        "failed": deliveries.search([*own, ("state", "=", "failed")], count=True),
        "sent_at": aware(sent[0].sent_at) if sent else None,
    }


def _told(runtime: Runtime, one: Channel, counts: dict[str, Any]) -> dict[str, Any]:
    """A channel as administrators see it: of its address no more than where it leads."""
    parts = urlsplit(one.url)
    return {
        "id": one.id,
        "stamp": str(one.version),
        "name": one.name,
        "kind": one.kind,
        "address": f"{parts.scheme}://{parts.netloc}/…{one.url[-4:]}" if one.url else "",
        "has_secret": bool(one.secret),
        "settings": one.settings if one.kind == "smtp" else None,
        "language": one.language,
        "org": one.reach,
        "org_name": org.name_of(runtime, one.reach),
        "active": one.active,
        **counts,
    }
