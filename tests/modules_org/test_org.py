"""The dated tree, who works where, and whom a document belongs to."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from baton.base.errors import BatonError

D = dt.date


def company(erp):
    (party,) = erp.get("party.party").create([{"name": "组织公司"}])
    currency = erp.get("currency.currency").search([], limit=1) or erp.get(
        "currency.currency"
    ).create([{"name": "人民币", "code": "CNY", "symbol": "¥", "rounding": Decimal("0.01")}])
    (made,) = erp.get("company.company").create([{"party": party.id, "currency": currency[0].id}])
    user = erp.get("res.user")(1)
    user.companies = [*user.companies, made]
    user.company = made
    user.save()
    return made.id


def units(erp, owner):
    """Company 0 with sales 1 (team 11) and works 2; returns ids by code."""
    made = {}
    for code, parent, kind in [
        ("0", None, "company"),
        ("1", "0", "department"),
        ("2", "0", "department"),
        ("11", "1", "team"),
    ]:
        (unit,) = erp.get("baton.org.unit").create(
            [
                {
                    "name": code,
                    "code": code,
                    "kind": kind,
                    "parent": made.get(parent),
                    "company": owner,
                }
            ]
        )
        made[code] = unit.id
    return made


def employee(erp, owner, code, start=D(2025, 1, 1), end=None):
    (party,) = erp.get("party.party").create([{"name": code}])
    (found,) = erp.get("company.employee").create(
        [{"party": party.id, "company": owner, "code": code, "start_date": start, "end_date": end}]
    )
    return found


def assign(erp, who, unit, start, end=None, **values):
    erp.get("baton.org.assignment").create(
        [{"employee": who.id, "unit": unit, "from_date": start, "to_date": end, **values}]
    )


def inside(erp_module, work):
    """Run in a fresh company, and undo it."""

    class UndoError(Exception):
        pass

    answer = []

    def run(erp):
        owner = company(erp)
        with erp.context(company=owner, companies=[owner]):
            answer.append(work(erp, owner))
        raise UndoError

    with pytest.raises(UndoError):
        erp_module.run(1, run, check_access=False, language="en")
    return answer[0]


def refused(erp_module, work):
    def run(erp):
        owner = company(erp)
        with erp.context(company=owner, companies=[owner]):
            work(erp, owner)

    with pytest.raises(BatonError) as error:
        erp_module.run(1, run, check_access=False, language="en")
    return error.value.text("en")


def test_a_unit_that_moved_rolls_up_along_the_tree_of_the_day(erp_module) -> None:
    def work(erp, owner):
        made = units(erp, owner)
        tree = erp.get("baton.org.unit")
        tree.move([tree(made["11"])], made["2"], D(2026, 7, 1))
        return [
            tree.subtree_on([made["1"]], D(2026, 6, 30)) == {made["1"], made["11"]},
            tree.subtree_on([made["1"]], D(2026, 7, 1)) == {made["1"]},
            tree.subtree_on([made["2"]], D(2026, 7, 1)) == {made["2"], made["11"]},
            tree.subtree_on([made["0"]], D(2026, 7, 1)) == set(made.values()),
        ]

    assert inside(erp_module, work) == [True] * 4


def test_an_ended_unit_leaves_the_tree_with_all_below_it(erp_module) -> None:
    def work(erp, owner):
        made = units(erp, owner)
        tree = erp.get("baton.org.unit")
        tree.write([tree(made["11"])], {"valid_to": D(2026, 3, 31)})
        tree.write([tree(made["1"])], {"valid_to": D(2026, 3, 31)})
        return set(tree.tree_on(D(2026, 3, 31), owner)) == set(made.values()), set(
            tree.tree_on(D(2026, 4, 1), owner)
        ) == {made["0"], made["2"]}

    assert inside(erp_module, work) == (True, True)


def test_a_unit_may_not_outlive_the_one_above(erp_module) -> None:
    def work(erp, owner):
        made = units(erp, owner)
        tree = erp.get("baton.org.unit")
        tree.write([tree(made["1"])], {"valid_to": D(2026, 3, 31)})

    assert '"11" is valid longer than the unit above it' in refused(erp_module, work)


def test_a_unit_never_lies_below_itself(erp_module) -> None:
    def today(erp, owner):
        made = units(erp, owner)
        tree = erp.get("baton.org.unit")
        tree.write([tree(made["1"])], {"parent": made["11"]})

    def earlier(erp, owner):
        made = units(erp, owner)
        erp.get("baton.org.unit.former").create(
            [{"unit": made["1"], "parent": made["11"], "to_date": D(2025, 1, 1)}]
        )

    refused(erp_module, today)
    assert "below itself" in refused(erp_module, earlier)


def test_people_belong_to_the_unit_of_the_day_and_heads_lead_what_is_below(erp_module) -> None:
    def work(erp, owner):
        made = units(erp, owner)
        tree, places = erp.get("baton.org.unit"), erp.get("baton.org.assignment")
        chief, person = employee(erp, owner, "a"), employee(erp, owner, "b")
        (leads,) = erp.get("baton.org.position").create(
            [{"name": "经理", "unit": made["1"], "is_head": True, "headcount": 1}]
        )
        assign(erp, chief, made["1"], D(2025, 1, 1), position=leads.id)
        assign(erp, person, made["11"], D(2025, 1, 1), D(2026, 6, 30))
        assign(erp, person, made["2"], D(2026, 7, 1))
        before, after = D(2026, 6, 30), D(2026, 7, 1)
        remembered = tree.led_today(chief.id)
        assert remembered == tuple(sorted({made["1"], made["11"]}))
        (team,) = erp.get("baton.org.unit").create(
            [{"name": "12", "code": "12", "kind": "team", "parent": made["1"], "company": owner}]
        )
        assert tree.led_today(chief.id) == tuple(sorted({*remembered, team.id}))
        tree.delete([team])
        assert tree.led_today(chief.id) == remembered
        return (
            places.units_on([person], before) == {person.id: made["11"]},
            places.units_on([person], after) == {person.id: made["2"]},
            tree.heads_on(after, [made["1"], made["2"]]) == {made["1"]: chief.id},
            tree.headed_by(chief, after) == {made["1"], made["11"]},
            tree.headed_by(person, after) == set(),
            leads.filled,
        )

    assert inside(erp_module, work) == (True, True, True, True, True, 1)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ((D(2025, 1, 1), None), (D(2026, 1, 1), None), "already has a primary assignment"),
        ((D(2025, 1, 1), D(2025, 6, 30)), (D(2025, 6, 30), None), "already has a primary"),
        ((D(2025, 1, 1), D(2025, 6, 30)), (D(2025, 7, 1), D(2025, 7, 1)), None),
        ((D(2024, 12, 31), None), None, "lies outside the days of employment"),
        ((D(2026, 1, 1), D(2027, 1, 1)), None, "lies outside the days of employment"),
        ((D(2026, 1, 1), D(2025, 12, 31)), None, "ends before it begins"),
    ],
)
def test_assignments_fit_the_employment_and_do_not_overlap(erp_module, first, second, said) -> None:
    def work(erp, owner):
        made = units(erp, owner)
        person = employee(erp, owner, "b", D(2025, 1, 1), D(2026, 12, 31))
        for span in filter(None, (first, second)):
            end = span[1] if span[1] or span is not first else None
            assign(erp, person, made["11"], span[0], end or D(2026, 12, 31))
        return True

    if said:
        assert said in refused(erp_module, work)
    else:
        assert inside(erp_module, work)


def test_a_unit_has_one_head_at_a_time(erp_module) -> None:
    def work(erp, owner):
        made = units(erp, owner)
        (leads,) = erp.get("baton.org.position").create(
            [{"name": "经理", "unit": made["1"], "is_head": True}]
        )
        for code in ("a", "b"):
            assign(erp, employee(erp, owner, code), made["1"], D(2025, 1, 1), position=leads.id)

    assert '"a" already heads "1"' in refused(erp_module, work)


def test_an_order_belongs_to_the_customers_salesperson_and_the_unit_of_its_date(
    erp_module,
) -> None:
    def work(erp, owner):
        made = units(erp, owner)
        person = employee(erp, owner, "b")
        assign(erp, person, made["11"], D(2025, 1, 1), D(2026, 6, 30))
        assign(erp, person, made["2"], D(2026, 7, 1))
        (region,) = erp.get("baton.org.region").create([{"name": "华东"}])
        (customer,) = erp.get("party.party").create(
            [{"name": "客户", "salesperson": person.id, "region": region.id}]
        )
        (early, late) = erp.get("sale.sale").create(
            [
                {"party": customer.id, "company": owner, "sale_date": date}
                for date in (D(2026, 6, 1), D(2026, 8, 1))
            ]
        )
        typed = erp.get("sale.sale")(party=customer, sale_date=D(2026, 6, 1))
        typed.on_change_party()
        return (
            early.salesperson == late.salesperson == typed.salesperson == person,
            early.org_unit.id == typed.org_unit.id == made["11"],
            late.org_unit.id == made["2"],
            early.region.name,
            erp.get("sale.sale").search([("region", "=", region.id)], count=True),
            early.channel,
        )

    assert inside(erp_module, work) == (True, True, True, "华东", 2, "direct")


def test_an_employee_number_is_given_once(erp_module) -> None:
    def work(erp, owner):
        employee(erp, owner, "007")
        employee(erp, owner, "007")

    assert "already used in this company" in refused(erp_module, work)


def test_the_reasons_come_with_the_module_in_both_languages(erp_module) -> None:
    def names(erp):
        reason = erp.get("baton.org.reason")(erp.data_id("baton_org", "reason_scrap_tool"))
        return reason.name

    assert erp_module.run(1, names, language="en") == "Tool Wear"
    assert erp_module.run(1, names, language="zh_CN") == "刀具磨损"
