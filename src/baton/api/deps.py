"""What endpoints ask for: the runtime, the person logged in, and proof the request is theirs."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from fastapi import Request

from baton.base.errors import AuthenticationError, ForbiddenError
from baton.base.i18n import DEFAULT_LANGUAGE
from baton.services import session
from baton.services.person import Person

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

COOKIE = "baton_session"
CSRF_HEADER = "X-Baton-CSRF"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Caller:
    """One authenticated request: the running parts and who asks."""

    runtime: Runtime
    person: Person


def runtime_of(request: Request) -> Runtime:
    """The running parts this app serves."""
    return cast("Runtime", request.app.state.runtime)


def csrf_value(token: str) -> str:
    """The CSRF value of a session: derived from its secret token, so it needs no storage."""
    return hashlib.sha256(f"baton-csrf:{token}".encode()).hexdigest()


def language_of(request: Request) -> str:
    """The person's language once known, else what the browser prefers, else Chinese."""
    known = getattr(request.state, "language", None)
    if known:
        return str(known)
    for part in request.headers.get("accept-language", "").split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return "zh_CN"
        if tag.startswith("en"):
            return "en"
    return DEFAULT_LANGUAGE


def refuse_foreign_pages(request: Request) -> None:
    """Refuse a write that another web site's page makes the browser send."""
    cross_site = request.headers.get("sec-fetch-site", "same-origin") == "cross-site"
    if cross_site and request.method not in SAFE_METHODS:
        raise ForbiddenError("api.cross_site")


def signed_in(request: Request) -> Caller:
    """The person of the session cookie; a write must carry the CSRF value too.

    Raises:
        AuthenticationError: no session, a forged one, or one that has expired.
        ForbiddenError: the CSRF value is missing or wrong.
    """
    token = request.cookies.get(COOKIE)
    if not token:
        raise AuthenticationError("api.not_logged_in")
    runtime = runtime_of(request)
    person = session.resume(runtime, token)
    request.state.language = person.language
    if request.method not in SAFE_METHODS:
        refuse_foreign_pages(request)
        sent = request.headers.get(CSRF_HEADER, "")
        if not hmac.compare_digest(sent.encode(), csrf_value(token).encode()):
            raise ForbiddenError("api.csrf")
    return Caller(runtime, person)
