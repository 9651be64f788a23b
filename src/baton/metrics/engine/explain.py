"""A figure taken apart: the tree of its formula with the value of each part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from baton.base.i18n import message
from baton.base.units import NONE
from baton.metrics.catalogue import Catalogue
from baton.metrics.engine.result import Node
from baton.metrics.engine.scalars import Cells, Scalars
from baton.metrics.engine.wording import Wording
from baton.metrics.formula import nodes as n
from baton.metrics.plan.needs import moved

_OPERATIONS = (n.Arithmetic, n.Negate, n.Call, n.If, n.Prior, n.Growth, n.Window, n.Share)


class Explainer:
    """Builds the tree of one answer.

    Args:
        scalars: knows the figures; None when a source is missing (then values are None).
    """

    def __init__(
        self, scalars: Scalars | None, wording: Wording, catalogue: Catalogue, language: str
    ) -> None:
        self._scalars = scalars
        self._wording = wording
        self._catalogue = catalogue
        self._language = language

    def indicator(self, code: str, root: n.Scalar, cells: Cells, place: str = "0") -> Node:
        """An indicator with the parts of its formula."""
        item = self._catalogue.get(code)
        return Node(
            id=place,
            text=self._wording.text(root),
            name=item.name(self._language),
            kind="indicator",
            value=self._value(root, cells),
            unit=item.unit,
            code=code,
            children=self._parts(root, cells, place),
        )

    def node(self, node: Any, cells: Cells, place: str = "0", name: str = "") -> Node:
        """A part with what it is made of."""
        if isinstance(node, n.Reference):
            found = self.indicator(node.code, node.value, cells, place)
            return Node(**{**found.__dict__, "name": name or found.name})
        children: list[Node] = []
        if isinstance(node, _OPERATIONS):
            kind, children = "operation", self._parts(node, cells, place)
        elif isinstance(node, n.Aggregate | n.Nested):
            kind = "aggregate"
        else:
            kind = "constant"
        return Node(
            id=place,
            text=self._wording.text(node),
            name=name,
            kind=kind,
            value=self._value(node, cells),
            unit=getattr(node, "unit", NONE),
            code=node.code if isinstance(node, n.Target) else None,
            fact=_fact(node),
            children=children,
        )

    def _value(self, node: Any, cells: Cells) -> Any:
        return None if self._scalars is None else self._scalars.values(node, cells)[0]

    def _parts(self, node: Any, cells: Cells, place: str) -> list[Node]:
        if not isinstance(node, _OPERATIONS):
            # an indicator that is one aggregate or one reference has it as its only part
            return [self.node(node, cells, f"{place}.0")]
        return [
            self.node(part, where, f"{place}.{number}", name)
            for number, (part, where, name) in enumerate(self._inside(node, cells))
        ]

    def _inside(  # noqa: PLR0911 - one a node
        self, node: Any, cells: Cells
    ) -> Iterable[tuple[Any, Cells, str]]:
        match node:
            case n.Arithmetic(_, left, right):
                return [(left, cells, ""), (right, cells, "")]
            case n.Negate(item):
                return [(item, cells, "")]
            case n.Share(item):
                whole = Cells(cells.windows, [()] * len(cells.windows), False)
                return [(item, cells, ""), (item, whole, self._say("explain_whole"))]
            case n.Call(_, args):
                return [(arg, cells, "") for arg in args]
            case n.If(_, then, otherwise):
                return [(then, cells, ""), (otherwise, cells, "")]
            case n.Growth(item):
                before = self._moved(node, cells)
                return [
                    (item, cells, self._say("explain_now")),
                    (item, before, self._say("explain_before", period=_label(before))),
                ]
            case n.Prior(item) | n.Window(item):
                earlier = self._moved(node, cells)
                return [(item, earlier, self._say("explain_before", period=_label(earlier)))]
        return []

    def _moved(self, node: Any, cells: Cells) -> Cells:
        return Cells([moved(node, window) for window in cells.windows], cells.keys, cells.grouped)

    def _say(self, key: str, **context: Any) -> str:
        return message(f"metrics.{key}", self._language, **context)


def _fact(node: Any) -> str | None:
    if isinstance(node, n.Aggregate):
        return node.fact
    return node.dimension[0] if isinstance(node, n.Nested) else None


def _label(cells: Cells) -> str:
    window = cells.windows[0]
    if window.label != "total":
        return window.label
    return f"{window.start.isoformat()} – {window.last_day.isoformat()}"
