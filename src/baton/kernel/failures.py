"""Tryton's and the databases' errors as errors of ours, in the user's language."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from baton.base.errors import BatonError, ConflictError, ForbiddenError


class WarningRaised(ConflictError):
    """Tryton wants the person to confirm something first.

    ``context["name"]`` is what to hand back as ``confirmed`` to go on.
    """


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
    from trytond.exceptions import (
        ConcurrencyException,
        LoginException,
        RateLimitException,
        UserError,
        UserWarning,  # noqa: A004 - Tryton's name
    )
    from trytond.model.exceptions import AccessButtonError, AccessError

    if isinstance(error, UserWarning):
        return WarningRaised(
            "kernel.warning", name=error.name, message=_joined(error.message, error.description)
        )
    if isinstance(error, AccessError | AccessButtonError):
        return ForbiddenError("kernel.forbidden", message=_joined(error.message, error.description))
    if isinstance(error, UserError):
        return BatonError("kernel.refused", message=_joined(error.message, error.description))
    if isinstance(error, ConcurrencyException):
        return ConflictError("kernel.changed_meanwhile")
    if isinstance(error, RateLimitException):
        return BatonError("kernel.too_many_logins", status=429, seconds=300)
    if isinstance(error, LoginException):
        return BatonError("kernel.refused", message=str(error.message))
    if isinstance(error, backend.DatabaseTimeoutError):
        return BatonError("kernel.too_slow", status=503)
    if _disk_full(error):
        return BatonError("kernel.disk_full", status=507)
    if isinstance(error, backend.DatabaseOperationalError):
        text = str(error).strip()
        if "locked" in text:
            return BatonError("kernel.busy", status=503)
        if "serialize access" in text or "deadlock" in text:
            return ConflictError("kernel.changed_meanwhile")
        return BatonError("kernel.database_failed", status=503, reason=text)
    return None


def _disk_full(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    text = str(error).lower()
    return getattr(error, "sqlstate", None) == "53100" or "disk is full" in text


def _joined(message: str, description: str) -> str:
    return f"{message}\n{description}" if description else str(message)
