"""The formula language: parse, check, write back, tell in words, complete."""

from baton.metrics.formula.blocks import blocks
from baton.metrics.formula.check import check
from baton.metrics.formula.errors import FormulaError, FormulaErrors, Position
from baton.metrics.formula.explain import explain
from baton.metrics.formula.nodes import Checked
from baton.metrics.formula.references import NoReferences, References
from baton.metrics.formula.render import render
from baton.metrics.formula.suggest import Suggestion, suggest
from baton.metrics.formula.where import Where, apply_where, parse_where

__all__ = [
    "Checked",
    "FormulaError",
    "FormulaErrors",
    "NoReferences",
    "Position",
    "References",
    "Suggestion",
    "Where",
    "apply_where",
    "blocks",
    "check",
    "explain",
    "parse_where",
    "render",
    "suggest",
]
