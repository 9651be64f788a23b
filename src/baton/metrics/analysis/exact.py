"""The precision of exact decompositions."""

from __future__ import annotations

from decimal import Decimal

DIGITS = 40
"""Significant digits of the arithmetic: far more than any figure has."""

ZERO = Decimal(0)
ONE = Decimal(1)
