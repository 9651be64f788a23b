"""Targets as they are kept: read, made, changed, and what depends on them."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.services.kpi.directory import Directory
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from baton.kernel import Erp

MODEL = "baton.kpi.target"
LOCKS = ("baton_kpi_log",)
"""Tables locked from the start when targets are written."""
CHUNK = 100
"""Records made at once: Tryton's own checks take time by the square of their number."""

LEVELS = ("amount", "threshold", "stretch", "baseline", "weight")
"""The numbers of a target, in the indicator's unit; weight is a fraction."""

FIELDS = (
    *("id", "indicator", "period", "from_date", "to_date", "org_unit", "position", "employee"),
    *LEVELS,
    *("profile", "state", "proposed_by.name", "proposed_at", "agreed_by.name", "agreed_at"),
    *("note", "parent", "method", "share", "buffer", "_timestamp"),
)


@dataclass(frozen=True)
class Target:
    """One target as stored."""

    id: int
    stamp: str
    indicator: str
    period: str
    start: dt.date
    end: dt.date
    holder: Holder
    amount: Decimal
    levels: Mapping[str, Decimal | None]
    profile: list[Decimal] | None
    state: str
    signatures: Mapping[str, Any]
    note: str | None
    parent: int | None
    method: str | None
    share: Decimal | None
    buffer: Decimal | None

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What there is only one target of."""
        return (self.indicator, self.period, self.holder.kind, self.holder.key)


def search(erp: Erp, domain: Sequence[Any]) -> list[Target]:
    """The targets that match, as far as the transaction may see them."""
    model = erp.get(MODEL)
    rows = model.read(_ids(erp, model, domain), list(FIELDS))
    order = lambda row: (row["from_date"], row["to_date"], row["indicator"], row["id"])  # noqa: E731
    return [_of(row) for row in sorted(rows, key=order)]


def _ids(erp: Erp, model: Any, domain: Sequence[Any]) -> list[int]:
    """The ids alone: thousands of records take Tryton time by the square of their number."""
    cursor = erp.connection().cursor()
    cursor.execute(*model.search(list(domain), order=[], query=True))
    return [int(row[0]) for row in cursor.fetchall()]


def by_place(
    erp: Erp, places: Iterable[tuple[str, str, str, str]]
) -> dict[tuple[str, str, str, str], Target]:
    """The targets at these places (indicator, period, kind and key of the holder)."""
    wanted = set(places)
    if not wanted:
        return {}
    found = search(
        erp,
        [
            ("indicator", "in", sorted({place[0] for place in wanted})),
            ("period", "in", sorted({place[1] for place in wanted})),
        ],
    )
    return {one.place: one for one in found if one.place in wanted}


def children(erp: Erp, parents: Iterable[int]) -> dict[int, list[Target]]:
    """What was cascaded from each of these targets."""
    found: dict[int, list[Target]] = defaultdict(list)
    for one in search(erp, [("parent", "in", sorted(parents))]):
        assert one.parent is not None
        found[one.parent].append(one)
    return found


@dataclass(frozen=True)
class Part:
    """What a parent needs to know of a target cascaded from it."""

    indicator: str
    method: str | None
    amount: Decimal
    buffer: Decimal | None


def parts(erp: Erp, parents: Iterable[int]) -> dict[int, list[Part]]:
    """What was cascaded from each of these targets, as far as sums need it."""
    model = erp.get(MODEL)
    ids = _ids(erp, model, [("parent", "in", sorted(parents))])
    found: dict[int, list[Part]] = defaultdict(list)
    for row in model.read(ids, ["parent", "indicator", "method", "amount", "buffer"]):
        part = Part(row["indicator"], row["method"], row["amount"], row["buffer"])
        found[row["parent"]].append(part)
    return found


def _of(row: Mapping[str, Any]) -> Target:
    if row["employee"]:
        kind, key = "person", row["employee"]
    elif row["position"]:
        kind, key = "position", row["position"]
    else:
        kind, key = "unit", row["org_unit"]
    profile = json.loads(row["profile"]) if row["profile"] else None
    return Target(
        id=row["id"],
        stamp=str(row["_timestamp"]),
        indicator=row["indicator"],
        period=row["period"],
        start=row["from_date"],
        end=row["to_date"],
        holder=Holder(kind, str(key), str(row["org_unit"])),
        amount=row["amount"],
        levels={name: row[name] for name in LEVELS[1:]},
        profile=[Decimal(one) for one in profile] if profile else None,
        state=row["state"],
        signatures={
            "proposed_by": (row.get("proposed_by.") or {}).get("name"),
            "proposed_at": row["proposed_at"],
            "agreed_by": (row.get("agreed_by.") or {}).get("name"),
            "agreed_at": row["agreed_at"],
        },
        note=row["note"],
        parent=row["parent"],
        method=row["method"],
        share=row["share"],
        buffer=row["buffer"],
    )


@dataclass
class Draft:
    """A target as it is to be: new, or instead of the stored one.

    Attributes:
        before: the stored one.
        values: further fields by name.
    """

    indicator: str
    period: str
    holder: Holder
    amount: Decimal
    before: Target | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What there is only one target of."""
        return (self.indicator, self.period, self.holder.kind, self.holder.key)


def keep(erp: Erp, drafts: Sequence[Draft], *, proposed: bool) -> list[int]:
    """Make or change the targets; the ids, in the order given.

    What was agreed or proposed is to be agreed again when it changes.

    Args:
        proposed: whoever does this signs what is new as well.
    """
    model = erp.get(MODEL)
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
    signed = {
        "state": "proposed",
        "proposed_by": erp.user or None,
        "proposed_at": now,
        "agreed_by": None,
        "agreed_at": None,
    }
    fresh, changed = [], []
    for draft in drafts:
        values = {"amount": draft.amount, **draft.values}
        if draft.before is None:
            fresh.append({**_holder(draft), **values, **(signed if proposed else {})})
            continue
        again = proposed or draft.before.state in ("proposed", "agreed")
        changed.append((draft.before.id, {**values, **(signed if again else {"state": "draft"})}))
    made: list[int] = []
    for start in range(0, len(fresh), CHUNK):
        made += [record.id for record in model.create(fresh[start : start + CHUNK])]
    for start in range(0, len(changed), CHUNK):
        arguments: list[Any] = []
        for id_, values in changed[start : start + CHUNK]:
            arguments += [[model(id_)], values]
        model.write(*arguments)
    new = iter(made)
    return [draft.before.id if draft.before else next(new) for draft in drafts]


def _holder(draft: Draft) -> dict[str, Any]:
    values = {
        "indicator": draft.indicator,
        "period": draft.period,
        "org_unit": int(draft.holder.unit),
    }
    if draft.holder.kind == "person":
        values["employee"] = int(draft.holder.key)
    elif draft.holder.kind == "position":
        values["position"] = int(draft.holder.key)
    return values


def told(one: Target) -> dict[str, Any]:
    """A stored target as the cell of a grid, without what depends on it."""
    return {
        "id": one.id,
        "stamp": one.stamp,
        "amount": one.amount,
        **one.levels,
        "profile": one.profile,
        "state": one.state,
        "parent": one.parent,
        "method": one.method,
        "share": one.share,
        "buffer": one.buffer,
        "note": one.note,
        **one.signatures,
    }


def holder_told(holder: Holder, directory: Directory) -> dict[str, str]:
    """A holder with its names."""
    return {
        "kind": holder.kind,
        "key": holder.key,
        "name": directory.name(holder),
        "org": holder.unit,
        "org_name": directory.unit_name(holder.unit),
    }
