"""Shapes of the organisation tree and the period list."""

from __future__ import annotations

from pydantic import BaseModel


class OrgUnit(BaseModel):
    """One unit of the tree as it stood on the date asked for."""

    key: str
    name: str
    kind: str
    children: list[OrgUnit] = []


class PeriodOption(BaseModel):
    """One period that can be chosen, newest first."""

    label: str
    grain: str
    start: str
    end: str
