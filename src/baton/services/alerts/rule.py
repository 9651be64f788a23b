"""An alert rule as the rest of the room knows it: plain data, read from and written to records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from baton.base.periods import Grain

MODEL = "baton.alerts.rule"
STATES = "baton.alerts.state"
RUNS = "baton.alerts.run"

Kind = Literal["light", "pace", "anomaly", "no_data", "target"]
KINDS: tuple[Kind, ...] = ("light", "pace", "anomaly", "no_data", "target")
ON_FACTS = frozenset({"light", "target"})
"""Conditions looked at whenever facts change; the others once a day."""

THRESHOLDS: Mapping[str, Decimal] = {"pace": Decimal("0.9"), "target": Decimal("0.9")}
"""Where a rule says nothing else: 90 % of what is due today, 90 % of the target."""
SILENT_DAYS = 7
"""Days without a row before it counts as no data, where a rule says nothing else."""


@dataclass(frozen=True)
class Recipient:
    """Whom a rule tells.

    Attributes:
        kind: ``me`` (the owner), ``person``, ``heads`` (of the unit) or ``role``.
        key: the employee's id, or the role.
    """

    kind: str
    key: str = ""


@dataclass(frozen=True)
class Rule:
    """One alert rule; see ``baton.alerts.rule``."""

    id: int
    name: str
    owner: int
    owner_name: str
    indicator: str | None
    perspective: str | None
    org: str | None
    person: str | None
    grain: Grain
    kind: str
    lights: tuple[str, ...]
    threshold: Decimal
    days: int
    recipients: tuple[Recipient, ...]
    channels: tuple[int, ...]
    quiet_from: str | None
    quiet_to: str | None
    remind_days: int | None
    active: bool
    version: int
    looked_on: Any

    @property
    def watched(self) -> tuple[Any, ...]:
        """What a change of makes the rule forget what it saw."""
        place = (self.indicator, self.perspective, self.org, self.person, self.grain)
        return (*place, self.kind, self.threshold, self.days)

    @property
    def personal(self) -> bool:
        """Whether it tells nobody but its owner, and only within the house or by mail."""
        return all(one.kind == "me" for one in self.recipients)


def of_record(record: Any) -> Rule:
    """A stored rule."""
    kind = record.kind
    return Rule(
        id=record.id,
        name=record.name,
        owner=record.owner.id,
        owner_name=record.owner.name,
        indicator=record.indicator or None,
        perspective=record.perspective or None,
        org=str(record.org_unit.id) if record.org_unit else None,
        person=str(record.employee.id) if record.employee else None,
        grain=Grain(record.grain),
        kind=kind,
        lights=tuple(json.loads(record.lights)),
        threshold=THRESHOLDS.get(kind, Decimal(1))
        if record.threshold is None
        else record.threshold,
        days=record.days or SILENT_DAYS,
        recipients=tuple(Recipient(**one) for one in json.loads(record.recipients)),
        channels=tuple(json.loads(record.channels)),
        quiet_from=record.quiet_from or None,
        quiet_to=record.quiet_to or None,
        remind_days=record.remind_days or None,
        active=bool(record.active),
        version=record.version,
        looked_on=record.looked_on,
    )


def values_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a record holds of a rule's values as the API takes them."""
    return {
        "name": given["name"].strip(),
        "indicator": given.get("indicator") or None,
        "perspective": given.get("perspective") or None,
        "org_unit": int(given["org"]) if given.get("org") else None,
        "employee": int(given["person"]) if given.get("person") else None,
        "grain": given.get("grain") or "month",
        "kind": given["kind"],
        "lights": json.dumps(list(given.get("lights") or ())),
        "threshold": given.get("threshold"),
        "days": given.get("days"),
        "recipients": json.dumps(list(given.get("recipients") or ())),
        "channels": json.dumps(sorted(set(given.get("channels") or ()))),
        "quiet_from": given.get("quiet_from") or None,
        "quiet_to": given.get("quiet_to") or None,
        "remind_days": given.get("remind_days"),
        "active": given.get("active", True),
    }
