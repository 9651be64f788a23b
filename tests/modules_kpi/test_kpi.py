"""Strategy, versions, targets and the log, as the ERP keeps them."""

# ruff: noqa: N806
from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from baton.base.errors import BatonError

D = Decimal
DAY = dt.date(2026, 1, 1)


@pytest.fixture(scope="module")
def place(erp_module):
    """The ids of a company with two units."""

    def build(erp):
        (party,) = erp.get("party.party").create([{"name": "目标公司"}])
        currency = erp.get("currency.currency").search([], limit=1) or erp.get(
            "currency.currency"
        ).create([{"name": "人民币", "code": "CNY", "symbol": "¥", "rounding": D("0.01")}])
        (company,) = erp.get("company.company").create(
            [{"party": party.id, "currency": currency[0].id}]
        )
        unit = {"kind": "company", "company": company.id}
        (root,) = erp.get("baton.org.unit").create([{"name": "总部", "code": "K0", **unit}])
        (sales,) = erp.get("baton.org.unit").create(
            [{**unit, "name": "销售", "code": "K1", "kind": "department", "parent": root.id}]
        )
        return {"company": company.id, "root": root.id, "sales": sales.id}

    return erp_module.run(0, build)


def as_system(database, work, **context):
    return database.run(0, work, **context)


def target(place, unit="root", **values):
    return {
        "company": place["company"],
        "indicator": "sales_ordered",
        "period": "2026-11",
        "org_unit": place[unit],
        "amount": D("1000.00"),
        **values,
    }


def strategy(erp, place):
    Strategy = erp.get("baton.kpi.strategy")
    number = Strategy.next_number(place["company"], 2026)
    (made,) = Strategy.create(
        [{"company": place["company"], "name": "2026", "year": 2026, "number": number}]
    )
    return made


def objectives(erp, made, *names):
    return erp.get("baton.kpi.objective").create(
        [{"strategy": made.id, "name": name, "perspective": "finance"} for name in names]
    )


def test_a_target_knows_its_days_and_holder(erp_module, place) -> None:
    def work(erp):
        (made,) = erp.get("baton.kpi.target").create([target(place, period="2026-Q1")])
        return made.from_date, made.to_date, made.holder, made.state

    first, last, holder, state = as_system(erp_module, work)
    assert (first, last) == (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
    assert holder == f"unit,{place['root']}"
    assert state == "draft"


def test_one_holder_has_one_target_of_an_indicator_and_period(erp_module, place) -> None:
    as_system(erp_module, lambda erp: len(erp.get("baton.kpi.target").create([target(place)])))
    with pytest.raises(BatonError, match="已有"):
        as_system(
            erp_module,
            lambda erp: len(erp.get("baton.kpi.target").create([target(place)])),
            language="zh_CN",
        )


def test_a_wrong_period_is_told(erp_module, place) -> None:
    with pytest.raises(BatonError, match="2026-13"):
        as_system(
            erp_module,
            lambda erp: len(erp.get("baton.kpi.target").create([target(place, period="2026-13")])),
        )


def test_both_sides_sign_in_their_order(erp_module, place) -> None:
    def work(erp):
        Target = erp.get("baton.kpi.target")
        (made,) = Target.create([target(place, "sales", period="2026-10")])
        states = [made.state]
        for step in (Target.propose, Target.agree, lambda found: Target.give_back(found, "太高")):
            step([made])
            (made,) = Target.browse([made.id])
            states.append(made.state)
        return states, made.note, made.id

    states, note, made = as_system(erp_module, work)
    assert states == ["draft", "proposed", "agreed", "returned"]
    assert note == "太高"
    with pytest.raises(BatonError, match="退回"):
        as_system(
            erp_module,
            lambda erp: erp.get("baton.kpi.target").agree(
                erp.get("baton.kpi.target").browse([made])
            ),
            language="zh_CN",
        )


def test_links_may_not_go_round_or_leave_the_strategy(erp_module, place) -> None:
    def link(erp, one, other, made):
        return erp.get("baton.kpi.objective.link").create(
            [{"strategy": made.id, "cause": one.id, "effect": other.id}]
        )

    def chain(erp):
        made = strategy(erp, place)
        a, b, c = objectives(erp, made, "a", "b", "c")
        link(erp, a, b, made)
        link(erp, b, c, made)
        return made.id, a.id, c.id

    made, a, c = as_system(erp_module, chain)

    def back(erp):
        Objective = erp.get("baton.kpi.objective")
        link(erp, Objective(c), Objective(a), erp.get("baton.kpi.strategy")(made))

    def away(erp):
        other = strategy(erp, place)
        (stranger,) = objectives(erp, other, "x")
        link(erp, erp.get("baton.kpi.objective")(a), stranger, other)

    with pytest.raises(BatonError, match="循环"):
        as_system(erp_module, back, language="zh_CN")
    with pytest.raises(BatonError, match="同一战略"):
        as_system(erp_module, away, language="zh_CN")


def test_the_log_holds_each_change_with_its_reason(erp_module, place) -> None:
    def work(erp):
        Target, Log = erp.get("baton.kpi.target"), erp.get("baton.kpi.log")
        with erp.context(kpi_reason="年初设定"):
            (made,) = Target.create([target(place, period="2026-09")])
        with erp.context(kpi_reason="市场变化"):
            Target.write([made], {"amount": D("900")})
        Target.write([made], {"note": "只是备注"})  # not something anybody is measured by
        Target.delete([made])
        entries = Log.search([("model", "=", Target.__name__), ("record", "=", made.id)])
        return [(e.action, e.reason, '"amount":"900"' in (e.content or "")) for e in entries][::-1]

    assert as_system(erp_module, work) == [
        ("create", "年初设定", False),
        ("write", "市场变化", True),
        ("delete", None, False),
    ]


def test_nothing_logged_or_versioned_is_ever_changed_by_anybody(erp_module, place) -> None:
    def version(erp):
        (made,) = erp.get("baton.kpi.indicator").create(
            [{"company": place["company"], "code": "own_margin"}]
        )
        erp.get("baton.kpi.indicator.version").create(
            [
                {
                    **{"indicator": made.id, "number": 1, "effective_from": DAY, "reason": "新"},
                    **{"zh": "自有毛利", "en": "Own margin", "formula": "[gross_margin]"},
                    **{"unit": "CNY", "perspective": "finance", "direction": "higher"},
                    **{"decimals": 2, "frequency": "month", "owner": "finance"},
                    "display": "money",
                }
            ]
        )

    as_system(erp_module, version)
    for model, values in (
        ("baton.kpi.log", {"reason": "x"}),
        ("baton.kpi.indicator.version", {"formula": "1"}),
    ):
        for change in ("write", "delete"):

            def attempt(erp, model=model, values=values, change=change):
                Model = erp.get(model)
                found = Model.search([], limit=1)
                if change == "write":
                    Model.write(found, values)
                else:
                    Model.delete(found)

            with pytest.raises(BatonError):
                as_system(erp_module, attempt)


def test_deleting_a_strategy_leaves_the_log_whole(erp_module, place) -> None:
    def work(erp):
        made = strategy(erp, place)
        (one,) = objectives(erp, made, "a")
        erp.get("baton.kpi.objective.indicator").create(
            [{"objective": one.id, "indicator": "revenue", "weight": D("0.5")}]
        )
        erp.get("baton.kpi.strategy").delete([made])
        return erp.get("baton.kpi.log").verify()

    assert as_system(erp_module, work) == []


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("UPDATE baton_kpi_target SET amount = '1' WHERE id = {target}", "altered"),
        ("DELETE FROM baton_kpi_target WHERE id = {target}", "vanished"),
        ("UPDATE baton_kpi_log SET content = '{{}}' WHERE number = {entry}", "content"),
        ("DELETE FROM baton_kpi_log WHERE number = {entry}", "missing"),
        ("UPDATE baton_kpi_log SET reason = 'x' WHERE number = {entry}", "content"),
    ],
)
def test_tampering_in_the_database_is_found(erp_module, place, sql, problem) -> None:
    """Straight SQL, past every rule of the ERP; taken back afterwards."""

    class TakeBackError(Exception):
        pass

    found = []

    def work(erp):
        Target, Log = erp.get("baton.kpi.target"), erp.get("baton.kpi.log")
        assert Log.verify() == []
        period = f"2027-{len(sql) % 12 + 1:02d}"
        (made,) = Target.create([target(place, period=period)])
        entry, _ = Log.head()
        Target.create([target(place, "sales", period=period)])
        statement = sql.format(target=made.id, entry=entry)
        erp.connection().cursor().execute(statement)
        found.extend(Log.verify())
        raise TakeBackError

    with pytest.raises(TakeBackError):
        as_system(erp_module, work)
    assert problem in {why for *_, why in found}
