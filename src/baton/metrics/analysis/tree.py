"""A formula as a tree of drivers: values before and now, effects, and what if one changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import localcontext

from baton.base.units import Unit
from baton.metrics.analysis.drivers import Driver, Number, Part, drive
from baton.metrics.analysis.exact import DIGITS, ZERO
from baton.metrics.analysis.operations import operation
from baton.metrics.formula import nodes as n

Values = Callable[[n.Scalar], tuple[Number, Number]]
"""The value of a leaf before and now."""


@dataclass(frozen=True)
class Branch:
    """A part of a formula with what it did between two states.

    Args:
        id: its place, ``0`` the root, ``0.1`` its second operand; stable for a formula.
        node: the part itself.
        code: of an indicator; else None.
        before, after: its value.
        effect: on the part directly above, in that one's unit.
        on_whole: on the root.
        multiplier: what one unit more of it means for the root.
    """

    id: str
    node: n.Scalar
    code: str | None
    before: Number
    after: Number
    effect: Number
    on_whole: Number
    multiplier: Number
    children: list[Branch] = field(default_factory=list)

    @property
    def unit(self) -> Unit:
        """Of its value."""
        return self.node.unit

    def walk(self) -> list[Branch]:
        """This part and all below it, outermost first."""
        return [self, *(found for child in self.children for found in child.walk())]


def grow(root: n.Scalar, values: Values, code: str | None = None) -> Branch:
    """The tree of a rewritten formula (see :mod:`forms`) between two states."""
    with localcontext() as context:
        context.prec = DIGITS
        part = _part(root, values)
    tree = _branch(root, part, drive(part), "0")
    return tree if code is None else replace(tree, code=code)


def leaf_multipliers(tree: Branch) -> dict[n.Scalar, Number]:
    """What one unit more of each leaf means for the whole, all its places together."""
    found: dict[n.Scalar, Number] = {}
    for branch in tree.walk():
        if branch.children:
            continue
        known = found.get(branch.node, ZERO)
        own = branch.multiplier
        found[branch.node] = None if known is None or own is None else known + own
    return found


def what_if(tree: Branch, changed: Mapping[str, Number]) -> dict[str, Number]:
    """The values of all parts, by id, when those in ``changed`` have other values.

    A changed part is taken as it is given, whatever is below it; everything above follows.
    Equal parts in several places change together.
    """
    by_node = {branch.node: changed[branch.id] for branch in tree.walk() if branch.id in changed}
    with localcontext() as context:
        context.prec = DIGITS
        found: dict[str, Number] = {}
        _recompute(tree, by_node, found)
        return found


def _recompute(
    branch: Branch, changed: Mapping[n.Scalar, Number], found: dict[str, Number]
) -> Number:
    below = [_recompute(child, changed, found) for child in branch.children]
    if branch.node in changed:
        value = changed[branch.node]
    elif not branch.children:
        value = branch.after
    else:
        known = operation(branch.node)
        assert known is not None
        value = known[0](below)
    found[branch.id] = value
    return value


def _part(node: n.Scalar, values: Values) -> Part:
    known = operation(node)
    if known is None:
        leaf = node
        while isinstance(leaf, n.Reference):
            leaf = leaf.value
        before, after = values(leaf)
        return Part(before, after)
    operate, operands = known
    parts = tuple(_part(operand, values) for operand in operands)
    return Part(
        operate([part.before for part in parts]),
        operate([part.after for part in parts]),
        operate,
        parts,
    )


def _branch(node: n.Scalar, part: Part, driver: Driver, place: str) -> Branch:
    code = node.code if isinstance(node, n.Reference) else None
    inner = node
    while isinstance(inner, n.Reference):
        inner = inner.value
    known = operation(inner)
    operands = () if known is None else known[1]
    children = [
        _branch(operand, own, below, f"{place}.{number}")
        for number, (operand, own, below) in enumerate(
            zip(operands, part.operands, driver.children, strict=False)
        )
    ]
    return Branch(
        id=place,
        node=inner,
        code=code,
        before=part.before,
        after=part.after,
        effect=driver.effect,
        on_whole=driver.on_whole,
        multiplier=driver.multiplier,
        children=children,
    )
