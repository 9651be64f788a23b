"""The driver tree as pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.metrics.analysis.drivers import Number
from baton.metrics.analysis.tree import Branch
from baton.metrics.engine.wording import Wording
from baton.metrics.formula import nodes as n
from baton.services import figures

if TYPE_CHECKING:
    from baton.services.runtime import Runtime


def driver(tree: Branch, wording: Wording, runtime: Runtime, language: str) -> dict[str, Any]:
    """A part of the formula with its values, its effect, and what is below it."""
    total = _change(tree)
    return _driver(tree, wording, runtime, language, total)


def _driver(
    one: Branch, wording: Wording, runtime: Runtime, language: str, total: Number
) -> dict[str, Any]:
    indicator = runtime.engine.catalogue.get(one.code) if one.code is not None else None
    whole = one.on_whole
    return {
        "id": one.id,
        "text": wording.text(one.node),
        "name": "" if indicator is None else indicator.name(language),
        "code": one.code,
        "kind": "leaf" if not one.children else "operation",
        "operation": one.node.op if isinstance(one.node, n.Arithmetic) else None,
        "fixed": isinstance(one.node, n.Number | n.Empty),
        "unit": one.unit.code if indicator is None else indicator.unit.code,
        "decimals": None if indicator is None else figures.decimals(indicator),
        "before": one.before,
        "after": one.after,
        "effect": one.effect,
        "on_whole": whole,
        "share": None if whole is None or not total else whole / total,
        "children": [_driver(child, wording, runtime, language, total) for child in one.children],
    }


def _change(tree: Branch) -> Number:
    if tree.before is None or tree.after is None:
        return None
    return tree.after - tree.before
