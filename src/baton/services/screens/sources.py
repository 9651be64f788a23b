"""From what a widget says to a formula the engine evaluates, with the name people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baton.base.errors import BatonError, NotFoundError
from baton.base.i18n import message
from baton.base.units import CNY
from baton.metrics.catalogue import Indicator
from baton.metrics.facts import Kind
from baton.services import figures

if TYPE_CHECKING:
    from baton.metrics.formula import Checked
    from baton.services.runtime import Runtime
    from baton.services.screens.layout import Source


@dataclass(frozen=True)
class Figure:
    """A figure of a screen: its formula, and the indicator when it is one."""

    name: str
    formula: Checked
    decimals: int
    direction: str
    indicator: Indicator | None = None

    @property
    def unit(self) -> str:
        """The unit's code."""
        return self.formula.unit.code


def figure_of(runtime: Runtime, source: Source, language: str) -> Figure:
    """The figure behind a source.

    Raises:
        NotFoundError: the indicator or fact does not exist (any more).
        FormulaErrors: the measure or the filter does not fit the fact.
    """
    if source.indicator is not None:
        indicator = runtime.engine.catalogue.get(source.indicator)
        return Figure(
            source.label or indicator.name(language),
            runtime.engine.catalogue.formula(indicator.code),
            figures.decimals(indicator),
            indicator.direction.value,
            indicator,
        )
    return _of_fact(runtime, source, language)


def _of_fact(runtime: Runtime, source: Source, language: str) -> Figure:
    facts = runtime.store.facts
    fact = facts.get(source.fact or "")
    if fact is None:
        raise NotFoundError("services.screen_no_fact", name=source.fact or "")
    for one in source.only:
        if one.column not in fact.columns:
            raise BatonError(
                "services.screen_no_column", fact=fact.label(language), name=one.column
            )
    conditions = []
    for one in source.only:
        values = ", ".join(f'"{value}"' for value in one.values)
        conditions.append(f"{fact.name}.{one.column} IN ({values})")
    decimals = 0
    if source.measure is None:
        text = f"COUNT({', '.join([fact.name, *conditions])})"
        name = message("services.screen_count_of", language, fact=fact.label(language))
    else:
        column = fact.columns.get(source.measure)
        if column is None or column.kind is not Kind.NUMBER:
            raise BatonError(
                "services.screen_no_column", fact=fact.label(language), name=source.measure
            )
        function = "AVG" if source.function == "average" else "SUM"
        text = f"{function}({', '.join([f'{fact.name}.{column.name}', *conditions])})"
        name = f"{fact.label(language)} · {column.label(language)}"
        decimals = 2 if column.unit == CNY else 1
    return Figure(source.label or name, runtime.engine.checked(text), decimals, "higher")
