"""Alerts from a changed figure to a person's inbox and out of the house, and never to others.

The month's sales ordered: the sales department 2000 of a target of 1600, and a return of 1900 at
the company itself, which comes to 100 of 4000: red on every day of a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from alerting import LIGHT, ME, clear, inbox, made, run, sell, unit


@pytest.fixture(autouse=True)
def clean(site: Any) -> Iterator[None]:
    """Each test begins with the same figures, and without rules, messages and channels."""
    sell(site, -1900)
    yield
    clear(site)


def test_a_change_is_told_once_until_it_changes_back(site: Any, as_person: Any) -> None:
    """Red at 100 of 4000, green at 6000, red again: three messages, whatever is looked between."""
    boss = as_person("boss")
    rule = made(boss)["id"]
    assert run(site, rule).told == 1
    assert run(site, rule).told == 0
    sell(site, 4000)
    assert [run(site, rule).told for _ in range(3)] == [1, 0, 0]
    sell(site, -1900)
    assert [run(site, rule).told for _ in range(2)] == [1, 0]
    states = [(one["state"], Decimal(one["value"]), Decimal(one["target"])) for one in inbox(boss)]
    assert states == [("red", 100, 4000), ("green", 6000, 4000), ("red", 100, 4000)]
    newest = inbox(boss)[0]
    assert newest["link"].startswith("/indicators/sales_ordered?period=")
    assert "转红" in newest["title"] and "¥100" in newest["text"]


def test_nobody_is_told_a_figure_that_may_not_be_seen(site: Any, as_person: Any) -> None:
    """Of the company: not the head of sales, not anna. Of the department: the head, not anna."""
    boss, head, anna = as_person("boss"), as_person("head"), as_person("anna")
    everybody = [*ME, {"kind": "role", "key": "sales"}, {"kind": "role", "key": "department_head"}]
    everybody += [
        {"kind": "person", "key": str(site.shop.employee[who])} for who in ("head", "anna")
    ]
    company = made(boss, recipients=everybody)["id"]
    outcome = run(site, company)
    assert (len(inbox(boss)), len(inbox(head)), len(inbox(anna))) == (1, 0, 0)
    assert outcome.kept_from >= 2
    tested = boss.post(f"/api/alerts/rules/{company}/test")
    assert tested["kept_from"] == outcome.kept_from and len(tested["recipients"]) == 1
    department = made(boss, recipients=everybody, org=unit(site, "S"), kind="target")["id"]
    run(site, department)
    assert (len(inbox(boss)), len(inbox(head)), len(inbox(anna))) == (2, 1, 0)


def test_the_head_of_the_unit_hears_of_it(site: Any, as_person: Any) -> None:
    boss, head = as_person("boss"), as_person("head")
    rule = made(boss, recipients=[{"kind": "heads"}], org=unit(site, "S"), kind="target")["id"]
    run(site, rule)
    (message,) = inbox(head)
    assert message["state"] == "reached" and message["place"] == "销售部"
    assert inbox(boss) == []


def test_a_rule_on_what_one_may_not_see_cannot_be_made(site: Any, as_person: Any) -> None:
    anna, own = as_person("anna"), str(site.shop.employee["anna"])
    other = {"person": str(site.shop.employee["bob"])}
    for place in ({}, {"org": unit(site, "W")}, {"org": unit(site, "S")}, other):
        anna.post("/api/alerts/rules", {**LIGHT, **place}, expect=403)
    rule = made(anna, person=own)
    assert rule["place"] == "安娜" and rule["mine"]
    as_person("bob").call("DELETE", f"/api/alerts/rules/{rule['id']}", expect=404)
    as_person("bob").post(f"/api/alerts/rules/{rule['id']}/test", expect=404)
    ids = [one["id"] for one in as_person("bob").get("/api/alerts/rules")]
    assert rule["id"] not in ids
    assert rule["id"] in [one["id"] for one in as_person("boss").get("/api/alerts/rules")]
    for others in ([{"kind": "role", "key": "sales"}], [{"kind": "person", "key": own}]):
        change = {**LIGHT, "person": own, "recipients": others, "stamp": rule["stamp"]}
        error = anna.call("PUT", f"/api/alerts/rules/{rule['id']}", json=change, expect=403)[
            "error"
        ]
        assert error["code"] == "services.rule_others_forbidden"


def test_rules_that_make_no_sense_are_refused_with_what_to_do(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    wrong: list[tuple[dict[str, Any], int]] = [
        ({"lights": []}, 400),
        ({"recipients": []}, 400),
        ({"quiet_from": "22:00"}, 400),
        ({"quiet_from": "25:00", "quiet_to": "07:00"}, 422),
        ({"org": unit(site, "S"), "person": str(site.shop.employee["anna"])}, 400),
        ({"perspective": "finance"}, 400),
        ({"indicator": "nothing_like_it"}, 404),
        ({"org": "999999"}, 404),
        ({"person": "999999"}, 404),
        ({"recipients": [{"kind": "person", "key": "999999"}]}, 404),
        ({"recipients": [{"kind": "person", "key": "1; DROP TABLE"}]}, 404),
        ({"channels": [999999]}, 404),
        ({"threshold": "-1"}, 422),
        ({"name": "   "}, 422),
        ({"kind": "whatever"}, 422),
        ({"surprise": 1}, 422),
    ]
    for more, status in wrong:
        error = boss.post("/api/alerts/rules", {**LIGHT, **more}, expect=status)["error"]
        assert error["message"], more
    assert boss.get("/api/alerts/rules") == []


def test_two_who_change_one_rule_notice_each_other(as_person: Any) -> None:
    boss = as_person("boss")
    rule = made(boss)
    path = f"/api/alerts/rules/{rule['id']}"
    change = {**LIGHT, "name": "新名字", "active": False, "stamp": rule["stamp"]}
    changed = boss.call("PUT", path, json=change)
    assert (changed["name"], changed["active"]) == ("新名字", False)
    error = boss.call("PUT", path, json=change, expect=409)["error"]
    assert error["code"] == "services.rule_stale"
    assert boss.get("/api/alerts/rules")[0]["name"] == "新名字"


def test_a_rule_that_watches_something_else_begins_anew(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    rule = made(boss)
    run(site, rule["id"])
    path = f"/api/alerts/rules/{rule['id']}"
    renamed = boss.call("PUT", path, json={**LIGHT, "name": "x", "stamp": rule["stamp"]})
    assert run(site, rule["id"]).told == 0
    other = {**LIGHT, "grain": "year", "stamp": renamed["stamp"]}
    back = boss.call("PUT", path, json={**other})
    boss.call("PUT", path, json={**LIGHT, "stamp": back["stamp"]})
    assert run(site, rule["id"]).told == 1  # the same figure again, under a key of its own


def test_testing_tells_what_would_be_found_and_remembers_nothing(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    rule = made(boss)["id"]
    path = f"/api/alerts/rules/{rule}/test"
    first = boss.post(path)
    assert (first["looked"], first["found"], first["sent"]) == (1, 1, 0)
    (row,) = first["rows"]
    assert row["state"] == "red" and row["meets"] and "转红" in row["title"]
    assert inbox(boss) == []
    assert boss.post(path, {"send": True})["sent"] == 1
    assert len(inbox(boss)) == 1
    assert run(site, rule).told == 1


def test_messages_are_the_persons_own_and_can_be_read(site: Any, as_person: Any) -> None:
    boss, anna = as_person("boss"), as_person("anna")
    heard: list[Any] = []
    stop = site.runtime.events.subscribe(lambda e: e.kind == "inbox" and heard.append(e.data))
    rule = made(boss)["id"]
    boss.post(f"/api/alerts/rules/{rule}/test", {"send": True})
    run(site, rule)
    first, second = inbox(boss)
    assert boss.get("/api/inbox?unread=true")["unread"] == 2
    anna.post(f"/api/inbox/{first['id']}/read", expect=404)
    assert boss.post(f"/api/inbox/{first['id']}/read") == {"unread": 1}
    assert boss.get("/api/inbox?unread=true")["rows"][0]["id"] == second["id"]
    anna.post("/api/inbox/read")
    assert boss.get("/api/inbox")["unread"] == 1
    assert boss.post("/api/inbox/read") == {"unread": 0}
    stop()
    assert {"user": site.shop.user["boss"], "unread": 0} in heard


def test_each_language_reads_its_own(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    boss.call("PATCH", "/api/me", json={"language": "en"})
    try:
        rule = made(boss)["id"]
        run(site, rule)
        assert "turned red" in inbox(boss)[0]["title"]
    finally:
        boss.call("PATCH", "/api/me", json={"language": "zh_CN"})


def test_pace_no_data_and_anomaly_are_looked_at(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    for kind in ("pace", "anomaly", "no_data"):
        rule = made(boss, kind=kind, lights=[], days=1)["id"]
        assert run(site, rule, "schedule").problem == ""
    found = {row["rule_name"]: row for row in boss.get("/api/alerts/runs")["rows"]}
    assert found["销售额灯号"]["looked"] == 1
    silent = made(boss, kind="no_data", indicator="complaints", lights=[], days=3)["id"]
    assert run(site, silent, "schedule").told == 1
    assert inbox(boss)[0]["state"] in ("no_data", "no_source")
