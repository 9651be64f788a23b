"""Log-ins: secret, hashed, expiring, throttled."""

from __future__ import annotations

import hashlib
import time

import pytest

from baton.base.errors import AuthenticationError, BatonError
from baton.kernel import sessions


def test_a_login_gives_a_session_that_can_be_resumed_and_ended(shop) -> None:
    session = sessions.login(shop.db, "seller", "seller-password-1")
    again = sessions.resume(shop.db, session.token)
    assert (again.user, again.name) == (shop.seller, "王销售")
    assert again.company["currency"] == "CNY"
    sessions.logout(shop.db, session.token)
    with pytest.raises(AuthenticationError):
        sessions.resume(shop.db, session.token)


def test_only_the_hash_of_the_token_is_stored(shop) -> None:
    session = sessions.login(shop.db, "seller", "seller-password-1")

    def keys(erp):
        cursor = erp.connection().cursor()
        cursor.execute("SELECT key FROM baton_session")
        return [key for (key,) in cursor.fetchall()]

    stored = shop.db.run(0, keys, readonly=True)
    assert session.token not in stored
    assert hashlib.sha256(session.token.encode()).hexdigest() in stored
    with pytest.raises(AuthenticationError):
        sessions.resume(shop.db, stored[0])


def test_a_session_not_used_for_long_is_over(shop, monkeypatch) -> None:
    session = sessions.login(shop.db, "seller", "seller-password-1")
    later = time.time() + sessions.IDLE_SECONDS + 1
    monkeypatch.setattr(sessions.time, "time", lambda: later)
    with pytest.raises(AuthenticationError):
        sessions.resume(shop.db, session.token)


def test_using_a_session_keeps_it_alive_up_to_its_end(shop, monkeypatch) -> None:
    session = sessions.login(shop.db, "seller", "seller-password-1")
    start = time.time()
    hours = sessions.ABSOLUTE_SECONDS // 3600
    for hour in range(6, hours, 6):
        monkeypatch.setattr(sessions.time, "time", lambda hour=hour: start + hour * 3600)
        sessions.resume(shop.db, session.token)
    monkeypatch.setattr(sessions.time, "time", lambda: start + hours * 3600 + 60)
    with pytest.raises(AuthenticationError):
        sessions.resume(shop.db, session.token)


def test_failures_are_counted_and_then_make_wait(shop) -> None:
    for _ in range(5):
        with pytest.raises(AuthenticationError):
            sessions.login(shop.db, "other", "wrong-password")
    with pytest.raises(BatonError) as error:
        sessions.login(shop.db, "other", "seller-password-1")
    assert error.value.status == 429
    assert str(error.value.context["seconds"]) in error.value.text()


def test_a_new_password_ends_the_other_sessions(shop) -> None:
    mine = sessions.login(shop.db, "seller", "seller-password-1")
    elsewhere = sessions.login(shop.db, "seller", "seller-password-1")
    with pytest.raises(AuthenticationError):
        sessions.change_password(shop.db, mine.token, "wrong", "another-password-2")
    with pytest.raises(BatonError) as weak:
        sessions.change_password(shop.db, mine.token, "seller-password-1", "short")
    assert weak.value.code == "kernel.refused"
    sessions.change_password(shop.db, mine.token, "seller-password-1", "another-password-2")
    assert sessions.resume(shop.db, mine.token).user == shop.seller
    with pytest.raises(AuthenticationError):
        sessions.resume(shop.db, elsewhere.token)
    sessions.change_password(shop.db, mine.token, "another-password-2", "seller-password-1")


def test_the_language_is_the_persons_own(shop) -> None:
    session = sessions.login(shop.db, "seller", "seller-password-1")
    assert sessions.set_language(shop.db, session.token, "en").language == "en"
    assert sessions.set_language(shop.db, session.token, "zh_CN").language == "zh_CN"
    with pytest.raises(BatonError):
        sessions.set_language(shop.db, session.token, "xx")


def test_a_user_no_longer_active_is_out(shop) -> None:
    session = sessions.login(shop.db, "seller", "seller-password-1")

    def switch(active):
        def work(erp):
            users = erp.get("res.user")
            users.write([users(shop.seller)], {"active": active})

        shop.db.run(0, work)

    switch(False)
    try:
        with pytest.raises(AuthenticationError):
            sessions.resume(shop.db, session.token)
    finally:
        switch(True)
