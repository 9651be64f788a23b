"""Shapes of closed periods and the log of changes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from baton.api.cockpit.schemas import Light
from baton.api.targets.schemas import Named


class CloseRequest(BaseModel):
    """Close a period."""

    note: str | None = None


class RestateRequest(BaseModel):
    """State what later documents made of a closed period; all indicators when none is named."""

    reason: Annotated[str, Field(min_length=1, max_length=400)]
    indicators: list[str] | None = None


class Closing(BaseModel):
    """A closed period; ``hash`` seals its values."""

    period: str
    closed_at: datetime
    closed_by: str
    note: str | None
    values: int
    hash: str
    restated: int


class PublishedValue(Named):
    """A published value: ``restated`` is the newest restatement, ``now`` what it would be today.

    ``difference`` is null when it is as published. ``inputs`` are the parts of the formula,
    ``hash`` seals the value with all that made it.
    """

    id: int
    hash: str
    version: int
    formula: str
    org: str | None
    org_name: str | None
    person: str | None
    person_name: str | None
    value: Decimal | None
    target: Decimal | None
    achievement: Decimal | None
    light: Light | None
    state: str
    inputs: dict[str, Decimal | None]
    is_restated: bool
    restated: Decimal | None
    reason: str | None
    now: Decimal | None
    difference: Decimal | None


class ClosingDetail(Closing):
    """A closed period with the values the person may see; ``pending`` ones differ by now."""

    pending: int
    rows: list[PublishedValue]


class FieldChange(BaseModel):
    """One field of a record before and after; records of others by their names."""

    field: str
    before: Any
    after: Any


class LogEntry(BaseModel):
    """One change of ``subject``; ``content`` is what the record was made, as JSON."""

    number: int
    at: str
    user: str
    model: str
    kind: str
    record: int
    action: Literal["create", "write", "delete"]
    reason: str | None
    subject: str
    changes: list[FieldChange]
    content: str | None
    hash: str


class LogBreak(BaseModel):
    """Something that does not agree, in words."""

    number: int | None
    text: str


class Log(BaseModel):
    """A stretch of the log, and whether all of it holds."""

    rows: list[LogEntry]
    total: int
    intact: bool
    broken: list[LogBreak]
