"""Row expressions written back as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from baton.metrics.facts import Column, Fact
from baton.metrics.formula import nodes as n
from baton.metrics.formula import words

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _ATOM = 1, 2, 3, 4, 5, 6, 8


class RowWriter:
    """Writes row expressions; each method gives the text and how tightly it binds."""

    def __init__(self, language: str, facts: Mapping[str, Fact]) -> None:
        self.language = language
        self.facts = facts

    def keyword(self, word: str) -> str:
        """A keyword in the language."""
        return words.spelled("keywords", word, self.language)

    def step(self, step: n.Step) -> str:
        """A step back in time, quoted."""
        return quoted(words.spelled("steps", step, self.language))

    def call(self, function: str, *args: str) -> tuple[str, int]:
        """A function with its arguments; empty ones are left out."""
        name = words.spelled("functions", function, self.language)
        return f"{name}({', '.join(arg for arg in args if arg)})", _ATOM

    def fact(self, fact: Fact) -> str:
        """The name of a fact."""
        return fact.zh if self.language.startswith("zh") else fact.name

    def column(self, fact: Fact, column: Column) -> str:
        """``fact.column``."""
        name = column.zh if self.language.startswith("zh") else column.name
        return f"{self.fact(fact)}.{name}"

    def value(self, row: n.Row) -> tuple[str, int]:
        """A value of a row."""
        if isinstance(row, n.RowNegate):
            text, strength = self.value(row.item)
            return "-" + in_brackets(text, strength <= _PRODUCT), _ATOM - 1
        if isinstance(row, n.RowArithmetic):
            strength = _SUM if row.op in "+-" else _PRODUCT
            left, inner = self.value(row.left)
            left = in_brackets(left, inner < strength)
            right, inner = self.value(row.right)
            return f"{left} {row.op} {in_brackets(right, inner <= strength)}", strength
        if isinstance(row, n.RowCall):
            return self.call(row.function, *(self.value(arg)[0] for arg in row.args))
        if isinstance(row, n.RowIf):
            branches = self.value(row.then)[0], self.value(row.otherwise)[0]
            return self.call("IF", self.condition(row.condition)[0], *branches)
        return self._atom(row), _ATOM

    def _atom(self, row: n.Row) -> str:
        text = self.keyword("EMPTY")
        if isinstance(row, n.RowColumn):
            fact = self.facts[row.fact]
            text = self.column(fact, fact.columns[row.column])
        elif isinstance(row, n.RowNumber):
            text = format(row.value, "f")
        elif isinstance(row, n.RowText):
            text = quoted(row.value)
        elif isinstance(row, n.RowDate):
            text = quoted(row.value.isoformat())
        elif isinstance(row, n.RowFlag):
            text = self.keyword("TRUE" if row.value else "FALSE")
        return text

    def beside(self, item: n.Row, other: n.Row) -> str:
        """``other`` compared with ``item``: the key of a choice becomes its name."""
        if isinstance(item, n.RowColumn) and isinstance(other, n.RowText):
            for choice in self.facts[item.fact].columns[item.column].choices:
                if choice.key == other.value and self.language.startswith("zh"):
                    return quoted(choice.zh)
        return self.value(other)[0]

    def condition(self, row: n.RowCondition) -> tuple[str, int]:
        """A condition on a row."""
        if isinstance(row, n.RowAnd | n.RowOr):
            strength = _AND if isinstance(row, n.RowAnd) else _OR
            parts = [self.condition(item) for item in row.items]
            word = self.keyword("AND" if strength == _AND else "OR")
            return and_or(parts, word, strength), strength
        if isinstance(row, n.RowNot):
            if isinstance(row.item, n.RowIsEmpty):
                return f"{self.value(row.item.item)[0]} != {self.keyword('EMPTY')}", _COMPARISON
            text, strength = self.condition(row.item)
            return f"{self.keyword('NOT')} {in_brackets(text, strength < _NOT)}", _NOT
        if isinstance(row, n.RowFlag | n.RowColumn):
            return self.value(row)[0], _ATOM
        return self._test(row), _COMPARISON

    def _test(
        self, row: n.RowCompare | n.RowIn | n.RowBetween | n.RowContains | n.RowIsEmpty
    ) -> str:
        if isinstance(row, n.RowCompare):
            left, right = self.beside(row.right, row.left), self.beside(row.left, row.right)
            return f"{left} {row.op} {right}"
        item = self.value(row.item)[0]
        if isinstance(row, n.RowIsEmpty):
            return f"{item} = {self.keyword('EMPTY')}"
        if isinstance(row, n.RowContains):
            return f"{item} {self.keyword('CONTAINS')} {quoted(row.text)}"
        if isinstance(row, n.RowIn):
            values = ", ".join(self.beside(row.item, value) for value in row.values)
            return f"{item} {self.keyword('IN')} ({values})"
        low, high = self.beside(row.item, row.low), self.beside(row.item, row.high)
        between = self.keyword("BETWEEN")
        joint = self.keyword("TO" if self.language.startswith("zh") else "AND")
        return f"{item} {between} {low} {joint} {high}"


def in_brackets(text: str, needed: bool) -> str:
    """The text, in brackets when needed."""
    return f"({text})" if needed else text


def and_or(parts: Sequence[tuple[str, int]], word: str, strength: int) -> str:
    """Conditions joined by a word; looser ones in brackets."""
    return f" {word} ".join(in_brackets(text, inner <= strength) for text, inner in parts)


def quoted(text: str) -> str:
    """A text as it is typed."""
    return '"' + text.replace('"', '""') + '"'
