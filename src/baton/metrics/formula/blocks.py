"""A checked formula as building blocks: what people click together instead of typing.

A formula is a chain of parts joined by ``+ - * /``, read with the usual precedence; a part is a
figure of a fact, an indicator, a number or a chain in brackets, each perhaps over other days or
compared with earlier ones. What has no block of its own stays as text, part by part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from baton.metrics.facts import FACTS, Fact, Kind
from baton.metrics.formula import nodes as n
from baton.metrics.formula.references import NoReferences, References
from baton.metrics.formula.render import Writer

Block = dict[str, Any]
"""One part, or one condition, as JSON carries it; columns are ``fact.column``."""

_SPANS = {n.Span.YEAR_TO_DATE: "YTD", n.Span.ROLLING: "ROLLING", n.Span.TO_DATE: "BALANCE"}
_BETWEEN = {n.RowFunction.DAYS, n.RowFunction.HOURS}
_NO_TEST = n.RowAnd | n.RowOr | n.RowNot | n.RowFlag
_OTHER_DAYS = n.Window | n.Prior | n.Growth | n.Share


def blocks(
    node: n.Checked | n.Scalar,
    language: str,
    facts: Mapping[str, Fact] = FACTS,
    references: References | None = None,
    *,
    inline: bool = False,
) -> list[Block]:
    """The chain of a formula: [{op, node}], the first with ``+`` or, when negative, ``-``.

    Args:
        language: of the parts that stay text.
        inline: what the indicators named in it are made of in their place, down to the facts.
    """
    root = node.root if isinstance(node, n.Checked) else node
    writer = Writer(language, facts, references or NoReferences())
    return _Reader(writer, facts, inline=inline).chain(root)


class _Reader:
    def __init__(self, writer: Writer, facts: Mapping[str, Fact], *, inline: bool) -> None:
        self.writer = writer
        self.facts = facts
        self.inline = inline

    # --- figures ---

    def chain(self, node: n.Scalar) -> list[Block]:
        """Parts with their operators; brackets are where a part is a chain itself."""
        node = self._own(node)
        if isinstance(node, n.Negate):
            return [{"op": "-", "node": self.part(node.item)}]
        if not isinstance(node, n.Arithmetic):
            return [{"op": "+", "node": self.part(node)}]
        left, right = self._own(node.left), self._own(node.right)
        flat = isinstance(left, n.Negate) or (
            isinstance(left, n.Arithmetic) and (node.op in "+-" or left.op in "*/")
        )
        before = self.chain(left) if flat else [{"op": "+", "node": self.part(left)}]
        if isinstance(right, n.Arithmetic) and node.op in "+-" and right.op in "*/":
            first, *rest = self.chain(right)
            if first["op"] == "+":
                return [*before, {**first, "op": node.op}, *rest]
        return [*before, {"op": node.op, "node": self.part(right)}]

    def _own(self, node: n.Scalar) -> n.Scalar:
        while self.inline and isinstance(node, n.Reference):
            node = node.value
        return node

    def part(self, node: n.Scalar) -> Block:
        """One part with the days it is taken over and what it is compared with."""
        inner, compare = _compared(self._own(node))
        inner = self._own(inner)
        window = None
        if isinstance(inner, n.Window):
            window = {"kind": _SPANS[inner.span], "n": inner.n}
            inner = self._own(inner.item)
        if isinstance(inner, _OTHER_DAYS):
            return _block(kind="text", text=self.writer.text(node))
        found = self._plain(inner)
        if found is None:
            return _block(kind="text", text=self.writer.text(node))
        return {**found, "window": window, "compare": compare}

    def _plain(self, node: n.Scalar) -> Block | None:
        if isinstance(node, n.Aggregate):
            return self._measure(node)
        if isinstance(node, n.Reference | n.Target):
            kind = "target" if isinstance(node, n.Target) else "indicator"
            return _block(kind=kind, code=node.code)
        if isinstance(node, n.PeriodDays):
            return _block(kind="days")
        if isinstance(node, n.Number):
            return _block(kind="number", value=self.writer.text(node))
        if isinstance(node, n.Arithmetic | n.Negate):
            return _block(kind="group", items=self.chain(node))
        return None

    def _measure(self, node: n.Aggregate) -> Block | None:
        argument = node.argument
        if argument is None:
            measured: Block = {}
        elif isinstance(argument, n.RowColumn):
            measured = {"column": _name(argument)}
        elif isinstance(argument, n.RowCall) and argument.function in _BETWEEN:
            ends = [_name(one) for one in argument.args if isinstance(one, n.RowColumn)]
            if len(ends) != len(argument.args):
                return None
            measured = {"between": ends, "counted_in": argument.function.value}
        else:
            return None
        usual = not node.date.via and node.date.column == self.facts[node.fact].date
        return _block(
            kind="measure",
            function="AVERAGE_LEVEL" if node.over is n.Over.AVERAGE else node.function.value,
            fact=node.fact,
            date=None if usual else _name(node.date),
            filters=[self._filter(one) for one in _all(node.filter)],
            **measured,
        )

    # --- conditions ---

    def _filter(self, row: n.RowCondition) -> Block:
        negated = isinstance(row, n.RowNot)
        inner = row.item if isinstance(row, n.RowNot) else row
        found = self._test(inner, negated=negated)
        return found or _filter(text=self.writer.rows.condition(row)[0])

    def _test(self, row: n.RowCondition, *, negated: bool) -> Block | None:
        if isinstance(row, n.RowColumn):
            return _filter(column=_name(row), op="false" if negated else "true")
        if isinstance(row, n.RowCompare):
            return None if negated else self._comparison(row)
        if isinstance(row, _NO_TEST) or not isinstance(row.item, n.RowColumn):
            return None
        no = "not_" if negated else ""
        if isinstance(row, n.RowIsEmpty):
            found = _filter(column=_name(row.item), op=f"{no}empty")
        elif isinstance(row, n.RowContains):
            found = _filter(column=_name(row.item), op=f"{no}contains", values=[row.text])
        elif isinstance(row, n.RowIn):
            return self._listed(row.item, row.values, f"{no}in")
        else:
            return None if negated else self._listed(row.item, (row.low, row.high), "between")
        return found

    def _comparison(self, row: n.RowCompare) -> Block | None:
        if not isinstance(row.left, n.RowColumn):
            return None
        if isinstance(row.right, n.RowColumn):
            return _filter(column=_name(row.left), op=row.op, other=_name(row.right))
        op = row.op
        if row.left.kind is Kind.DIMENSION and op in ("=", "!="):
            op = "in" if op == "=" else "not_in"
        return self._listed(row.left, (row.right,), op)

    @staticmethod
    def _listed(column: n.RowColumn, values: Sequence[n.Row], op: str) -> Block | None:
        texts = [_literal(value) for value in values]
        if any(text is None for text in texts):
            return None
        return _filter(column=_name(column), op=op, values=texts)


def _compared(node: n.Scalar) -> tuple[n.Scalar, Block | None]:
    if isinstance(node, n.Prior):
        return node.item, {"kind": "PRIOR", "step": node.step.value, "n": node.n}
    if isinstance(node, n.Growth):
        return node.item, {"kind": "GROWTH", "step": node.step.value, "n": None}
    if isinstance(node, n.Share):
        return node.item, {"kind": "SHARE", "step": None, "n": None}
    return node, None


def _all(condition: n.RowCondition | None) -> tuple[n.RowCondition, ...]:
    if condition is None:
        return ()
    return condition.items if isinstance(condition, n.RowAnd) else (condition,)


def _name(column: n.RowColumn) -> str:
    return f"{column.fact}.{column.column}"


def _literal(row: n.Row) -> str | None:
    if isinstance(row, n.RowText):
        return row.value
    if isinstance(row, n.RowDate):
        return row.value.isoformat()
    return format(row.value, "f") if isinstance(row, n.RowNumber) else None


def _block(**values: Any) -> Block:
    return {"window": None, "compare": None, **values}


def _filter(**values: Any) -> Block:
    return {"column": None, "op": None, "values": [], "other": None, "text": None, **values}
