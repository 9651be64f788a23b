"""Tryton's own knowledge of its documents, in the reader's language; and what happened to one."""

from __future__ import annotations

import json

from baton.kernel import actions, metadata, records, storage, template, trail
from baton.kernel.records import View


def test_fields_have_labels_in_both_languages(shop) -> None:
    chinese = metadata.fields(shop.db, shop.admin, "party.party", language="zh_CN")
    english = metadata.fields(shop.db, shop.admin, "party.party", language="en")
    assert english["name"]["label"] == "Name"
    assert chinese["name"]["label"] != english["name"]["label"]
    assert chinese.keys() == english.keys()


def test_a_sale_is_described_for_a_page(shop) -> None:
    fields = metadata.fields(shop.db, shop.seller, "sale.sale", language="en")
    assert fields["party"]["relation"] == "party.party"
    assert fields["lines"]["relation_field"] == "sale"
    assert fields["untaxed_amount"]["digits_field"] == "currency"
    assert fields["untaxed_amount"]["unit_field"] == "currency"
    assert ["draft", "Draft"] in fields["state"]["selection"]
    assert fields["party"]["states"]["readonly"]
    json.dumps(fields)


def test_every_document_can_be_described(shop) -> None:
    """No model of the ERP breaks the description of pages: their makers may choose any."""

    def storages(erp):
        from trytond.model import ModelStorage, ModelView

        return [
            name
            for name, cls in erp._pool.iterobject()
            if issubclass(cls, ModelStorage) and issubclass(cls, ModelView)
        ]

    for name in shop.db.run(0, storages, readonly=True):
        json.dumps(metadata.fields(shop.db, 1, name))
        json.dumps(metadata.buttons(shop.db, 1, name))


def test_buttons_and_workflow(shop) -> None:
    names = [button["name"] for button in metadata.buttons(shop.db, shop.seller, "sale.sale")]
    assert {"quote", "confirm", "cancel"} <= set(names)
    flow = metadata.workflow(shop.db, shop.seller, "sale.sale")
    assert flow["field"] == "state"
    assert ["draft", "quotation"] in flow["transitions"]


def test_access_is_the_users_own(shop) -> None:
    assert metadata.model(shop.db, shop.seller, "sale.sale")["access"]["create"]
    assert not metadata.model(shop.db, shop.seller, "account.move")["access"]["read"]


def test_the_trail_says_who_did_what(shop) -> None:
    view = View(("number", "state"))

    def address(erp):
        return erp.get("party.party")(shop.customer).addresses[0].id

    place = shop.db.run(0, address, readonly=True)
    line = {"product": shop.product, "quantity": "1", "unit": 1, "unit_price": "10"}
    made = records.create(
        shop.db, shop.seller, "sale.sale",
        {"party": shop.customer, "invoice_address": place, "shipment_address": place,
         "lines": [{"values": line}]}, view,
    )  # fmt: skip
    records.write(shop.db, shop.other, "sale.sale", made.id, {"reference": "R"}, view=view)
    actions.press(shop.db, shop.seller, "sale.sale", made.id, "quote", view=view)
    events = trail.of(shop.db, shop.seller, "sale.sale", made.id)
    kinds = {(event.kind, event.user) for event in events}
    assert ("create", "王销售") in kinds
    assert ("write", "李销售") in kinds
    assert ("button", "王销售") in kinds
    assert any(event.kind == "transition" for event in events)
    assert [event.at for event in events] == sorted((e.at for e in events), reverse=True)


def test_a_database_of_other_modules_is_updated_once(erp) -> None:
    wanted = storage.read_build(erp.location)
    old = {**wanted, "own": {**wanted["own"], "baton_change_log": "before"}}
    url = erp.url
    erp.close()
    storage.write_build(erp.location, old)
    steps: list[str] = []
    again = type(erp).open(url, progress=lambda step, share: steps.append(step))
    assert "kernel.step_update" in steps
    assert storage.read_build(again.location) == wanted
    assert template.update(again.location) is False
