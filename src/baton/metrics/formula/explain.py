"""A checked formula told in a sentence, for people who do not read formulas."""

from __future__ import annotations

from collections.abc import Mapping

from baton.base.i18n import message
from baton.metrics.facts import FACTS, Fact
from baton.metrics.formula import nodes as n
from baton.metrics.formula.explain_rows import COMPARISONS, SYMBOLS, RowTeller, bracketed
from baton.metrics.formula.references import NoReferences, References
from baton.metrics.formula.render import Writer

_LOOSE = (n.Arithmetic, n.Negate, n.If)


def explain(
    node: n.Checked | n.Scalar,
    language: str,
    facts: Mapping[str, Fact] = FACTS,
    references: References | None = None,
) -> str:
    """What the formula says, in ``zh_CN`` or ``en``."""
    root = node.root if isinstance(node, n.Checked) else node
    return _Teller(language, facts, references or NoReferences()).figure(root)


class _Teller:
    def __init__(self, language: str, facts: Mapping[str, Fact], references: References) -> None:
        self.language = language
        self.facts = facts
        self.references = references
        self.writer = Writer(language, facts, references)

    def say(self, key: str, **parts: str | int) -> str:
        return message(f"metrics.say_{key}", self.language, **parts)

    def figure(self, node: n.Scalar) -> str:
        if isinstance(node, n.Aggregate):
            return self._aggregate(node)
        if isinstance(node, n.Nested):
            return self._nested(node)
        if isinstance(node, n.Arithmetic):
            left = bracketed(self.figure(node.left), self._loose(node, node.left), self.language)
            right = bracketed(self.figure(node.right), self._loose(node, node.right), self.language)
            return f"{left} {SYMBOLS[node.op]} {right}"
        if isinstance(node, n.Negate):
            item = bracketed(self.figure(node.item), isinstance(node.item, _LOOSE), self.language)
            return SYMBOLS["-"] + item
        if isinstance(node, n.Call | n.If):
            return self._function(node)
        return self._named(node)

    @staticmethod
    def _loose(node: n.Arithmetic, part: n.Scalar) -> bool:
        """Whether a part needs brackets beside the operator."""
        if not isinstance(part, _LOOSE):
            return False
        if not isinstance(part, n.Arithmetic):
            return True
        if node.op in "+-":
            return part is node.right and node.op == "-" and part.op in "+-"
        return part.op in "+-" or part is node.right

    def _aggregate(self, node: n.Aggregate) -> str:
        fact = self.facts[node.fact]
        rows = RowTeller(self.language, self.facts)
        inside = RowTeller(self.language, self.facts, home=node.fact)
        if node.argument is None:
            said = self.say("rows", fact=fact.label(self.language))
        else:
            value = rows.value(node.argument)
            key = node.function.value
            if node.over is not n.Over.FLOW and node.function is n.Gather.SUM:
                key = f"{key}_{node.over.value}"
            said = self.say(key, value=value)
        if node.filter is not None:
            said += self.say("filter", condition=inside.condition(node.filter))
        if node.date.via or node.date.column != fact.date:
            said += self.say("by_date", date=inside.value(node.date))
        return said

    def _nested(self, node: n.Nested) -> str:
        fact = self.facts[node.dimension[0]]
        dimension = fact.columns[node.dimension[1]].label(self.language)
        if node.function is n.Gather.COUNT:
            if node.condition is None:
                return self.say("members", dimension=dimension, value=self.figure(node.value))
            condition = self.condition(node.condition)
            return self.say("members_with", dimension=dimension, condition=condition)
        said = self.say(
            f"each_{node.function.value}", dimension=dimension, value=self.figure(node.value)
        )
        if node.top is not None:
            said += self.say("top", n=node.top, dimension=dimension)
        if node.condition is not None:
            said += self.say("filter", condition=self.condition(node.condition))
        return said

    def _function(self, node: n.Call | n.If) -> str:
        if isinstance(node, n.If):
            return self.say(
                "IF",
                condition=self.condition(node.condition),
                then=self.figure(node.then),
                otherwise=self.figure(node.otherwise),
            )
        if node.function is n.Function.ROUND:
            return self.say(
                "ROUND", value=self.figure(node.args[0]), digits=self.figure(node.args[1])
            )
        joint = self.say("joint")
        values = joint.join(self.figure(arg) for arg in node.args)
        return self.say(f"{node.function.value}_of", value=values)

    def _named(self, node: n.Scalar) -> str:
        if isinstance(node, n.Reference | n.Target):
            key = "reference" if isinstance(node, n.Reference) else "target"
            return self.say(key, name=self.references.name(node.code).text(self.language))
        if isinstance(node, n.Prior | n.Growth | n.Window | n.Share):
            return self._over_time(node)
        if isinstance(node, n.PeriodDays):
            return self.say("period_days")
        return self.say("empty") if isinstance(node, n.Empty) else self.writer.text(node)

    def _over_time(self, node: n.Prior | n.Growth | n.Window | n.Share) -> str:
        value, periods, key = self._whole(node.item), 0, "share"
        if isinstance(node, n.Prior):
            key, periods = f"prior_{node.step.value}", node.n
        elif isinstance(node, n.Growth):
            key = f"growth_{node.step.value}"
        elif isinstance(node, n.Window):
            key, periods = node.span.value, node.n or 0
        return self.say(key, value=value, n=periods)

    def _whole(self, node: n.Scalar) -> str:
        return bracketed(self.figure(node), isinstance(node, _LOOSE), self.language)

    def condition(self, node: n.Condition) -> str:
        if isinstance(node, n.Compare):
            left, right = self.figure(node.left), self.figure(node.right)
            return self.say(COMPARISONS[node.op], left=left, right=right)
        if isinstance(node, n.IsEmpty):
            return self.say("is_empty", left=self.figure(node.item))
        if isinstance(node, n.Not):
            return self.say("not", condition=self.condition(node.item))
        word = self.say("and" if isinstance(node, n.And) else "or")
        mixed = (n.And, n.Or)
        return word.join(
            bracketed(self.condition(item), isinstance(item, mixed), self.language)
            for item in node.items
        )
