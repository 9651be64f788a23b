"""The library of indicators: found by code or name, formulas checked with their references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from baton.base.errors import BatonError, CollectedErrors, NotFoundError
from baton.base.units import Unit
from baton.metrics.catalogue import load
from baton.metrics.catalogue.model import Indicator
from baton.metrics.facts import FACTS, Fact
from baton.metrics.formula import Checked, FormulaErrors, check
from baton.metrics.formula.errors import Words


class IndicatorError(BatonError):
    """An indicator that cannot be taken into the catalogue."""


class CatalogueErrors(CollectedErrors):
    """All findings about the indicators of a catalogue."""


class Catalogue:
    """A set of indicators that may refer to one another; never changes once made."""

    def __init__(self, indicators: Iterable[Indicator], facts: Mapping[str, Fact] = FACTS) -> None:
        self.facts = facts
        self.indicators: dict[str, Indicator] = {item.code: item for item in indicators}
        self._by_name: dict[str, str] = {}
        for item in self.indicators.values():
            for name in (item.code, item.zh, item.en):
                self._by_name.setdefault(_folded(name), item.code)
        self._checked: dict[str, Checked] = {}
        self._wrong: dict[str, FormulaErrors] = {}

    @staticmethod
    @cache
    def shipped() -> Catalogue:
        """The indicators that come with Baton."""
        return Catalogue(load.shipped())

    def with_indicators(self, indicators: Iterable[Indicator]) -> Catalogue:
        """This catalogue and ``indicators``; one of the same code replaces the older one.

        Raises:
            CatalogueErrors: a formula is wrong, a unit does not fit, or a name is taken.
        """
        added = list(indicators)
        merged = Catalogue({**self.indicators, **{i.code: i for i in added}}.values(), self.facts)
        merged.check_all()
        return merged

    def with_file(self, path: Path) -> Catalogue:
        """This catalogue and the indicators of a YAML file.

        Raises:
            IndicatorFileErrors: the file cannot be read.
            CatalogueErrors: an indicator does not fit.
        """
        return self.with_indicators(load.load(path))

    def with_sound(
        self, indicators: Iterable[Indicator]
    ) -> tuple[Catalogue, dict[str, list[BatonError]]]:
        """This catalogue with those of ``indicators`` that fit, and what is wrong with others.

        What refers to an indicator that does not fit is left out as well.
        """
        kept = {**self.indicators, **{item.code: item for item in indicators}}
        wrong: dict[str, list[BatonError]] = {}
        while True:
            merged = Catalogue(kept.values(), self.facts)
            found = merged.problems()
            if not found:
                return merged, wrong
            for code, errors in found.items():
                wrong.setdefault(code, []).extend(errors)
                del kept[code]

    def __iter__(self) -> Iterator[Indicator]:
        """Those in use; retired ones are only found by name."""
        return (item for item in self.indicators.values() if not item.retired)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.find(name) is not None

    def get(self, name: str) -> Indicator:
        """The indicator with this code or Chinese or English name.

        Raises:
            NotFoundError: there is none; with the nearest names.
        """
        code = self.find(name)
        if code is None:
            close = get_close_matches(_folded(name), self._by_name, n=3, cutoff=0.4)
            codes = dict.fromkeys(self._by_name[match] for match in close)
            near = ", ".join(codes) or ", ".join(list(self.indicators)[:3]) or "-"
            raise NotFoundError("metrics.indicator_unknown", name=name, nearest=near)
        return self.indicators[code]

    def formula(self, name: str) -> Checked:
        """The checked formula of an indicator.

        Raises:
            NotFoundError: there is no such indicator.
            FormulaErrors: its formula is wrong.
        """
        code = self.get(name).code
        return self.checked(code, (code,))

    def check(self, text: str) -> Checked:
        """The checked formula ``text``, which may name indicators of this catalogue.

        Raises:
            FormulaErrors: all findings, with positions.
        """
        return check(text, self.facts, self)

    def check_all(self) -> None:
        """Checks every indicator.

        Raises:
            CatalogueErrors: all findings.
        """
        found = self.problems()
        if found:
            findings = [error for errors in found.values() for error in errors]
            raise CatalogueErrors("metrics.catalogue_wrong", findings)

    def problems(self) -> dict[str, list[BatonError]]:
        """What is wrong with which indicator, by code."""
        found: dict[str, list[BatonError]] = {}
        names: dict[str, str] = {}
        for item in self.indicators.values():
            for name in dict.fromkeys(map(_folded, (item.code, item.zh, item.en))):
                other = names.setdefault(name, item.code)
                if other != item.code:
                    found.setdefault(item.code, []).append(
                        IndicatorError(
                            "metrics.indicator_name_taken",
                            indicator=item.code,
                            name=name,
                            other=other,
                        )
                    )
            try:
                unit = self.formula(item.code).unit
            except FormulaErrors as error:
                found.setdefault(item.code, []).append(error)
                continue
            if not unit.fits(item.unit):
                found.setdefault(item.code, []).append(
                    IndicatorError(
                        "metrics.indicator_unit",
                        indicator=item.code,
                        declared=item.unit.code,
                        found=unit.code,
                    )
                )
        return found

    # --- what the checker asks ---

    def find(self, name: str) -> str | None:
        """The code of the indicator with this code or Chinese or English name."""
        return self._by_name.get(_folded(name))

    def name(self, code: str) -> Words:
        """Its names."""
        item = self.indicators[code]
        return Words(item.zh, item.en)

    def unit(self, name: str) -> Unit | None:
        """The declared unit of the indicator with this code or name."""
        code = self.find(name)
        return self.indicators[code].unit if code is not None else None

    def codes(self) -> Iterable[str]:
        """The codes of those in use."""
        return [item.code for item in self]

    def checked(self, code: str, trail: tuple[str, ...]) -> Checked:
        """Its checked formula; see ``formula.references.References``."""
        if code in self._wrong:
            raise self._wrong[code]
        if code not in self._checked:
            try:
                formula = self.indicators[code].formula
                self._checked[code] = check(formula, self.facts, self, trail)
            except FormulaErrors as error:
                # kept, or indicators that multiply a wrong one would check it again and again
                self._wrong[code] = error
                raise
        return self._checked[code]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
