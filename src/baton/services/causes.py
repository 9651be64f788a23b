"""Causes 归因: what moved an indicator, in figures and in words, with documents as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.base.periods import Period
from baton.metrics.analysis.ask import Ask, Member
from baton.metrics.analysis.causes import LEVELS, Analysis, Breakdown, Cause, analyse
from baton.metrics.analysis.forms import Shape, form_of
from baton.metrics.analysis.price_volume import ProductEffect
from baton.metrics.analysis.priced import price_volume
from baton.metrics.engine.wording import Wording
from baton.services import cause_text, figures, indicators, org
from baton.services.cause_text import Terms
from baton.services.comparing import (
    Against,
    Comparison,
    comparison,
    dimensions,
    own_targets,
    scope_of,
)
from baton.services.driver_view import driver

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

EVIDENCE = 5
"""Documents shown for a cause."""
LOOKED_THROUGH = 200
"""Documents among which the evidence is chosen."""
SUPPORTED = 3
"""Causes that get evidence."""
PRODUCTS = 10
"""Products told one by one in price, volume and mix."""


def causes(
    runtime: Runtime,
    person: Person,
    code: str,
    *,
    period: str | None = None,
    against: str = Against.PRIOR,
    unit: str | None = None,
    by: Sequence[str] = (),
    levels: int = LEVELS,
) -> dict[str, Any]:
    """What moved an indicator.

    Args:
        period: the one asked for, this month when left out.
        against: see :class:`Against`.
        by: dimensions to try; all that make sense when empty.
        levels: how deep to look into causes, 1-3.

    Raises:
        BatonError: the period or the comparison cannot be read.
        ForbiddenError: the person may not see the unit.
        NotFoundError: there is no such indicator.
    """
    indicator = runtime.engine.catalogue.get(code)
    wanted = figures.slice_of(runtime, person, period, unit)
    chosen = Against.of(against)
    key = (
        "causes",
        indicator.code,
        *wanted.key,
        chosen,
        tuple(by),
        levels,
        person.language,
        person.user,  # the evidence leads to pages that not everybody may open
        org.today(),
    )
    work = lambda: _Teller(runtime, person, indicator.code, wanted, chosen).told(by, levels)  # noqa: E731
    return figures.answers(runtime).get(runtime.store.version, key, work)


class _Teller:
    """Tells one analysis."""

    def __init__(
        self, runtime: Runtime, person: Person, code: str, wanted: figures.Slice, against: Against
    ) -> None:
        self.runtime = runtime
        self.person = person
        self.language = person.language
        self.indicator = runtime.engine.catalogue.get(code)
        self.checked = runtime.engine.catalogue.formula(code)
        self.wanted = wanted
        self.against = against

    def told(self, by: Sequence[str], levels: int) -> dict[str, Any]:
        """The whole answer."""
        compared = comparison(self.runtime, self.indicator.code, self.wanted, self.against)
        scope = scope_of(self.wanted, self.language)
        tried = list(by) or dimensions(self.runtime, self.checked, self.wanted.org)
        if compared.state == "ok":
            found = analyse(
                self.runtime.engine,
                self.checked,
                compared.windows,
                scope,
                tried,
                target=compared.target,
                own_target=None
                if compared.target is None
                else own_targets(self.runtime, self.indicator.code, self.wanted, compared.due),
                levels=levels,
            )
        else:
            found = analyse(self.runtime.engine, self.checked, compared.windows, scope, ())
        state = self._state(found, compared)
        terms = self._terms(found, compared)
        return {
            **self._head(found, compared, state),
            "sentences": cause_text.sentences(terms, found) if state == "ok" else [],
            "causes": [
                self._cause(cause, found, terms, (), number)
                for number, cause in enumerate(found.causes)
            ],
            "breakdowns": [self._breakdown(one, terms) for one in found.breakdowns],
            "drivers": None
            if found.tree is None
            else driver(found.tree, self._wording(), self.runtime, self.language),
            "price_volume": self._price_volume(compared) if state == "ok" else None,
            "took_ms": found.took_ms,
        }

    def _head(self, found: Analysis, compared: Comparison, state: str) -> dict[str, Any]:
        before, after = compared.windows
        return {
            "code": self.indicator.code,
            "name": self.indicator.name(self.language),
            "unit": self.indicator.unit.code,
            "decimals": figures.decimals(self.indicator),
            "direction": self.indicator.direction.value,
            "shape": found.form.shape.value,
            "state": state,
            "against": self.against.value,
            "period": self.wanted.period.label,
            "from": {"start": before.start, "end": before.last_day},
            "to": {"start": after.start, "end": after.last_day},
            "to_date": compared.to_date,
            "before": found.before,
            "after": found.after,
            "change": found.change,
            "good": self._good(found.change),
        }

    def _good(self, change: Decimal | None) -> bool | None:
        if not change or self.indicator.direction.value not in ("higher", "lower"):
            return None
        return (change > 0) == (self.indicator.direction.value == "higher")

    @staticmethod
    def _state(found: Analysis, compared: Comparison) -> str:
        if found.missing:
            return "no_source"
        if compared.state != "ok":
            return compared.state
        if found.before is None or found.after is None:
            return "no_data"
        return "ok" if found.change else "no_change"

    def _terms(self, found: Analysis, compared: Comparison) -> Terms:
        return Terms(
            language=self.language,
            name=self.indicator.name(self.language),
            unit=self.indicator.unit.code,
            decimals=figures.decimals(self.indicator),
            period=self.wanted.period,
            against=self.against,
            compared=compared,
            shape=found.form.shape,
            labels={one.dimension: self._label(one.dimension) for one in found.breakdowns},
        )

    def _label(self, dimension: str) -> str:
        fact = min(self.checked.facts, default="")
        return indicators.dimension_label(self.runtime, fact, dimension, self.language)

    def _wording(self) -> Wording:
        return Wording(self.runtime.store.facts, self.runtime.engine.catalogue, self.language)

    def _cause(
        self,
        cause: Cause,
        found: Analysis,
        terms: Terms,
        path: tuple[tuple[str, Member], ...],
        number: int,
    ) -> dict[str, Any]:
        here = (*path, (cause.dimension, cause.member))
        supported = not path and number < SUPPORTED
        return {
            **self._figures(cause),
            "path": [
                {
                    "dimension": name,
                    "label": self._label(name),
                    "key": member.key,
                    "name": cause_text.member_name(member, self.language),
                }
                for name, member in here
            ],
            "text": cause_text.cause(terms, cause),
            "evidence": self._evidence(cause, found, terms.compared) if supported else [],
            "within": [self._cause(one, found, terms, here, 0) for one in cause.within],
        }

    def _figures(self, cause: Cause) -> dict[str, Any]:
        return {
            "dimension": cause.dimension,
            "label": self._label(cause.dimension),
            "key": cause.member.key,
            "name": cause_text.member_name(cause.member, self.language),
            "effect": cause.effect,
            "share": cause.share,
            "surprise": round(cause.surprise, 6),
            "before": cause.before,
            "after": cause.after,
            "rate": cause.rate,
            "mix": cause.mix,
        }

    def _breakdown(self, one: Breakdown, terms: Terms) -> dict[str, Any]:
        return {
            "dimension": one.dimension,
            "label": self._label(one.dimension),
            "members": [
                {**self._figures(cause), "text": cause_text.cause(terms, cause)}
                for cause in one.members
            ],
            "chosen": list(one.chosen),
            "rest": one.rest,
            "count": one.count,
            "explained": one.explained,
            "score": round(one.score, 6),
            "adds_up": one.adds_up,
        }

    def _evidence(
        self, cause: Cause, found: Analysis, compared: Comparison
    ) -> list[dict[str, Any]]:
        """The documents of a cause that pull most in its direction.

        Of a sum that fell these are the largest of the earlier period: what is missing now.
        """
        if cause.member.key is None:
            return []
        gone = found.form.shape is Shape.SUM and cause.effect < 0 and compared.target is None
        start = compared.windows[0 if gone else 1].start
        period = Period.of(start, self.wanted.period.grain)
        name = "org" if cause.dimension.startswith("org.") else cause.dimension
        rows = indicators.documents(
            self.runtime,
            self.person,
            self.indicator.code,
            period=period.label,
            unit=self.wanted.org,
            members=[(name, str(cause.member.key))],
            limit=LOOKED_THROUGH,
        )["rows"]
        weigh = cause_text.row_weight(self.checked, found)
        ordered = sorted(rows, key=weigh, reverse=gone or cause.effect > 0)
        shown: dict[str, dict[str, Any]] = {}
        for row in ordered:
            shown.setdefault(str(row["document"]), row)
        kept = ("document", "number", "date", "page", "id", "amount")
        return [
            {"period": period.label, **{name: row.get(name) for name in kept}}
            for row in list(shown.values())[:EVIDENCE]
        ]

    def _price_volume(self, compared: Comparison) -> dict[str, Any] | None:
        if compared.target is not None:
            return None
        engine = self.runtime.engine
        form = form_of(self.checked.root)
        ask = Ask(engine, compared.windows, scope_of(self.wanted, self.language))
        found = price_volume(ask, form)
        if found is None:
            return None
        split, members = found
        order = sorted(
            split.products, key=lambda key: abs(split.products[key].effect), reverse=True
        )
        return {
            **_effects(split.total),
            "products": [
                {
                    "key": members[key].key,
                    "name": cause_text.member_name(members[key], self.language),
                    **_effects(split.products[key]),
                }
                for key in order[:PRODUCTS]
            ],
            "text": message(
                "services.price_volume_text",
                self.language,
                **{
                    name: cause_text.signed(self._money(), value, self.language)
                    for name, value in _effects(split.total).items()
                },
            ),
        }

    def _money(self) -> tuple[str, int]:
        return self.indicator.unit.code, figures.decimals(self.indicator)


def _effects(one: ProductEffect) -> dict[str, Decimal]:
    return {
        "price": one.price,
        "volume": one.volume,
        "mix": one.mix,
        "new": one.new,
        "lost": one.lost,
        "other": one.other,
        "effect": one.effect,
    }
