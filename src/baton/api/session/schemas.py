"""Shapes of log-in and the person's own settings."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

Language = Literal["zh_CN", "en"]


class LoginRequest(BaseModel):
    """Name and password as typed."""

    login: str = Field(min_length=1, max_length=256)
    password: str = Field(min_length=1, max_length=1024)


class MenuItem(BaseModel):
    """One entry of the menu; the ``key`` of a leaf is its route in the browser app."""

    key: str
    label: str
    icon: str
    children: list[MenuItem] = []


class Company(BaseModel):
    """The company the person works in; ``zone`` is the time zone that its times are told in."""

    name: str
    currency: str
    zone: str | None


class Me(BaseModel):
    """The logged-in person, with the CSRF value every write must send back."""

    id: int
    name: str
    login: str
    language: Language
    roles: list[str]
    employee: int | None
    org_unit: str | None
    company: Company | None
    home: str
    csrf: str
    menu: list[MenuItem]


class MePatch(BaseModel):
    """Settings a person may change alone."""

    language: Language


class PasswordChange(BaseModel):
    """The password that stands and the one wanted."""

    current: str = Field(min_length=1, max_length=1024)
    new: str = Field(min_length=1, max_length=1024)
