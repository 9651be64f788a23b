"""Shapes of the health answer."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class Progress(BaseModel):
    """How far a preparation is; ``total`` 0 is unknown, ``failed`` says what stopped it."""

    step: str
    label: str
    done: int
    total: int
    failed: str


class Figures(BaseModel):
    """How the figures keep up with the documents.

    ``as_of`` is when they last did (UTC), ``failed`` what has kept them from it since then (it is
    tried again and again), ``left_out`` how many lines have numbers too large for figures.
    """

    as_of: datetime | None
    failed: str
    left_out: int


class DemoLogin(BaseModel):
    """One log-in of the demo company, offered on the log-in page."""

    login: str
    password: str
    name: str
    role: str


class Health(BaseModel):
    """Whether people can work now, and what is still being prepared."""

    ready: bool
    version: str
    demo: bool
    demo_logins: list[DemoLogin]
    progress: Progress | None
    figures: Figures | None
