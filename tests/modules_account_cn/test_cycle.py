"""Purchase, receipt, production, delivery, return, count and payment post by themselves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from business import balances, buy, count, create_company, open_business, pay, produce, sell

from baton.base.errors import BatonError
from baton.modules.account_cn.setup import setup

DAY = dt.date(2026, 3, 16)

# The same story under both standards: codes differ, amounts do not.
CODES = {
    "small": {"sales": "5001", "cost": "540101", "capital": "3001"},
    "enterprise": {"sales": "6001", "cost": "640101", "capital": "4001"},
}


def story(erp, chart):
    """Buy 100 at 10, make 20 of 2 pieces each, sell 10 at 50, take 2 back, lose 1 piece."""
    company = create_company(erp, f"公司 {chart}")
    with erp.context(company=company.id, companies=[company.id], _skip_warnings=True):
        b = open_business(erp, company, chart, DAY)
        supplier_invoice = buy(b, 100, "10")
        produce(b, 20)
        customer_invoice = sell(b, 10, "50")
        sell(b, -2, "50")
        count(b, b.raw, 59)
        pay(b, supplier_invoice)
        pay(b, customer_invoice)
        types = {
            type_.name: type_.amount
            for type_ in erp.get("account.account.type").search([("company", "=", company.id)])
        }
        return balances(b), types, b.raw.cost_price, b.made.cost_price


@pytest.mark.parametrize("chart", ["small", "enterprise"])
def test_a_full_cycle_posts_what_an_accountant_expects(erp_module, chart) -> None:
    """By hand, CNY: raw 100×10 − 40×10 − 1×10 = 590; made 20×20 − 10×20 + 2×20 = 240;
    bank 10×50×1.13 − 100×10×1.13 = −565; customer owes −2×50×1.13 = −113;
    input VAT 130, output VAT 8×50×0.13 = 52; revenue 8×50 = 400; cost 8×20 = 160; missing 10.
    Goods dispatched, goods not invoiced, production cost and price variance stand at zero.
    """
    found, types, raw_cost, made_cost = erp_module.run(
        1, lambda erp: story(erp, chart), language="en"
    )
    codes = CODES[chart]
    assert found == {
        "1002": Decimal("-565.00"),
        "1122": Decimal("-113.00"),
        "1403": Decimal("590.00"),
        "140501": Decimal("240.00"),
        "1901": Decimal("10.00"),
        "22210101": Decimal("130.00"),
        "22210107": Decimal("-52.00"),
        codes["sales"]: Decimal("-400.00"),
        codes["cost"]: Decimal("160.00"),
    }
    assert sum(found.values()) == 0
    assert (raw_cost, made_cost) == (Decimal("10.0000"), Decimal("20.0000"))
    assert types["Total Profit"] == types["Net Profit"] == Decimal("240.00")
    assert types["Operating Revenue"] == Decimal("400.00")
    assert types["Operating Cost"] == Decimal("-160.00")
    assert types["Inventories"] == Decimal("830.00")
    assert types["Total Assets"] == Decimal("162.00")
    # assets = liabilities + equity, the year's profit not yet closed into equity
    assert types["Total Assets"] == types["Total Liabilities and Equity"] + types["Net Profit"]


@pytest.mark.parametrize("chart", ["small", "enterprise"])
def test_the_books_are_readable_in_both_languages(erp_module, chart) -> None:
    def names(erp):
        company = create_company(erp, f"双语 {chart}")
        with erp.context(company=company.id, companies=[company.id]):
            b = open_business(erp, company, chart, DAY)
            found = []
            for language in ("zh_CN", "en"):
                with erp.context(language=language):
                    account = erp.get("account.account")(b.books.accounts["receivable"])
                    tax = erp.get("account.tax")(b.books.taxes["sale_13"])
                    category = erp.get("product.category")(b.books.categories["raw"])
                    found.append((account.rec_name, account.type.name, tax.name, category.name))
            return found

    assert erp_module.run(1, names) == [
        ("1122 - 应收账款", "应收账款", "增值税销项 13%", "原材料"),
        ("1122 - Accounts Receivable", "Accounts Receivable", "VAT 13% Sales", "Raw Materials"),
    ]


def test_the_small_chart_has_the_66_accounts_of_the_standard(erp_module) -> None:
    """小企业会计准则, 附录: 66 accounts of four digits, 1001 to 5801."""

    def codes(erp):
        root = erp.data_id("baton_account_cn", "account_small_root")
        children = erp.get("account.account.template").search([("parent", "=", root)])
        return sorted(child.code for child in children)

    found = erp_module.run(1, codes)
    assert len(found) == len(set(found)) == 66
    assert (found[0], found[-1]) == ("1001", "5801")
    assert {"1122", "1405", "2202", "2221", "3001", "4001", "5001", "5401"} <= set(found)


def test_a_levy_rate_ends_when_the_law_says(erp_module) -> None:
    """1 % for small-scale taxpayers until the end of 2027, 3 % afterwards."""

    def rates(erp):
        company = create_company(erp, "小规模")
        with erp.context(company=company.id, companies=[company.id]):
            books = setup(company, "small", years=2026, taxpayer="small")
            rule = erp.get("account.tax.rule")(books.rules["small"])
            tax = erp.get("account.tax")(books.taxes["sale_13"])
            return [
                [
                    str(erp.get("account.tax")(found).rate)
                    for found in rule.apply(tax, {"date": day})
                ]
                for day in (dt.date(2026, 6, 1), dt.date(2027, 12, 31), dt.date(2028, 1, 1))
            ]

    found = erp_module.run(1, rates)
    assert [[Decimal(rate) for rate in row] for row in found] == [
        [Decimal("0.01")],
        [Decimal("0.01")],
        [Decimal("0.03")],
    ]


@pytest.mark.parametrize(("language", "said"), [("en", "01/05/2024"), ("zh_CN", "2024-01-05")])
def test_a_date_outside_the_years_is_refused_and_nothing_moves(erp_module, language, said) -> None:
    def early(erp):
        company = create_company(erp, f"早 {language}")
        with erp.context(company=company.id, companies=[company.id], _skip_warnings=True):
            b = open_business(erp, company, "small", DAY)
            b.day = dt.date(2024, 1, 5)
            buy(b, 1, "1")

    with pytest.raises(BatonError) as error:
        erp_module.run(1, early, language=language)
    assert said in error.value.text(language)


def test_a_company_gets_one_chart_only(erp_module) -> None:
    def twice(erp):
        company = create_company(erp, "两次")
        setup(company, "small", years=2026)
        setup(company, "enterprise", years=2026)

    with pytest.raises(BatonError) as error:
        erp_module.run(1, twice, language="zh_CN")
    assert "科目表只能选定一次" in error.value.text("zh_CN")
