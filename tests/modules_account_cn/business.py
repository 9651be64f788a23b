"""A small business told through the ERP's own workflow, for tests of what it posts."""

# ruff: noqa: N806
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from baton.modules.account_cn.setup import Books, setup


@dataclass
class Business:
    """A company with books, one raw material, one product made of two pieces of it."""

    erp: Any
    company: Any
    books: Books
    day: dt.date
    supplier: Any = None
    customer: Any = None
    raw: Any = None
    made: Any = None
    bom: Any = None

    def get(self, model: str, type: str = "model") -> Any:
        return self.erp.get(model, type=type)


def create_company(erp: Any, name: str) -> Any:
    """A company in CNY."""
    Currency = erp.get("currency.currency")
    found = Currency.search([("code", "=", "CNY")])
    if not found:
        found = Currency.create(
            [
                {
                    "name": "人民币",
                    "code": "CNY",
                    "symbol": "¥",
                    "digits": 2,
                    "rounding": Decimal("0.01"),
                }
            ]
        )
    (party,) = erp.get("party.party").create([{"name": name}])
    (company,) = erp.get("company.company").create(
        [{"party": party.id, "currency": found[0].id, "timezone": "Asia/Shanghai"}]
    )
    user = erp.get("res.user")(1)
    user.companies = [*user.companies, company]
    user.company = company
    user.save()
    return company


def open_business(erp: Any, company: Any, chart: str, day: dt.date) -> Business:
    """Books, parties, products and a bill of material; run in the company's context."""
    business = Business(erp, company, setup(company, chart, years=day.year), day)
    books = business.books

    def partner(name: str) -> Any:
        (party,) = erp.get("party.party").create(
            [
                {
                    "name": name,
                    "addresses": [("create", [{"street": "1"}])],
                    "customer_payment_term": books.payment_terms["net30"],
                    "supplier_payment_term": books.payment_terms["net30"],
                }
            ]
        )
        return party

    business.supplier, business.customer = partner("供应商"), partner("客户")
    (unit,) = erp.get("product.uom").search([("symbol", "=", "u")])

    def product(name: str, category: str, **values: Any) -> Any:
        (template,) = erp.get("product.template").create(
            [
                {
                    "name": name,
                    "type": "goods",
                    "default_uom": unit.id,
                    "account_category": books.categories[category],
                    "cost_price_method": "average",
                    "products": [("create", [{}])],
                    **values,
                }
            ]
        )
        (made,) = template.products
        return made

    business.raw = product("圆钢", "raw", purchasable=True, purchase_uom=unit.id)
    business.made = product(
        "轴",
        "finished",
        salable=True,
        sale_uom=unit.id,
        producible=True,
        list_price=Decimal("50"),
    )
    (business.bom,) = erp.get("production.bom").create(
        [
            {
                "name": "轴",
                "inputs": [
                    ("create", [{"product": business.raw.id, "quantity": 2, "unit": unit.id}])
                ],
                "outputs": [
                    ("create", [{"product": business.made.id, "quantity": 1, "unit": unit.id}])
                ],
            }
        ]
    )
    return business


def buy(b: Business, quantity: float, price: str) -> Any:
    """Order, receive, and book the supplier's invoice; returns the posted invoice."""
    Purchase, Shipment = b.get("purchase.purchase"), b.get("stock.shipment.in")
    purchase = Purchase(party=b.supplier, purchase_date=b.day)
    purchase.on_change_party()
    purchase.save()
    Line = b.get("purchase.line")
    line = Line(purchase=purchase, product=b.raw, quantity=quantity)
    line.on_change_product()
    line.unit_price = Decimal(price)
    line.save()
    Purchase.quote([purchase])
    Purchase.confirm([purchase])
    Purchase.process([purchase])
    shipment = Shipment(
        supplier=b.supplier,
        company=b.company,
        effective_date=b.day,
        warehouse=purchase.warehouse,
        warehouse_input=purchase.warehouse.input_location,
        warehouse_storage=purchase.warehouse.storage_location,
    )
    purchase = Purchase(purchase.id)
    shipment.incoming_moves = list(purchase.moves)
    shipment.save()
    Shipment.receive([shipment])
    Shipment.do([shipment])
    Purchase.process([Purchase(purchase.id)])
    (invoice,) = Purchase(purchase.id).invoices
    return post(b, invoice)


def post(b: Business, invoice: Any) -> Any:
    """Post an invoice on the day of the business."""
    Invoice = b.get("account.invoice")
    Invoice.write([invoice], {"invoice_date": b.day, "accounting_date": b.day})
    invoice = Invoice(invoice.id)
    Invoice.validate_invoice([invoice])
    Invoice.post([invoice])
    return Invoice(invoice.id)


def produce(b: Business, quantity: float) -> Any:
    """Plan, assign, run and finish a production order."""
    Production = b.get("production")
    production = Production(
        company=b.company, product=b.made, bom=b.bom, quantity=quantity, unit=b.made.default_uom
    )
    production.warehouse = Production.default_warehouse()
    production.on_change_warehouse()
    production.location = production.warehouse.production_location
    production.effective_start_date = production.effective_date = b.day
    production.save()
    Production.set_moves([production])
    production = Production(production.id)
    Production.wait([production])
    Production.assign_try([production])
    assert Production(production.id).state == "assigned"
    Production.run([production])
    Production.do([production])
    return Production(production.id)


def sell(b: Business, quantity: float, price: str) -> Any:
    """Order, ship (or take back, when negative) and invoice; returns the posted invoice."""
    Sale = b.get("sale.sale")
    sale = Sale(party=b.customer, sale_date=b.day)
    sale.on_change_party()
    sale.save()
    Line = b.get("sale.line")
    line = Line(sale=sale, product=b.made, quantity=quantity)
    line.on_change_product()
    line.unit_price = Decimal(price)
    line.save()
    Sale.quote([sale])
    Sale.confirm([sale])
    Sale.process([sale])
    sale = Sale(sale.id)
    if quantity > 0:
        Shipment = b.get("stock.shipment.out")
        (shipment,) = sale.shipments
        Shipment.assign_try([shipment])
        assert Shipment(shipment.id).state == "assigned"
        Shipment.pick([shipment])
        Shipment.pack([shipment])
        Shipment.write([shipment], {"effective_date": b.day})
        Shipment.ship([Shipment(shipment.id)])
        Shipment.do([Shipment(shipment.id)])
    else:
        Return = b.get("stock.shipment.out.return")
        (shipment,) = sale.shipment_returns
        Return.write([shipment], {"effective_date": b.day})
        Return.receive([Return(shipment.id)])
        Return.do([Return(shipment.id)])
    Sale.process([Sale(sale.id)])
    (invoice,) = Sale(sale.id).invoices
    return post(b, invoice)


def pay(b: Business, invoice: Any) -> None:
    """Pay an invoice in full by bank."""
    Wizard = b.get("account.invoice.pay", type="wizard")
    session, _, _ = Wizard.create()
    with b.erp.context(
        active_id=invoice.id, active_ids=[invoice.id], active_model="account.invoice"
    ):
        data = {
            "start": {
                "payee": invoice.party.id,
                "amount": invoice.amount_to_pay,
                "currency": invoice.currency.id,
                "company": b.company.id,
                "invoice_account": invoice.account.id,
                "payment_method": b.books.payment_methods["bank"],
                "date": b.day,
            }
        }
        Wizard.execute(session, data, "choice")
    Wizard.delete(session)


def count(b: Business, product: Any, quantity: float) -> None:
    """A stock count that finds this quantity."""
    Inventory = b.get("stock.inventory")
    (warehouse,) = b.get("stock.location").search([("type", "=", "warehouse")], limit=1)
    inventory = Inventory(
        location=warehouse.storage_location, date=b.day, company=b.company, empty_quantity="keep"
    )
    inventory.save()
    Inventory.complete_lines([inventory])
    (line,) = [found for found in Inventory(inventory.id).lines if found.product == product]
    b.get("stock.inventory.line").write([line], {"quantity": quantity})
    Inventory.confirm([Inventory(inventory.id)])


def balances(b: Business) -> dict[str, Decimal]:
    """Debit minus credit of each account that does not stand at zero, by code."""
    totals: dict[str, Decimal] = {}
    for line in b.get("account.move.line").search([("move.company", "=", b.company.id)]):
        assert line.move.state == "posted"
        code = line.account.code
        totals[code] = totals.get(code, Decimal(0)) + line.debit - line.credit
    return {code: total for code, total in totals.items() if total}
