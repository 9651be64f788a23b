"""The formula language: parse, check, explain."""

from baton.metrics.formula.check import check
from baton.metrics.formula.errors import FormulaError, FormulaErrors, Position
from baton.metrics.formula.nodes import Checked
from baton.metrics.formula.references import NoReferences, References
from baton.metrics.formula.where import Where, apply_where, parse_where

__all__ = [
    "Checked",
    "FormulaError",
    "FormulaErrors",
    "NoReferences",
    "Position",
    "References",
    "Where",
    "apply_where",
    "check",
    "parse_where",
]
