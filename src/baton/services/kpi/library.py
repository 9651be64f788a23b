"""The library in force: shipped indicators with the company's own definitions over them."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from baton.base.errors import BatonError
from baton.base.i18n import message
from baton.metrics.catalogue import Catalogue, Indicator
from baton.metrics.catalogue.load import read
from baton.metrics.engine import Engine
from baton.services import figures, org

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.runtime import Runtime

MODELS = frozenset({"baton.kpi.indicator", "baton.kpi.indicator.version"})
"""The ERP's models that the library is made of."""

TEXTS = ("zh", "en", "meaning_zh", "meaning_en", "formula", "unit", "perspective", "direction")
CHOICES = ("decimals", "frequency", "owner", "display")
NUMBERS = ("tolerance", "low", "high", "usual")
FIELDS = (*TEXTS, *CHOICES, *NUMBERS, "usual_source", "data_source")
"""What makes a definition."""


@dataclass(frozen=True)
class Version:
    """One definition of the company's own.

    Attributes:
        values: by the names in ``FIELDS``.
    """

    number: int
    effective_from: dt.date
    author: str
    made_at: dt.datetime | None
    reason: str
    retired: bool
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Own:
    """An indicator that the company defines itself, its versions in the order made."""

    id: int
    code: str
    based_on: str | None
    versions: tuple[Version, ...]

    def on(self, day: dt.date) -> Version | None:
        """The version in force on a day."""
        known = [one for one in self.versions if one.effective_from <= day]
        return max(known, key=lambda one: (one.effective_from, one.number), default=None)


@dataclass(frozen=True)
class Library:
    """What is in force.

    Attributes:
        own: the company's indicators by code.
        broken: codes whose definition does not fit any more, and why.
        day: for which it was put together.
    """

    own: Mapping[str, Own] = field(default_factory=dict)
    broken: Mapping[str, list[BatonError]] = field(default_factory=dict)
    day: dt.date = dt.date.min

    def origin(self, code: str) -> str:
        """``shipped``, ``adapted`` or ``own``."""
        if code not in self.own:
            return "shipped"
        return "adapted" if code in Catalogue.shipped().indicators else "own"


_known: WeakKeyDictionary[object, Library] = WeakKeyDictionary()
_lock = threading.Lock()


def of(runtime: Runtime) -> Library:
    """The library in force, put together anew on a new day."""
    known = _known.get(runtime.store)
    if known is None or known.day != org.today():
        return refresh(runtime)
    return known


def refresh(runtime: Runtime) -> Library:
    """Put the library together from what the ERP holds now; the engine uses it from then on."""
    day = org.today()
    own = stored(runtime)
    current = [found for one in own.values() if (found := indicator_on(one, day)) is not None]
    catalogue, broken = Catalogue.shipped().with_sound(current)
    with _lock:
        if catalogue.indicators != runtime.engine.catalogue.indicators:
            runtime.engine = Engine(runtime.store, catalogue)
            figures.forget(runtime)
        library = Library(own, broken, day)
        _known[runtime.store] = library
    return library


def stored(runtime: Runtime) -> dict[str, Own]:
    """The company's own indicators with all their versions, by code."""
    if runtime.database is None:
        return {}

    def look(erp: Erp) -> dict[str, Own]:
        if not erp.has("baton.kpi.indicator"):
            return {}
        found: dict[str, Own] = {}
        for record in erp.get("baton.kpi.indicator").search([], order=[("id", "ASC")]):
            versions = sorted(record.versions, key=lambda one: one.number)
            made = Own(record.id, record.code, record.based_on, tuple(map(_version, versions)))
            found.setdefault(record.code, made)
        return found

    return runtime.database.run(0, look, readonly=True)


def _version(record: Any) -> Version:
    return Version(
        number=record.number,
        effective_from=record.effective_from,
        author=record.author.name if record.author else "",
        made_at=record.made_at,
        reason=record.reason,
        retired=bool(record.retired),
        values={name: getattr(record, name) for name in FIELDS},
    )


def indicator_on(own: Own, day: dt.date) -> Indicator | None:
    """The indicator as defined on a day; None before its first version."""
    version = own.on(day)
    return None if version is None else indicator_of(own.code, version)


def indicator_of(code: str, version: Version) -> Indicator:
    """One version as an indicator of the engine's catalogue."""
    made = read(code, definition_of(version.values))
    shipped = Catalogue.shipped().indicators.get(code)
    return replace(
        made,
        version=version.number,
        retired=version.retired,
        templates=shipped.templates if shipped else (),
    )


def definition_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Stored or sent fields as a file of indicators has them."""
    found: dict[str, Any] = {name: values.get(name) for name in ("zh", "en", "formula")}
    for name in ("unit", "perspective", "direction", *CHOICES, "tolerance"):
        if values.get(name) is not None:
            found[name] = values[name]
    zh, en = values.get("meaning_zh") or "", values.get("meaning_en") or ""
    found["meaning"] = [zh or en, en or zh]
    if values.get("low") is not None or values.get("high") is not None:
        found["range"] = [values.get("low"), values.get("high")]
    if values.get("usual") is not None:
        found["usual"] = [values["usual"], values.get("usual_source") or ""]
    return found


def values_of(indicator: Indicator, language: str = "zh_CN") -> dict[str, Any]:
    """An indicator as the fields of a definition, e.g. a shipped one to be adapted."""
    low, high = indicator.limits or (None, None)
    source = indicator.usual_source[0 if language.startswith("zh") else 1]
    return {
        "zh": indicator.zh,
        "en": indicator.en,
        "meaning_zh": indicator.meaning_zh,
        "meaning_en": indicator.meaning_en,
        "formula": indicator.formula,
        "unit": indicator.unit.code,
        "perspective": indicator.perspective.value,
        "direction": indicator.direction.value,
        "decimals": indicator.decimals,
        "frequency": indicator.frequency.value,
        "owner": indicator.owner,
        "display": indicator.display,
        "tolerance": indicator.tolerance,
        "low": low,
        "high": high,
        "usual": indicator.usual,
        "usual_source": source or None,
        "data_source": None,
    }


def broken_text(library: Library, code: str, language: str) -> str | None:
    """Why an indicator cannot be computed any more; None when it can."""
    errors = library.broken.get(code)
    if not errors:
        return None
    texts = "; ".join(error.text(language) for error in errors)
    return message("services.indicator_broken", language, why=texts)


def standing(runtime: Runtime, indicator: Indicator, language: str) -> dict[str, Any]:
    """What the list of indicators says besides the definition itself."""
    library = of(runtime)
    own = library.own.get(indicator.code)
    version = own.on(library.day) if own is not None else None
    limits: list[Decimal] | None = list(indicator.limits) if indicator.limits else None
    return {
        "origin": library.origin(indicator.code),
        "version": indicator.version,
        "effective_from": version.effective_from if version is not None else None,
        "templates": list(indicator.templates),
        "usual": indicator.usual,
        "usual_source": indicator.usual_source[0 if language.startswith("zh") else 1] or None,
        "tolerance": indicator.tolerance,
        "limits": limits,
        "retired": indicator.retired,
        "broken": broken_text(library, indicator.code, language),
    }
