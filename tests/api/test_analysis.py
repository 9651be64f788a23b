"""Causes, forecasts, anomalies and what-if through the API, against figures worked out by hand.

The facts (tests/api/shop.py): last month north 1000, south 500; this month north 1500, south 500.
The change of the company is +500, all of it in the north, by anna.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import shop as shop_module

TODAY = shop_module.TODAY
NOW = f"{TODAY:%Y-%m}"


def D(value: Any) -> Decimal:  # noqa: N802
    return Decimal(value)


def test_the_cause_of_a_change_is_the_unit_that_moved(site: Any, as_person: Any) -> None:
    found = as_person("boss").get("/api/indicators/sales_ordered/causes", params={"period": NOW})
    assert found["state"] == "ok"
    assert found["shape"] == "sum"
    assert (D(found["before"]), D(found["after"]), D(found["change"])) == (1500, 2000, 500)
    assert found["good"] is True
    (cause,) = found["causes"]
    assert D(cause["effect"]) == 500
    assert D(cause["share"]) == 1
    assert cause["name"] in ("北区", "安娜")
    assert cause["path"][0]["key"] == cause["key"]
    assert [one["number"] for one in cause["evidence"]] == ["SO-3"]
    assert "2,000" in found["sentences"][0]


def test_every_breakdown_adds_up_to_the_change(as_person: Any) -> None:
    found = as_person("boss").get("/api/indicators/sales_ordered/causes", params={"period": NOW})
    assert {"org_unit", "person", "customer"} <= {one["dimension"] for one in found["breakdowns"]}
    for one in found["breakdowns"]:
        if one["adds_up"]:
            whole = sum(D(member["effect"]) for member in one["members"]) + D(one["rest"])
            assert whole == D(found["change"]), one["dimension"]


def test_the_gap_to_a_target_is_explained(site: Any, as_person: Any) -> None:
    found = as_person("boss").get(
        "/api/indicators/sales_ordered/causes",
        params={"period": NOW, "against": "target", "org": str(site.shop.unit["S"])},
    )
    assert found["state"] == "ok"
    assert D(found["change"]) == D(found["after"]) - D(found["before"])
    assert found["drivers"] is None
    for one in found["breakdowns"]:
        whole = sum(D(member["effect"]) for member in one["members"]) + D(one["rest"])
        assert abs(whole - D(found["change"])) < Decimal("1e-9"), one["dimension"]


def test_a_unit_with_a_target_of_its_own_is_held_against_it(site: Any, as_person: Any) -> None:
    """Sales have 1600 of the company's 4000: by today both in the same part."""
    found = as_person("boss").get(
        "/api/indicators/sales_ordered/causes",
        params={"period": NOW, "against": "target", "by": "org.level2", "levels": 1},
    )
    assert found["state"] == "ok"
    (breakdown,) = found["breakdowns"]
    sales = next(row for row in breakdown["members"] if row["name"] == "销售部")
    due = D(found["before"]) / 4000
    assert round(D(sales["before"]), 9) == round(1600 * due, 9)
    assert round(D(sales["effect"]), 9) == round(2000 - 1600 * due, 9)
    whole = sum((D(row["effect"]) for row in breakdown["members"]), D(0)) + D(breakdown["rest"])
    assert round(whole, 9) == round(D(found["change"]), 9)


def test_an_employee_hears_nothing_of_the_companys_target(as_person: Any) -> None:
    """The company's target is not hers: neither its gap nor its forecast is told."""
    anna, path = as_person("anna"), "/api/indicators/sales_ordered"
    causes = anna.get(f"{path}/causes", params={"period": NOW, "against": "target"})
    assert causes["state"] == "no_target"
    forecast = anna.get(f"{path}/forecast", params={"period": NOW})
    assert (forecast["target"], forecast["reach"]) == (None, None)
    outlook = anna.get("/api/cockpit/outlook", params={"period": NOW, "codes": "sales_ordered"})
    assert all(card["reach"] is None for card in outlook["cards"])


def test_without_a_target_it_says_so(site: Any, as_person: Any) -> None:
    found = as_person("boss").get(
        "/api/indicators/order_count/causes", params={"period": NOW, "against": "target"}
    )
    assert found["state"] == "no_target"
    assert found["causes"] == []


def test_drivers_of_a_quotient_add_up(as_person: Any) -> None:
    """Average order value 1500/2 = 750 → 2000/2 = 1000: orders did nothing, sales all of it."""
    found = as_person("boss").get(
        "/api/indicators/average_order_value/causes", params={"period": NOW}
    )
    sales, orders = found["drivers"]["children"]
    assert (sales["code"], orders["code"]) == ("sales_ordered", "order_count")
    assert D(sales["effect"]) == 250
    assert D(orders["effect"]) == 0


def test_an_employee_sees_the_own_unit_alone(site: Any, as_person: Any) -> None:
    anna = as_person("anna")
    found = anna.get("/api/indicators/sales_ordered/causes", params={"period": NOW})
    assert (D(found["before"]), D(found["after"])) == (1000, 1500)
    shown = str(found)
    assert "南区" not in shown
    assert "鲍勃" not in shown
    south = str(site.shop.unit["SS"])
    for path in ("causes", "forecast", "anomalies"):
        anna.call("GET", f"/api/indicators/sales_ordered/{path}", params={"org": south}, expect=403)
    anna.call(
        "POST",
        "/api/indicators/sales_ordered/what-if",
        json={"org": south, "changes": []},
        expect=403,
    )


def test_wrong_questions_are_answered_clearly(as_person: Any) -> None:
    boss = as_person("boss")
    path = "/api/indicators/sales_ordered"
    found = boss.call("GET", f"{path}/causes", params={"against": "luck"}, expect=400)
    assert "prior" in found["error"]["message"]
    boss.call("GET", "/api/indicators/no_such/causes", expect=404)
    question = {"period": NOW, "changes": [{"id": "0.7.7", "factor": "0.1"}]}
    found = boss.call("POST", f"{path}/what-if", json=question, expect=400)
    assert "0.7.7" in found["error"]["message"]
    question = {"period": NOW, "changes": [{"id": "0", "factor": "99"}]}
    boss.call("POST", f"{path}/what-if", json=question, expect=400)


def test_what_if_goes_up_the_tree(as_person: Any) -> None:
    """Sales 10 % up: 2200; the average of two orders then is 1100."""
    found = as_person("boss").post(
        "/api/indicators/sales_ordered/what-if",
        {"period": NOW, "changes": [{"id": "0", "factor": "0.1"}]},
    )
    assert (D(found["before"]), D(found["after"])) == (2000, 2200)
    others = {one["code"]: one for one in found["others"]}
    assert D(others["average_order_value"]["after"]) == 1100


def test_a_forecast_lies_in_its_interval(site: Any, as_person: Any) -> None:
    found = as_person("boss").get("/api/indicators/sales_ordered/forecast", params={"period": NOW})
    assert D(found["sofar"]) == 2000
    landing = found["landing"]
    if landing is not None:
        assert D(landing["low"]) <= D(landing["value"]) <= D(landing["high"])
    past = found["past"]
    assert [D(one["value"]) for one in past if D(one["value"])] == [1500]


def test_a_short_history_has_no_anomalies(as_person: Any) -> None:
    found = as_person("boss").get("/api/indicators/sales_ordered/anomalies", params={"period": NOW})
    assert found["state"] == "ok"
    assert (found["shifts"], found["spikes"], found["members"]) == ([], [], [])


def test_a_figure_without_source_says_so(as_person: Any) -> None:
    for path in ("causes", "forecast", "anomalies"):
        found = as_person("boss").get(f"/api/indicators/headcount/{path}", params={"period": NOW})
        assert found["state"] == "no_source"
