"""The documents of the role tests: of each kind some, by the name of whose they are."""

# ruff: noqa: N806
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import world

PASSWORD = "correct-horse-7"
DAY = world.DAY


@dataclass
class Firm:
    """What there is: ids of users and employees by login, documents by page and name."""

    users: dict[str, int]
    employees: dict[str, int]
    ids: dict[str, Any]
    documents: dict[str, dict[str, int]] = field(default_factory=dict)


def build(database: Any) -> Firm:
    """The company of ``world`` with passwords, and the documents of ``cases.yaml``."""
    made = world.build(database)
    firm = Firm(made.users, made.employees, made.ids)
    company = firm.ids["company"]
    database.run(
        0, lambda erp: _documents(erp, firm), company=company, companies=[company], language="en"
    )
    return firm


def _documents(erp: Any, firm: Firm) -> None:
    User = erp.get("res.user")
    for number in firm.users.values():
        User.write([User(number)], {"password": PASSWORD})
    for work in (_masters, _selling, _stock, _making, _books, _people):
        work(erp, firm)


def _masters(erp: Any, firm: Firm) -> None:
    ids, docs = firm.ids, firm.documents
    Party = erp.get("party.party")
    (region,) = erp.get("baton.org.region").create([{"name": "North", "code": "N"}])
    Party.write(Party.browse([ids["customer"], ids["other"]]), {"region": region.id})
    Party.write([Party(ids["supplier"])], {"buyer": firm.employees["buyer"]})
    (free,) = Party.create([{"name": "无主客户", "region": region.id}])
    docs["customer"] = {"anna": ids["customer"], "bob": ids["other"], "nobody": free.id}
    docs["supplier"] = {"one": ids["supplier"]}
    docs["product"] = {"made": ids["made"], "raw": ids["raw"]}
    docs["bom"] = {"one": ids["bom"]}
    docs["employee"] = {login: firm.employees[login] for login in ("anna", "worker", "boss")}
    docs["org_unit"] = {code: ids["units"][code] for code in ("0", "1", "4")}
    (prices,) = erp.get("product.price_list").create(
        [{"name": "批发", "price": "list_price", "unit": "product_default",
          "lines": [("create", [{"formula": "unit_price"}])]}]
    )  # fmt: skip
    docs["price_list"] = {"one": prices.id}


def _selling(erp: Any, firm: Firm) -> None:
    ids, docs, people = firm.ids, firm.documents, firm.employees
    owners = {"anna": "customer", "bob": "other"}
    Sale = erp.get("sale.sale")
    docs["sale_order"] = {}
    for login, customer in owners.items():
        sale = Sale(party=ids[customer], sale_date=DAY)
        sale.on_change_party()
        line = erp.get("sale.line")(product=ids["made"], quantity=1, sale=sale)
        line.on_change_product()
        line.unit_price = Decimal(50)
        sale.lines = [line]
        sale.save()
        assert sale.salesperson.id == people[login]
        docs["sale_order"][login] = sale.id
    docs["opportunity"] = {
        login: record.id
        for login, record in zip(
            owners,
            erp.get("sale.opportunity").create(
                [
                    {"party": ids[customer], "employee": people[login], "description": "x"}
                    for login, customer in owners.items()
                ]
            ),
            strict=True,
        )
    }
    (model,) = erp.get("ir.model").search([("name", "=", "sale.sale")])
    (kind,) = erp.get("sale.complaint.type").create([{"name": "质量", "origin": model.id}])
    Complaint = erp.get("sale.complaint")
    own, other, waiting = Complaint.create(
        [
            {"customer": ids[customer], "responsible": people[login], "type": kind.id, "date": DAY}
            for login, customer in [*owners.items(), ("bob", "other")]
        ]
    )
    Complaint.write([waiting], {"responsible": people["head"], "customer": ids["other"]})
    Complaint.wait([waiting])
    docs["complaint"] = {"anna": own.id, "bob": other.id}
    docs["complaint:waiting"] = {"waiting": waiting.id}


def _stock(erp: Any, firm: Firm) -> None:
    ids, docs = firm.ids, firm.documents
    owners = {"anna": "customer", "bob": "other"}
    Location = erp.get("stock.location")
    (warehouse,) = Location.search([("type", "=", "warehouse")], limit=1)
    (shelf,) = Location.create(
        [{"name": "货架", "type": "storage", "parent": warehouse.storage_location.id}]
    )
    for page, model in (
        ("customer_shipment", "stock.shipment.out"),
        ("customer_return", "stock.shipment.out.return"),
    ):
        address = {
            customer: erp.get("party.address").search([("party", "=", ids[customer])])[0].id
            for customer in owners.values()
        }
        place, side = (
            ("delivery_address", "output")
            if page == "customer_shipment"
            else ("contact_address", "input")
        )
        made = erp.get(model).create(
            [
                {
                    "customer": ids[customer],
                    place: address[customer],
                    "warehouse": warehouse.id,
                    "warehouse_storage": warehouse.storage_location.id,
                    f"warehouse_{side}": getattr(warehouse, f"{side}_location").id,
                }
                for customer in owners.values()
            ]
        )
        docs[page] = {login: record.id for login, record in zip(owners, made, strict=True)}
    (receipt,) = erp.get("stock.shipment.in").create(
        [{"supplier": ids["supplier"], "warehouse": warehouse.id,
          "warehouse_input": warehouse.input_location.id,
          "warehouse_storage": warehouse.storage_location.id}]
    )  # fmt: skip
    docs["receipt"] = {"one": receipt.id}
    (moved,) = erp.get("stock.shipment.internal").create(
        [{"from_location": warehouse.storage_location.id, "to_location": shelf.id}]
    )
    docs["internal_shipment"] = {"one": moved.id}
    (count,) = erp.get("stock.inventory").create(
        [{"location": warehouse.storage_location.id, "date": DAY, "empty_quantity": "keep"}]
    )
    docs["stock_count"] = {"one": count.id}


def _making(erp: Any, firm: Firm) -> None:
    ids, docs = firm.ids, firm.documents
    (warehouse,) = erp.get("stock.location").search([("type", "=", "warehouse")], limit=1)
    Production = erp.get("production")
    (order,) = Production.create(
        [{"product": ids["made"], "bom": ids["bom"], "quantity": 1, "warehouse": warehouse.id,
          "unit": erp.get("product.product")(ids["made"]).default_uom.id,
          "location": warehouse.production_location.id,
          "responsible": firm.employees["foreman"]}]
    )  # fmt: skip
    Production.set_moves([order])
    docs["production_order"] = {"one": order.id}
    (category,) = erp.get("production.work.center.category").create([{"name": "车床"}])
    (center,) = erp.get("production.work.center").create(
        [{"name": "一号车床", "category": category.id, "warehouse": warehouse.id}]
    )
    docs["work_center"] = {"one": center.id}
    (control,) = erp.get("quality.control").create(
        [{"name": "外观", "operations": [], "frequency": 1,
          "points": [("create", [{"string": "划痕", "name": "scratch", "type_": "boolean"}])]}]
    )  # fmt: skip
    (inspection,) = erp.get("quality.inspection").create(
        [{"control": control.id, "origin": f"production,{order.id}"}]
    )
    docs["inspection"] = {"one": inspection.id}
    Purchase = erp.get("purchase.purchase")
    docs["purchase_order"] = {}
    for name in ("draft", "confirmed"):
        purchase = Purchase(party=ids["supplier"], purchase_date=DAY)
        purchase.on_change_party()
        line = erp.get("purchase.line")(product=ids["raw"], quantity=1, purchase=purchase)
        line.on_change_product()
        line.unit_price = Decimal(7)
        purchase.lines = [line]
        purchase.save()
        if name == "confirmed":
            Purchase.quote([purchase])
            Purchase.confirm([purchase])
        docs["purchase_order"][name] = purchase.id


def _books(erp: Any, firm: Firm) -> None:
    ids, docs, people = firm.ids, firm.documents, firm.employees
    Invoice = erp.get("account.invoice")

    def invoice(kind: str, party: int, responsible: str) -> int:
        made = Invoice(company=ids["company"], type=kind, party=party)
        made.responsible = people[responsible]
        made.on_change_type()
        made.on_change_party()
        made.on_change_responsible()
        made.save()
        return int(made.id)

    docs["customer_invoice"] = {
        "anna": invoice("out", ids["customer"], "anna"),
        "bob": invoice("out", ids["other"], "bob"),
    }
    docs["supplier_invoice"] = {"one": invoice("in", ids["supplier"], "buyer")}
    Journal = erp.get("account.journal")
    (currency,) = erp.get("currency.currency").search([("code", "=", "CNY")])
    (journal,) = erp.get("account.payment.journal").create(
        [{"name": "付款", "process_method": "manual", "currency": currency.id}]
    )
    (payment,) = erp.get("account.payment").create(
        [{"kind": "payable", "party": ids["supplier"], "amount": Decimal(1), "date": DAY,
          "journal": journal.id}]
    )  # fmt: skip
    docs["payment"] = {"one": payment.id}
    period = erp.get("account.period").find(ids["company"], date=DAY)
    (cash,) = Journal.search([("type", "=", "cash")], limit=1)
    (move,) = erp.get("account.move").create(
        [{"period": period.id, "journal": cash.id, "date": DAY}]
    )
    docs["account_move"] = {"one": move.id}


def _people(erp: Any, firm: Firm) -> None:
    at = dt.datetime.combine(DAY, dt.time(1))
    made = erp.get("attendance.line").create(
        [
            {"employee": firm.employees[login], "at": at, "type": "in", "date": DAY}
            for login in ("anna", "worker")
        ]
    )
    firm.documents["attendance"] = {"anna": made[0].id, "worker": made[1].id}
