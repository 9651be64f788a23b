"""Checked formulas as text in Chinese or English, part by part, for explanations."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from baton.metrics.catalogue import Catalogue
from baton.metrics.facts import Fact
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import aggregates
from baton.metrics.formula.words import spelled

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_LEVELS = {n.Over.LAST: "SUM_LEVEL", n.Over.AVERAGE: "AVERAGE_LEVEL"}


class Wording:
    """Writes formulas in one language.

    Args:
        facts: the fact definitions, for their names.
        catalogue: the indicators, for their names.
        language: ``zh_CN`` or ``en``; in English codes are written, as in formulas.
    """

    def __init__(self, facts: Mapping[str, Fact], catalogue: Catalogue, language: str) -> None:
        self._facts = facts
        self._catalogue = catalogue
        self._language = language
        self._zh = language.startswith("zh")
        self._each: tuple[str, str] | None = None

    def text(self, node: Any) -> str:
        """A node as it would be typed."""
        name = type(node).__name__.lower()
        shared = f"_any_{name.removeprefix('row')}"
        writer = getattr(self, f"_{name}", None) or getattr(self, shared)
        return str(writer(node))

    # -- columns, aggregates --------------------------------------------------------------------

    def _rowcolumn(self, node: n.RowColumn) -> str:
        return self.column(node.fact, node.column)

    def column(self, fact: str, column: str) -> str:
        """A column with its fact."""
        definition = self._facts[fact]
        if not self._zh:
            return f"{fact}.{column}"
        return f"{definition.zh}.{definition.columns[column].zh}"

    def _fact(self, fact: str) -> str:
        return self._facts[fact].zh if self._zh else fact

    def _aggregate(self, node: n.Aggregate) -> str:
        function: str = node.function
        if function == n.Gather.SUM and node.over in _LEVELS:
            function = _LEVELS[node.over]
        args = [self._fact(node.fact) if node.argument is None else self.text(node.argument)]
        conditions = node.filter.items if isinstance(node.filter, n.RowAnd) else (node.filter,)
        args += [self.text(item) for item in conditions if item is not None]
        if (node.date.fact, node.date.column) != (node.fact, self._facts[node.fact].date):
            args.append(self._called("BY_DATE", [self.text(node.date)]))
        return self._called(function, args)

    def _nested(self, node: n.Nested) -> str:
        self._each = node.dimension
        try:
            args = [] if node.condition is None else [self.text(node.condition)]
            if node.condition is None or node.function is not n.Gather.COUNT:
                args.insert(0, self._of_member(node.value))
        finally:
            self._each = None
        if node.top is not None:
            args.append(self._called("TOP", [str(node.top)]))
        return self._called(node.function, args)

    def _of_member(self, node: Any) -> str:
        """A figure of each member, where there is one inside EACH; a typed number as it is."""
        dimension, self._each = self._each, None
        text = self.text(node)
        self._each = dimension
        if dimension is None or not aggregates(node):
            return text
        return self._called("EACH", [self.column(*dimension), text])

    def _called(self, function: str, args: list[str]) -> str:
        return f"{spelled('functions', function, self._language)}({', '.join(args)})"

    # -- figures --------------------------------------------------------------------------------

    def _reference(self, node: n.Reference) -> str:
        return f"[{self._catalogue.name(node.code).text(self._language)}]"

    def _target(self, node: n.Target) -> str:
        name = self._catalogue.name(node.code).text(self._language)
        return self._called("TARGET", [f"[{name}]"])

    def _perioddays(self, _: n.PeriodDays) -> str:
        return self._called("PERIOD_DAYS", [])

    def _prior(self, node: n.Prior) -> str:
        args = [self.text(node.item), self._step(node.step)]
        return self._called("PRIOR", args + ([str(node.n)] if node.n != 1 else []))

    def _growth(self, node: n.Growth) -> str:
        return self._called("GROWTH", [self.text(node.item), self._step(node.step)])

    def _window(self, node: n.Window) -> str:
        args = [self.text(node.item)] + ([str(node.n)] if node.n is not None else [])
        return self._called(node.span, args)

    def _share(self, node: n.Share) -> str:
        return self._called("SHARE", [self.text(node.item)])

    def _step(self, step: n.Step) -> str:
        return f'"{spelled("steps", step, self._language)}"'

    # -- what rows and figures share --------------------------------------------------------------

    def _any_number(self, node: Any) -> str:
        value: Decimal = node.value
        return format(value.normalize(), "f")

    def _rowtext(self, node: n.RowText) -> str:
        return '"' + node.value.replace('"', '""') + '"'

    def _rowdate(self, node: n.RowDate) -> str:
        return f'"{node.value.isoformat()}"'

    def _rowflag(self, node: n.RowFlag) -> str:
        return self._word("TRUE" if node.value else "FALSE")

    def _any_empty(self, _: Any) -> str:
        return self._word("EMPTY")

    def _any_negate(self, node: Any) -> str:
        return f"-{self._inside(node.item, 3)}"

    def _any_arithmetic(self, node: Any) -> str:
        strength = _STRENGTH[node.op]
        right = strength + (node.op in "-/")
        return f"{self._inside(node.left, strength)} {node.op} {self._inside(node.right, right)}"

    def _inside(self, node: Any, strength: int) -> str:
        text = self.text(node)
        own = _STRENGTH.get(getattr(node, "op", ""), 9)
        return f"({text})" if own < strength else text

    def _any_call(self, node: Any) -> str:
        return self._called(node.function, [self.text(arg) for arg in node.args])

    def _any_if(self, node: Any) -> str:
        parts = [node.condition, node.then, node.otherwise]
        return self._called("IF", [self.text(part) for part in parts])

    def _compare(self, node: n.Compare) -> str:
        return f"{self._of_member(node.left)} {node.op} {self._of_member(node.right)}"

    def _rowcompare(self, node: n.RowCompare) -> str:
        left, right = self._chosen(node.left, node.right), self._chosen(node.right, node.left)
        return f"{left} {node.op} {right}"

    def _rowin(self, node: n.RowIn) -> str:
        values = ", ".join(self._chosen(value, node.item) for value in node.values)
        return f"{self.text(node.item)} {self._word('IN')} ({values})"

    def _chosen(self, node: Any, beside: Any) -> str:
        """A text beside a column of a fixed vocabulary is written as its name."""
        if isinstance(node, n.RowText) and isinstance(beside, n.RowColumn):
            for choice in self._facts[beside.fact].columns[beside.column].choices:
                if choice.key == node.value:
                    return f'"{choice.name(self._language) if self._zh else choice.key}"'
        return self.text(node)

    def _rowbetween(self, node: n.RowBetween) -> str:
        low, high = self.text(node.low), self.text(node.high)
        return f"{self.text(node.item)} {self._word('BETWEEN')} {low} {self._word('AND')} {high}"

    def _rowcontains(self, node: n.RowContains) -> str:
        return f'{self.text(node.item)} {self._word("CONTAINS")} "{node.text}"'

    def _any_isempty(self, node: Any) -> str:
        return f"{self._of_member(node.item)} = {self._word('EMPTY')}"

    def _any_and(self, node: Any) -> str:
        parts = (f"({self.text(i)})" if _is_or(i) else self.text(i) for i in node.items)
        return f" {self._word('AND')} ".join(parts)

    def _any_or(self, node: Any) -> str:
        return f" {self._word('OR')} ".join(self.text(item) for item in node.items)

    def _any_not(self, node: Any) -> str:
        return f"{self._word('NOT')} ({self.text(node.item)})"

    def _word(self, word: str) -> str:
        return spelled("keywords", word, self._language)


def _is_or(node: Any) -> bool:
    return isinstance(node, n.Or | n.RowOr)
