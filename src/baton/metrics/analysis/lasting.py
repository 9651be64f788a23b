"""Members of dimensions that changed for good, with the period it began in.

A member of a sum is looked at by its share of the whole, so that seasons and the general course
do not count; a member of a ratio by its own ratio, each period weighing as much as its
denominator. Many members are tried, and chance is given as many tries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from baton.base.periods import Period
from baton.metrics.analysis.ask import Ask, Member, Table
from baton.metrics.analysis.drivers import Number
from baton.metrics.analysis.forms import Form, Shape, form_of, looks_back
from baton.metrics.analysis.shift import LEAST_POINTS, Noise, find_shift
from baton.metrics.analysis.shift import Form as Course
from baton.metrics.engine import Asked, Engine
from baton.metrics.formula import nodes as n

CHANCE = 0.1
"""How likely chance may accuse one of all members of a dimension: a hint is worth a false one in
ten, and each is told with its own chance."""
MOST_MEMBERS = 200
"""Members of a dimension that are looked at: those with the most rows or money."""
LEAST_SHARE = 0.02
"""A member that is less than this part of the whole, at its largest, is not looked at."""


@dataclass(frozen=True)
class Lasting:
    """A member whose figure changed and stayed changed.

    Args:
        code: of the indicator.
        dimension, member: who.
        since: the first period that is different.
        course: at once or bit by bit.
        before, after: of a sum its share of the whole (0-1), of a ratio its own ratio.
        impact: on the whole figure now, in its unit.
        chance: how likely chance gives such a change, the members tried included, 0-1.
        series: what was looked at, by period; None where there was nothing.
    """

    code: str
    dimension: str
    member: Member
    since: Period
    course: Course
    shape: Shape
    before: float
    after: float
    impact: float
    chance: float
    series: tuple[float | None, ...]


def lasting_changes(
    engine: Engine,
    codes: Iterable[str],
    windows: Sequence[Period],
    scope: Asked,
    dimensions: Mapping[str, Sequence[str]],
) -> list[Lasting]:
    """All lasting changes of members, the largest impact (for its indicator) first.

    Args:
        codes: indicators; those that count other periods as well (balances, rolling figures)
            are left out, as a change shows in them late and bit by bit.
        windows: consecutive periods, at least six.
        dimensions: by indicator the dimensions looked at.
    """
    if len(windows) < LEAST_POINTS:
        return []
    forms = {
        code: form
        for code in codes
        if (form := form_of(engine.catalogue.formula(code).root)).shape is not Shape.OTHER
        and not looks_back(form.root)
        and not engine.world.missing(engine.catalogue.formula(code), scope.source)
    }
    ask = Ask(engine, tuple(windows), scope)
    wholes = ask.whole([part for form in forms.values() for part in form.parts])
    by_dimension: dict[str, list[str]] = defaultdict(list)
    for code in forms:
        for name in dimensions.get(code, ()):
            by_dimension[name].append(code)
    found: list[Lasting] = []
    for name, asked in by_dimension.items():
        table = ask.by(name, [part for code in asked for part in forms[code].parts])
        for code in asked:
            found += _of(code, forms[code], name, table, wholes=wholes, windows=windows)
    return sorted(
        found, key=lambda one: (one.chance * 100 > 1, -abs(_relative(one, forms, wholes)))
    )


def _relative(
    one: Lasting, forms: Mapping[str, Form], wholes: Mapping[n.Scalar, Sequence[Number]]
) -> float:
    """The impact as a part of the whole figure's usual size; compares indicators."""
    form = forms[one.code]
    if form.shape is Shape.RATIO:
        return one.impact
    values = [abs(_float(value)) for value in wholes[form.parts[0]]]
    usual = sum(values) / len(values)
    return one.impact / usual if usual else 0.0


def _of(
    code: str,
    form: Form,
    dimension: str,
    table: Table,
    *,
    wholes: Mapping[n.Scalar, Sequence[Number]],
    windows: Sequence[Period],
) -> list[Lasting]:
    """The changes of one indicator's members."""
    keys = _largest(form, table, wholes)
    found = []
    for key in keys:
        values, weights = _series(form, table, wholes, key, len(windows))
        known = [place for place, value in enumerate(values) if value is not None]
        points = [value for value in values if value is not None]
        heavy = [weights[place] for place in known]
        noise = Noise.POISSON if form.shape is Shape.SUM else Noise.BINOMIAL
        shift = find_shift(points, heavy, chance=CHANCE / len(keys), noise=noise)
        if shift is None:
            continue
        weight = _now(form, table, wholes, key, size=len(windows), since=known[shift.at])
        found.append(
            Lasting(
                code=code,
                dimension=dimension,
                member=table.members[key],
                since=windows[known[shift.at]],
                course=shift.form,
                shape=form.shape,
                before=shift.before,
                after=shift.after,
                impact=shift.size * weight,
                chance=min(1.0, shift.chance * len(keys)),
                series=tuple(values),
            )
        )
    return found


def _largest(form: Form, table: Table, wholes: Mapping[n.Scalar, Sequence[Number]]) -> list[Any]:
    """Members that matter: not tiny, and not the whole itself."""
    part = form.parts[-1]
    whole = sum(abs(_float(value)) for value in wholes[part])
    sizes = {
        key: sum(abs(_float(value)) for value in values) for key, values in table.of(part).items()
    }
    kept = [
        key
        for key, size in sizes.items()
        if whole and LEAST_SHARE <= size / whole < 0.98 and table.members[key].key is not None
    ]
    kept.sort(key=lambda key: sizes[key], reverse=True)
    return kept[:MOST_MEMBERS]


def _series(
    form: Form, table: Table, wholes: Mapping[n.Scalar, Sequence[Number]], key: Any, size: int
) -> tuple[list[float | None], list[float]]:
    """What is looked at, and how much each period is worth."""
    if form.shape is Shape.SUM:
        own, whole = table.of(form.parts[0]).get(key, [None] * size), wholes[form.parts[0]]
        values = [_float(a) / _float(b) if b else None for a, b in zip(own, whole, strict=True)]
        weights = [abs(_float(value)) for value in whole]
        return values, weights
    top = table.of(form.parts[0]).get(key, [None] * size)
    bottom = table.of(form.parts[1]).get(key, [None] * size)
    scale, offset = float(form.scale), float(form.offset)
    values = [
        offset + scale * _float(a) / _float(b) if b else None
        for a, b in zip(top, bottom, strict=True)
    ]
    return values, [abs(_float(value)) for value in bottom]


def _now(
    form: Form,
    table: Table,
    wholes: Mapping[n.Scalar, Sequence[Number]],
    key: Any,
    *,
    size: int,
    since: int,
) -> float:
    """What one unit more of what was looked at means for the whole, in the periods since."""
    later = range(since, size)
    part = form.parts[-1]
    whole = [_float(wholes[part][place]) for place in later]
    if form.shape is Shape.SUM:
        return sum(whole) / len(whole)
    own = [_float(table.of(part).get(key, [None] * size)[place]) for place in later]
    return sum(own) / sum(whole) if sum(whole) else 0.0


def _float(value: Decimal | None) -> float:
    return 0.0 if value is None else float(value)
