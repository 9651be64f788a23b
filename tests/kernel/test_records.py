"""Documents are read, filled in, changed and moved on through the kernel as plain data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from baton.base.errors import BatonError, ConflictError, ForbiddenError, NotFoundError
from baton.kernel import actions, forms, records
from baton.kernel.records import View

VIEW = View(
    ("number", "party", "sale_date", "currency", "untaxed_amount", "total_amount", "state"),
    {"lines": ("product", "quantity", "unit", "unit_price", "amount", "taxes")},
)


def order(shop, quantity="3", user=None):
    """A quotation made as a page makes it: defaults, on-changes, save."""
    user = user or shop.seller
    start = forms.defaults(shop.db, user, "sale.sale", VIEW)
    values = {**start.values, "party": shop.customer}
    values |= forms.on_change(shop.db, user, "sale.sale", values, ["party"], view=VIEW).values
    line = forms.line_defaults(shop.db, user, "sale.sale", "lines", document=values)
    line["product"] = shop.product
    values["lines"] = [{"id": None, "values": line}]
    at = forms.Line("lines", 0)
    changed = forms.on_change(shop.db, user, "sale.sale", values, ["product"], view=VIEW, line=at)
    line |= changed.line
    values |= changed.values
    line["quantity"] = quantity
    changed = forms.on_change(shop.db, user, "sale.sale", values, ["quantity"], view=VIEW, line=at)
    line |= changed.line
    values |= changed.values
    return values


def test_on_changes_fill_prices_taxes_and_totals(shop) -> None:
    values = order(shop, quantity="3")
    line = values["lines"][0]["values"]
    assert line["unit_price"] == Decimal("120")
    assert line["amount"] == Decimal("360.00")
    assert values["untaxed_amount"] == Decimal("360.00")
    # 13 % VAT on 360.00 is 46.80
    assert values["total_amount"] == Decimal("406.80")
    assert values["currency"]["name"]


def test_a_filled_form_is_saved_and_read_back_the_same(shop) -> None:
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    assert made.values["untaxed_amount"] == Decimal("360.00")
    assert made.values["state"] == "draft"
    assert made.values["party"] == {"id": shop.customer, "name": made.values["party"]["name"]}
    (line,) = made.values["lines"]
    assert line["values"]["quantity"] == Decimal("3")
    assert records.read(shop.db, shop.seller, "sale.sale", made.id, VIEW) == made


def test_saving_what_was_read_changes_nothing(shop) -> None:
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    again = records.write(
        shop.db, shop.seller, "sale.sale", made.id, made.values, view=VIEW, stamp=made.stamp
    )
    assert again == made


def test_lines_are_the_whole_list_wanted(shop) -> None:
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    (first,) = made.values["lines"]
    first["values"]["quantity"] = "5"
    fresh = {"values": {**first["values"], "quantity": "2"}}
    written = records.write(
        shop.db, shop.seller, "sale.sale", made.id, {"lines": [first, fresh]}, view=VIEW
    )
    assert [line["values"]["quantity"] for line in written.values["lines"]] == [5, 2]
    assert written.values["untaxed_amount"] == Decimal("840.00")
    left = records.write(
        shop.db,
        shop.seller,
        "sale.sale",
        made.id,
        {"lines": written.values["lines"][1:]},
        view=VIEW,
    )
    assert left.values["untaxed_amount"] == Decimal("240.00")


def test_somebody_elses_change_in_between_is_a_conflict(shop) -> None:
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    records.write(
        shop.db, shop.other, "sale.sale", made.id, {"reference": "A"}, view=VIEW, stamp=made.stamp
    )
    with pytest.raises(ConflictError) as error:
        records.write(
            shop.db, shop.seller, "sale.sale", made.id, {"reference": "B"},
            view=VIEW, stamp=made.stamp,
        )  # fmt: skip
    assert error.value.code == "kernel.stale"


def test_buttons_follow_the_state(shop) -> None:
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    buttons = made.states["buttons"]
    assert not buttons["quote"]["invisible"]
    assert buttons["draft"]["invisible"]
    quoted = actions.press(
        shop.db, shop.seller, "sale.sale", made.id, "quote", view=VIEW, stamp=made.stamp
    ).document
    assert quoted.values["state"] == "quotation"
    assert quoted.values["number"]
    assert not quoted.states["buttons"]["draft"]["invisible"]
    assert quoted.states["fields"]["party"]["readonly"]
    with pytest.raises(ForbiddenError):
        actions.press(shop.db, shop.seller, "sale.sale", made.id, "process", view=VIEW)


def test_confirming_goes_through_to_the_shipment(shop) -> None:
    """Confirming queues the processing; the answer shows the order after it."""
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    actions.press(shop.db, shop.seller, "sale.sale", made.id, "quote", view=VIEW)
    done = actions.press(shop.db, shop.seller, "sale.sale", made.id, "confirm", view=VIEW).document
    assert done.values["state"] == "processing"
    found = records.search(
        shop.db, shop.admin, "stock.shipment.out", fields=["origins", "state", "customer"],
        filters=[["customer", "=", shop.customer]],
    )  # fmt: skip
    assert found.total >= 1
    assert found.rows[-1]["state"] == "waiting"


def test_assigning_what_is_not_in_stock_asks_how_to_go_on(shop) -> None:
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    actions.press(shop.db, shop.seller, "sale.sale", made.id, "quote", view=VIEW)
    actions.press(shop.db, shop.seller, "sale.sale", made.id, "confirm", view=VIEW)
    view = View(("number", "state", "shipments"))
    sale = records.read(shop.db, shop.admin, "sale.sale", made.id, view)
    shipment = sale.values["shipments"][0]["id"]
    shown = View(("number", "state"))
    asked = actions.press(
        shop.db, shop.admin, "stock.shipment.out", shipment, "assign_wizard", view=shown
    ).question
    assert {button["state"] for button in asked.buttons} >= {"end"}
    force = next(button for button in asked.buttons if button["state"] == "force")
    answer = {"wizard": asked.wizard, "session": asked.session, "state": asked.state}
    done = actions.answer(
        shop.db, shop.admin, answer, force["state"], asked.values,
        model="stock.shipment.out", id=shipment, view=shown,
    )  # fmt: skip
    assert done.question is None
    assert done.document.values["state"] == "assigned"


def test_search_filters_sorts_and_counts(shop) -> None:
    for name in ("甲公司", "乙公司", "丙公司"):
        records.create(shop.db, shop.admin, "party.party", {"name": name}, View(("name",)))
    page = records.search(
        shop.db, shop.admin, "party.party", fields=["name", "code"], text="公司",
        order=["-code"], limit=2,
    )  # fmt: skip
    assert len(page.rows) == 2
    assert page.total >= 3
    codes = [row["code"] for row in page.rows]
    assert codes == sorted(codes, reverse=True)
    either = records.search(
        shop.db, shop.admin, "party.party", fields=["name"],
        filters=["OR", ["name", "=", "甲公司"], ["name", "=", "乙公司"]],
    )  # fmt: skip
    assert {row["name"] for row in either.rows} == {"甲公司", "乙公司"}


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ([["no_such", "=", 1]], "kernel.no_field"),
        ([["party.no_such", "=", 1]], "kernel.no_field"),
        ([["state", "==", "draft"]], "kernel.bad_filter"),
        ([["sale_date", "=", "yesterday"]], "kernel.bad_value"),
        ([["state", "in", "draft"]], "kernel.bad_filter"),
    ],
)
def test_a_wrong_filter_says_what_is_wrong(shop, filters, code) -> None:
    with pytest.raises(BatonError) as error:
        records.search(shop.db, shop.seller, "sale.sale", fields=["number"], filters=filters)
    assert error.value.code == code


def test_a_value_that_does_not_fit_names_the_field(shop) -> None:
    with pytest.raises(BatonError) as error:
        records.create(
            shop.db, shop.seller, "sale.sale", {"sale_date": "soon"}, VIEW, language="en"
        )
    assert error.value.code == "kernel.bad_value"
    assert "Sale Date" in error.value.text("en")


def test_what_is_not_there_is_not_found(shop) -> None:
    with pytest.raises(NotFoundError):
        records.read(shop.db, shop.seller, "sale.sale", 999999, VIEW)
    with pytest.raises(NotFoundError):
        records.read(shop.db, shop.seller, "no.model", 1, VIEW)


def test_a_sales_person_may_not_touch_the_ledger(shop) -> None:
    with pytest.raises(ForbiddenError):
        records.search(shop.db, shop.seller, "account.move", fields=["number"])


def test_copy_starts_again_as_a_draft_without_a_number(shop) -> None:
    made = records.create(shop.db, shop.seller, "sale.sale", order(shop), VIEW)
    actions.press(shop.db, shop.seller, "sale.sale", made.id, "quote", view=VIEW)
    twin = records.copy(shop.db, shop.seller, "sale.sale", made.id, VIEW)
    assert twin.values["state"] == "draft"
    assert twin.values["number"] is None
    records.delete(shop.db, shop.admin, "sale.sale", twin.id, stamp=twin.stamp)
    with pytest.raises(NotFoundError):
        records.read(shop.db, shop.seller, "sale.sale", twin.id, VIEW)


def test_choices_follow_the_form(shop) -> None:
    other = records.create(
        shop.db, shop.admin, "party.party",
        {"name": "别家", "addresses": [{"values": {"street": "二路2号"}}]},
        View(("name",), {"addresses": ("street",)}),
    )  # fmt: skip
    found = forms.choices(
        shop.db, shop.seller, "sale.sale", "invoice_address", values={"party": other.id}
    )
    assert [item["id"] for item in found] == [other.values["addresses"][0]["id"]]
