"""Figures by province 省: which province a customer is in, and the figures of each."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import yaml

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.base.periods import Grain
from baton.metrics.engine import Asked
from baton.metrics.engine.targets import adds
from baton.metrics.formula.where import apply_where, parse_where
from baton.services import org
from baton.services.screens.sources import figure_of
from baton.services.screens.spans import days_of

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.runtime import Runtime
    from baton.services.screens.layout import Widget
    from baton.services.screens.sources import Figure
    from baton.services.screens.viewer import Viewer

ELSEWHERE = ""
"""The key of what is in no province: abroad, or an address that does not say where."""

KEPT_SECONDS = 300.0
"""How long it is believed where customers are."""

MOST_NAMED = 3000
"""Customers that may be named in one question, for figures that do not add up."""

ADDRESSES = """
    SELECT a.party, s.code, a.city, a.party_name
    FROM party_address AS a LEFT JOIN country_subdivision AS s ON s.id = a.subdivision
    WHERE a.active ORDER BY a.party, a.sequence, a.id
"""


@dataclass(frozen=True)
class Province:
    """A province: ``key`` is the first two digits of its code in GB/T 2260."""

    key: str
    zh: str
    en: str
    iso: str
    cities: tuple[str, ...]

    def name(self, language: str) -> str:
        """Its short name."""
        return self.en if language == "en" else self.zh


@cache
def provinces() -> dict[str, Province]:
    """All provinces by key."""
    source = resources.files("baton.services.screens") / "data" / "provinces.yaml"
    found = yaml.safe_load(source.read_text("utf-8"))
    return {
        key: Province(key, one["zh"], one["en"], one["iso"], tuple(one["cities"]))
        for key, one in found.items()
    }


@cache
def _starts() -> tuple[dict[str, str], int]:
    """Province by what an address may begin with, and the length of the longest of these."""
    starts: dict[str, str] = {}
    for key, one in provinces().items():
        starts.update(dict.fromkeys(one.cities, key))
    for key, one in provinces().items():  # a province's name says more than a city's
        starts[one.zh] = key
        starts[one.en.lower()] = key
    return starts, max(map(len, starts))


def province_of(text: str | None) -> str:
    """The key of the province a city or an address begins with; empty when it says none."""
    starts, longest = _starts()
    plain = "".join((text or "").split()).lower() if text else ""
    for length in range(min(longest, len(plain)), 1, -1):
        found = starts.get(plain[:length])
        if found is not None:
            return found
    return ELSEWHERE


_known: WeakKeyDictionary[Any, tuple[float, dict[str, str]]] = WeakKeyDictionary()
_lock = threading.Lock()


def homes(runtime: Runtime) -> dict[str, str]:
    """The province's key by the customer's member key, from the first address that says one."""
    with _lock:
        kept = _known.get(runtime.store)
    if kept is not None and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    found: dict[str, str] = {}
    database = runtime.database
    if database is not None:
        by_iso = {one.iso: key for key, one in provinces().items()}
        for party, iso, city, name in database.run(0, _addresses, readonly=True):
            key = by_iso.get(iso or "") or province_of(city) or province_of(name)
            if key and str(party) not in found:
                found[str(party)] = key
    with _lock:
        _known[runtime.store] = (time.monotonic(), found)
    return found


def _addresses(erp: Erp) -> list[tuple[Any, ...]]:
    cursor = erp.connection().cursor()
    cursor.execute(ADDRESSES)
    return [tuple(row) for row in cursor.fetchall()]


def by_province(runtime: Runtime, viewer: Viewer, widget: Widget) -> dict[str, Any]:
    """The figure of each province whose customers have one, largest first.

    Raises:
        BatonError: the figure has nothing to do with customers.
    """
    figure = figure_of(runtime, widget.sources[0], viewer.language)
    if "customer" not in figure.formula.dimensions:
        raise BatonError("services.screen_no_customers", name=figure.name)
    days = days_of(widget.span, org.today())
    asked = Asked(
        start=days.start,
        end=days.end,
        grain=Grain.TOTAL,
        org=viewer.unit(widget.org),
        access=viewer.access,
        language=viewer.language,
    )
    where = homes(runtime)
    if adds(figure.formula.root).org:
        values = _added(runtime, figure, asked, where)
    else:
        values = _asked_each(runtime, figure, asked, where)
    known = [(key, value) for key, value in values.items() if value is not None]
    known.sort(key=lambda one: (-one[1], one[0]))
    elsewhere = message("services.screen_elsewhere", viewer.language)
    return {
        "state": "ok" if known else "no_data",
        "period": days.period.label if days.period else None,
        "columns": [{"name": figure.name, "unit": figure.unit, "decimals": figure.decimals}],
        "items": [
            {
                "key": key,
                "name": provinces()[key].name(viewer.language) if key else elsewhere,
                "values": [value],
            }
            for key, value in known
        ],
    }


def _added(runtime: Runtime, figure: Figure, asked: Asked, where: dict[str, str]) -> dict[str, Any]:
    """Sums: by customer, added by province."""
    by_customer = Asked(**{**vars(asked), "by": ("customer.key",)})
    (result,) = runtime.engine.evaluate_many([figure.formula], by_customer)
    found: dict[str, Any] = {}
    for customer, value in result.rows:
        if value is not None:
            key = where.get(str(customer), ELSEWHERE)
            found[key] = found.get(key, 0) + value
    return found


def _asked_each(
    runtime: Runtime, figure: Figure, asked: Asked, where: dict[str, str]
) -> dict[str, Any]:
    """Rates and counts of different things do not add up: each province's own, in one pass.

    Raises:
        BatonError: there are too many customers to name them.
    """
    customers: dict[str, list[str]] = defaultdict(list)
    for customer, key in where.items():
        customers[key].append(customer)
    if len(where) > MOST_NAMED:
        raise BatonError("services.screen_map_rate", name=figure.name, most=MOST_NAMED)
    facts = runtime.store.facts
    keys = sorted(customers)
    formulas = []
    for key in keys:
        names = ", ".join(f'"{one}"' for one in customers[key])
        condition = parse_where(f"customer IN ({names})", facts)
        formulas.append(apply_where(figure.formula, condition, facts))
    results = runtime.engine.evaluate_many(formulas, asked)
    return {
        key: result.rows[0][-1] if result.rows else None
        for key, result in zip(keys, results, strict=True)
    }
