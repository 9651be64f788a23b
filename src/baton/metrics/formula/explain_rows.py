"""Row expressions and their conditions told in words."""

from __future__ import annotations

from collections.abc import Mapping

from baton.base.i18n import message
from baton.metrics.facts import Fact
from baton.metrics.formula import nodes as n
from baton.metrics.formula.render_rows import RowWriter

COMPARISONS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
SYMBOLS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


class RowTeller:
    """Tells row expressions in one language; columns of the fact ``home`` without its name."""

    def __init__(self, language: str, facts: Mapping[str, Fact], home: str = "") -> None:
        self.language = language
        self.facts = facts
        self.home = home
        self.writer = RowWriter(language, facts)

    def say(self, key: str, **parts: str) -> str:
        """A text of the messages with its parts filled in."""
        return message(f"metrics.say_{key}", self.language, **parts)

    def value(self, row: n.Row) -> str:
        """A value of a row."""
        if isinstance(row, n.RowColumn):
            fact = self.facts[row.fact]
            column = fact.columns[row.column].label(self.language)
            if row.fact == self.home and not row.via:
                return column
            return self.say("column", fact=fact.label(self.language), column=column)
        if isinstance(row, n.RowArithmetic):
            loose = (n.RowArithmetic, n.RowNegate, n.RowIf)
            parts = [
                bracketed(self.value(side), isinstance(side, loose), self.language)
                for side in (row.left, row.right)
            ]
            return f"{parts[0]} {SYMBOLS[row.op]} {parts[1]}"
        if isinstance(row, n.RowNegate):
            return SYMBOLS["-"] + self.value(row.item)
        if isinstance(row, n.RowIf):
            return self.say(
                "IF",
                condition=self.condition(row.condition),
                then=self.value(row.then),
                otherwise=self.value(row.otherwise),
            )
        return self._call(row) if isinstance(row, n.RowCall) else self._typed(row)

    def _typed(self, row: n.Row) -> str:
        return self.say("empty") if isinstance(row, n.RowEmpty) else self.writer.value(row)[0]

    def _call(self, row: n.RowCall) -> str:
        values = [self.value(arg) for arg in row.args]
        if row.function in (n.RowFunction.DAYS, n.RowFunction.HOURS):
            return self.say(row.function.value, first=values[0], second=values[1])
        if row.function is n.RowFunction.ROUND:
            return self.say("ROUND", value=values[0], digits=values[1])
        return self.say(f"{row.function.value}_of", value=self.say("joint").join(values))

    def condition(self, row: n.RowCondition) -> str:
        """A condition on a row."""
        if isinstance(row, n.RowAnd | n.RowOr):
            word = self.say("and" if isinstance(row, n.RowAnd) else "or")
            mixed = (n.RowAnd, n.RowOr)
            return word.join(
                bracketed(self.condition(item), isinstance(item, mixed), self.language)
                for item in row.items
            )
        if isinstance(row, n.RowNot):
            return self._opposite(row.item)
        if isinstance(row, n.RowColumn):
            return self.say("flag", left=self.value(row))
        if isinstance(row, n.RowFlag):
            return self.writer.value(row)[0]
        return self._test(row)

    def _opposite(self, row: n.RowCondition) -> str:
        if isinstance(row, n.RowIsEmpty):
            return self.say("not_empty", left=self.value(row.item))
        if isinstance(row, n.RowColumn):
            return self.say("no_flag", left=self.value(row))
        return self.say("not", condition=self.condition(row))

    def _test(
        self, row: n.RowCompare | n.RowIn | n.RowBetween | n.RowContains | n.RowIsEmpty
    ) -> str:
        if isinstance(row, n.RowCompare):
            right = self._choice(row.left, row.right)
            return self.say(COMPARISONS[row.op], left=self.value(row.left), right=right)
        left = self.value(row.item)
        if isinstance(row, n.RowIsEmpty):
            return self.say("is_empty", left=left)
        if isinstance(row, n.RowContains):
            return self.say("contains", left=left, right=row.text)
        if isinstance(row, n.RowBetween):
            low, high = self._choice(row.item, row.low), self._choice(row.item, row.high)
            return self.say("between", left=left, low=low, high=high)
        values = self.say("joint").join(self._choice(row.item, value) for value in row.values)
        return self.say("in", left=left, values=values)

    def _choice(self, item: n.Row, other: n.Row) -> str:
        """A compared value; the name people read for a key of a fixed vocabulary."""
        if isinstance(other, n.RowText):
            name = other.value
            if isinstance(item, n.RowColumn):
                for choice in self.facts[item.fact].columns[item.column].choices:
                    name = choice.name(self.language) if choice.key == name else name
            return self.say("quoted", text=name)
        if isinstance(other, n.RowDate):
            return other.value.isoformat()
        return self.value(other)


def bracketed(text: str, needed: bool, language: str) -> str:
    """The text in the brackets of the language, when needed."""
    return message("metrics.say_brackets", language, text=text) if needed else text
