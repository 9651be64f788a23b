"""Making, changing, copying and retiring indicators of the company's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError, CollectedErrors, ConflictError, NotFoundError
from baton.metrics.catalogue import Catalogue
from baton.metrics.formula import FormulaErrors
from baton.services import indicators, org
from baton.services.erp import database
from baton.services.kpi import library, rights
from baton.services.kpi.library import FIELDS, Own, Version

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def create(runtime: Runtime, person: Person, code: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A new indicator of the company's own.

    Args:
        given: the fields of a definition, ``reason``, and perhaps ``effective_from``.

    Raises:
        FormulaErrors: the formula is wrong; with positions.
        ConflictError: the code is taken.
    """
    rights.check(person, rights.DEFINERS, "services.doing_definition")
    if code in runtime.engine.catalogue.indicators or code in library.of(runtime).own:
        raise ConflictError("services.indicator_code_taken", code=code)
    return _keep(runtime, person, code, _inward(given), based_on=given.get("based_on"))


def change(
    runtime: Runtime, person: Person, code: str, given: Mapping[str, Any], version: int
) -> dict[str, Any]:
    """A new version; of a shipped indicator it is the company's adaptation.

    Args:
        version: the number of the version that was edited, 0 for the shipped one.

    Raises:
        ConflictError: somebody made a newer version meanwhile.
    """
    rights.check(person, rights.DEFINERS, "services.doing_definition")
    own = _own_or_shipped(runtime, code)
    newest = own.versions[-1].number if own is not None else 0
    if version != newest:
        raise ConflictError("services.definition_stale", code=code, newest=newest)
    return _keep(runtime, person, code, _inward(given), own=own, based_on=None if own else code)


def _inward(given: Mapping[str, Any]) -> dict[str, Any]:
    """Decimals as people see them: a share in percent has two more as a fraction."""
    values = dict(given)
    if values.get("decimals") is not None and _percent(values):
        values["decimals"] += 2
    return values


def _outward(values: Mapping[str, Any]) -> dict[str, Any]:
    shown = dict(values)
    if _percent(shown):
        shown["decimals"] = max(0, shown["decimals"] - 2)
    return shown


def _percent(values: Mapping[str, Any]) -> bool:
    usual = "percent" if values.get("unit") == "ratio" else None
    return (values.get("display") or usual) == "percent"


def copy(runtime: Runtime, person: Person, code: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A copy under another code and other names."""
    source = runtime.engine.catalogue.get(code)
    values = _outward(library.values_of(source, person.language))
    values = {**values, **given, "based_on": source.code}
    return create(runtime, person, str(given["code"]), values)


def retire(
    runtime: Runtime,
    person: Person,
    code: str,
    reason: str,
    effective_from: dt.date | None = None,
    *,
    retired: bool = True,
) -> dict[str, Any]:
    """Take an indicator out of use from a day on, or back into it; nothing of it is lost."""
    rights.check(person, rights.DEFINERS, "services.doing_definition")
    own = _own_or_shipped(runtime, code)
    if own is not None:
        values = dict(own.versions[-1].values)
    else:
        values = library.values_of(Catalogue.shipped().indicators[code], person.language)
    given = {**values, "reason": reason, "effective_from": effective_from, "retired": retired}
    return _keep(runtime, person, code, given, own=own, based_on=None if own else code)


def versions(runtime: Runtime, person: Person, code: str) -> list[dict[str, Any]]:
    """All versions, newest first, each with what it changed; the shipped one is number 0.

    Raises:
        NotFoundError: there never was such an indicator.
    """
    own = _own_or_shipped(runtime, code)
    day = org.today()
    found: list[dict[str, Any]] = []
    shipped = Catalogue.shipped().indicators.get(code)
    if shipped is not None:
        values = _outward(library.values_of(shipped, person.language))
        nobody = Version(0, dt.date.min, "Baton", None, "", False, values)
        found.append(_told(nobody, None, in_force=own is None or own.on(day) is None))
    before: Mapping[str, Any] | None = found[0] if found else None
    current = own.on(day) if own is not None else None
    for version in own.versions if own is not None else ():
        found.append(_told(version, before, in_force=version == current))
        before = found[-1]
    return found[::-1]


def _told(version: Version, before: Mapping[str, Any] | None, *, in_force: bool) -> dict[str, Any]:
    values = version.values if version.number == 0 else _outward(version.values)
    changes = [
        {"field": name, "before": before.get(name), "after": values[name]}
        for name in FIELDS
        if before is not None and before.get(name) != values[name]
    ]
    first = version.effective_from == dt.date.min
    return {
        "number": version.number,
        "effective_from": None if first else version.effective_from,
        "author": version.author,
        "made_at": version.made_at,
        "reason": version.reason,
        "retired": version.retired,
        "in_force": in_force,
        "changes": changes,
        **values,
    }


def _own_or_shipped(runtime: Runtime, code: str) -> Own | None:
    """The company's own of that code; None for a shipped one nobody has touched."""
    own = library.of(runtime).own.get(code)
    if own is None and code not in Catalogue.shipped().indicators:
        raise NotFoundError("services.no_such_indicator", code=code)
    return own


def _keep(
    runtime: Runtime,
    person: Person,
    code: str,
    given: Mapping[str, Any],
    *,
    own: Own | None = None,
    based_on: str | None = None,
) -> dict[str, Any]:
    """Check a definition against all others, store it as the next version, and use it."""
    reason = str(given.get("reason") or "").strip()
    if not reason:
        raise BatonError("services.reason_missing")
    values = {name: given.get(name) for name in FIELDS}
    number = own.versions[-1].number + 1 if own is not None else 1
    day = given.get("effective_from") or org.today()
    version = Version(number, day, "", None, reason, bool(given.get("retired")), values)
    made = library.indicator_of(code, version)
    _check(runtime, code, made)
    stored = {**library.values_of(made, person.language), "data_source": values["data_source"]}
    stored["usual_source"] = values["usual_source"]

    def work(erp: Erp) -> None:
        indicator = erp.get("baton.kpi.indicator")
        with erp.context(kpi_reason=reason):
            record_id = own.id if own is not None else None
            if record_id is None:
                company = erp.values.get("company")
                fresh = {"company": company, "code": code, "based_on": based_on}
                record_id = indicator.create([fresh])[0].id
            erp.get("baton.kpi.indicator.version").create(
                [
                    {
                        **stored,
                        "indicator": record_id,
                        "number": number,
                        "effective_from": day,
                        "author": person.user,
                        "made_at": dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0),
                        "reason": reason,
                        "retired": version.retired,
                    }
                ]
            )

    database(runtime).run(person.user, work, check_access=False, lock_tables=("baton_kpi_log",))
    library.refresh(runtime)
    return indicators.definition(runtime, person, code)


def _check(runtime: Runtime, code: str, made: Any) -> None:
    """Refuse a definition that is wrong or breaks others.

    Raises:
        FormulaErrors: its formula is wrong.
        CatalogueErrors: a name is taken, the unit does not fit, or other formulas break.
    """
    catalogue = runtime.engine.catalogue
    everything = {**catalogue.indicators, code: made}
    merged = Catalogue(everything.values(), catalogue.facts)
    try:
        merged.formula(code)
    except FormulaErrors:
        raise
    found = merged.problems()
    if found:
        findings = [error for errors in found.values() for error in errors]
        raise CollectedErrors("metrics.catalogue_wrong", findings)
