"""Indicators as YAML: the shipped library and own ones."""

from baton.metrics.catalogue.catalogue import Catalogue, CatalogueErrors, IndicatorError
from baton.metrics.catalogue.load import IndicatorFileErrors
from baton.metrics.catalogue.model import Direction, Indicator, Perspective, Rule

__all__ = [
    "Catalogue",
    "CatalogueErrors",
    "Direction",
    "Indicator",
    "IndicatorError",
    "IndicatorFileErrors",
    "Perspective",
    "Rule",
]
