"""Canonical fact tables: columns, grain, additivity, names in both languages."""

from baton.metrics.facts.load import FactDefinitionError, load
from baton.metrics.facts.model import Additivity, Choice, Column, Fact, Kind, Link

FACTS = load()
"""All facts by name, e.g. ``FACTS["sale_line"]``."""

__all__ = [
    "FACTS",
    "Additivity",
    "Choice",
    "Column",
    "Fact",
    "FactDefinitionError",
    "Kind",
    "Link",
]
