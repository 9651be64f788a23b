"""A target is in the unit of its indicator, so what is attained of it is a ratio."""

from __future__ import annotations

import pytest

from baton.base.units import CNY, NONE, RATIO
from baton.metrics.catalogue import Catalogue
from baton.metrics.formula import check

SHIPPED = Catalogue.shipped()


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ('SUM(target.amount, target.indicator = "sales_ordered")', CNY),
        ('SUM(target.amount, "gross_margin_rate" = target.indicator)', RATIO),
        ('SUM(target.amount, target.indicator IN ("sales_ordered", "sales_invoiced"))', CNY),
        ('SUM(target.amount, target.indicator IN ("sales_ordered", "headcount"))', NONE),
        ("SUM(target.amount)", NONE),
        ('SUM(sale_line.amount) / SUM(target.amount, target.indicator = "sales_ordered")', RATIO),
        ('SUM(sale_line.amount) / SUM(target.amount, target.indicator = "quota")', RATIO),
        ("[sales_ordered] / TARGET([sales_ordered])", RATIO),
        ("TARGET([sales_ordered])", CNY),
    ],
)
def test_units_of_targets(text: str, unit: object) -> None:
    assert check(text, references=SHIPPED).unit == unit


def test_without_a_catalogue_a_target_has_no_unit() -> None:
    assert check('SUM(target.amount, target.indicator = "sales_ordered")').unit == NONE
