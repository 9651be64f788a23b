"""What a fact, a column and a link are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from baton.base.units import NONE, Unit


class Kind(StrEnum):
    """What a column holds."""

    DATE = "date"
    TIMESTAMP = "timestamp"
    DIMENSION = "dimension"
    """A member key (text) that figures are broken down and filtered by."""
    FLAG = "flag"
    NUMBER = "number"
    KEY = "key"
    """The row's own key, or the key of a linked row; never shown or grouped by."""


class Additivity(StrEnum):
    """How a number may be summed up."""

    FLOW = "flow"
    """Adds over time and organisation."""
    LEVEL = "level"
    """Adds over organisation; over time the last day or the average counts."""
    RATIO = "ratio"
    """Never adds: prices, rates, scores."""


@dataclass(frozen=True)
class Choice:
    """One value of a fixed vocabulary."""

    key: str
    zh: str
    en: str

    def name(self, language: str) -> str:
        """Its name in ``zh_CN`` or ``en``."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Column:
    """A column of a fact.

    Args:
        name: its code, the English name used in formulas.
        zh: the Chinese name used in formulas; no spaces.
        en: the English name people read.
        unit: of a number.
        additivity: of a number; ``None`` for any other kind.
        members: whose names the keys of a dimension have in the table ``member``.
        choices: the fixed vocabulary of a dimension; empty when open.
    """

    name: str
    zh: str
    en: str
    kind: Kind
    unit: Unit = NONE
    additivity: Additivity | None = None
    members: str | None = None
    choices: tuple[Choice, ...] = ()

    def label(self, language: str) -> str:
        """The name people read, in ``zh_CN`` or ``en``."""
        return self.zh if language.startswith("zh") else self.en

    @property
    def is_time(self) -> bool:
        """Whether it is a date or a timestamp."""
        return self.kind in (Kind.DATE, Kind.TIMESTAMP)


@dataclass(frozen=True)
class Link:
    """Many rows of one fact find one row of another: ``column`` holds its ``row_key``.

    Both rows are of the same source.
    """

    column: str
    to: str


@dataclass(frozen=True)
class Fact:
    """A table of business events of one grain, the same for every source system.

    Args:
        date: the default date (or timestamp) its rows are attributed by.
        level: its rows are the state of one day; over time they never add.
        links: by name of the linked fact.
        about: what one row is, Chinese and English.
    """

    name: str
    zh: str
    en: str
    columns: Mapping[str, Column]
    date: str
    links: Mapping[str, Link] = field(default_factory=lambda: MappingProxyType({}))
    level: bool = False
    about: tuple[str, str] = ("", "")

    def label(self, language: str) -> str:
        """The name people read, in ``zh_CN`` or ``en``."""
        return self.zh if language.startswith("zh") else self.en

    def column(self, name: str) -> Column | None:
        """The column called ``name`` by code or Chinese name."""
        return self.columns.get(name) or self._by_zh.get(name)

    @cached_property
    def _by_zh(self) -> dict[str, Column]:
        return {column.zh: column for column in self.columns.values()}

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Columns that figures may be broken down by, flags included."""
        kinds = (Kind.DIMENSION, Kind.FLAG)
        return tuple(name for name, column in self.columns.items() if column.kind in kinds)

    @property
    def numbers(self) -> tuple[Column, ...]:
        """Its number columns."""
        return tuple(column for column in self.columns.values() if column.kind is Kind.NUMBER)
