"""What the demo company wants to be told of: a few alert rules, within the house only."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import yaml

from baton.demo.desk import Desk

OWNER = "gm"
"""The log-in of whose rules they are."""
QUIET = ("22:00", "07:00")


def set_rules(desk: Desk) -> None:
    """Make the rules; what they find is told once the story is over and the facts are there."""
    text = (resources.files("baton.demo") / "data/alerts.yaml").read_text(encoding="utf-8")
    (owner,) = desk.get("res.user").search([("login", "=", OWNER)])
    units = {one.code: one for one in desk.get("baton.org.unit").search([("parent", "!=", None)])}
    desk.get("baton.alerts.rule").create(
        [
            {
                "name": row["name"],
                "owner": owner.id,
                "kind": row["kind"],
                "indicator": row.get("indicator"),
                "perspective": row.get("perspective"),
                "org_unit": units[row["unit"]].id if "unit" in row else None,
                "grain": "month",
                "lights": json.dumps(row.get("lights", [])),
                "recipients": json.dumps([_recipient(one) for one in row["recipients"]]),
                "channels": "[]",
                "quiet_from": QUIET[0],
                "quiet_to": QUIET[1],
                "remind_days": row.get("remind_days"),
            }
            for row in yaml.safe_load(text)
        ]
    )


def _recipient(name: str) -> dict[str, Any]:
    if name in ("me", "heads"):
        return {"kind": name}
    return {"kind": "role", "key": name}
