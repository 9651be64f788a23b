"""Shapes of looking a record up."""

from __future__ import annotations

from pydantic import BaseModel


class Found(BaseModel):
    """One record that fits what was typed."""

    id: int
    name: str
