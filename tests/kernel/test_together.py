"""Several people on one document: who presses what, lines that change, names one may not open."""

from __future__ import annotations

import pytest

from baton.base.errors import ConflictError, ForbiddenError
from baton.kernel import actions, records
from baton.kernel.records import View

VIEW = View(("party", "reference", "state"), {"lines": ("product", "quantity")})


@pytest.fixture
def order(shop):
    """A quotation of the seller's."""

    def address(erp):
        return erp.get("party.address").search([("party", "=", shop.customer)], limit=1)[0].id

    place = shop.db.run(0, address)
    line = {"product": shop.product, "quantity": "1", "unit": 1, "unit_price": "10"}
    values = {
        "party": shop.customer,
        "invoice_address": place,
        "shipment_address": place,
        "lines": [{"values": line}],
    }
    made = records.create(shop.db, shop.seller, "sale.sale", values, VIEW)
    return actions.press(shop.db, shop.seller, "sale.sale", made.id, "quote", view=VIEW).document


@pytest.fixture
def two_needed(shop):
    """A rule that two people must confirm orders."""

    def add(erp):
        (button,) = erp.get("ir.model.button").search(
            [("model", "=", "sale.sale"), ("name", "=", "confirm")]
        )
        return (
            erp.get("ir.model.button.rule").create([{"button": button.id, "number_user": 2}])[0].id
        )

    rule = shop.db.run(0, add)
    yield
    shop.db.run(0, lambda erp: erp.get("ir.model.button.rule").delete(
        [erp.get("ir.model.button.rule")(rule)]
    ))  # fmt: skip


def test_a_button_for_two_says_who_has_pressed_and_goes_on_with_the_second(
    shop, order, two_needed
) -> None:
    def confirm_button(user):
        found = records.read(shop.db, user, "sale.sale", order.id, VIEW)
        return found.states["buttons"]["confirm"]

    assert confirm_button(shop.seller) == {
        "invisible": False,
        "readonly": False,
        "clicks": {"needed": 2, "by": [], "mine": False},
    }
    first = actions.press(shop.db, shop.seller, "sale.sale", order.id, "confirm", view=VIEW)
    assert first.document.values["state"] == "quotation"
    assert confirm_button(shop.seller) == {
        "invisible": False,
        "readonly": True,
        "clicks": {"needed": 2, "by": ["王销售"], "mine": True},
    }
    mine = confirm_button(shop.other)
    assert (mine["readonly"], mine["clicks"]["mine"]) == (False, False)
    second = actions.press(shop.db, shop.other, "sale.sale", order.id, "confirm", view=VIEW)
    assert second.document.values["state"] == "processing"
    assert "clicks" not in second.document.states["buttons"].get("confirm", {})


def test_an_ordinary_button_has_no_clicks(order) -> None:
    assert order.states["buttons"]["confirm"] == {"invisible": False, "readonly": False}


def test_a_changed_line_changes_the_stamp(shop, order) -> None:
    (line,) = order.values["lines"]

    def write(erp):
        erp.get("sale.line").write([erp.get("sale.line")(line["id"])], {"note": "x"})

    shop.db.run(0, write)
    again = records.read(shop.db, shop.seller, "sale.sale", order.id, VIEW)
    assert again.stamp != order.stamp
    for attempt in (
        lambda: records.write(
            shop.db, shop.seller, "sale.sale", order.id, {"reference": "r"},
            view=VIEW, stamp=order.stamp,
        ),
        lambda: actions.press(
            shop.db, shop.seller, "sale.sale", order.id, "draft", view=VIEW, stamp=order.stamp
        ),
        lambda: records.delete(
            shop.db, shop.seller, "sale.sale", order.id, view=VIEW, stamp=order.stamp
        ),
    ):  # fmt: skip
        with pytest.raises(ConflictError) as error:
            attempt()
        assert error.value.code == "kernel.stale"
    records.write(
        shop.db, shop.seller, "sale.sale", order.id, {}, view=VIEW, stamp=again.stamp
    )  # the newest stamp is good


def test_added_and_removed_lines_change_the_stamp(shop, order) -> None:
    order = actions.press(shop.db, shop.seller, "sale.sale", order.id, "draft", view=VIEW).document
    (line,) = order.values["lines"]
    stamps = {order.stamp}

    def copy(erp):
        return erp.get("sale.line").copy([erp.get("sale.line")(line["id"])])[0].id

    added = shop.db.run(0, copy)
    stamps.add(records.read(shop.db, shop.seller, "sale.sale", order.id, VIEW).stamp)
    shop.db.run(0, lambda erp: erp.get("sale.line").delete([erp.get("sale.line")(added)]))
    assert records.read(shop.db, shop.seller, "sale.sale", order.id, VIEW).stamp == order.stamp
    assert len(stamps) == 2


def test_names_on_a_document_show_though_the_file_is_not_the_persons(shop, order) -> None:
    """The seller's order for a customer of somebody else's."""

    def give_away(erp):
        employee = erp.get("res.user")(shop.other).employee.id
        party = erp.get("party.party")
        before = party(shop.customer).salesperson
        party.write([party(shop.customer)], {"salesperson": employee})
        return before.id if before else None

    before = shop.db.run(0, give_away)
    try:
        found = records.read(shop.db, shop.seller, "sale.sale", order.id, VIEW)
        assert found.values["party"] == {"id": shop.customer, "name": order.values["party"]["name"]}
        assert found.values["party"]["name"]
        page = records.search(shop.db, shop.seller, "sale.sale", fields=["party"])
        assert found.values["party"] in [row["party"] for row in page.rows]
        with pytest.raises(ForbiddenError):
            shop.db.run(
                shop.seller,
                lambda erp: erp.get("party.party").read([shop.customer], ["code"]),
            )
    finally:
        shop.db.run(
            0,
            lambda erp: erp.get("party.party").write(
                [erp.get("party.party")(shop.customer)], {"salesperson": before}
            ),
        )


def test_a_refused_access_says_so_without_listing_groups(shop) -> None:
    with pytest.raises(ForbiddenError) as error:
        records.search(shop.db, shop.seller, "account.move", fields=["number"])
    assert "Baton" not in error.value.text("zh_CN")
    assert "管理员" in error.value.text("zh_CN")
