"""One root error for everything a user can put right, with a code, a status and a text."""

from __future__ import annotations

from typing import Any

from baton.base.i18n import DEFAULT_LANGUAGE, message


class BatonError(Exception):
    """Something the user can put right; its text says what happened, where, and what to do.

    Args:
        code: message key, ``<room>.<what>``, e.g. ``metrics.unknown_name``; the text is
            in that room's ``messages/{zh_CN,en}.json``.
        status: the HTTP status it becomes at the border.
        context: values for the placeholders of the text; plain data only.
    """

    status = 400

    def __init__(self, code: str, /, *, status: int | None = None, **context: Any) -> None:
        self.code = code
        self.context = context
        if status is not None:
            self.status = status
        super().__init__(message(code, "en", **context))

    def text(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The message in ``language`` (``zh_CN`` or ``en``)."""
        return message(self.code, language, **self.context)


class AuthenticationError(BatonError):
    """Nobody is logged in, or the session has expired."""

    status = 401


class ForbiddenError(BatonError):
    """The person is known but has no right to this."""

    status = 403


class NotFoundError(BatonError):
    """What was asked for does not exist, or may not be seen."""

    status = 404


class ConflictError(BatonError):
    """Somebody else changed it meanwhile, or it is in use."""

    status = 409


class CollectedErrors(BatonError):  # noqa: N818 - it is a list of errors
    """Many findings about one input, reported together.

    Args:
        findings: the single errors, in the order of the input.
    """

    def __init__(self, code: str, findings: list[BatonError], /, **context: Any) -> None:
        self.findings = findings
        super().__init__(code, count=len(findings), **context)

    def text(self, language: str = DEFAULT_LANGUAGE) -> str:
        """The headline and one line a finding."""
        lines = [super().text(language)]
        lines += [f"  {finding.text(language)}" for finding in self.findings]
        return "\n".join(lines)
