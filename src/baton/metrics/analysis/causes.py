"""Why a figure moved: the dimension and the few members that explain it, drilled down.

``analyse`` asks the engine for the parts of the formula in two periods, whole and by each
dimension, takes the change apart exactly, picks the dimension that explains it best, and looks
inside its members at the dimensions that are left, up to three levels deep.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from baton.base.periods import Period
from baton.metrics.analysis.ask import ORG_LEVELS, Ask, Member, Table
from baton.metrics.analysis.contribution import (
    Columns,
    Effect,
    adds_up,
    against_target,
    contributions,
)
from baton.metrics.analysis.drivers import Number
from baton.metrics.analysis.exact import ZERO
from baton.metrics.analysis.forms import Form, form_of
from baton.metrics.analysis.one_pass import LUMP, one_pass
from baton.metrics.analysis.surprise import Chosen, choose, surprises
from baton.metrics.analysis.tree import Branch, grow, leaf_multipliers
from baton.metrics.engine import Asked, Engine
from baton.metrics.formula import nodes as n

LEVELS = 3
"""How deep causes are looked for."""
BRANCHES = (3, 2)
"""Members that are looked into, at the first and at the second level."""
FEWER = (2, 1)
"""The same where facts have more than :data:`LARGE` rows, so that an answer stays quick."""
LARGE = 5_000_000
SHOWN = 12
"""Members of a dimension that are given; the rest is summed up."""


@dataclass(frozen=True)
class Cause:
    """A member (inside others) that explains part of the change.

    Args:
        dimension: its name in formulas.
        member: its key and name.
        effect: on the whole figure, in its unit.
        share: of the whole change; over 1 or negative where parts work against each other.
        surprise: 0-0.69; how much more it moved than its size would let expect.
        before, after: the member's own figure.
        rate, mix: of a ratio, the two parts of the effect.
        within: the causes inside it.
    """

    dimension: str
    member: Member
    effect: Decimal
    share: Number
    surprise: float
    before: Number
    after: Number
    rate: Number
    mix: Number
    within: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class Breakdown:
    """One dimension's view of the change.

    Args:
        members: the largest effects first, at most :data:`SHOWN`.
        rest: the effect of all others together.
        count: how many members there are.
        explained: share of the change that the chosen members explain.
        score: compares dimensions.
        adds_up: whether members make up the whole; if not there are no effects.
    """

    dimension: str
    members: tuple[Cause, ...]
    chosen: tuple[Any, ...]
    rest: Decimal
    count: int
    explained: Decimal
    score: float
    adds_up: bool = True


@dataclass(frozen=True)
class Analysis:
    """What moved a figure.

    Args:
        before, after: the whole figure in the two periods; ``before`` is the target when the
            gap to it is explained.
        tree: the formula with the effect of each part; None against a target.
        breakdowns: by dimension, the best explanation first.
        causes: the members of the best dimension that explain the change, drilled down.
        missing: columns no source supplies; then there is nothing else.
    """

    form: Form
    windows: tuple[Period, Period]
    before: Number
    after: Number
    tree: Branch | None
    breakdowns: tuple[Breakdown, ...] = ()
    causes: tuple[Cause, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    took_ms: float = 0.0

    @property
    def change(self) -> Number:
        """What is explained."""
        return None if self.before is None or self.after is None else self.after - self.before


OwnTarget = Callable[[str, Any], Number]
"""The target of a dimension's member by its key; None for one without."""


@dataclass
class _Work:
    """One analysis being made."""

    form: Form
    ask: Ask
    whole: Columns
    change: Decimal
    multipliers: Mapping[n.Scalar, Number]
    target: Number
    branches: tuple[int, int]
    own_target: OwnTarget | None = None


def analyse(
    engine: Engine,
    formula: str | n.Checked,
    windows: tuple[Period, Period],
    scope: Asked,
    dimensions: Sequence[str],
    *,
    target: Number = None,
    own_target: OwnTarget | None = None,
    levels: int = LEVELS,
) -> Analysis:
    """What moved a figure from the first window to the second.

    Args:
        formula: an indicator's code or name, or a formula.
        windows: the earlier and the later period.
        scope: unit, person, filter, access and language; its days are not read.
        dimensions: what is tried; those that the formula lacks are left out.
        target: explain the gap to this target instead; the earlier period then only says how
            the target of a sum is shared out.
        own_target: of members that have one; they are held against it, the others against what
            these leave.
        levels: how deep to look, 1-3.

    Raises:
        BatonError: what is asked cannot be answered; the text says why.
    """
    began = time.perf_counter()
    checked = engine.checked(formula) if isinstance(formula, str) else formula
    form = form_of(checked.root)
    ask = Ask(engine, windows, scope)
    missing = engine.world.missing(checked, scope.source)
    if missing:
        return Analysis(form, windows, None, None, None, missing=missing)
    tree = _tree(ask, form)
    before = target if target is not None else tree.before
    after = tree.after
    analysis = Analysis(form, windows, before, after, None if target is not None else tree)
    if analysis.change:
        asked = ask.whole(form.parts)
        whole = {part: {(): values} for part, values in asked.items()}
        rows = max((engine.store.count(fact) for fact in checked.facts), default=0)
        branches = FEWER if rows > LARGE else BRANCHES
        work = _Work(
            form, ask, whole, analysis.change, leaf_multipliers(tree), target, branches, own_target
        )
        known = [
            name for name in dimensions if name in checked.dimensions or name.startswith(ORG_LEVELS)
        ]
        breakdowns = _breakdowns(work, known, {})
        causes = _causes(work, breakdowns, {}, 1, levels)
        analysis = Analysis(form, windows, before, after, analysis.tree, tuple(breakdowns), causes)
    took = round((time.perf_counter() - began) * 1000, 3)
    return Analysis(**{**analysis.__dict__, "took_ms": took})


def _tree(ask: Ask, form: Form) -> Branch:
    leaves: dict[n.Scalar, list[Number]] = {}

    def collect(node: n.Scalar) -> tuple[Number, Number]:
        leaves.setdefault(node, [])
        return None, None

    grow(form.root, collect)
    leaves = ask.whole(list(leaves))
    return grow(form.root, lambda node: (leaves[node][0], leaves[node][1]))


def _breakdowns(
    work: _Work, dimensions: Sequence[str], within: Mapping[str, Any]
) -> list[Breakdown]:
    """All dimensions, the best explanation first."""
    ask = work.ask.within(within) if within else work.ask
    tables = one_pass(ask, dimensions, work.form.parts)
    found = [
        _breakdown(work, name, tables.get(name) or ask.by(name, work.form.parts), not within)
        for name in dimensions
    ]
    return sorted(found, key=lambda one: one.score, reverse=True)


def _breakdown(work: _Work, dimension: str, table: Table, outermost: bool) -> Breakdown:
    columns: Columns = table.values
    if outermost and not adds_up(work.form.parts, columns, work.whole):
        return Breakdown(dimension, (), (), ZERO, table.count, ZERO, 0.0, adds_up=False)
    if work.target is None:
        effects = contributions(work.form, columns, work.whole, work.multipliers)
    else:
        own = _own_targets(work, dimension, table) if outermost else {}
        effects = against_target(work.form, columns, work.whole, work.target, own)
    return _told(work, dimension, table, effects, outermost=outermost)


def _own_targets(work: _Work, dimension: str, table: Table) -> dict[Any, Decimal]:
    """The members of a dimension that have a target of their own, with it."""
    if work.own_target is None:
        return {}
    found = {}
    for key, member in table.members.items():
        goal = None if member.key is None else work.own_target(dimension, member.key)
        if goal is not None:
            found[key] = goal
    return found


def _told(
    work: _Work,
    dimension: str,
    table: Table,
    effects: Mapping[Any, Effect],
    *,
    outermost: bool,
) -> Breakdown:
    weighed = {key: effect.weighed for key, effect in effects.items()}
    odd = surprises(weighed)
    without = [key for key in effects if key is LUMP or table.members[key].key is None]
    chosen: Chosen[Any] = choose(weighed, without)
    order = sorted(
        (key for key in effects if key is not LUMP),
        key=lambda key: abs(effects[key].effect),
        reverse=True,
    )
    first = [*chosen.members, *(key for key in order if key not in chosen.members)][:SHOWN]
    causes = tuple(
        Cause(
            dimension=dimension,
            member=table.members[key],
            effect=effects[key].effect,
            share=effects[key].effect / work.change,
            surprise=odd[key],
            before=effects[key].before,
            after=effects[key].after,
            rate=effects[key].rate,
            mix=effects[key].mix,
        )
        for key in first
    )
    # at the outermost level the parts that are nobody's (days of the period) are in the rest
    whole = work.change if outermost else sum((e.effect for e in effects.values()), ZERO)
    rest = whole - sum((cause.effect for cause in causes), ZERO)
    return Breakdown(
        dimension,
        causes,
        tuple(table.members[key].key for key in chosen.members),
        rest,
        table.count,
        chosen.explained,
        chosen.score,
    )


def _causes(
    work: _Work,
    breakdowns: Sequence[Breakdown],
    within: Mapping[str, Any],
    level: int,
    levels: int,
) -> tuple[Cause, ...]:
    """The chosen members of the best dimension with what is inside them."""
    best = next((one for one in breakdowns if one.chosen), None)
    if best is None:
        return ()
    chosen = [cause for cause in best.members if cause.member.key in best.chosen]
    looked = work.branches[level - 1] if level < levels else 0
    left = [one.dimension for one in breakdowns if one.adds_up and one.dimension != best.dimension]
    found = []
    for number, cause in enumerate(chosen):
        inside: tuple[Cause, ...] = ()
        if number < looked and cause.member.key is not None:
            path = {**within, best.dimension: cause.member.key}
            below = _breakdowns(work, left, path)
            below = [one for one in below if one.count > 1]
            inside = _causes(work, below, path, level + 1, levels)
        found.append(Cause(**{**cause.__dict__, "within": inside}))
    return tuple(found)
