"""What each member of a dimension did to the change of a figure, in the figure's own unit.

Three ways, all without residual: a sum's members simply differ; a ratio's members have a rate
and a mix part; of anything else each part of the formula has a multiplier (see :mod:`drivers`)
with which its members' changes are taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Any

from baton.metrics.analysis.drivers import Number
from baton.metrics.analysis.exact import DIGITS, ZERO
from baton.metrics.analysis.forms import Form, Shape
from baton.metrics.analysis.rate_mix import Whole, rate_mix
from baton.metrics.analysis.surprise import Weighed
from baton.metrics.formula import nodes as n

TOLERANCE = Decimal("1e-9")
"""Members make up the whole when they differ from it by no more than this part of it."""

Pair = tuple[Decimal, Decimal]
"""Before and now."""
Columns = Mapping[n.Scalar, Mapping[Any, Sequence[Number]]]
"""By part and member the values before and now; members without rows may be left out."""


@dataclass(frozen=True)
class Effect:
    """What one member did.

    Args:
        before, after: the member's own figure; None where it has none.
        effect: on the whole, in the figure's unit.
        rate, mix: of a ratio, the two parts of it; else None.
        base: its size before and now together, for what was to be expected of it.
    """

    before: Number
    after: Number
    effect: Decimal
    rate: Number
    mix: Number
    base: Decimal

    @property
    def weighed(self) -> Weighed:
        """What the choice of causes looks at."""
        return Weighed(self.effect, self.base)


def adds_up(parts: Sequence[n.Scalar], columns: Columns, whole: Columns) -> bool:
    """Whether the members of all parts make up the whole, before and now.

    Distinct counts do where each counted thing belongs to one member only: orders by customer,
    but not orders by product.
    """
    for part in parts:
        for state in (0, 1):
            total = _number(whole[part][()], state)
            members = columns.get(part, {}).values()
            found = sum((_number(values, state) for values in members), ZERO)
            if abs(found - total) > TOLERANCE * max(abs(total), abs(found)):
                return False
    return True


def contributions(
    form: Form, columns: Columns, whole: Columns, multipliers: Mapping[n.Scalar, Number]
) -> dict[Any, Effect]:
    """The effects of all members; nothing when the figure cannot be taken apart.

    Args:
        columns: of the form's parts; perhaps of one branch only, whose effects then add up to
            the branch's own.
        whole: of the form's parts, under the member ``()``.
        multipliers: of shape OTHER: what one unit more of each part means for the whole.
    """
    with localcontext() as context:
        context.prec = DIGITS
        if form.shape is Shape.SUM:
            return _of_sum(columns[form.parts[0]])
        if form.shape is Shape.RATIO:
            return _of_ratio(form, columns, whole)
        return _of_other(form, columns, multipliers)


def against_target(
    form: Form,
    columns: Columns,
    whole: Columns,
    target: Decimal,
    own: Mapping[Any, Decimal] | None = None,
) -> dict[Any, Effect]:
    """The effects of all members on the gap to the target of the whole.

    Members that have a target of their own (units, persons) are held against it. What these
    leave of a sum's target is shared out among the others like the earlier period, which
    ``columns`` has as "before"; a ratio's target holds for each of them alike. Nothing where
    neither is possible. Own targets need not add up to the whole's: what is left over is nobody's.

    Args:
        own: targets by member.
    """
    goals = own or {}
    with localcontext() as context:
        context.prec = DIGITS
        if form.shape is Shape.SUM:
            return _of_sum_target(columns[form.parts[0]], whole[form.parts[0]][()], target, goals)
        if form.shape is Shape.RATIO:
            return _of_ratio_target(form, columns, whole, target, goals)
    return {}


def _of_sum_target(
    values: Mapping[Any, Sequence[Number]],
    whole: Sequence[Number],
    target: Decimal,
    own: Mapping[Any, Decimal],
) -> dict[Any, Effect]:
    """Each member's distance from its own target, or from its share of what is left."""
    known = {key: own[key] for key in values if key in own}
    earlier = _number(whole, 0)
    earlier -= sum((_number(values[key], 0) for key in known), ZERO)
    left = target - sum(known.values(), ZERO)
    if earlier == ZERO and not known:
        return {}
    share = {
        key: known[key]
        if key in known
        else (_number(pair, 0) * left / earlier if earlier else ZERO)
        for key, pair in values.items()
    }
    return _of_sum({key: (share[key], _number(values[key], 1)) for key in values})


def _of_sum(values: Mapping[Any, Sequence[Number]]) -> dict[Any, Effect]:
    found = {}
    for key, pair in values.items():
        before, after = _number(pair, 0), _number(pair, 1)
        base = abs(before) + abs(after)
        found[key] = Effect(pair[0], pair[1], after - before, None, None, base)
    return found


def _of_ratio(form: Form, columns: Columns, whole: Columns) -> dict[Any, Effect]:
    top, bottom = (columns[part] for part in form.parts)
    all_top, all_bottom = (whole[part][()] for part in form.parts)
    keys = dict.fromkeys((*top, *bottom))
    states = [
        {key: (_number(top.get(key), state), _number(bottom.get(key), state)) for key in keys}
        for state in (0, 1)
    ]
    before, after = ((_number(all_top, state), _number(all_bottom, state)) for state in (0, 1))
    found = {}
    for key, part in rate_mix(states[0], states[1], Whole(before, after)).items():
        (n0, d0), (n1, d1) = states[0][key], states[1][key]
        found[key] = Effect(
            _figure(form, n0, d0),
            _figure(form, n1, d1),
            part.effect * form.scale,
            part.rate * form.scale,
            part.mix * form.scale,
            abs(d0) + abs(d1),
        )
    return found


def _of_ratio_target(
    form: Form, columns: Columns, whole: Columns, target: Decimal, own: Mapping[Any, Decimal]
) -> dict[Any, Effect]:
    """Each member's distance from the target at its weight."""
    top, bottom = (columns[part] for part in form.parts)
    weights = _number(whole[form.parts[1]][()], 1)
    if weights == ZERO:
        return {}
    found = {}
    for key in dict.fromkeys((*top, *bottom)):
        part, weight = _number(top.get(key), 1), _number(bottom.get(key), 1)
        goal = own.get(key, target)
        effect = (part * form.scale + (form.offset - goal) * weight) / weights
        found[key] = Effect(goal, _figure(form, part, weight), effect, effect, ZERO, abs(weight))
    return found


def _of_other(
    form: Form, columns: Columns, multipliers: Mapping[n.Scalar, Number]
) -> dict[Any, Effect]:
    if any(multipliers.get(part) is None for part in form.parts):
        return {}
    sizes = {
        part: sum((abs(_number(v, 0)) + abs(_number(v, 1)) for v in columns[part].values()), ZERO)
        for part in form.parts
    }
    found: dict[Any, Effect] = {}
    for part in form.parts:
        multiplier = multipliers[part]
        assert multiplier is not None
        for key, pair in columns[part].items():
            before, after = _number(pair, 0), _number(pair, 1)
            size = (abs(before) + abs(after)) / sizes[part] if sizes[part] else ZERO
            known = found.get(key, Effect(None, None, ZERO, None, None, ZERO))
            found[key] = Effect(
                None,
                None,
                known.effect + (after - before) * multiplier,
                None,
                None,
                known.base + size,
            )
    return found


def _figure(form: Form, top: Decimal, bottom: Decimal) -> Number:
    """A member's own figure."""
    return None if bottom == ZERO else top / bottom * form.scale + form.offset


def _number(values: Sequence[Number] | None, state: int) -> Decimal:
    value = None if values is None else values[state]
    return ZERO if value is None else value
