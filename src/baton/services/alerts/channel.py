"""A channel as the rest of the room knows it: plain data with its secret, never shown."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

MODEL = "baton.alerts.channel"
KINDS = ("smtp", "wecom", "dingtalk", "feishu", "webhook")

ROBOTS = frozenset({"wecom", "dingtalk", "feishu"})
"""Chat robots cannot tell a message sent twice: one whose fate is unknown is not repeated."""

SPACING = {"wecom": 3.0, "dingtalk": 3.0, "feishu": 0.3}
"""Seconds between two messages: WeCom and DingTalk take 20 a minute, Feishu 5 a second."""


@dataclass(frozen=True)
class Channel:
    """One channel; see ``baton.alerts.channel``.

    Attributes:
        settings: of a mail server: host, port, security (``none``, ``starttls``, ``tls``),
            username, sender.
        reach: key of the unit whose figures may go out by it; None is the whole company.
    """

    id: int
    name: str
    kind: str
    url: str
    language: str
    reach: str | None
    active: bool
    version: int
    settings: dict[str, Any]
    secret: str = field(default="", repr=False)

    @property
    def personal(self) -> bool:
        """Whether each recipient gets an own message."""
        return self.kind == "smtp"


def of_record(record: Any) -> Channel:
    """A stored channel."""
    return Channel(
        id=record.id,
        name=record.name,
        kind=record.kind,
        url=record.url or "",
        language=record.language,
        reach=str(record.org_unit.id) if record.org_unit else None,
        active=bool(record.active),
        version=record.version,
        settings=json.loads(record.settings),
        secret=record.secret or "",
    )
