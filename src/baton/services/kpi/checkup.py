"""The goodness check 指标体检: is what people are measured by measurable, relevant, achievable …?

Each finding says what is wrong, what to do, and which page leads there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from baton.base.i18n import message
from baton.metrics.catalogue import Perspective
from baton.services import figures, org
from baton.services.erp import database
from baton.services.kpi import examine, library, records, rights
from baton.services.kpi.directory import Directory
from baton.services.kpi.records import Target
from baton.services.kpi.rights import Holder

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

TESTS = ("measurable", "relevant", "achievable", "balanced", "complete", "stable")
COST = {"serious": 10, "warning": 3, "hint": 1}
"""Points a finding takes off the test it belongs to."""
FEWEST, MOST = 5, 8
"""Indicators that one person can keep in mind."""
LEAST_WEIGHT, MOST_WEIGHT = Decimal("0.05"), Decimal("0.4")
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Finding:
    """One finding.

    Attributes:
        severity: ``serious``, ``warning`` or ``hint``.
        kind, key, name: what it is about.
        what: message key; the remedy is the same key with ``_fix``.
        open: the route of the page where it can be put right.
    """

    test: str
    severity: str
    kind: str
    key: str
    name: str
    what: str
    open: str
    context: tuple[tuple[str, str], ...] = ()

    def told(self, language: str, year: int) -> dict[str, Any]:
        """For a person to read; targets open at those of the subject in the year."""
        words = {"name": self.name, **dict(self.context)}
        return {
            "test": self.test,
            "severity": self.severity,
            "subject": {"kind": self.kind, "key": self.key, "name": self.name},
            "text": message(f"services.{self.what}", language, **words),
            "remedy": message(f"services.{self.what}_fix", language, **words),
            "open": self._place(year),
        }

    def _place(self, year: int) -> str:
        if self.open != "/targets":
            return self.open
        if self.kind == "indicator":
            whose = f"&indicator={self.key}"
        else:
            whose = f"&holder={self.kind}%7C{self.key}"  # kind|key
        return f"/targets?view=all&year={year}{whose}"


@dataclass(frozen=True)
class Setup:
    """What is checked.

    Attributes:
        used: codes with a place on the map or with targets of the year.
        objectives: (id, name, owner known, codes with weights) of the strategy in force.
        targets: of the year, as far as the person may see them.
        names: of the targets' holders.
        units: keys and names of the units that may be seen, without the company itself.
    """

    used: tuple[str, ...]
    objectives: tuple[tuple[int, str, bool, dict[str, Decimal | None]], ...]
    targets: tuple[Target, ...]
    names: dict[Holder, str]
    units: dict[str, str]


def check(
    runtime: Runtime, person: Person, year: int, indicator: str | None = None
) -> dict[str, Any]:
    """The checkup of a year, or of one indicator in it, as far as the person may see targets.

    Raises:
        NotFoundError: there is no such indicator.
    """
    catalogue, language = runtime.engine.catalogue, person.language
    code = catalogue.get(indicator).code if indicator else None
    setup = _setup(runtime, person, year)
    found: list[Finding] = []
    codes = [code] if code else [one for one in setup.used if one in catalogue]
    on_map = {key for *_, measures in setup.objectives for key in measures}
    figures_of = examine.courses(runtime, person, codes)
    for one in codes:
        name = catalogue.indicators[one].name(language)
        for what in examine.of(runtime, person, one, setup.targets, figures_of[one]):
            found.append(_about(one, name, what))
        if one not in on_map:
            found.append(
                Finding(
                    "relevant",
                    "warning",
                    "indicator",
                    one,
                    name,
                    "checkup_no_objective",
                    "/strategy",
                )
            )
    if code is None:
        found += _whole(runtime, setup, language)
    else:
        found = [one for one in found if one.key == code]
    scores = dict.fromkeys(TESTS, 100)
    for each in found:
        scores[each.test] = max(0, scores[each.test] - COST[each.severity])
    order = {severity: number for number, severity in enumerate(COST)}
    found.sort(key=lambda one: (order[one.severity], TESTS.index(one.test), one.name))
    return {
        "year": year,
        "score": round(sum(scores.values()) / len(scores)),
        "summary": [
            {
                "test": test,
                "name": message(f"services.checkup_{test}", language),
                "score": scores[test],
                "findings": sum(one.test == test for one in found),
            }
            for test in TESTS
        ],
        "findings": [one.told(language, year) for one in found],
    }


def _about(code: str, name: str, what: examine.Verdict) -> Finding:
    place = "/targets" if what.test in ("achievable", "complete") else f"/indicators/{code}"
    return Finding(what.test, what.severity, "indicator", code, name, what.key, place, what.context)


def _setup(runtime: Runtime, person: Person, year: int) -> Setup:
    reach, day = rights.of(runtime, person), org.today()

    def look(erp: Erp) -> Setup:
        directory = Directory(erp)
        targets = [
            one
            for one in records.search(erp, [("period", "like", f"{year}%")])
            if reach.sees(one.holder)
        ]
        strategies = erp.get("baton.kpi.strategy").search(
            [("year", "=", year), ("state", "=", "active")], limit=1
        )
        objectives = tuple(
            (
                one.id,
                one.name,
                bool(one.owner or one.owner_unit),
                {measure.indicator: measure.weight for measure in one.indicators},
            )
            for strategy in strategies
            for one in strategy.objectives
        )
        used = dict.fromkeys(code for *_, measures in objectives for code in measures)
        used.update(dict.fromkeys(one.indicator for one in targets))
        roots = {one.key for one in directory.roots(day)}
        units = {
            one.key: directory.unit_name(one.key)
            for root in directory.roots(day)
            for one in directory.children(root.key, day)
            if reach.sees(one) and one.key not in roots
        }
        names = {one.holder: directory.name(one.holder) for one in targets}
        return Setup(tuple(used), objectives, tuple(targets), names, units)

    return database(runtime).run(
        person.user, look, readonly=True, check_access=False, language=person.language
    )


def _whole(runtime: Runtime, setup: Setup, language: str) -> Iterator[Finding]:
    """What only shows when everything is looked at together."""
    yield from _perspectives(runtime, setup, language)
    yield from _objectives(setup)
    yield from _people(setup)
    yield from _links(runtime, setup, language)


def _perspectives(runtime: Runtime, setup: Setup, language: str) -> Iterator[Finding]:
    known = runtime.engine.catalogue.indicators
    counts = dict.fromkeys(Perspective, 0)
    for code in setup.used:
        if code in known:
            counts[known[code].perspective] += 1
    for perspective, count in counts.items():
        if not count:
            name = figures.perspective_name(perspective, language)
            yield Finding(
                "balanced", "warning", "perspective", perspective.value, name,
                "checkup_empty_perspective", "/strategy",
            )  # fmt: skip


def _objectives(setup: Setup) -> Iterator[Finding]:
    for id_, name, owned, measures in setup.objectives:
        if not measures:
            yield Finding(
                "complete", "serious", "objective", str(id_), name,
                "checkup_no_measure", f"/strategy?objective={id_}",
            )  # fmt: skip
        if not owned:
            yield Finding(
                "complete", "warning", "objective", str(id_), name,
                "checkup_no_owner", f"/strategy?objective={id_}",
            )  # fmt: skip
        weights = [weight for weight in measures.values() if weight is not None]
        if weights and sum(weights, ZERO) != ONE:
            yield Finding(
                "balanced", "warning", "objective", str(id_), name, "checkup_weights",
                f"/strategy?objective={id_}", (("sum", f"{sum(weights, ZERO):.0%}"),),
            )  # fmt: skip


def _people(setup: Setup) -> Iterator[Finding]:
    """Too few, too many, too light: what people are measured by, each period for itself."""
    by_holder: dict[tuple[Holder, str], list[Target]] = defaultdict(list)
    for one in setup.targets:
        if one.holder.kind == "person":
            by_holder[one.holder, one.period].append(one)
    worst: dict[Holder, tuple[str, list[Target]]] = {}
    for (holder, period), several in by_holder.items():
        if holder not in worst or len(several) > len(worst[holder][1]):
            worst[holder] = (period, several)
    for holder, (period, several) in worst.items():
        yield from _load(holder, setup.names[holder], period, several)


def _load(holder: Holder, name: str, period: str, several: Sequence[Target]) -> Iterator[Finding]:
    context = (("count", str(len(several))), ("period", period))

    def finding(severity: str, what: str, *more: tuple[str, str]) -> Finding:
        return Finding(
            "balanced", severity, "person", holder.key, name, what, "/targets", (*context, *more)
        )

    if len(several) > MOST:
        yield finding("warning", "checkup_many")
    elif len(several) < FEWEST:
        yield finding("hint", "checkup_few")
    weights = [weight for one in several if (weight := one.levels["weight"]) is not None]
    if not weights:
        yield finding("hint", "checkup_no_weights")
        return
    if sum(weights, ZERO) != ONE:
        yield finding("warning", "checkup_weights", ("sum", f"{sum(weights, ZERO):.0%}"))
    for weight in weights:
        if weight < LEAST_WEIGHT or weight > MOST_WEIGHT:
            yield finding("hint", "checkup_weight", ("weight", f"{weight:.0%}"))
            return


def _links(runtime: Runtime, setup: Setup, language: str) -> Iterator[Finding]:
    held = {one.holder.unit for one in setup.targets}
    known, day = org.organisation(runtime), org.today()
    for key, name in setup.units.items():
        if not known.below({key}, day) & held:
            yield Finding(
                "complete", "warning", "unit", key, name, "checkup_unit_without", "/targets"
            )
    broken = library.of(runtime).broken
    for code in broken:
        why = library.broken_text(library.of(runtime), code, language) or ""
        yield Finding(
            "measurable", "serious", "indicator", code, code, "checkup_broken",
            f"/indicators/{code}", (("why", why),),
        )  # fmt: skip
    for one in setup.targets:
        if one.parent is None and one.holder.kind == "person":
            yield Finding(
                "relevant", "hint", "person", one.holder.key, setup.names[one.holder],
                "checkup_orphan", "/targets",
                (("indicator", one.indicator), ("period", one.period)),
            )  # fmt: skip
            return
