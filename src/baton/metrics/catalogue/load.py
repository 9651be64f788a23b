"""Reads indicators from YAML; all findings of a file are reported together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import yaml

from baton.base.errors import BatonError, CollectedErrors
from baton.base.periods import Grain
from baton.base.units import CNY, RATIO, Unit, UnitError
from baton.metrics.catalogue.model import (
    TEMPLATES,
    USUAL_RULE,
    Direction,
    Indicator,
    Perspective,
    Rule,
)

ROLES = (
    "general_manager", "department_head", "sales", "purchasing", "warehouse",
    "production", "quality", "finance", "hr", "admin",
)  # fmt: skip
"""Who may own an indicator."""

_KNOWN = {
    "zh", "en", "meaning", "formula", "unit", "decimals", "direction", "frequency",
    "perspective", "owner", "rule", "display", "range", "tolerance", "usual", "templates",
}  # fmt: skip
_CODE = re.compile(r"[a-z][a-z0-9_]{1,59}")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Choice = TypeVar("Choice", bound=StrEnum)


class IndicatorFileError(BatonError):
    """One finding in a file of indicators."""


class IndicatorFileErrors(CollectedErrors):
    """All findings in a file of indicators."""


def shipped() -> list[Indicator]:
    """The indicators that come with Baton."""
    found: list[Indicator] = []
    for perspective in Perspective:
        source = resources.files("baton.metrics.catalogue") / "data" / f"{perspective}.yaml"
        found += parse(source.read_text(encoding="utf-8"), f"{perspective}.yaml", perspective)
    return found


def load(path: Path) -> list[Indicator]:
    """The indicators of a user's file; each names its perspective.

    Raises:
        IndicatorFileErrors: with file, indicator and field of every finding.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        text = path.read_text(encoding="gb18030")
    except OSError as error:
        raise IndicatorFileErrors(
            "metrics.indicator_file",
            [
                IndicatorFileError(
                    "metrics.indicator_unreadable", file=path.name, why=error.strerror
                )
            ],
            file=path.name,
        ) from error
    return parse(text, path.name, None)


def parse(text: str, file: str, perspective: Perspective | None) -> list[Indicator]:
    """The indicators in ``text``.

    Raises:
        IndicatorFileErrors: with file, indicator and field of every finding.
    """
    findings: list[BatonError] = []
    try:
        data = yaml.load(text, _LOADER)  # noqa: S506 - the safe loader, in C
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        why = str(getattr(error, "problem", None) or error)
        findings.append(IndicatorFileError("metrics.indicator_yaml", file=file, line=line, why=why))
        raise IndicatorFileErrors("metrics.indicator_file", findings, file=file) from error
    if not isinstance(data, dict):
        findings.append(IndicatorFileError("metrics.indicator_no_mapping", file=file))
        raise IndicatorFileErrors("metrics.indicator_file", findings, file=file)
    found = []
    for code, definition in data.items():
        reader = _Reader(file, str(code), definition, findings)
        indicator = reader.indicator(perspective)
        if indicator is not None:
            found.append(indicator)
    if findings:
        raise IndicatorFileErrors("metrics.indicator_file", findings, file=file)
    return found


def read(code: str, definition: dict[str, Any]) -> Indicator:
    """One indicator as somebody defines it, in the fields of a file.

    Raises:
        IndicatorFileErrors: with the field of every finding.
    """
    findings: list[BatonError] = []
    found = _Reader(code, code, definition, findings).indicator(None)
    if found is None:
        raise IndicatorFileErrors("metrics.indicator_file", findings, file=code)
    return found


class _Reader:
    """Reads one indicator; says what is wrong with each field."""

    def __init__(self, file: str, code: str, definition: Any, findings: list[BatonError]) -> None:
        self.file = file
        self.code = code
        self.given = definition
        self.findings = findings

    def indicator(self, perspective: Perspective | None) -> Indicator | None:
        before = len(self.findings)
        if not _CODE.fullmatch(self.code):
            self._finding("indicator_code")
        if not isinstance(self.given, dict):
            self._finding("indicator_fields", field="formula")
            return None
        for field in sorted(set(map(str, self.given)) - _KNOWN):
            self._finding("indicator_unknown_field", field=field, known=", ".join(sorted(_KNOWN)))
        direction = self._choice("direction", Direction, Direction.HIGHER)
        unit = self._unit()
        rule = self._choice("rule", Rule, USUAL_RULE[direction])
        meaning = self._meaning()
        usual, *usual_source = self._usual()
        result = Indicator(
            code=self.code,
            zh=self._text("zh"),
            en=self._text("en"),
            meaning_zh=meaning[0],
            meaning_en=meaning[1],
            formula=self._text("formula"),
            unit=unit,
            perspective=perspective or self._choice("perspective", Perspective, None),
            direction=direction,
            decimals=self._decimals(unit),
            frequency=self._choice("frequency", Grain, Grain.MONTH),
            owner=self._owner(),
            rule=rule,
            display=self._display(unit),
            limits=self._limits(direction),
            tolerance=self._number("tolerance"),
            usual=usual,
            usual_source=(usual_source[0], usual_source[1]),
            templates=self._templates(TEMPLATES if perspective else ()),
            own=perspective is None,
        )
        return result if len(self.findings) == before else None

    def _finding(self, key: str, **context: Any) -> None:
        self.findings.append(
            IndicatorFileError(f"metrics.{key}", file=self.file, indicator=self.code, **context)
        )

    def _text(self, field: str) -> str:
        value = self.given.get(field)
        if not isinstance(value, str) or not value.strip():
            self._finding("indicator_fields", field=field)
            return ""
        return " ".join(value.split())

    def _choice(self, field: str, kind: type[Choice], default: Choice | None) -> Choice:
        value = self.given.get(field, default)
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(kind)
            self._finding("indicator_choice", field=field, value=value, known=known)
            return next(iter(kind))

    def _unit(self) -> Unit:
        try:
            return Unit.parse(str(self.given.get("unit", "none")))
        except UnitError as error:
            self.findings.append(error)
            return RATIO

    def _meaning(self) -> tuple[str, str]:
        value = self.given.get("meaning")
        if isinstance(value, str):
            return value, value
        if isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) for v in value):
            return value[0], value[1]
        self._finding("indicator_meaning")
        return "", ""

    def _decimals(self, unit: Unit) -> int:
        value = self.given.get("decimals", {RATIO: 4}.get(unit, 2))
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 6:
            self._finding("indicator_decimals", value=value)
            return 2
        return value

    def _owner(self) -> str:
        value = str(self.given.get("owner", ROLES[0]))
        if value not in ROLES:
            known = ", ".join(ROLES)
            self._finding("indicator_choice", field="owner", value=value, known=known)
        return value

    def _display(self, unit: Unit) -> str:
        usual = "percent" if unit == RATIO else "money" if unit == CNY else "number"
        value = str(self.given.get("display", usual))
        if value not in ("percent", "money", "number"):
            known = "percent, money, number"
            self._finding("indicator_choice", field="display", value=value, known=known)
        return value

    def _number(self, field: str) -> Decimal | None:
        value = self.given.get(field)
        if value is None:
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            self._finding("indicator_number", field=field, value=value)
            return None
        if not number.is_finite():
            self._finding("indicator_number", field=field, value=value)
        return number

    def _usual(self) -> tuple[Decimal | None, str, str]:
        """The usual level and its source in Chinese and English."""
        value = self.given.get("usual")
        level, *source = value if isinstance(value, list) and value else [value]
        if level is None:
            return None, "", ""
        try:
            number = Decimal(str(level))
        except InvalidOperation:
            self._finding("indicator_number", field="usual", value=level)
            number = Decimal()
        texts = [str(text) for text in source if text]
        return number, texts[0] if texts else "", texts[-1] if texts else ""

    def _templates(self, usual: tuple[str, ...]) -> tuple[str, ...]:
        value = self.given.get("templates", list(usual))
        found = [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for one in found:
            if one not in TEMPLATES:
                known = ", ".join(TEMPLATES)
                self._finding("indicator_choice", field="templates", value=one, known=known)
        return tuple(found)

    def _limits(self, direction: Direction) -> tuple[Decimal, Decimal] | None:
        value = self.given.get("range")
        if value is None and direction is not Direction.RANGE:
            return None
        try:
            low, high = (Decimal(str(number)) for number in _pair(value))
        except (InvalidOperation, ValueError, TypeError):
            self._finding("indicator_range")
            return None
        if low > high:
            self._finding("indicator_range")
        return low, high


def _pair(value: Any) -> Iterable[Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError
    return value
