"""Who may make alert rules, tell others by them, and set up channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baton.base.errors import ForbiddenError
from baton.services import scope

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

KEEPERS = frozenset({"general_manager", "administrator"})
"""Roles that see and change everybody's rules and read the whole log."""
ADDRESSERS = KEEPERS | {"finance", "hr", "department_head"}
"""Roles that may have others told; so may whoever leads a unit."""
CHANNEL_KEEPERS = frozenset({"administrator"})
"""Roles that set up channels: an address of theirs is called by the server."""


def may_address(runtime: Runtime, person: Person) -> bool:
    """Whether the person's rules may tell others, in groups as well."""
    if person.roles & ADDRESSERS:
        return True
    return bool(scope.of(runtime, person).units)


def check_channels(person: Person) -> None:
    """Refuse whoever may not set up channels.

    Raises:
        ForbiddenError: the person is no administrator.
    """
    if not person.roles & CHANNEL_KEEPERS:
        raise ForbiddenError("services.alert_channels_forbidden")
