"""Who the demo company is: the YAML files beside this module, read and cross-checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from baton.base.errors import BatonError

FILES = ("company", "organisation", "partners", "products", "expenses")


@dataclass(frozen=True)
class Item:
    """One product.

    Attributes:
        kind: ``raw`` (bought), ``semi`` (made for own use), ``finished`` (made and sold).
        unit: ``u`` piece, ``kg``, ``m``.
        cost: standard cost in CNY a unit; for made items rolled up from inputs and routing.
        price: list price in CNY a unit; 0 for what is not sold.
        inputs: item code → quantity a unit made.
        routing: work centre code → hours a unit made, in the order of work.
        data: the rest of its row.
    """

    code: str
    name: str
    kind: str
    category: str
    unit: str
    cost: float
    price: float
    inputs: dict[str, float]
    routing: dict[str, float]
    data: dict[str, Any]


@dataclass(frozen=True)
class Script:
    """Everything the story is told from; see the comments in ``data/*.yaml``."""

    company: dict[str, Any]
    organisation: dict[str, Any]
    partners: dict[str, Any]
    expenses: dict[str, Any]
    categories: list[dict[str, Any]]
    brands: list[dict[str, Any]]
    work_centers: list[dict[str, Any]]
    items: dict[str, Item]

    def of_kind(self, kind: str) -> list[Item]:
        """The items of one kind, in the order of the file."""
        return [item for item in self.items.values() if item.kind == kind]


@cache
def load() -> Script:
    """The shipped script.

    Raises:
        BatonError: a file names something that no file defines.
    """
    folder = resources.files("baton.demo") / "data"
    files: dict[str, Any] = {
        name: yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in FILES
    }
    products = files["products"]
    script = Script(
        company=files["company"],
        organisation=files["organisation"],
        partners=files["partners"],
        expenses=files["expenses"],
        categories=products["categories"],
        brands=products["brands"],
        work_centers=products["work_centers"],
        items=_items(products),
    )
    _check(script)
    return script


def _items(products: dict[str, Any]) -> dict[str, Item]:
    rates = {center["code"]: float(center["rate"]) for center in products["work_centers"]}
    items: dict[str, Item] = {}
    for kind in ("raw", "semi", "finished"):
        for row in products[kind]:
            inputs = {code: float(n) for code, n in row.get("inputs", {}).items()}
            routing = {code: float(n) for code, n in row.get("routing", {}).items()}
            for code in (*(c for c in inputs if c not in items), *(routing.keys() - rates)):
                raise BatonError(
                    "demo.script_unknown", file="products", where=row["code"], name=code
                )
            cost = float(row.get("cost", 0)) + sum(items[c].cost * n for c, n in inputs.items())
            cost += sum(rates[c] * n for c, n in routing.items())
            price = _nice(cost / (1 - row["margin"])) if "margin" in row else 0.0
            items[row["code"]] = Item(
                code=row["code"],
                name=row["name"],
                kind=kind,
                category=row.get("category", kind),
                unit=row.get("unit", "u"),
                cost=round(cost, 4),
                price=price,
                inputs=inputs,
                routing=routing,
                data=row,
            )
    return items


def _nice(price: float) -> float:
    """A price as a price list shows it: three significant figures at least."""
    step = 1.0 if price < 300 else 5.0 if price < 1000 else 10.0
    return round(price / step) * step


def _check(script: Script) -> None:
    """Every code that one file takes from another is there."""
    units = {unit["code"] for unit in script.organisation["units"]}
    positions = {position["code"] for position in script.organisation["positions"]}
    regions = {region["code"] for region in script.partners["regions"]}
    suppliers = {supplier["code"] for supplier in script.partners["suppliers"]}
    categories = {category["code"] for category in script.categories}
    brands = {brand["code"] for brand in script.brands}
    wanted = [
        *(("organisation", p["code"], p["unit"], units) for p in script.organisation["positions"]),
        *(
            ("organisation", p["code"], p["position"], positions)
            for p in script.organisation["people"]
        ),
        *(("partners", c["code"], c["region"], regions) for c in script.partners["customers"]),
        *(("products", i.code, i.category, categories) for i in script.items.values()),
        *(
            ("products", i.code, i.data["brand"], brands)
            for i in script.items.values()
            if "brand" in i.data
        ),
        *(
            ("products", i.code, i.data["supplier"], suppliers)
            for i in script.items.values()
            if i.kind == "raw"
        ),
    ]
    for file, where, name, known in wanted:
        if name not in known:
            raise BatonError("demo.script_unknown", file=file, where=where, name=name)
