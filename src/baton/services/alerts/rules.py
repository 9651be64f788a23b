"""Alert rules: listed, made, changed and removed by those who may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, ConflictError, ForbiddenError, NotFoundError
from baton.services import figures, org
from baton.services.alerts import audience, channel, evaluation, rights, wording
from baton.services.alerts.inbox import aware
from baton.services.alerts.rule import MODEL, RUNS, STATES, Rule, of_record, values_of
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

GOOD = ["green", "ok", "near", "reached"]
"""States that nobody has to do anything about."""
MOST_OWN = 100
"""Rules a person may own."""
ROLES = (
    *("general_manager", "department_head", "sales", "purchasing", "warehouse", "production"),
    *("quality", "finance", "hr", "administrator"),
)


def listing(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """The person's rules; for those who keep the house in order, everybody's."""

    def work(erp: Erp) -> list[tuple[Rule, dict[str, Any]]]:
        with erp.context(active_test=False):
            wanted = [] if person.roles & rights.KEEPERS else [("owner", "=", person.user)]
            return [(of_record(one), _last(erp, one.id)) for one in erp.get(MODEL).search(wanted)]

    found = database(runtime).run(0, work, readonly=True)
    return [_told(runtime, person, rule, last) for rule, last in found]


def read(runtime: Runtime, person: Person, rule: int) -> Rule:
    """One rule.

    Raises:
        NotFoundError: there is none, or it is somebody else's.
    """
    return database(runtime).run(
        0, lambda erp: of_record(_visible(erp, person, rule)), readonly=True
    )


def create(runtime: Runtime, person: Person, given: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a new rule of the person's.

    Raises:
        BatonError: it makes no sense as it is; the text says what to do.
        ForbiddenError: the person may not see the figure, or not tell those others.
    """
    _check(runtime, person, given, set())

    def work(erp: Erp) -> tuple[Rule, dict[str, Any]]:
        model = erp.get(MODEL)
        with erp.context(active_test=False):
            if model.search([("owner", "=", person.user)], count=True) >= MOST_OWN:
                raise BatonError("services.too_many_rules", most=MOST_OWN)
        _check_there(erp, given)
        (record,) = model.create([{"owner": person.user, **values_of(given)}])
        return of_record(record), _last(erp, record.id)

    made = database(runtime).run(0, work)
    runtime.events.publish("rule", id=made[0].id)
    return _told(runtime, person, *made)


def change(
    runtime: Runtime, person: Person, rule: int, stamp: str, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Change a rule; when it watches something else from now on, it begins anew.

    Raises:
        ConflictError: somebody else has changed it since ``stamp``.
        BatonError, ForbiddenError: as in ``create``.
    """
    before = read(runtime, person, rule)
    _check(runtime, person, given, set(before.channels))

    def work(erp: Erp) -> tuple[Rule, dict[str, Any]]:
        record = _visible(erp, person, rule)
        if str(record.version) != stamp:
            raise ConflictError("services.rule_stale", name=record.name)
        _check_there(erp, given)
        old = of_record(record)
        values = {**values_of(given), "version": record.version + 1, "looked_on": None}
        erp.get(MODEL).write([record], values)
        new = of_record(erp.get(MODEL)(rule))
        if new.watched != old.watched:
            evaluation.forget(erp, rule)
        return new, _last(erp, rule)

    changed = database(runtime).run(0, work, lock_tables=("baton_alerts_rule",))
    runtime.events.publish("rule", id=rule)
    return _told(runtime, person, *changed)


def delete(runtime: Runtime, person: Person, rule: int) -> None:
    """Remove a rule; what it told stays in the inboxes, what still waits is taken back.

    Raises:
        NotFoundError: there is none, or it is somebody else's.
    """

    def work(erp: Erp) -> None:
        record = _visible(erp, person, rule)
        deliveries = erp.get("baton.alerts.delivery")
        waiting = deliveries.search([("rule", "=", rule), ("state", "=", "waiting")])
        deliveries.write(waiting, {"state": "outdated", "next_try": None})
        erp.get(MODEL).delete([record])

    database(runtime).run(0, work)


def choices(runtime: Runtime, person: Person) -> dict[str, Any]:
    """What the person may choose from when making a rule."""
    language = person.language
    addresses = rights.may_address(runtime, person)

    def work(erp: Erp) -> list[channel.Channel]:
        return [channel.of_record(one) for one in erp.get(channel.MODEL).search([])]

    channels = database(runtime).run(0, work, readonly=True)
    roles = ROLES if addresses else ()
    return {
        "may_address": addresses,
        "may_edit_channels": bool(person.roles & rights.CHANNEL_KEEPERS),
        "roles": [{"key": key, "name": figures.role_name(_role(key), language)} for key in roles],
        "channels": [
            {"id": one.id, "name": one.name, "kind": one.kind}
            for one in channels
            if addresses or one.personal
        ],
    }


def _role(key: str) -> str:
    """The role as message keys call it."""
    return "admin" if key == "administrator" else key


def _check(runtime: Runtime, person: Person, given: Mapping[str, Any], had: set[int]) -> None:
    """Refuse what makes no sense, what may not be seen and who may not be told."""
    unit, employee = given.get("org") or None, given.get("person") or None
    if unit is not None and employee is not None:
        raise BatonError("services.rule_two_places")
    if unit is not None and not org.known(runtime, unit):
        raise NotFoundError("services.no_such_unit", unit=unit)
    if not audience.may_see(runtime, person, unit, employee):
        raise ForbiddenError("services.rule_forbidden")
    code = given.get("indicator") or None
    if code is not None and given.get("perspective"):
        raise BatonError("services.rule_two_subjects")
    if code is not None:
        runtime.engine.catalogue.get(code)
    if given["kind"] == "light" and not given.get("lights"):
        raise BatonError("services.rule_no_lights")
    if bool(given.get("quiet_from")) != bool(given.get("quiet_to")):
        raise BatonError("services.rule_half_quiet")
    recipients = given.get("recipients") or ()
    if not recipients and not given.get("channels"):
        raise BatonError("services.rule_nobody")
    others = [one for one in recipients if one["kind"] != "me"]
    _check_others(runtime, person, others, set(given.get("channels") or ()) - had)


def _check_others(
    runtime: Runtime, person: Person, others: list[Any], new_channels: Collection[int]
) -> None:
    if rights.may_address(runtime, person):
        return
    if others:
        raise ForbiddenError("services.rule_others_forbidden")

    def groups(erp: Erp) -> bool:
        wanted = [("id", "in", sorted(new_channels)), ("kind", "!=", "smtp")]
        return bool(erp.get(channel.MODEL).search(wanted, count=True))

    if len(new_channels) and database(runtime).run(0, groups, readonly=True):
        raise ForbiddenError("services.rule_others_forbidden")


def _check_there(erp: Erp, given: Mapping[str, Any]) -> None:
    """Refuse people and channels that are not there, and people without a log-in."""
    wanted = sorted(set(given.get("channels") or ()))
    with erp.context(active_test=False):
        if erp.get(channel.MODEL).search([("id", "in", wanted)], count=True) != len(wanted):
            raise NotFoundError("services.no_such_channel")
    people = [one["key"] for one in given.get("recipients") or () if one["kind"] == "person"]
    for key in [*people, *([given["person"]] if given.get("person") else [])]:
        if not key.isdigit() or not erp.get("company.employee").search([("id", "=", int(key))]):
            raise NotFoundError("services.no_such_holder", kind="person", key=key)
    for key in people:
        if not erp.get("res.user").search([("employees", "in", [int(key)])], count=True):
            name = erp.get("company.employee")(int(key)).rec_name
            raise BatonError("services.rule_no_login", name=name)


def _visible(erp: Erp, person: Person, rule: int) -> Any:
    with erp.context(active_test=False):
        found = erp.get(MODEL).search([("id", "=", rule)])
    if not found or not (found[0].owner.id == person.user or person.roles & rights.KEEPERS):
        raise NotFoundError("services.no_such_rule", rule=rule)
    return found[0]


def _last(erp: Erp, rule: int) -> dict[str, Any]:
    """The rule's last run, and what of it holds now."""
    runs = erp.get(RUNS).search([("rule", "=", rule)], limit=1)
    standing = [("rule", "=", rule), ("told", "!=", None), ("state", "not in", GOOD)]
    states = erp.get(STATES).search(standing, count=True)
    last: dict[str, Any] = {"at": None, "looked": 0, "found": 0, "problem": None}
    if runs:
        last = {"at": aware(runs[0].at), "looked": runs[0].looked, "found": runs[0].found}
        last["problem"] = runs[0].problem or None
    return {**last, "standing": states}


def _told(runtime: Runtime, person: Person, rule: Rule, last: dict[str, Any]) -> dict[str, Any]:
    language = person.language
    catalogue = runtime.engine.catalogue
    known = next((one for one in catalogue if one.code == rule.indicator), None)
    return {
        "id": rule.id,
        "stamp": str(rule.version),
        "name": rule.name,
        "owner": {"id": rule.owner, "name": rule.owner_name},
        "mine": rule.owner == person.user,
        "indicator": rule.indicator,
        "indicator_name": known.name(language) if known else rule.indicator,
        "perspective": rule.perspective,
        "org": rule.org,
        "person": rule.person,
        "place": wording.place_name(runtime, rule, language),
        "grain": rule.grain.value,
        "kind": rule.kind,
        "lights": list(rule.lights),
        "threshold": rule.threshold if rule.kind in ("pace", "target") else None,
        "days": rule.days if rule.kind == "no_data" else None,
        "recipients": [_recipient(runtime, one.kind, one.key, language) for one in rule.recipients],
        "channels": list(rule.channels),
        "quiet_from": rule.quiet_from,
        "quiet_to": rule.quiet_to,
        "remind_days": rule.remind_days,
        "active": rule.active,
        "last": last,
    }


def _recipient(runtime: Runtime, kind: str, key: str, language: str) -> dict[str, str]:
    name = ""
    if kind == "person":
        name = runtime.engine.world.members().names("person").get(key) or key
    elif kind == "role":
        name = figures.role_name(_role(key), language)
    return {"kind": kind, "key": key, "name": name}
