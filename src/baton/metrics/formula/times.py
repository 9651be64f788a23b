"""Checks functions of periods and targets: earlier periods, windows, shares."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from baton.metrics.formula import nodes as n
from baton.metrics.formula import syntax, words
from baton.metrics.formula.additivity import LEVEL, RATIO, rolls_up
from baton.metrics.formula.errors import FormulaSyntaxError, RollUpError, TypeMismatchError
from baton.metrics.formula.rows import count_args, function_words
from baton.metrics.formula.walk import MAX_NODES, too_big, walk

if TYPE_CHECKING:
    from baton.metrics.formula.scalars import ScalarChecker

FUNCTIONS = frozenset(
    ["GROWTH", "PRIOR", "YTD", "ROLLING", "BALANCE", "SHARE", "TARGET", "PERIOD_DAYS"]
)
MAX_PERIODS = 400
"""Most periods back or in a rolling window (a year of days fits)."""


def check(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    """The checked call.

    Raises:
        FormulaError: wrong arguments, or a window over what cannot be summed over time.
    """
    handlers = {
        "PERIOD_DAYS": _period_days,
        "TARGET": _target,
        "GROWTH": _growth,
        "PRIOR": _prior,
        "SHARE": _share,
    }
    return handlers.get(call.function, _window)(checker, call)


def _item(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    item = checker.number(call.args[0])
    if too_big(item):
        raise FormulaSyntaxError("metrics.formula_big", call.position, limit=MAX_NODES)
    return item


def _period_days(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:  # noqa: ARG001
    count_args(call, 0, 0)
    return n.PeriodDays()


def _target(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    count_args(call, 1, 1)
    if not isinstance(call.args[0], syntax.Bracket):
        raise TypeMismatchError("metrics.formula_target", call.args[0].position)
    found = checker.number(call.args[0])
    return n.Target(found.code, found.unit) if isinstance(found, n.Reference) else found


def _growth(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    count_args(call, 1, 2)
    step = _step(call.args[1]) if len(call.args) == 2 else n.Step.YEAR
    return n.Growth(_item(checker, call), step)


def _prior(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    count_args(call, 1, 3)
    item = _item(checker, call)
    step, n_back = n.Step.PERIOD, 1
    for arg in call.args[1:]:
        if isinstance(arg, syntax.Literal) and isinstance(arg.value, Decimal):
            n_back = _periods(arg)
        else:
            step = _step(arg)
    return n.Prior(item, step, n_back, item.unit)


def _window(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    span = n.Span(call.function)
    rolling = span is n.Span.ROLLING
    count_args(call, 2 if rolling else 1, 2 if rolling else 1)
    item = _item(checker, call)
    if any(isinstance(part, n.Window | n.Prior | n.Growth | n.Share) for part in walk(item)):
        raise TypeMismatchError(
            "metrics.formula_window_inside", call.position, function=function_words(call)
        )
    adds = rolls_up(item)
    averaged = any(
        isinstance(part, n.Aggregate) and part.over is n.Over.AVERAGE for part in walk(item)
    )
    if (adds is LEVEL and not averaged) or (span is n.Span.TO_DATE and adds in (LEVEL, RATIO)):
        raise RollUpError(
            "metrics.formula_window_level", call.position, function=function_words(call)
        )
    return n.Window(item, span, _periods(call.args[1]) if rolling else None, item.unit)


def _share(checker: ScalarChecker, call: syntax.Call) -> n.Scalar:
    count_args(call, 1, 1)
    item = _item(checker, call)
    if rolls_up(item) is RATIO or any(isinstance(part, n.Share) for part in walk(item)):
        raise RollUpError("metrics.formula_share", call.position)
    return n.Share(item)


def _step(node: syntax.Node) -> n.Step:
    text = ""
    if isinstance(node, syntax.Literal) and isinstance(node.value, str):
        text = node.value
    elif isinstance(node, syntax.Name):
        text = node.parts[0]
    step = words.find("steps", text.strip())
    if step is None:
        raise TypeMismatchError("metrics.formula_step", node.position)
    return n.Step(step)


def _periods(node: syntax.Node) -> int:
    value = node.value if isinstance(node, syntax.Literal) else None
    if not isinstance(value, Decimal) or value != int(value) or not 1 <= value <= MAX_PERIODS:
        raise TypeMismatchError("metrics.formula_periods", node.position, most=MAX_PERIODS)
    return int(value)
