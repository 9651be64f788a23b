"""Everybody can do the own work, and nothing else."""

# ruff: noqa: N806
from __future__ import annotations

from decimal import Decimal

import pytest
from world import DAY

from baton.base.errors import ForbiddenError


def order(world, login, customer, quantity=1):
    """A person sells: quotation, confirmation; the order goes on by itself. Returns its id."""

    def work(erp):
        Sale, Line = erp.get("sale.sale"), erp.get("sale.line")
        sale = Sale(party=world.ids[customer], sale_date=DAY)
        sale.on_change_party()
        line = Line(product=world.ids["made"], quantity=quantity, sale=sale)
        line.on_change_product()
        line.unit_price = Decimal(50)
        sale.lines = [line]
        sale.save()
        Sale.quote([sale])
        Sale.confirm([sale])
        return sale.id

    number = world.act(login, work)

    def state(erp):
        return erp.get("sale.sale")(number).state

    assert world.act(login, state) == "processing"
    return number


def stock_up(world):
    """Enough of the product in stock for the orders of these tests."""

    def work(erp):
        Inventory = erp.get("stock.inventory")
        (warehouse,) = erp.get("stock.location").search([("type", "=", "warehouse")], limit=1)
        (inventory,) = Inventory.create(
            [
                {
                    "location": warehouse.storage_location.id,
                    "date": DAY,
                    "kind": "opening",
                    "empty_quantity": "keep",
                    "lines": [
                        ("create", [{"product": world.ids["made"], "quantity": 100.0}]),
                        ("create", [{"product": world.ids["raw"], "quantity": 100.0}]),
                    ],
                }
            ]
        )
        Inventory.confirm([inventory])

    world.act("keeper", work)


def ship(world, sale):
    """The keeper picks, packs and ships."""

    def find(erp):
        return [s.id for s in erp.get("sale.sale")(sale).shipments]

    (shipment,) = world.act("boss", find)

    def work(erp):
        Shipment = erp.get("stock.shipment.out")
        for step in ("pick", "pack", "ship", "do"):
            if step == "pick":
                Shipment.assign_try([Shipment(shipment)])
            getattr(Shipment, step)([Shipment(shipment)])
        return Shipment(shipment).state, Shipment(shipment).shipped_by.id

    assert world.act("keeper", work) == ("done", world.employees["keeper"])
    return shipment


def test_an_order_goes_through_the_hands_of_sales_warehouse_and_finance(world) -> None:
    stock_up(world)
    sale = order(world, "anna", "customer")
    ship(world, sale)

    def invoices(erp):
        erp.get("sale.sale").process(erp.get("sale.sale").browse([sale]))
        return [i.id for i in erp.get("sale.sale")(sale).invoices]

    (invoice,) = world.act("anna", invoices)

    def post(erp):
        Invoice = erp.get("account.invoice")
        Invoice.post([Invoice(invoice)])
        found = Invoice(invoice)
        return found.state, found.responsible.id, found.org_unit.id, found.total_amount

    with pytest.raises(ForbiddenError):
        world.act("anna", post)
    with pytest.raises(ForbiddenError):
        world.act("keeper", post)
    assert world.act("accountant", post) == (
        "posted",
        world.employees["anna"],
        world.ids["units"]["11"],
        Decimal("56.50"),
    )

    def pay(erp):
        Wizard = erp.get("account.invoice.pay", type="wizard")
        session, _, _ = Wizard.create()
        found = erp.get("account.invoice")(invoice)
        with erp.context(active_id=invoice, active_ids=[invoice], active_model="account.invoice"):
            start = {
                "payee": found.party.id,
                "amount": found.amount_to_pay,
                "currency": found.currency.id,
                "company": found.company.id,
                "invoice_account": found.account.id,
                "payment_method": world.ids["bank"],
                "date": DAY,
            }
            Wizard.execute(session, {"start": start}, "choice")
        Wizard.delete(session)

    world.act("accountant", pay)

    def state(erp):
        return erp.get("account.invoice")(invoice).state

    assert world.act("anna", state) == "paid"


def test_sales_see_their_own_customers_heads_their_unit_and_the_manager_everything(world) -> None:
    mine, theirs = order(world, "anna", "customer"), order(world, "bob", "other")

    def seen(erp):
        return {s.id for s in erp.get("sale.sale").search([("id", "in", [mine, theirs])])}

    assert world.act("anna", seen) == {mine}
    assert world.act("bob", seen) == {theirs}
    assert world.act("eve", seen) == {theirs}  # heads bob's unit, has only the sales role
    assert world.act("head", seen) == {mine, theirs}
    assert world.act("boss", seen) == {mine, theirs}
    assert world.act("accountant", seen) == {mine, theirs}
    for login in ("keeper", "foreman", "hr", "buyer"):
        with pytest.raises(ForbiddenError):
            world.act(login, seen)

    def read(erp):
        return erp.get("sale.sale").read([theirs], ["number"])

    with pytest.raises(ForbiddenError):
        world.act("anna", read)

    def customers(erp):
        ids = [world.ids["customer"], world.ids["other"]]
        return {p.id for p in erp.get("party.party").search([("id", "in", ids)])}

    assert world.act("anna", customers) == {world.ids["customer"]}
    assert world.act("keeper", customers) == {world.ids["customer"], world.ids["other"]}

    def shipments(erp):
        return {s.customer.id for s in erp.get("stock.shipment.out").search([])}

    assert world.act("anna", shipments) == {world.ids["customer"]}
    assert world.act("head", shipments) == {world.ids["customer"], world.ids["other"]}


def test_an_order_of_another_unit_cannot_be_opened_or_pressed(world) -> None:
    theirs = order(world, "bob", "other")

    def cancel(erp):
        erp.get("sale.sale").cancel(erp.get("sale.sale").browse([theirs]))

    with pytest.raises(ForbiddenError):
        world.act("anna", cancel)
    with pytest.raises(ForbiddenError):
        world.act("boss", cancel)  # sees everything, does nobody's work


def test_purchasing_buys_the_keeper_receives_with_rejects_without_seeing_prices(world) -> None:
    def buy(erp):
        Purchase, Line = erp.get("purchase.purchase"), erp.get("purchase.line")
        purchase = Purchase(party=world.ids["supplier"], purchase_date=DAY)
        purchase.on_change_party()
        line = Line(product=world.ids["raw"], quantity=10, purchase=purchase)
        line.on_change_product()
        line.unit_price = Decimal(7)
        purchase.lines = [line]
        purchase.save()
        Purchase.quote([purchase])
        Purchase.confirm([purchase])
        return purchase.id

    purchase = world.act("buyer", buy)
    for login in ("anna", "keeper", "foreman"):
        with pytest.raises(ForbiddenError):
            world.act(login, buy)

    def receive(erp):
        Move, Shipment = erp.get("stock.move"), erp.get("stock.shipment.in")
        moves = Move.search([("purchase", "=", purchase), ("state", "=", "draft")])
        Purchase = erp.get("purchase.purchase")
        warehouse = Purchase(purchase).warehouse
        reason = erp.data_id("baton_org", "reason_reject_surface")
        Move.write(moves, {"quantity": 8, "rejected_quantity": 2, "reject_reason": reason})
        (shipment,) = Shipment.create(
            [
                {
                    "supplier": world.ids["supplier"],
                    "effective_date": DAY,
                    "warehouse": warehouse.id,
                    "warehouse_input": warehouse.input_location.id,
                    "warehouse_storage": warehouse.storage_location.id,
                    "incoming_moves": [("add", [m.id for m in moves])],
                }
            ]
        )
        Shipment.receive([shipment])
        Shipment.do([shipment])
        return shipment.state

    assert world.act("keeper", receive) == "done"

    def outstanding(erp):
        moves = erp.get("stock.move").search([("purchase", "=", purchase)])
        return sorted((m.state, m.quantity, m.rejected_quantity or 0) for m in moves)

    assert world.act("buyer", outstanding) == [("done", 8, 2), ("draft", 2, 0)]

    def price(erp):
        (move,) = erp.get("stock.move").search([("purchase", "=", purchase)], limit=1)
        return erp.get("stock.move").read([move.id], ["unit_price"])[0]["unit_price"]

    assert world.act("buyer", price) == Decimal("7.0000")
    with pytest.raises(ForbiddenError):
        world.act("keeper", price)
    for model, name in [
        ("product.product", "cost_price"),
        ("product.product", "list_price"),
        ("purchase.purchase", "total_amount"),
        ("purchase.line", "unit_price"),
        ("stock.move", "cost_price"),
    ]:

        def read(erp, model=model, name=name):
            (record,) = erp.get(model).search([], limit=1)
            return erp.get(model).read([record.id], [name])

        assert name in world.act("boss", read)[0]
        with pytest.raises(ForbiddenError):
            world.act("keeper", read)

    def shown(erp):
        view = erp.get("stock.move").fields_view_get(None, "form")
        return set(view["fields"]) & {"quantity", "unit_price", "cost_price"}

    assert world.act("keeper", shown) == {"quantity"}
    assert world.act("buyer", shown) == {"quantity", "unit_price", "cost_price"}


def test_finance_alone_keeps_the_books_and_who_sees_everything_reads_them(world) -> None:
    def look(erp):
        return erp.get("account.move").search([], count=True)

    assert world.act("accountant", look) == world.act("boss", look) > 0
    assert world.act("admin2", look) == world.act("boss", look)
    for login in ("anna", "head", "buyer", "keeper", "foreman", "inspector", "hr", "worker"):
        with pytest.raises(ForbiddenError):
            world.act(login, look)

    def change(erp):
        moves = erp.get("account.move").search([], limit=1)
        erp.get("account.move").write(moves, {"description": "x"})

    for login in ("admin2", "boss"):
        with pytest.raises(ForbiddenError):
            world.act(login, change)


def test_production_makes_and_records_scrap(world) -> None:
    def make(erp):
        Production = erp.get("production")
        (warehouse,) = erp.get("stock.location").search([("type", "=", "warehouse")], limit=1)
        (production,) = Production.create(
            [
                {
                    "product": world.ids["made"],
                    "bom": world.ids["bom"],
                    "quantity": 3,
                    "unit": erp.get("product.product")(world.ids["made"]).default_uom.id,
                    "warehouse": warehouse.id,
                    "location": warehouse.production_location.id,
                }
            ]
        )
        Production.set_moves([production])
        Production.wait([production])
        Production.assign_try([production])
        Production.run([production])
        production = Production(production.id)
        Production.write(
            [production],
            {
                "scrapped_quantity": 1,
                "scrap_reason": erp.data_id("baton_org", "reason_scrap_setup"),
            },
        )
        erp.get("stock.move").write(list(production.outputs), {"quantity": 2})
        Production.do([production])
        found = Production(production.id)
        return found.state, found.responsible.id, found.org_unit.code, found.scrapped_quantity

    assert world.act("foreman", make) == ("done", world.employees["foreman"], "4", 1)
    for login in ("anna", "keeper", "hr"):
        with pytest.raises(ForbiddenError):
            world.act(login, make)


def test_scrap_without_a_reason_is_refused(world) -> None:
    from baton.base.errors import BatonError

    def make(erp):
        Production = erp.get("production")
        (production,) = Production.search([("state", "=", "done")], limit=1)
        (again,) = Production.copy([production])
        Production.write([again], {"scrapped_quantity": 1})

    with pytest.raises(BatonError) as error:
        world.act("foreman", make)
    assert "Scrap Reason" in error.value.text("en"), error.value.text("en")


def test_hr_employs_and_assigns_people_and_nobody_else(world) -> None:
    def employ(erp):
        (party,) = erp.get("party.party").create([{"name": "新人"}])
        (employee,) = erp.get("company.employee").create(
            [{"party": party.id, "company": world.ids["company"], "start_date": DAY}]
        )
        erp.get("baton.org.assignment").create(
            [{"employee": employee.id, "unit": world.ids["units"]["4"], "from_date": DAY}]
        )
        return employee.org_unit.code

    assert world.act("hr", employ) == "4"
    for login in ("anna", "head", "boss", "accountant", "keeper"):
        with pytest.raises(ForbiddenError):
            world.act(login, employ)


def test_the_administrator_gives_roles_and_a_role_brings_its_rights(world) -> None:
    def promote(erp):
        role = erp.data_id("baton_roles", "role_warehouse")
        User = erp.get("res.user")
        User.write([User(world.users["hr"])], {"roles": [("create", [{"role": role}])]})

    with pytest.raises(ForbiddenError):
        world.act("anna", promote)

    def count(erp):
        return erp.get("stock.shipment.out").search([], count=True)

    with pytest.raises(ForbiddenError):
        world.act("hr", count)
    world.act("admin2", promote)
    assert world.act("hr", count) > 0


def test_quality_works_on_inspections_and_complaints(world) -> None:
    def complain(erp):
        Complaint = erp.get("sale.complaint")
        (kind,) = erp.get("sale.complaint.type").search([], limit=1)
        (complaint,) = Complaint.create(
            [
                {
                    "customer": world.ids["customer"],
                    "type": kind.id,
                    "date": DAY,
                    "cause": erp.data_id("baton_org", "reason_complaint_late"),
                }
            ]
        )
        Complaint.wait([complaint])
        return complaint.id

    def types(erp):
        (model,) = erp.get("ir.model").search([("name", "=", "sale.sale")])
        erp.get("sale.complaint.type").create([{"name": "质量", "origin": model.id}])

    world.act("admin2", types)
    complaint = world.act("anna", complain)

    def settle(erp):
        Complaint = erp.get("sale.complaint")
        Complaint.approve([Complaint(complaint)])

    with pytest.raises(ForbiddenError):
        world.act("anna", settle)
    world.act("inspector", settle)

    def closed(erp):
        found = erp.get("sale.complaint")(complaint)
        return found.state, found.closed_date, found.org_unit.code

    assert world.act("anna", closed) == ("done", DAY, "11")
