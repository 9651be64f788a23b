"""Log-ins to Baton: secret tokens, stored as hashes, that expire; and who stands behind one.

The stock Tryton clients under ``/erp`` keep Tryton's own sessions; failed log-ins of both count
together.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any

from sql import Table

from baton.base.errors import AuthenticationError, BatonError
from baton.kernel.database import Database
from baton.kernel.transaction import Erp

IDLE_SECONDS = 12 * 3600
"""A session not used for so long is over."""

ABSOLUTE_SECONDS = 14 * 24 * 3600
"""A session is over after so long, however much it is used."""

TOUCH_SECONDS = 300
"""How often at most the time of last use is written down."""

_TABLE = Table("baton_session")
"""key: SHA-256 of the token; user_id; started, used: seconds since 1970."""


@dataclass(frozen=True)
class Session:
    """A logged-in person.

    Attributes:
        token: the secret to hand back; only its hash is stored.
        user: the ERP user's id; ``name`` and ``login`` are the user's.
        language: ``zh_CN`` or ``en``.
        roles: keys of the person's roles, e.g. ``sales``.
        employee: the person's employee id, None for somebody who is no employee.
        company: ``{id, name, currency, zone}`` or None while no company is set up.
    """

    token: str
    user: int
    name: str
    login: str
    language: str
    roles: frozenset[str]
    employee: int | None
    company: dict[str, Any] | None

    def __repr__(self) -> str:
        return f"Session({self.login!r})"


def login(
    database: Database,
    name: str,
    password: str,
    *,
    request: dict[str, Any] | None = None,
    language: str | None = None,
) -> Session:
    """Start a session.

    Args:
        request: ``remote_addr`` of the client, for throttling by network.
        language: of the error, when the log-in fails.

    Raises:
        AuthenticationError: wrong name or password.
        BatonError: status 429, too many failures; ``context["seconds"]`` says how long to wait.
    """

    def work(erp: Erp) -> str | BatonError:
        user = _check(erp, name, password)
        if isinstance(user, BatonError):
            return user  # returned, not raised: the count of failures must be committed
        token = secrets.token_urlsafe(32)
        now = time.time()
        cursor = erp.connection().cursor()
        cursor.execute(*_TABLE.delete(where=_TABLE.started < now - ABSOLUTE_SECONDS))
        columns = [_TABLE.key, _TABLE.user_id, _TABLE.started, _TABLE.used]
        cursor.execute(*_TABLE.insert(columns, [[_hash(token), user, now, now]]))
        return token

    extra: dict[str, Any] = {"language": language} if language else {}
    answer = database.run(0, work, request=request, **extra)
    if isinstance(answer, BatonError):
        raise answer
    return resume(database, answer)


def resume(database: Database, token: str) -> Session:
    """The session of a token.

    Raises:
        AuthenticationError: unknown, over, or the user is no longer active.
    """
    now = time.time()

    def read(erp: Erp) -> tuple[Session, float] | None:
        cursor = erp.connection().cursor()
        cursor.execute(
            *_TABLE.select(
                _TABLE.user_id,
                _TABLE.used,
                where=(_TABLE.key == _hash(token))
                & (_TABLE.used > now - IDLE_SECONDS)
                & (_TABLE.started > now - ABSOLUTE_SECONDS),
            )
        )
        row = cursor.fetchone()
        if row is None or not erp.get("res.user")(row[0]).active:
            return None
        with erp.as_user(row[0]):
            return _session(erp, token), row[1]

    answer = database.run(0, read, readonly=True)
    if answer is None:
        raise AuthenticationError("kernel.session_over")
    session, used = answer
    if now - used > TOUCH_SECONDS:
        touch = _TABLE.update([_TABLE.used], [now], where=_TABLE.key == _hash(token))
        database.run(0, lambda erp: erp.connection().cursor().execute(*touch) and None)
    return session


def of_user(database: Database, user: int) -> Session:
    """Who a user is, without a session: for what works on in somebody's name.

    Raises:
        AuthenticationError: the user is no longer active.
    """

    def read(erp: Erp) -> Session | None:
        if not erp.get("res.user")(user).active:
            return None
        with erp.as_user(user):
            return _session(erp, "")

    found = database.run(0, read, readonly=True)
    if found is None:
        raise AuthenticationError("kernel.session_over")
    return found


def logout(database: Database, token: str) -> None:
    """End a session; nothing happens when it is over already."""
    end = _TABLE.delete(where=_TABLE.key == _hash(token))
    database.run(0, lambda erp: erp.connection().cursor().execute(*end) and None)


def change_password(database: Database, token: str, old: str, new: str) -> None:
    """Give oneself a new password; the person's other sessions end.

    Raises:
        AuthenticationError: the old one is wrong, or the session is over.
        BatonError: the new one is too weak; Tryton says why.
    """
    session = resume(database, token)

    def work(erp: Erp) -> BatonError | None:
        checked = _check(erp, session.login, old)
        if isinstance(checked, BatonError):
            return checked
        users = erp.get("res.user")
        with erp.as_user(session.user):  # Tryton judges the strength for users only
            users.write([users(session.user)], {"password": new})
        others = (_TABLE.user_id == session.user) & (_TABLE.key != _hash(token))
        erp.connection().cursor().execute(*_TABLE.delete(where=others))
        return None

    problem = database.run(0, work, language=session.language)
    if problem is not None:
        raise problem


def set_language(database: Database, token: str, language: str) -> Session:
    """Choose the language of one's pages, ``zh_CN`` or ``en``."""
    session = resume(database, token)

    def work(erp: Erp) -> None:
        found = erp.get("ir.lang").search([("code", "=", language), ("translatable", "=", True)])
        if not found:
            raise BatonError("kernel.no_language", wanted=language)
        users = erp.get("res.user")
        users.write([users(session.user)], {"language": found[0].id})

    database.run(0, work)
    return resume(database, token)


def _check(erp: Erp, name: str, password: str) -> int | BatonError:
    """The user's id, or what is wrong. Failures are counted where Tryton counts them."""
    from trytond import config

    attempts = erp.get("res.user.login.attempt")
    window = config.getint("session", "timeout")
    if attempts.count(name) >= config.getint(
        "session", "max_attempt"
    ) or attempts.count_ip() >= config.getint("session", "max_attempt_ip_network"):
        return BatonError("kernel.too_many_logins", status=429, seconds=window)
    user = erp.get("res.user")._login_password(name, {"password": password})
    if user:
        attempts.remove(name)
        return int(user)
    attempts.add(name)
    return AuthenticationError("kernel.wrong_login")


def _session(erp: Erp, token: str) -> Session:
    user = erp.get("res.user")(erp.user)
    company = getattr(user, "company", None)
    return Session(
        token=token,
        user=user.id,
        name=user.name,
        login=user.login,
        language=user.language.code if user.language else erp.language,
        roles=frozenset(_roles(erp, user)),
        employee=user.employee.id if user.employee else None,
        company={
            "id": company.id,
            "name": company.rec_name,
            "currency": company.currency.code,
            "zone": company.timezone or None,
        }
        if company
        else None,
    )


def _roles(erp: Erp, user: Any) -> list[str]:
    """Keys of the user's roles that are valid today: the ids under which our modules ship them."""
    if not erp.has("res.role"):
        return []
    now = dt.datetime.now()  # noqa: DTZ005 - Tryton's own clock
    held = [link.role.id for link in user.roles if link.valid(now)]
    data = erp.get("ir.model.data").search([("model", "=", "res.role"), ("db_id", "in", held)])
    return [row.fs_id.removeprefix("role_") for row in data]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
