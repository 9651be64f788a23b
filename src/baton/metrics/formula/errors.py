"""Findings about a formula: where, what is wrong, what to do; in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baton.base.errors import BatonError, CollectedErrors
from baton.base.i18n import DEFAULT_LANGUAGE, message


@dataclass(frozen=True)
class Words:
    """A piece of a message that has its own text in each language."""

    zh: str
    en: str

    def text(self, language: str) -> str:
        """The text in ``zh_CN`` or ``en``."""
        return self.zh if language.startswith("zh") else self.en

    @classmethod
    def joined(cls, items: list[Words]) -> Words:
        """All of them as a list in a sentence."""
        return cls("、".join(item.zh for item in items), ", ".join(item.en for item in items))


Position = tuple[int, int]
"""First character and the one behind the last, counted from 0."""


class FormulaError(BatonError):
    """One finding in a formula.

    Args:
        code: ``metrics.formula_…``; the remedy is the text of the same key with ``_fix``.
        position: the characters it is about.
    """

    def __init__(self, code: str, position: Position, **context: Any) -> None:
        self.position = position
        super().__init__(code, **context)
        self.args = (self.text("en"),)

    def _context(self, language: str) -> dict[str, Any]:
        return {
            key: value.text(language) if isinstance(value, Words) else value
            for key, value in self.context.items()
        }

    def cause(self, language: str = DEFAULT_LANGUAGE) -> str:
        """What is wrong."""
        return message(self.code, language, **self._context(language))

    def remedy(self, language: str = DEFAULT_LANGUAGE) -> str:
        """What to do."""
        return message(f"{self.code}_fix", language, **self._context(language))

    def text(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Position, cause and remedy in one line."""
        start, end = self.position
        return message(
            "metrics.formula_at",
            language,
            start=start + 1,
            end=max(end, start + 1),
            cause=self.cause(language),
            remedy=self.remedy(language),
        )


class FormulaSyntaxError(FormulaError):
    """The text cannot be read as a formula."""


class UnknownNameError(FormulaError):
    """A fact, column, function or indicator that does not exist."""


class TypeMismatchError(FormulaError):
    """A text where a number is needed, and the like."""


class UnitMismatchError(FormulaError):
    """Units that cannot be combined."""


class RollUpError(FormulaError):
    """A level or ratio summed over time, or a sum where only an average means something."""


class FanOutError(FormulaError):
    """Rows that would be counted more than once."""


class CycleError(FormulaError):
    """Indicators that need each other."""


class FormulaErrors(CollectedErrors):
    """All findings about one formula, in the order of its text."""

    findings: list[BatonError]

    def __init__(self, formula: str, findings: list[FormulaError]) -> None:
        ordered = sorted(findings, key=lambda finding: finding.position)
        self.formula = formula
        super().__init__("metrics.formula_wrong", list(ordered), formula=_short(formula))

    @property
    def position(self) -> Position:
        """Where the first finding is."""
        first = self.findings[0]
        return first.position if isinstance(first, FormulaError) else (0, 0)


def _short(formula: str) -> str:
    text = " ".join(formula.split())
    return text if len(text) <= 80 else text[:79] + "…"
