"""What if 假如: a driver of an indicator changes; what happens to it and to those above it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.metrics.analysis.ask import Ask
from baton.metrics.analysis.drivers import Number
from baton.metrics.analysis.forms import form_of
from baton.metrics.analysis.tree import Branch, grow, what_if
from baton.metrics.engine.wording import Wording
from baton.metrics.formula import nodes as n
from baton.services import figures
from baton.services.comparing import scope_of
from baton.services.driver_view import driver

if TYPE_CHECKING:
    from baton.services.figures import Slice
    from baton.services.person import Person
    from baton.services.runtime import Runtime

LEAST, MOST = Decimal(-1), Decimal(10)
"""A part may be changed from minus 100 % to ten times more."""


def supposed(
    runtime: Runtime,
    person: Person,
    code: str,
    *,
    period: str | None = None,
    unit: str | None = None,
    changes: Sequence[tuple[str, Decimal]] = (),
) -> dict[str, Any]:
    """An indicator and those above it when parts of it were larger or smaller.

    Args:
        changes: id of a part (as the driver tree has it) and by what fraction it changes.

    Raises:
        BatonError: there is no such part, it is a typed number, or the change is out of range.
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    indicator = runtime.engine.catalogue.get(code)
    wanted = figures.slice_of(runtime, person, period, unit)
    tree = tree_of(runtime, wanted, code, person.language)
    parts = {branch.id: branch for branch in tree.walk()}
    wording = Wording(runtime.store.facts, runtime.engine.catalogue, person.language)
    changed: dict[str, Number] = {}
    for place, factor in changes:
        changed[place] = _changed(parts, place, factor, wording)
    values = what_if(tree, changed)
    by_node = {parts[place].node: value for place, value in changed.items()}
    return {
        "code": indicator.code,
        "name": indicator.name(person.language),
        "unit": indicator.unit.code,
        "decimals": figures.decimals(indicator),
        "before": tree.after,
        "after": values["0"],
        "parts": [
            {"id": branch.id, "before": branch.after, "after": values[branch.id]}
            for branch in tree.walk()
        ],
        "tree": driver(tree, wording, runtime, person.language),
        "others": _others(runtime, wanted, indicator.code, by_node, person.language),
    }


def tree_of(runtime: Runtime, wanted: Slice, code: str, language: str) -> Branch:
    """The driver tree of one period; before and after are the same."""
    form = form_of(runtime.engine.catalogue.formula(code).root)
    ask = Ask(runtime.engine, (wanted.period,), scope_of(wanted, language))
    leaves: dict[n.Scalar, list[Number]] = {}

    def collect(node: n.Scalar) -> tuple[Number, Number]:
        leaves.setdefault(node, [])
        return None, None

    grow(form.root, collect)
    known = ask.whole(list(leaves))
    return grow(form.root, lambda node: (known[node][0], known[node][0]), code)


def _changed(parts: dict[str, Branch], place: str, factor: Decimal, wording: Wording) -> Number:
    branch = parts.get(place)
    if branch is None:
        raise BatonError("services.what_if_part", part=place)
    if isinstance(branch.node, n.Number | n.Empty):
        raise BatonError("services.what_if_fixed", part=wording.text(branch.node))
    if not LEAST <= factor <= MOST:
        raise BatonError("services.what_if_factor", factor=f"{factor:.0%}")
    return None if branch.after is None else branch.after * (1 + factor)


def _others(
    runtime: Runtime,
    wanted: Slice,
    code: str,
    changed: dict[n.Scalar, Number],
    language: str,
) -> list[dict[str, Any]]:
    """The indicators in which the changed parts are parts too, with what would become of them."""
    found = []
    for other in runtime.engine.catalogue:
        if other.code == code or not changed:
            continue
        checked = runtime.engine.catalogue.formula(other.code)
        if code not in checked.references or runtime.engine.world.missing(checked, None):
            continue
        tree = tree_of(runtime, wanted, other.code, language)
        ids: dict[str, Number] = {
            branch.id: changed[branch.node] for branch in tree.walk() if branch.node in changed
        }
        if not ids:
            continue
        found.append(
            {
                "code": other.code,
                "name": other.name(language),
                "unit": other.unit.code,
                "decimals": figures.decimals(other),
                "direction": other.direction.value,
                "before": tree.after,
                "after": what_if(tree, ids)["0"],
            }
        )
    return found
