"""Causes in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.base.periods import Period
from baton.metrics.analysis.ask import Member
from baton.metrics.analysis.causes import Analysis, Cause
from baton.metrics.analysis.exact import ONE, ZERO
from baton.metrics.analysis.forms import Shape
from baton.metrics.analysis.operations import operation
from baton.metrics.formula import nodes as n
from baton.services import figure_text
from baton.services.comparing import Against, Comparison

if TYPE_CHECKING:
    from baton.metrics.formula import Checked


@dataclass(frozen=True)
class Terms:
    """What all sentences of one analysis need to know."""

    language: str
    name: str
    unit: str
    decimals: int
    period: Period
    against: Against
    compared: Comparison
    shape: Shape
    labels: Mapping[str, str]

    def say(self, key: str, **context: Any) -> str:
        """A sentence."""
        return message(f"services.{key}", self.language, **context)

    def write(self, value: Decimal | None) -> str:
        """A figure."""
        return figure_text.write(value, self.unit, self.decimals, self.language)

    def size(self, value: Decimal | None) -> str:
        """How large a change is."""
        return figure_text.points(value, self.unit, self.decimals, self.language)


def sentences(terms: Terms, found: Analysis) -> list[str]:
    """The change and its causes, a sentence each."""
    change = found.change or ZERO
    told = [
        terms.say(
            "causes_rose" if change > 0 else "causes_fell",
            name=terms.name,
            period=_period(terms),
            after=terms.write(found.after),
            base=_base(terms),
            before=terms.write(found.before),
            change=terms.size(change),
        )
    ]
    if found.causes:
        best = found.breakdowns[0]
        more = figure_text.percent(best.explained) != figure_text.percent(min(best.explained, ONE))
        told.append(
            terms.say(
                "causes_best_more" if more else "causes_best",
                label=terms.labels[best.dimension],
                count=len(best.chosen),
                explained=figure_text.percent(best.explained),
            )
        )
    for one in found.causes:
        told.append(cause(terms, one))
        if one.within:
            inside = one.within[0]
            told.append(
                terms.say(
                    "causes_within",
                    outer=member_name(one.member, terms.language),
                    label=terms.labels.get(inside.dimension, inside.dimension),
                    names=", ".join(
                        member_name(part.member, terms.language) for part in one.within[:3]
                    ),
                    effect=signed(
                        (terms.unit, terms.decimals),
                        sum((part.effect for part in one.within), ZERO),
                        terms.language,
                    ),
                )
            )
    return told


def cause(terms: Terms, one: Cause) -> str:
    """One cause in a sentence."""
    ratio = terms.shape is Shape.RATIO and one.rate is not None and one.mix is not None
    key = "cause_plain" if one.before is None and one.after is None else "cause_moved"
    if ratio and terms.compared.target is None:
        key = "cause_ratio" if one.before is not None and one.after is not None else "cause_mix"
    elif terms.compared.target is not None:
        key = "cause_target"
    write = (terms.unit, terms.decimals)
    return terms.say(
        key,
        label=terms.labels.get(one.dimension, one.dimension),
        name=member_name(one.member, terms.language),
        before=terms.write(one.before),
        after=terms.write(one.after),
        effect=signed(write, one.effect, terms.language),
        share=figure_text.percent(one.share),
        rate=signed(write, one.rate, terms.language),
        mix=signed(write, one.mix, terms.language),
    )


def member_name(member: Member, language: str) -> str:
    """How a member is called; rows without one have a name too."""
    if member.key is None:
        return message("services.no_member", language)
    return str(member.name if member.name is not None else member.key)


def signed(unit: tuple[str, int], value: Decimal | None, language: str) -> str:
    """An effect with its sign."""
    if value is None:
        return "—"
    sign = "-" if value < 0 else "+"
    return sign + figure_text.points(value, *unit, language)


def row_weight(checked: Checked, found: Analysis) -> Callable[[Mapping[str, Any]], Decimal]:
    """How much a document row pulls the figure up (down when negative).

    Of a sum its own amount; of a ratio its numerator less what it should have been at the ratio
    of the earlier period, so that late deliveries come before those on time.
    """
    names = {
        aggregate: "amount" if place == 0 else f"amount_{place + 1}"
        for place, aggregate in enumerate(checked.aggregates)
    }
    form = found.form
    ratio = form.shape is Shape.RATIO and form.scale
    usual = ZERO
    if ratio and found.before is not None:
        usual = (found.before - form.offset) / form.scale

    def value(node: n.Scalar, row: Mapping[str, Any]) -> Decimal:
        inner = node
        while isinstance(inner, n.Reference):
            inner = inner.value
        if isinstance(inner, n.Aggregate):
            amount = row.get(names.get(inner, ""))
            return ZERO if amount is None else Decimal(str(amount))
        if isinstance(inner, n.Number):
            return inner.value
        known = operation(inner)
        return ZERO if known is None else known[0]([value(x, row) for x in known[1]]) or ZERO

    def weigh(row: Mapping[str, Any]) -> Decimal:
        if ratio:
            top, bottom = form.parts
            own: Decimal = (value(top, row) - usual * value(bottom, row)) * form.scale
            return own
        if form.shape is Shape.SUM:
            return value(form.parts[0], row)
        return Decimal(str(row.get("amount") or 0))

    return weigh


def _period(terms: Terms) -> str:
    if terms.against is Against.SHIFT:
        after = terms.compared.windows[1]
        return terms.say("since_period", period=Period.of(after.start, terms.period.grain).label)
    key = "period_to_date" if terms.compared.to_date else "period_whole"
    return terms.say(key, period=terms.period.label)


def _base(terms: Terms) -> str:
    key = f"base_{terms.against.value}" + ("_to_date" if terms.compared.to_date else "")
    start = terms.compared.windows[0].start
    return terms.say(key, period=Period.of(start, terms.period.grain).label)
