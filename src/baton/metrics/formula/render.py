"""A checked formula written back as text, with Chinese or English names."""

from __future__ import annotations

from collections.abc import Mapping

from baton.base.units import RATIO
from baton.metrics.facts import FACTS, Fact
from baton.metrics.formula import nodes as n
from baton.metrics.formula.references import NoReferences, References
from baton.metrics.formula.render_rows import RowWriter, and_or, in_brackets
from baton.metrics.formula.walk import columns, walk

_SUM, _PRODUCT, _ATOM = 5, 6, 8
_OR, _AND, _NOT, _COMPARISON = 1, 2, 3, 4
_PLAIN = (n.Number, n.Empty, n.Negate, n.Arithmetic)


def render(
    node: n.Checked | n.Scalar,
    language: str,
    facts: Mapping[str, Fact] = FACTS,
    references: References | None = None,
) -> str:
    """The formula as text in ``zh_CN`` or ``en``; checking it again gives an equal tree."""
    root = node.root if isinstance(node, n.Checked) else node
    return Writer(language, facts, references or NoReferences()).number(root)[0]


class Writer:
    """Writes figures; each method gives the text and how tightly it binds."""

    def __init__(self, language: str, facts: Mapping[str, Fact], references: References) -> None:
        self.language = language
        self.facts = facts
        self.references = references
        self.rows = RowWriter(language, facts)

    def call(self, function: str, *args: str) -> tuple[str, int]:
        """A function with its arguments; empty ones are left out."""
        return self.rows.call(function, *args)

    def number(self, node: n.Scalar) -> tuple[str, int]:
        """A figure."""
        if isinstance(node, n.Number):
            return _digits(node), _ATOM
        if isinstance(node, n.Empty):
            return self.rows.keyword("EMPTY"), _ATOM
        if isinstance(node, n.Negate):
            text, strength = self.number(node.item)
            return "-" + in_brackets(text, strength <= _PRODUCT), _ATOM - 1
        if isinstance(node, n.Arithmetic):
            return self._arithmetic(node)
        return self._call(node)

    def text(self, node: n.Scalar) -> str:
        """A figure as an argument."""
        return self.number(node)[0]

    def _arithmetic(self, node: n.Arithmetic) -> tuple[str, int]:
        strength = _SUM if node.op in "+-" else _PRODUCT
        left, inner = self.number(node.left)
        left = in_brackets(left, inner < strength)
        right, inner = self.number(node.right)
        return f"{left} {node.op} {in_brackets(right, inner <= strength)}", strength

    def _call(self, node: n.Scalar) -> tuple[str, int]:
        result: tuple[str, int]
        if isinstance(node, n.Aggregate):
            result = self._aggregate(node)
        elif isinstance(node, n.Nested):
            result = self._nested(node)
        elif isinstance(node, n.Reference):
            result = self._name(node.code), _ATOM
        elif isinstance(node, n.Target):
            result = self.call("TARGET", self._name(node.code))
        elif isinstance(node, n.Call):
            result = self.call(node.function, *(self.text(arg) for arg in node.args))
        elif isinstance(node, n.If):
            branches = self.text(node.then), self.text(node.otherwise)
            result = self.call("IF", self.condition(node.condition)[0], *branches)
        else:
            result = self._over_time(node)
        return result

    def _over_time(self, node: n.Scalar) -> tuple[str, int]:
        if isinstance(node, n.Prior):
            year = self.rows.step(node.step) if node.step is n.Step.YEAR else ""
            back = "" if year and node.n == 1 else str(node.n)
            return self.call("PRIOR", self.text(node.item), year, back)
        if isinstance(node, n.Growth):
            return self.call("GROWTH", self.text(node.item), self.rows.step(node.step))
        if isinstance(node, n.Window):
            n_periods = "" if node.n is None else str(node.n)
            return self.call(node.span, self.text(node.item), n_periods)
        if isinstance(node, n.Share):
            return self.call("SHARE", self.text(node.item))
        return self.call("PERIOD_DAYS")

    def _name(self, code: str) -> str:
        return f"[{self.references.name(code).text(self.language)}]"

    def _aggregate(self, node: n.Aggregate) -> tuple[str, int]:
        fact = self.facts[node.fact]
        function = "AVERAGE_LEVEL" if node.over is n.Over.AVERAGE else node.function.value
        if node.argument is None:
            argument = self.rows.fact(fact)
        else:
            argument = self.rows.value(node.argument)[0]
        condition = "" if node.filter is None else self.rows.condition(node.filter)[0]
        date = ""
        if self._says_date(node, fact):
            date = self.call("BY_DATE", self.rows.value(node.date)[0])[0]
        return self.call(function, argument, condition, date)

    @staticmethod
    def _says_date(node: n.Aggregate, fact: Fact) -> bool:
        """Whether the date must be written: not the usual one, or the only trace of the fact."""
        if node.date.via or node.date.column != fact.date:
            return True
        named = [*(columns(node.argument) if node.argument is not None else ())]
        named += columns(node.filter) if node.filter is not None else ()
        return node.argument is not None and all(column.via for column in named)

    def _nested(self, node: n.Nested) -> tuple[str, int]:
        inside = _EachWriter(self, node.dimension)
        top = "" if node.top is None else self.call("TOP", str(node.top))[0]
        condition = "" if node.condition is None else inside.condition(node.condition)[0]
        first = node.condition
        short = (
            node.function is n.Gather.COUNT
            and isinstance(first, n.Compare)
            and first.left == node.value
        )
        value = "" if short else inside.each(node.value)
        return self.call(node.function, value, condition, top)

    def condition(self, node: n.Condition) -> tuple[str, int]:
        """A condition on figures."""
        if isinstance(node, n.Compare):
            return f"{self.text(node.left)} {node.op} {self.text(node.right)}", _COMPARISON
        if isinstance(node, n.IsEmpty):
            return f"{self.text(node.item)} = {self.rows.keyword('EMPTY')}", _COMPARISON
        if isinstance(node, n.Not):
            if isinstance(node.item, n.IsEmpty):
                empty = self.rows.keyword("EMPTY")
                return f"{self.text(node.item.item)} != {empty}", _COMPARISON
            text, strength = self.condition(node.item)
            return f"{self.rows.keyword('NOT')} {in_brackets(text, strength < _NOT)}", _NOT
        strength = _AND if isinstance(node, n.And) else _OR
        parts = [self.condition(item) for item in node.items]
        word = self.rows.keyword("AND" if strength == _AND else "OR")
        return and_or(parts, word, strength), strength


class _EachWriter(Writer):
    """Writes conditions on members: every figure that is not typed goes into EACH."""

    def __init__(self, outer: Writer, dimension: tuple[str, str]) -> None:
        super().__init__(outer.language, outer.facts, outer.references)
        self.outer = outer
        fact = self.facts[dimension[0]]
        self.dimension = self.rows.column(fact, fact.columns[dimension[1]])

    def each(self, node: n.Scalar) -> str:
        """``EACH(dimension, node)``."""
        return self.call("EACH", self.dimension, self.outer.text(node))[0]

    def text(self, node: n.Scalar) -> str:
        if all(isinstance(part, _PLAIN) for part in walk(node)):
            return self.outer.text(node)
        return self.each(node)


def _digits(node: n.Number) -> str:
    if node.unit == RATIO:
        return format((node.value * 100).normalize(), "f") + "%"
    return format(node.value, "f")
