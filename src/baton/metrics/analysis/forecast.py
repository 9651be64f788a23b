"""Where a figure will stand at the end of the running period, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

from baton.metrics.analysis.smooth import Outlook

SURE = 0.8
"""The interval holds the end with this probability."""
LEAST_SHARE = 0.01
"""Less than this part of a period tells nothing about its pace."""
LEAST_SPREAD = 0.02
"""No forecast is surer than 2 % of the part that is still to come."""


@dataclass(frozen=True)
class Past:
    """A period that is over, as it stood at the same point in time.

    Args:
        sofar: what had come in by then.
        total: what came in all.
        share: the expected share of the business that had elapsed then, 0-1.
    """

    sofar: float
    total: float
    share: float


@dataclass(frozen=True)
class Landing:
    """A forecast of one figure.

    Args:
        value: the expected end.
        low, high: it ends between them with the probability :data:`SURE`.
        sigma: standard deviation of the error.
        share: of the running period's business that has elapsed, by the usual profile, 0-1.
    """

    value: float
    low: float
    high: float
    sigma: float
    share: float


def land(sofar: float, share: float, past: Sequence[Past], prior: Outlook | None) -> Landing | None:
    """The end of a running period of a figure that adds up day by day.

    Two opinions are weighed by how wrong they usually are: the pace (what has come in, divided
    by the share of the usual profile that has elapsed) and the forecast made before the period
    began, of which the part that is still to come counts. How wrong the pace is at this point in
    time follows from the periods that are over.

    Args:
        sofar: what has come in.
        share: how much of the period's usual business has elapsed, 0-1.
        past: periods that are over, seen from the same point in time.
        prior: the forecast without the running period.

    Returns:
        None when nothing is known: no share elapsed and no forecast.
    """
    if share >= 1:
        return Landing(sofar, sofar, sofar, 0.0, 1.0)
    opinions: list[Outlook] = []
    whole = profile_share(share, past)
    if whole >= LEAST_SHARE:
        by_pace = sofar / whole
        # nothing in yet is no certainty of nothing: errors are those of a usual period
        size = max(abs(by_pace), abs(prior.value) if prior is not None else 0.0)
        opinions.append(Outlook(by_pace, size * _pace_error(whole, past)))
    if prior is not None:
        # what came in differs from what was expected; only the rest is still open
        left = 1 - whole
        opinions.append(Outlook(sofar + prior.value * left, prior.sigma * math.sqrt(left)))
    if not opinions:
        return None
    value, sigma = blend(opinions)
    sigma = max(sigma, LEAST_SPREAD * abs(value) * (1 - whole))
    low, high = interval(value, sigma)
    if sofar >= 0 and all(one.total >= one.sofar for one in past):
        low = max(low, sofar)  # nothing is ever taken away again
        high = max(high, low)
    return Landing(value, low, high, sigma, whole)


def profile_share(share: float, past: Sequence[Past]) -> float:
    """The share elapsed: by the calendar, corrected by how past periods stood at this point.

    Month ends are often busier than the calendar says; the past tells by how much.
    """
    ratios = [
        min(one.sofar / one.total / one.share, 1 / one.share)
        for one in past
        if one.total > 0 and one.share > 0
    ]
    if len(ratios) < 3:
        return share
    return min(1.0, max(0.0, share * fmean(ratios)))


def blend(opinions: Sequence[Outlook]) -> tuple[float, float]:
    """Several forecasts in one, the surer ones with more weight."""
    if len(opinions) == 1 or any(one.sigma**2 <= 0 for one in opinions):
        best = min(opinions, key=lambda one: one.sigma)
        return best.value, best.sigma
    weights = [1 / one.sigma**2 for one in opinions]
    whole = sum(weights)
    value = sum(one.value * w for one, w in zip(opinions, weights, strict=True)) / whole
    # the opinions share their past; their errors are not independent, so none is ignored
    return value, math.sqrt(len(opinions) / whole) if len(opinions) > 1 else opinions[0].sigma


def interval(value: float, sigma: float, sure: float = SURE) -> tuple[float, float]:
    """Low and high with the probability ``sure`` between them."""
    reach = NormalDist().inv_cdf(0.5 + sure / 2) * sigma
    return value - reach, value + reach


def probability(landing: Landing, target: float, *, higher: bool) -> float:
    """How likely the figure ends at the target or better, 0-1."""
    if landing.sigma <= 0:
        reached = landing.value >= target if higher else landing.value <= target
        return 1.0 if reached else 0.0
    if higher and target <= landing.low == landing.high:
        return 1.0
    below = NormalDist(landing.value, landing.sigma).cdf(target)
    return 1 - below if higher else below


def pace(sofar: float, target: float, share: float) -> float | None:
    """What has come in against what the profile asks for by now; 1 is on course."""
    due = target * share
    return sofar / due if due > 0 else None


def _pace_error(share: float, past: Sequence[Past]) -> float:
    """The usual relative error of the pace at this point; without a past by the rest to come."""
    errors = [
        min(one.sofar / share / one.total, 10.0) - 1  # a month of next to nothing tells nothing
        for one in past
        if one.total > 0 and one.share > 0 and share > 0
    ]
    guess = 0.5 * math.sqrt((1 - share) / max(share, 0.01))
    if len(errors) < 3:
        return guess
    spread = math.sqrt(fmean(error * error for error in errors))
    return max(spread, LEAST_SPREAD) if len(errors) > 5 else max(spread, stdev(errors), guess / 2)
