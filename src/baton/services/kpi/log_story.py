"""What an entry of the log of changes says: which record, which of its fields, before and after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from baton.services.kpi.directory import Directory
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.metrics.catalogue import Catalogue

Content = dict[str, Any]
TARGET, WEIGHT, VERSION = (
    *("baton.kpi.target", "baton.kpi.objective.indicator"),
    "baton.kpi.indicator.version",
)
UNSAID = frozenset({"company"})
"""Fields that say nothing: there is one company."""


class Teller:
    """Tells entries in words of the person's language.

    Args:
        erp: the ERP inside the transaction that reads the entries.
        entries: what is told; entries before them of the same records are read as well.
    """

    def __init__(
        self, erp: Erp, entries: Sequence[Any], catalogue: Catalogue, language: str
    ) -> None:
        self._erp, self._catalogue, self._language = erp, catalogue, language
        self._directory = Directory(erp)
        self._users = {one.id: str(one.name) for one in _all(erp, "res.user")}
        self._before = _before(erp, entries)

    def changes(self, entry: Any) -> list[dict[str, Any]]:
        """The fields that an entry changed, records of others by their names."""
        before, after = self._before.get(entry.number, {}), _content(entry)
        names = [*after, *(name for name in before if name not in after)]
        return [
            {
                "field": name,
                "before": self._said(name, before.get(name)),
                "after": self._said(name, after.get(name)),
            }
            for name in names
            if name not in UNSAID and before.get(name) != after.get(name)
        ]

    def subject(self, entry: Any) -> str:
        """What was changed: of a target its indicator, holder and period."""
        known = _content(entry) or self._before.get(entry.number, {})
        code = known.get("indicator")
        if entry.model == TARGET:
            return " · ".join([self._indicator(code), self._holder(known), str(known["period"])])
        if entry.model == WEIGHT:
            objective = self._name("baton.kpi.objective", known.get("objective"))
            return " · ".join(filter(None, [objective, self._indicator(code)]))
        if entry.model == VERSION:
            name = known.get("zh" if self._language.startswith("zh") else "en")
            return f"{name} v{known.get('number')}"
        if entry.model == "baton.kpi.restatement":
            return self._value(known.get("value"))
        return str(known.get("period") or known.get("code") or entry.record)

    def _value(self, key: Any) -> str:
        found = self._erp.get("baton.kpi.value").search([("id", "=", key or -1)])
        if not found:
            return str(key)
        (value,) = found
        holder = value.employee or value.org_unit
        parts = [self._indicator(value.indicator), holder.rec_name if holder else ""]
        return " · ".join(filter(None, [*parts, str(value.period.period)]))

    def _indicator(self, code: Any) -> str:
        found = self._catalogue.indicators.get(str(code))
        return found.name(self._language) if found else str(code)

    def _holder(self, known: Content) -> str:
        for kind, field in (("person", "employee"), ("position", "position"), ("unit", "org_unit")):
            if known.get(field):
                return self._named(kind, str(known[field]))
        return ""

    def _named(self, kind: str, key: str) -> str:
        known = {
            "unit": self._directory.units,
            "position": self._directory.positions,
            "person": self._directory.people,
        }[kind]
        return self._directory.name(Holder(kind, key, "")) if key in known else key

    def _said(self, name: str, value: Any) -> Any:
        if value is None:
            return None
        kind = {"employee": "person", "position": "position"}.get(name)
        kind = kind or ("unit" if name in ("org_unit", "owner_unit") else None)
        if kind is not None:
            return self._named(kind, str(value))
        if name == "agreed_by":
            return self._users.get(value, str(value))
        if name == "objective":
            return self._name("baton.kpi.objective", value)
        if name == "indicator":
            return self._indicator(value) if isinstance(value, str) else value
        return value

    def _name(self, model: str, key: Any) -> str:
        found = self._erp.get(model).search([("id", "=", key or -1)])
        return str(found[0].rec_name) if found else str(key or "")


def _all(erp: Erp, model: str) -> Iterable[Any]:
    with erp.context(active_test=False):
        found: Iterable[Any] = erp.get(model).search([])
        return found


def _content(entry: Any) -> Content:
    found: Content = json.loads(entry.content or "{}")
    return found


def _before(erp: Erp, entries: Sequence[Any]) -> dict[int, Content]:
    """What each record was before the entry, by the entry's number."""
    records: dict[str, set[int]] = {}
    for one in entries:
        records.setdefault(one.model, set()).add(one.record)
    found: dict[int, Content] = {}
    wanted = {one.number for one in entries}
    for model, ids in records.items():
        earlier = erp.get("baton.kpi.log").search(
            [
                ("model", "=", model),
                ("record", "in", sorted(ids)),
                ("number", "<=", max(wanted)),
            ],
            order=[("number", "ASC")],
        )
        last: dict[int, Content] = {}
        for one in earlier:
            if one.number in wanted:
                found[one.number] = last.get(one.record, {})
            last[one.record] = _content(one)
    return found
