"""A strategy made from a ready-made one, and which of a year is in force."""

from __future__ import annotations

from typing import Any

YEAR = 2033


def test_a_company_starts_from_a_ready_made_map(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    offered = {one["key"]: one for one in as_person("anna").get("/api/strategies/templates")}
    body = {"name": "起步", "year": YEAR, "template": "trading"}
    as_person("anna").post("/api/strategies", body, expect=403)
    made = boss.post("/api/strategies", body, expect=201)
    assert made["vision"] == offered["trading"]["vision"]
    assert {theme["name"] for theme in made["themes"]} == {"客户增长", "快速周转", "数据驱动"}
    names = [name for one in offered["trading"]["perspectives"] for name in one["objectives"]]
    assert {one["name"] for one in made["objectives"]} == set(names)
    assert len(made["links"]) == 11
    for one in made["objectives"]:
        assert one["indicators"]
        assert one["x"] is not None
        assert one["theme"] is not None
    own = boss.post("/api/strategies", {**body, "vision": "自己的愿景"}, expect=201)
    assert own["vision"] == "自己的愿景"
    boss.post("/api/strategies", {**body, "template": "nothing"}, expect=404)


def test_one_strategy_of_a_year_is_in_force(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    made = [
        boss.post("/api/strategies", {"name": name, "year": YEAR + 1}, expect=201)
        for name in ("甲", "乙")
    ]
    other_year = boss.post("/api/strategies", {"name": "丙", "year": YEAR + 2}, expect=201)
    for one in (other_year, *made):
        boss.call(
            *("PATCH", f"/api/strategies/{one['id']}"),
            json={"stamp": one["stamp"], "state": "active"},
        )
    states = {one["name"]: one["state"] for one in boss.get("/api/strategies")}
    assert (states["甲"], states["乙"], states["丙"]) == ("closed", "active", "active")


def test_a_retired_indicator_stays_on_the_map_and_says_so(site: Any, as_person: Any) -> None:
    boss = as_person("boss")
    id_ = boss.post("/api/strategies", {"name": "停用", "year": YEAR + 3}, expect=201)["id"]
    path = f"/api/strategies/{id_}"
    values = {"name": "增长", "perspective": "finance"}
    one = boss.post(f"{path}/objectives", values, expect=201)
    for code, weight in (("sales_ordered", "0.5"), ("order_count", "0.5")):
        values = {"objective": one["id"], "indicator": code, "weight": weight}
        boss.post(f"{path}/indicators", values, expect=201)

    def states() -> dict[str, tuple[str, str]]:
        (found,) = boss.get(path)["objectives"]
        return {each["code"]: (each["name"], each["state"]) for each in found["indicators"]}

    before = states()
    assert before["order_count"][1] != "broken"
    boss.post("/api/indicators/order_count/retire", {"reason": "不再考核"})
    assert states() == {**before, "order_count": (before["order_count"][0], "broken")}
    boss.post("/api/indicators/order_count/restore", {"reason": "恢复"})
    assert states() == before
