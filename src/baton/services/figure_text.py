"""Figures written for people inside sentences."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from baton.base.i18n import message

SCALES = {"zh_CN": ((8, "scale_e8"), (4, "scale_e4")), "en": ((6, "scale_e6"), (3, "scale_e3"))}
"""Powers of ten from which on a number is shortened, with the message of its word."""


WHOLE = 100
"""Money from this size on is written without cents in sentences."""


def write(
    value: Decimal | float | None, unit: str, decimals: int, language: str, *, signed: bool = False
) -> str:
    """A figure with its unit: ``¥302.4 万``, ``97.2 %``, ``12.5 天``; a dash for none.

    Args:
        decimals: of ratios those of the per cent.
    """
    if value is None:
        return "—"
    number = Decimal(str(value)) if isinstance(value, float) else value
    sign = "-" if number < 0 else "+" if signed and number > 0 else ""
    size = abs(number)
    if unit == "ratio":
        return f"{sign}{_digits(size * 100, max(1, decimals))}%"
    prefix = "¥" if unit.startswith("CNY") else ""
    word = ""
    for power, key in SCALES.get(language, SCALES["en"]):
        if unit.startswith("CNY") and size >= Decimal(10) ** power:
            size, word, decimals = size.scaleb(-power), message(f"services.{key}", language), 1
            break
    if not word and (size == 0 or size >= WHOLE):
        decimals = 0 if unit.startswith("CNY") else decimals
    return f"{sign}{prefix}{_digits(size, decimals)}{word}{_unit(unit, language)}"


def percent(value: Decimal | float | None) -> str:
    """A share in whole per cent."""
    return "—" if value is None else f"{_digits(Decimal(str(value)) * 100, 0)}%"


def points(value: Decimal | None, unit: str, decimals: int, language: str) -> str:
    """A difference: of ratios in points of per cent, else as a figure; without a sign."""
    if value is None:
        return "—"
    if unit == "ratio":
        number = _digits(abs(value) * 100, max(1, decimals))
        return message("services.points", language, number=number)
    return write(abs(value), unit, decimals, language)


def _digits(value: Decimal, decimals: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,}"


def _unit(unit: str, language: str) -> str:
    """The word of a unit that is not money."""
    names = {"day": "unit_day", "hour": "unit_hour", "person": "unit_person", "pcs": "unit_pcs"}
    key = names.get(unit)
    return "" if key is None else message(f"services.{key}", language)
