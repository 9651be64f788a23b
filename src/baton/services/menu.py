"""The menu: what a person can open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.services import pages
from baton.services.kpi.rights import AUDITORS

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

HOME = "/cockpit"


def menu(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """Entries with ``key``, ``label``, ``icon``, ``children``; the key of a leaf is its route."""
    groups: dict[str, dict[str, Any]] = {}
    for page in pages.listing(runtime, person):
        group = groups.setdefault(
            page["group"],
            {
                "key": page["group"],
                "label": page["group_label"],
                "icon": GROUP_ICONS.get(page["group"], page["group"]),
                "children": [],
            },
        )
        group["children"].append(
            {
                "key": f"/documents/{page['page']}",
                "label": page["label"],
                "icon": page["icon"],
                "children": [],
            }
        )
    figures = [
        _leaf(HOME, "services.menu_cockpit", "dashboard", person),
        {
            **_leaf("strategy", "services.menu_strategy_group", "strategy", person),
            "children": [
                _leaf("/strategy", "services.menu_strategy", "strategy", person),
                _leaf("/indicators", "services.menu_indicators", "indicator", person),
                _leaf("/targets", "services.menu_targets", "target", person),
                _leaf("/anomalies", "services.menu_anomalies", "anomaly", person),
                _leaf("/checkup", "services.menu_checkup", "checkup", person),
                _leaf("/closings", "services.menu_closings", "closing", person),
                *_log(person),
            ],
        },
        _leaf("/alerts", "services.menu_alerts", "alert", person),
        _leaf("/screens", "services.menu_screens", "screen", person),
    ]
    return [*figures, *groups.values(), _leaf("/erp", "services.menu_erp", "erp", person)]


GROUP_ICONS = {"sales": "sale", "people": "people", "finance": "finance"}


def home(runtime: Runtime, person: Person) -> str:
    """The route a person starts at."""
    del runtime, person
    return HOME


def _log(person: Person) -> list[dict[str, Any]]:
    """The log of changes, for those who may read it."""
    if not person.roles & AUDITORS:
        return []
    return [_leaf("/kpi-log", "services.menu_kpi_log", "log", person)]


def _leaf(key: str, label: str, icon: str, person: Person) -> dict[str, Any]:
    return {"key": key, "label": message(label, person.language), "icon": icon, "children": []}
