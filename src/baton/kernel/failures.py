"""Tryton's and the databases' errors as errors of ours, in the user's language."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from baton.base.errors import BatonError, ConflictError, ForbiddenError


class ConfirmationError(ConflictError):
    """Tryton wants the person to confirm something first.

    ``context["name"]`` is what to hand back as ``confirmed`` to go on.
    """


_REMEDIES = {
    "DomainValidationError": "kernel.unfitting",
    "RequiredValidationError": "kernel.required",
    "SelectionValidationError": "kernel.unknown_choice",
    "SizeValidationError": "kernel.too_long",
    "DigitsValidationError": "kernel.too_precise",
    "ForbiddenCharValidationError": "kernel.bad_characters",
    "TimeFormatValidationError": "kernel.bad_time",
    "ForeignKeyError": "kernel.in_use_elsewhere",
    "SQLConstraintError": "kernel.taken",
}
"""What to do about Tryton's checks of single values, whose own texts only state what is wrong."""


@contextmanager
def mapped() -> Iterator[None]:
    """Turn what Tryton and the database raise inside into ``BatonError``.

    What the person cannot put right (a programming error) passes through unchanged.
    """
    try:
        yield
    except BatonError:
        raise
    except Exception as error:
        found = translate(error)
        if found is None:
            raise
        raise found from error


def translate(error: BaseException) -> BatonError | None:
    """The error of ours for ``error``; None when it is not one the person can put right."""
    from trytond import backend
    from trytond.exceptions import ConcurrencyException, RateLimitException, TrytonException

    found: BatonError | None = None
    if isinstance(error, ConcurrencyException):
        found = ConflictError("kernel.changed_meanwhile")
    elif isinstance(error, RateLimitException):
        found = BatonError("kernel.too_many_logins", status=429, seconds=300)
    elif isinstance(error, TrytonException):
        found = _spoken(error)
    elif isinstance(error, backend.DatabaseTimeoutError):
        found = BatonError("kernel.too_slow", status=503)
    elif disk_full(error):
        found = BatonError("kernel.disk_full", status=507)
    elif isinstance(error, backend.DatabaseOperationalError):
        found = _database(str(error).strip())
    return found


def _spoken(error: Any) -> BatonError | None:
    """Tryton's own messages, already in the user's language."""
    from trytond.exceptions import (
        LoginException,
        UserError,
        UserWarning,
    )
    from trytond.model.exceptions import AccessButtonError, AccessError

    if isinstance(error, UserWarning):
        return ConfirmationError(
            "kernel.warning", name=error.name, message=_joined(error.message, error.description)
        )
    if isinstance(error, AccessError | AccessButtonError):
        # The description lists the person's groups: nothing anybody can act on.
        key = "kernel.forbidden" if _by_rights(error) else "kernel.not_in_this_state"
        return ForbiddenError(key, message=error.message)
    for cls in type(error).__mro__:
        if cls.__name__ in _REMEDIES:
            return BatonError(_REMEDIES[cls.__name__], message=error.message)
    if isinstance(error, UserError | LoginException):
        description = getattr(error, "description", "")
        return BatonError("kernel.refused", message=_joined(error.message, description))
    return None


def _by_rights(error: BaseException) -> bool:
    """Whether the person's rights are in the way, rather than what the record is by now.

    Modules raise the same class when a workflow forbids a change; rights are checked in ``ir``.
    """
    raised = error.__traceback__
    while raised is not None and raised.tb_next is not None:
        raised = raised.tb_next
    if raised is None:
        return True
    where = str(raised.tb_frame.f_globals.get("__name__"))
    if where == "trytond.model.modelview":  # a button: not for these groups, or not in this state
        return "state_name" not in raised.tb_frame.f_locals
    return where.startswith(("trytond.ir.", "trytond.wizard", "trytond.report"))


def _database(text: str) -> BatonError:
    if "locked" in text:
        return BatonError("kernel.busy", status=503)
    if "serialize access" in text or "deadlock" in text:
        return ConflictError("kernel.changed_meanwhile")
    return BatonError("kernel.database_failed", status=503, reason=text)


def disk_full(error: BaseException) -> bool:
    """Whether it failed because there is no room left."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    text = str(error).lower()
    return getattr(error, "sqlstate", None) == "53100" or "disk is full" in text


def _joined(message: str, description: str) -> str:
    return f"{message}\n{description}" if description else str(message)
