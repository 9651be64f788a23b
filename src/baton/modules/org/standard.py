"""What documents are measured against, kept as it was on the document's day.

List prices of sales, standard prices of purchases, planned times of production, and every order
point that ever held: later changes of prices and recipes leave the past as it was.
"""

import datetime as dt
from decimal import Decimal

from trytond.model import ModelView, fields
from trytond.modules.product import price_digits, round_price
from trytond.pool import Pool, PoolMeta
from trytond.pyson import Eval
from trytond.transaction import Transaction


def _keep(lines, name, worked_out):
    """Store in each line's field ``name`` what ``worked_out`` says of it."""
    changed = []
    for line in lines:
        value = worked_out(line)
        if value != getattr(line, name):
            setattr(line, name, value)
            changed.append(line)
    if changed:
        changed[0].__class__.save(changed)


class Sale(metaclass=PoolMeta):
    __name__ = "sale.sale"

    @classmethod
    @ModelView.button
    def quote(cls, sales):
        lines = [line for sale in sales if sale.state == "draft" for line in sale.lines]
        Pool().get("sale.line").keep_list_prices(lines)
        super().quote(sales)


class SaleLine(metaclass=PoolMeta):
    """``list_price`` is what the product costs without the customer's own price list or discount.

    It is per ``unit``, in the currency of the order, as of the order's date.
    """

    __name__ = "sale.line"
    list_price = fields.Numeric(
        "List Price",
        digits=price_digits,
        readonly=True,
        help="The price of the company's own list when the order was quoted.",
    )

    @classmethod
    def keep_list_prices(cls, lines):
        """Note the list price of each line with a product."""
        _keep(lines, "list_price", lambda line: line._list_price() if line.product else None)

    def _list_price(self):
        pool = Pool()
        product = pool.get("product.product")
        context = self._get_context_sale_price()
        context["price_list"] = None
        if hasattr(self.sale, "price_list"):
            configuration = pool.get("sale.configuration")(1)
            own = configuration.get_multivalue("sale_price_list", company=self.sale.company.id)
            context["price_list"] = own.id if own else None
        with Transaction().set_context(context):
            return product.get_sale_price([self.product], abs(self.quantity or 0))[self.product.id]

    @classmethod
    def copy(cls, lines, default=None):
        default = {} if default is None else default.copy()
        default.setdefault("list_price")
        return super().copy(lines, default=default)


class Purchase(metaclass=PoolMeta):
    __name__ = "purchase.purchase"

    @classmethod
    @ModelView.button
    def quote(cls, purchases):
        lines = [line for order in purchases if order.state == "draft" for line in order.lines]
        Pool().get("purchase.line").keep_standard_prices(lines)
        super().quote(purchases)


class PurchaseLine(metaclass=PoolMeta):
    """``standard_price`` is the product's cost price on the day of the order.

    It is per ``unit``, in the currency of the company.
    """

    __name__ = "purchase.line"
    standard_price = fields.Numeric(
        "Standard Price",
        digits=price_digits,
        readonly=True,
        help="The cost price of the product when the order was quoted.",
    )

    @classmethod
    def keep_standard_prices(cls, lines):
        """Note the standard price of each line with a product that has a cost."""
        _keep(
            lines,
            "standard_price",
            lambda line: line._standard_price() if line.product and line.unit else None,
        )

    def _standard_price(self):
        pool = Pool()
        company = self.purchase.company.id
        with Transaction().set_context(company=company):
            today = pool.get("ir.date").today()
        day, price = self.purchase.purchase_date, None
        if day and day < today and hasattr(self.product, "get_cost_price_at"):
            price = self.product.get_cost_price_at(day, company=company)
        if price is None:
            price = self.product.get_multivalue("cost_price", company=company)
        if not price:  # nothing to measure against
            return None
        unit = pool.get("product.uom")
        return round_price(unit.compute_price(self.product.default_uom, price, self.unit))

    @classmethod
    def copy(cls, lines, default=None):
        default = {} if default is None else default.copy()
        default.setdefault("standard_price")
        return super().copy(lines, default=default)


class RoutingStep(metaclass=PoolMeta):
    __name__ = "production.routing.step"
    setup_duration = fields.TimeDelta(
        "Setup Time",
        domain=["OR", ("setup_duration", "=", None), ("setup_duration", ">=", dt.timedelta())],
        help="Once an order.",
    )
    unit_duration = fields.TimeDelta(
        "Time per Unit",
        domain=["OR", ("unit_duration", "=", None), ("unit_duration", ">=", dt.timedelta())],
        help="For one default unit of the product.",
    )

    def planned_duration(self, production):
        """How long the step should take for the order; None without standard times."""
        if self.setup_duration is None and self.unit_duration is None:
            return None
        quantity = production.quantity or 0
        if production.product and production.unit:
            quantity = (
                Pool()
                .get("product.uom")
                .compute_qty(production.unit, quantity, production.product.default_uom, round=False)
            )
        each = self.unit_duration or dt.timedelta()
        return (self.setup_duration or dt.timedelta()) + each * float(quantity)


class RoutingStepOfWork(metaclass=PoolMeta):
    __name__ = "production.routing.step"

    def get_work(self, production, work_center_picker):
        work = super().get_work(production, work_center_picker)
        work.planned_duration = self.planned_duration(production)
        if work.planned_duration is not None and work.work_center:
            center = work.work_center
            if center.cost_method == "hour" and center.cost_price is not None:
                hours = Decimal(str(work.planned_duration.total_seconds() / 3600))
                work.planned_cost = round_price(center.cost_price * hours)
            elif center.cost_method == "cycle":
                work.planned_cost = center.cost_price
        return work


class Work(metaclass=PoolMeta):
    """``planned_duration`` and ``planned_cost`` follow the routing when the order was planned."""

    __name__ = "production.work"
    planned_duration = fields.TimeDelta(
        "Planned Duration", states={"readonly": Eval("state").in_(["request", "done"])}
    )
    planned_cost = fields.Numeric("Planned Cost", digits=price_digits, readonly=True)


class OrderPoint(metaclass=PoolMeta):
    """Keeps what held before: a past day is measured against the order point of that day."""

    __name__ = "stock.order_point"
    _history = True
