"""Targets from above to below: split to the last cent, spread over the year, reconciled."""

from baton.metrics.cascade.divide import CENT, joint, rounded, split, step_of
from baton.metrics.cascade.reconcile import Reconciled, reconcile
from baton.metrics.cascade.season import (
    Threshold,
    even,
    grown,
    levels,
    profile_of,
    read_profile,
    spread,
)

__all__ = [
    "CENT",
    "Reconciled",
    "Threshold",
    "even",
    "grown",
    "joint",
    "levels",
    "profile_of",
    "read_profile",
    "reconcile",
    "rounded",
    "split",
    "spread",
    "step_of",
]
