"""Who asks: the person behind a session, as services need to know them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A logged-in person.

    Attributes:
        token: the session's secret; never shown or logged.
        user: the ERP user's id.
        language: ``zh_CN`` or ``en``.
        roles: keys of the person's roles, e.g. ``sales``, ``general_manager``.
        employee: the person's employee id, None for somebody who is no employee.
        org_unit: key of the unit the person works in today.
        company: name and currency of the company the person works in.
        zone: its time zone, None where it has not said.
        house: key of its topmost org unit where the ERP holds several companies: no figures of
            another one are the person's to see. None where there is one company alone.
    """

    token: str
    user: int
    name: str
    login: str
    language: str
    roles: frozenset[str]
    employee: int | None
    org_unit: str | None
    company: tuple[str, str] | None = None
    zone: str | None = None
    house: str | None = None

    def __repr__(self) -> str:
        return f"Person({self.login!r})"
