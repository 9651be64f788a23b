"""The change of a figure along its formula: what each part did to the whole.

Every operation's change is shared out among its operands by Shapley's rule: each operand is
changed alone, averaged over all orders. The parts of two operands add up exactly, whatever their
signs, also where a logarithm would not exist.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext

from baton.metrics.analysis.exact import DIGITS, ONE, ZERO

Number = Decimal | None
Operation = Callable[[Sequence[Number]], Number]
"""Gives an operation's value from its operands' values."""

MOST_OPERANDS = 8
"""An operation with more is not shared out: 2^n values would be needed."""


@dataclass(frozen=True)
class Part:
    """A part of a formula in two states.

    Args:
        before, after: its value.
        operation: how its value follows from the operands; None for a leaf.
    """

    before: Number
    after: Number
    operation: Operation | None = None
    operands: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Driver:
    """A part with what it did.

    Args:
        effect: on the figure directly above, in its unit; of the root its own change. None when
            the parts' shares cannot be told (a value is missing in one of the states).
        on_whole: on the root, in the root's unit.
        multiplier: what one unit more of this part means for the root.
    """

    effect: Number
    on_whole: Number
    multiplier: Number
    children: list[Driver] = field(default_factory=list)


def drive(root: Part) -> Driver:
    """The tree of effects; at every operation the children's effects add up to its change."""
    with localcontext() as context:
        context.prec = DIGITS
        return _drive(root, _change(root), ONE)


def shapley(
    operation: Operation, before: Sequence[Number], after: Sequence[Number]
) -> list[Number]:
    """Each operand's part in the operation's change; they add up to it exactly.

    An order in which the operation has no value on the way (a quotient by zero) cannot be
    averaged: then all parts are None.
    """
    size = len(before)
    if size > MOST_OPERANDS:
        return [None] * size
    values = {
        state: operation([after[i] if now else before[i] for i, now in enumerate(state)])
        for state in itertools.product((False, True), repeat=size)
    }
    if any(value is None for value in values.values()):
        return [None] * size
    effects: list[Number] = []
    for place in range(size):
        effect = ZERO
        for state, value in values.items():
            if state[place]:
                continue
            others = sum(state)
            weight = Decimal(math.factorial(others) * math.factorial(size - others - 1))
            changed = values[(*state[:place], True, *state[place + 1 :])]
            assert value is not None
            assert changed is not None
            effect += weight * (changed - value)
        effects.append(effect / math.factorial(size))
    return effects


def _drive(part: Part, effect: Number, multiplier: Number) -> Driver:
    """A part with its effect on the figure above and its multiplier to the root."""
    change = _change(part)
    whole = None if change is None or multiplier is None else change * multiplier
    if part.operation is None or not part.operands:
        return Driver(effect, whole, multiplier)
    before = [operand.before for operand in part.operands]
    after = [operand.after for operand in part.operands]
    effects = shapley(part.operation, before, after)
    children = []
    for number, (operand, own) in enumerate(zip(part.operands, effects, strict=True)):
        step = _step(part.operation, before, after, number, own)
        below = None if multiplier is None or step is None else multiplier * step
        children.append(_drive(operand, own, below))
    return Driver(effect, whole, multiplier, children)


def _step(
    operation: Operation, before: Sequence[Number], after: Sequence[Number], place: int, own: Number
) -> Number:
    """What one unit more of an operand means: its effect by its change.

    An operand that did not change as a whole may still have members that moved against each
    other. It is tried with one unit more, in both states of the others.
    """
    if own is None:
        return None
    old, now = before[place], after[place]
    if old is None or now is None:
        return None
    if now != old:
        return own / (now - old)
    ways = []
    for state in (before, after):
        more, same = list(state), list(state)
        more[place] = old + max(abs(old), ONE) / 1_000_000
        moved, still = operation(more), operation(same)
        if moved is None or still is None:
            return None
        ways.append((moved - still) / (max(abs(old), ONE) / 1_000_000))
    return sum(ways, ZERO) / len(ways)


def _change(part: Part) -> Number:
    if part.before is None or part.after is None:
        return None
    return part.after - part.before
