"""What leaves the house: once, later when it cannot be delivered, and only where it may be seen.

The figures are those of ``test_alerts``.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alerting import ME, clear, inbox, made, run, sell, unit
from browsing import Browser

from databases import ADMIN_PASSWORD

sys.path.insert(0, str(Path(__file__).parents[1] / "services"))

from receivers import HttpReceiver, http_receiver, mail_receiver

from baton.services.alerts import outbox, watch


@pytest.fixture(autouse=True)
def clean(site: Any) -> Iterator[None]:
    """Each test begins with the same figures, and without rules, messages and channels."""
    sell(site, -1900)
    yield
    clear(site)


@pytest.fixture(scope="module")
def admin(site: Any) -> Browser:
    return Browser(site, "admin", ADMIN_PASSWORD)


@pytest.fixture
def receiver() -> Iterator[HttpReceiver]:
    with http_receiver() as found:
        yield found


def channel(admin: Any, url: str, **more: Any) -> int:
    body = {"name": "群", "kind": "webhook", "url": url, "secret": "s3cret", **more}
    return int(admin.post("/api/alerts/channels", body, expect=201)["id"])


def deliveries(site: Any) -> list[Any]:
    def read(erp: Any) -> list[Any]:
        found = erp.get("baton.alerts.delivery").search([], order=[("id", "ASC")])
        return [(one.state, one.tries, one.problem, one.next_try) for one in found]

    found: list[Any] = site.runtime.database.run(0, read)
    return found


def hasten(site: Any) -> None:
    """Let what waits be due now."""

    def work(erp: Any) -> None:
        cls = erp.get("baton.alerts.delivery")
        waiting = cls.search([("next_try", "!=", None)])
        cls.write(waiting, {"next_try": outbox.utc() - dt.timedelta(seconds=1)})

    site.runtime.database.run(0, work)


def test_only_administrators_set_channels_and_nobody_reads_their_secret(
    as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    number = channel(admin, receiver.url + "send?key=TOPSECRET")
    answers = [
        admin.http.get("/api/alerts/channels").text,
        as_person("boss").http.get("/api/alerts/choices").text,
    ]
    for text in answers:
        assert "s3cret" not in text and "TOPSECRET" not in text
    (one,) = admin.get("/api/alerts/channels")
    assert one["has_secret"] and one["address"].startswith(receiver.url)
    kept = {"name": "改名", "kind": "webhook", "stamp": one["stamp"]}
    changed = admin.call("PUT", f"/api/alerts/channels/{number}", json=kept)
    assert changed["has_secret"] and changed["address"] == one["address"]
    tested = admin.post(f"/api/alerts/channels/{number}/test")
    assert tested["ok"] and receiver.got[0]["headers"]["X-Baton-Signature"]
    assert receiver.got[0]["query"] == {"key": ["TOPSECRET"]}
    receiver.answers = [(500, "broken")]
    tested = admin.post(f"/api/alerts/channels/{number}/test")
    assert not tested["ok"] and "500" in tested["problem"]
    as_person("boss").get("/api/alerts/channels", expect=403)
    for url in ("file:///etc/passwd", "http://a:b@127.0.0.1/", "", "127.0.0.1/x"):
        body = {"name": "x", "kind": "webhook", "url": url}
        error = admin.post("/api/alerts/channels", body, expect=400)["error"]
        assert error["message"]
    admin.post("/api/alerts/channels", {"name": "x", "kind": "smtp"}, expect=400)
    assert len(admin.get("/api/alerts/channels")) == 1


def test_a_message_goes_out_once(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    number = channel(admin, receiver.url)
    rule = made(as_person("boss"), channels=[number])["id"]
    assert run(site, rule).told == 2
    assert watch.send_all(site.runtime, number)
    assert watch.send_all(site.runtime, number)
    run(site, rule)
    watch.send_all(site.runtime, number)
    (got,) = receiver.got
    assert got["body"]["indicator"] == "sales_ordered" and got["body"]["state"] == "red"
    assert Decimal(got["body"]["value"]) == 100
    (row,) = as_person("boss").get("/api/alerts/deliveries")["rows"]
    assert row["state"] == "sent" and row["tries"] == 1 and "200" in row["answer"]


def test_a_receiver_that_fails_is_tried_again_later_and_then_given_up(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    receiver.answers = [(500, "no")]
    number = channel(admin, receiver.url)
    run(site, made(as_person("boss"), channels=[number])["id"])
    for tries in range(1, 8):
        assert not watch.send_all(site.runtime, number)
        ((state, count, problem, due),) = deliveries(site)
        assert (state, count) == ("waiting", tries) and "500" in problem
        assert due > outbox.utc()
        assert outbox.take(site.runtime, number) is None  # not yet
        hasten(site)
    watch.send_all(site.runtime, number)
    ((state, count, *_),) = deliveries(site)
    assert (state, count) == ("failed", 8)
    assert len({got["headers"]["X-Baton-Delivery"] for got in receiver.got}) == 1


def test_after_a_kill_what_waits_goes_on_and_nothing_is_sent_twice_by_robots(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    """Taken by a process that then is gone: a hook can tell a repetition, a robot cannot."""
    boss = as_person("boss")
    hook = channel(admin, receiver.url)
    robot = channel(admin, receiver.url, kind="wecom")
    run(site, made(boss, channels=[hook, robot])["id"])
    for number in (hook, robot):
        assert outbox.take(site.runtime, number) is not None
        assert outbox.take(site.runtime, number) is None
    hasten(site)
    assert outbox.due(site.runtime) == sorted([hook, robot])
    for number in (hook, robot):
        watch.send_all(site.runtime, number)
    assert [state for state, *_ in deliveries(site)] == ["sent", "failed"]
    assert len(receiver.got) == 1


def test_what_a_group_may_not_see_is_not_posted_there(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    boss = as_person("boss")
    warehouse = channel(admin, receiver.url, org=unit(site, "W"))
    sales = channel(admin, receiver.url, org=unit(site, "S"))
    both = [warehouse, sales]
    assert run(site, made(boss, channels=both)["id"]).told == 1  # the company's: inbox only
    below = made(boss, channels=both, kind="target", org=unit(site, "S"))["id"]
    assert run(site, below).told == 2
    for number in both:
        watch.send_all(site.runtime, number)
    assert len(receiver.got) == 1 and receiver.got[0]["body"]["place"] == "销售部"


def test_what_is_no_longer_so_is_taken_back_before_it_is_sent(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    number = channel(admin, receiver.url)
    rule = made(as_person("boss"), channels=[number], lights=["red"])["id"]
    run(site, rule)
    sell(site, 4000)
    run(site, rule)
    watch.send_all(site.runtime, number)
    assert receiver.got == [] and deliveries(site)[0][0] == "outdated"


def test_quiet_hours_hold_back_what_leaves_the_house(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    boss = as_person("boss")
    number = channel(admin, receiver.url)
    zone = site.runtime.database.run(0, outbox.zone_of)
    now = dt.datetime.now(zone)
    around = {
        "quiet_from": (now - dt.timedelta(hours=1)).strftime("%H:%M"),
        "quiet_to": (now + dt.timedelta(hours=2)).strftime("%H:%M"),
    }
    run(site, made(boss, channels=[number], **around)["id"])
    watch.send_all(site.runtime, number)
    assert receiver.got == [] and len(inbox(boss)) == 1
    ((state, _, _, due),) = deliveries(site)
    wait = due - outbox.utc()
    assert state == "waiting" and dt.timedelta(hours=1.9) < wait < dt.timedelta(hours=2.02)


def test_mail_goes_to_each_person_at_the_own_address(site: Any, as_person: Any, admin: Any) -> None:
    boss = as_person("boss")

    def address(erp: Any) -> None:
        users = erp.get("res.user")
        users.write([users(site.shop.user["boss"])], {"email": "boss@example.com"})

    site.runtime.database.run(0, address)
    with mail_receiver() as mailbox:
        settings = {"host": "127.0.0.1", "port": mailbox.port, "security": "none"}
        body = {
            "name": "邮件",
            "kind": "smtp",
            "settings": {**settings, "sender": "baton@example.com"},
            "secret": "word",
        }
        number = admin.post("/api/alerts/channels", body, expect=201)["id"]
        head = {"kind": "person", "key": str(site.shop.employee["head"])}
        rule = made(
            boss, recipients=[*ME, head], channels=[number], org=unit(site, "S"), kind="target"
        )
        run(site, rule["id"])
        watch.send_all(site.runtime, number)
        assert [mail["to"] for mail in mailbox.mails] == [["boss@example.com"]]
    states = {state: problem for state, _, problem, _ in deliveries(site)}
    assert states["sent"] is None and "no e-mail address" in states["failed"]


def test_a_channel_that_is_removed_leaves_every_rule(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver
) -> None:
    boss = as_person("boss")
    number = channel(admin, receiver.url)
    rule = made(boss, channels=[number])
    run(site, rule["id"])
    admin.call("DELETE", f"/api/alerts/channels/{number}", expect=204)
    assert boss.get("/api/alerts/rules")[0]["channels"] == []
    assert boss.get("/api/alerts/deliveries")["total"] == 0
    boss.call("DELETE", f"/api/alerts/rules/{rule['id']}", expect=204)
    assert len(inbox(boss)) == 1  # what was told stays


def test_the_threads_tell_within_seconds_though_a_receiver_hangs(
    site: Any, as_person: Any, admin: Any, receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hook never answers; the other one gets its message, and so does the inbox."""
    boss = as_person("boss")
    monkeypatch.setattr(watch, "QUIET_SECONDS", 0.1)
    monkeypatch.setattr(watch, "LEAST_SECONDS", 0.2)
    monkeypatch.setattr(watch, "POLL_SECONDS", 0.2)
    site.runtime.mirroring.as_of = dt.datetime.now(dt.UTC)
    with http_receiver() as silent:
        silent.answers = ["hang"]
        hooks = [channel(admin, silent.url), channel(admin, receiver.url)]
        made(boss, channels=hooks, lights=["green"])
        alerts = watch.Alerts(site.runtime)
        alerts.start()
        try:
            time.sleep(1)
            assert receiver.got == []  # red, and only green is asked for
            sell(site, 4000)
            until = time.monotonic() + 20
            while not receiver.got and time.monotonic() < until:
                time.sleep(0.1)
            assert receiver.got[0]["body"]["state"] == "green"
            assert inbox(boss)[0]["state"] == "green"
            assert len(silent.got) == 1
        finally:
            alerts.stop_listening()
            site.runtime.stopping.set()
            for thread in alerts._threads:
                thread.join(timeout=10)
            site.runtime.stopping.clear()
