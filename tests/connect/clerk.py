"""A shop whose clerk does business in the ERP, and the mirror of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from business import buy, count, create_company, open_business, pay, produce, sell

from baton.connect.tryton import Mirror
from baton.metrics.engine import FactStore

DAY = dt.date(2026, 3, 16)
Act = Callable[[Any, Any], Any]


class Shop:
    """An ERP with a small business, its mirror, and what a clerk does in it."""

    def __init__(self, erp: Any) -> None:
        self.erp = erp
        self.store = FactStore.open("duckdb://")
        self.mirror = Mirror(erp.url, self.store)

    def do(self, act: Act) -> Any:
        """Do ``act`` in one transaction as the administrator of the company."""

        def work(erp: Any) -> Any:
            (company,) = erp.get("company.company").search([], limit=1) or [None]
            if company is None:
                return act(erp, None)
            with erp.context(company=company.id, companies=[company.id], _skip_warnings=True):
                return act(erp, company)

        return self.erp.run(1, work, language="en", check_access=False)

    def sale(self, quantity: float = 3, price: str = "50") -> tuple[int, int]:
        """A draft sale of one line; the ids of both."""

        def act(erp: Any, company: Any) -> tuple[int, int]:
            (party,) = erp.get("party.party").search([("name", "like", "客户%")])
            (product,) = erp.get("product.product").search([("template.name", "=", "轴")])
            sale = erp.get("sale.sale")(party=party, sale_date=DAY)
            sale.on_change_party()
            sale.save()
            line = erp.get("sale.line")(sale=sale, product=product, quantity=quantity)
            line.on_change_product()
            line.unit_price = Decimal(price)
            line.save()
            return sale.id, line.id

        ids: tuple[int, int] = self.do(act)
        return ids

    def change(self, line: int, **values: Any) -> None:
        self.do(lambda erp, _: erp.get("sale.line").write([erp.get("sale.line")(line)], values))

    def confirm(self, sale: int) -> None:
        def act(erp: Any, company: Any) -> None:
            model = erp.get("sale.sale")
            model.quote([model(sale)])
            model.confirm([model(sale)])
            model.process([model(sale)])

        self.do(act)

    def ship(self, sale: int) -> None:
        def act(erp: Any, company: Any) -> None:
            shipments = erp.get("stock.shipment.out")
            (shipment,) = erp.get("sale.sale")(sale).shipments
            shipments.assign_try([shipment])
            shipments.pick([shipment])
            shipments.pack([shipment])
            shipments.ship([shipments(shipment.id)])
            shipments.do([shipments(shipment.id)])

        self.do(act)

    def delete(self, sale: int) -> None:
        def act(erp: Any, company: Any) -> None:
            model = erp.get("sale.sale")
            model.cancel([model(sale)])
            model.delete([model(sale)])

        self.do(act)

    def value(self, fact: str, column: str, **where: Any) -> Decimal:
        """The sum of a column of the rows with these values."""
        table = self.store.table(fact)
        for key, value in where.items():
            table = table.filter(table[key] == value)
        found = self.store.query(table.aggregate(total=table[column].sum()))["total"][0].as_py()
        return Decimal(found or 0)


def open_shop(erp: Any) -> Shop:
    """A shop in a fresh ERP, with a sale, a return, a production, a count and payments."""
    shop = Shop(erp)
    company = shop.do(lambda inside, _: create_company(inside, "公司").id)

    def story(inside: Any, own: Any) -> None:
        business = open_business(inside, own, "small", DAY)
        bought = buy(business, 100, "10")
        produce(business, 20)
        sold = sell(business, 10, "50")
        sell(business, -2, "50")
        count(business, business.raw, 59)
        pay(business, bought)
        pay(business, sold)

    assert company
    shop.do(story)
    return shop
