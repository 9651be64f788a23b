"""How people arrange their cockpits: kept for each person, two windows notice each other."""

from __future__ import annotations

from typing import Any

import pytest

from baton.metrics.catalogue import Catalogue
from baton.services import cockpit_layouts

LAYOUT = "/api/cockpit/layout"


def arranged(stamp: str | None, *codes: str, grouping: str = "free") -> dict[str, Any]:
    cards = [{"code": code, "size": "normal"} for code in codes]
    return {"stamp": stamp, "grouping": grouping, "cards": cards}


def put(browser: Any, body: dict[str, Any], expect: int = 200) -> Any:
    return browser.call("PUT", LAYOUT, json=body, expect=expect)


def test_everybody_starts_with_the_cockpit_of_the_role(as_person: Any) -> None:
    roles = {"boss": "general_manager", "head": "sales", "anna": "sales", "keeper": "warehouse"}
    roles |= {"accountant": "finance", "nobody": "employee"}
    for login, role in roles.items():
        found = as_person(login).get(LAYOUT)
        assert (login, found["role"], found["stamp"]) == (login, role, None)
        assert found["cards"]
    assert as_person("boss").get(LAYOUT)["role_name"] == "总经理"


def test_who_leads_no_unit_has_everybodys_own_figures_too(as_person: Any) -> None:
    def codes(login: str) -> list[str]:
        return [one["code"] for one in as_person(login).get(LAYOUT)["cards"]]

    assert codes("keeper")[0] == "sales_shipped"
    assert "attended_hours" in codes("keeper")
    assert len(set(codes("keeper"))) == len(codes("keeper"))
    assert "attended_hours" not in codes("head")
    assert "attended_hours" not in codes("accountant")


def test_an_arrangement_is_kept_for_its_person_alone(as_person: Any) -> None:
    anna, bob = as_person("anna"), as_person("bob")
    body = arranged(None, "order_count", "sales_ordered", grouping="perspective")
    body["cards"][0]["size"] = "wide"
    kept = put(anna, body)
    assert kept["stamp"] == "1"
    found = anna.get(LAYOUT)
    assert (found["grouping"], found["cards"]) == ("perspective", body["cards"])
    assert bob.get(LAYOUT)["stamp"] is None
    assert [one["code"] for one in bob.get(LAYOUT)["cards"]] != ["order_count", "sales_ordered"]
    again = anna.call("DELETE", LAYOUT)
    assert (again["stamp"], again["cards"]) == (None, bob.get(LAYOUT)["cards"])
    assert anna.get(LAYOUT)["stamp"] is None


def test_two_windows_notice_each_other(as_person: Any) -> None:
    keeper = as_person("keeper")
    first = put(keeper, arranged(None, "stock_value"))
    put(keeper, arranged(None, "otif"), expect=409)  # made from the role's, which it is no more
    second = put(keeper, arranged(first["stamp"], "otif"))
    refused = put(keeper, arranged(first["stamp"], "stock_days"), expect=409)["error"]
    assert refused["code"] == "services.cockpit_stale"
    assert keeper.get(LAYOUT)["cards"] == second["cards"]
    keeper.call("DELETE", LAYOUT)


@pytest.mark.parametrize(
    ("cards", "code"),
    [
        ([], "services.cockpit_empty"),
        (["otif", "otif"], "services.cockpit_twice"),
    ],
)
def test_what_makes_no_cockpit_is_refused(as_person: Any, cards: list[str], code: str) -> None:
    refused = put(as_person("bob"), arranged(None, *cards), expect=400)["error"]
    assert refused["code"] == code
    assert as_person("bob").get(LAYOUT)["stamp"] is None


def test_an_unknown_indicator_is_not_found(as_person: Any) -> None:
    put(as_person("bob"), arranged(None, "no_such_thing"), expect=404)


def test_the_arrangements_of_all_roles_name_indicators_that_exist() -> None:
    shipped = {one.code for one in Catalogue.shipped()}
    for role, given in cockpit_layouts.defaults().items():
        codes = [one["code"] for one in given["cards"]]
        assert len(set(codes)) == len(codes), role
        assert set(codes) <= shipped, (role, set(codes) - shipped)
        assert given["grouping"] in cockpit_layouts.GROUPINGS
        assert {one["size"] for one in given["cards"]} <= set(cockpit_layouts.SIZES)
