"""Runs scans and gives every need its figures: by window and group."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from baton.metrics.formula.nodes import RowColumn
from baton.metrics.plan.answers import Answer, Key, Slice, windows_of
from baton.metrics.plan.combine import (
    Figure,
    Job,
    counts_of,
    figures_of,
    last_days,
    slices_of,
    value_of_window,
)
from baton.metrics.plan.marks import LAST_DAYS, mark
from baton.metrics.plan.measures import (
    Measure,
    Part,
    nothing,
)
from baton.metrics.plan.needs import Need, Needs
from baton.metrics.plan.scan import (
    LevelDays,
    Mode,
    Question,
    Rollup,
    Scan,
    query,
    query_distinct,
    query_windows,
    scans,
)
from baton.metrics.plan.windows import Buckets, Days

__all__ = ["Figure", "Figures", "Kept", "Key", "Scanner", "Shortcut"]


@dataclass
class Figures:
    """The figures of all needs of a question."""

    by_need: dict[Need, dict[Days, dict[Key, Figure]]] = field(default_factory=dict)
    unknown: set[tuple[Need, Days]] = field(default_factory=set)
    """Needs of level facts without any day in the window: empty, not zero."""

    def of(self, need: Need, days: Days) -> dict[Key, Figure]:
        """The groups with rows."""
        return self.by_need.get(need, {}).get(days, {})


Run = Callable[[Any], Any]
"""Runs an Ibis expression and gives an Arrow table."""


Shaped = Callable[[Hashable, Callable[[], Any], Mapping[str, Any]], Any]
"""Runs an expression with marks: its shape, what writes it, the values of its marks."""


@dataclass(frozen=True, eq=False)
class Kept:
    """Kept aggregates that stand for the rows of a scan.

    Args:
        question: with the kept table instead of the fact.
        measures: for each measure that is kept, how it follows from the kept table.
        answer: the answer itself, when nothing has to be asked; ``m0`` … are the measures in
            the order of ``measures``.
    """

    question: Question
    measures: Mapping[Measure, Measure]
    answer: Any = None


Shortcut = Callable[[Scan, Question, Sequence[Measure], Buckets], list[Kept]]
"""Finds kept aggregates; measures that are in none are worked out from the rows."""


class Scanner:
    """Works out needs against a store.

    Args:
        question: what all scans have in common.
        run: runs an Ibis expression.
        level_days: gives the days with rows of a level fact, by source.
        shortcut: answers from kept aggregates.
        shaped: runs expressions with marks; without it all are written anew.
    """

    def __init__(
        self,
        question: Question,
        run: Run,
        level_days: Callable[[str, RowColumn], LevelDays],
        shortcut: Shortcut | None = None,
        shaped: Shaped | None = None,
    ) -> None:
        self.question = question
        self._run = run
        self._level_days = level_days
        self._shortcut = shortcut
        self._shaped = shaped

    def figures(self, needs: Needs) -> Figures:
        """All needs worked out."""
        figures = Figures()
        for scan in scans(needs):
            self._scan(scan, figures)
        return figures

    def _scan(self, scan: Scan, figures: Figures) -> None:
        days = self._level_days(scan.fact, scan.date) if scan.mode is not Mode.FLOW else {}
        windows = scan.windows()
        buckets = Buckets(windows, self.question.grain, scan.mode is Mode.DAILY)
        slices = {window: slices_of(scan.mode, buckets, window, days) for window in windows}
        last = last_days(slices.values()) if scan.mode is Mode.LAST else None
        job = Job(scan, buckets, slices, days, last)
        self._ask(job, [m for m in scan.measures() if self._combines(job, m)])
        for need, asked in scan.needs.items():
            found = figures.by_need.setdefault(need, {})
            direct = all(measure in job.answers for measure in need.measures)
            if not direct:
                found |= self._by_windows(job, need)
            for window in asked:
                if scan.mode is not Mode.FLOW and not slices[window]:
                    figures.unknown.add((need, window))
                    found[window] = {}
                elif direct:
                    found[window] = figures_of(job, need, window)

    def _combines(self, job: Job, measure: Measure) -> bool:
        """Whether one pass by slices gives the measure: slices combine, or there is only one."""
        if measure.part not in (Part.DISTINCT, Part.MEDIAN) or job.scan.mode is Mode.DAILY:
            return True
        asked = [
            window
            for need, windows in job.scan.needs.items()
            if measure in need.measures
            for window in windows
        ]
        several = self.question.qualify and measure.part is Part.MEDIAN
        return not several and all(len({d for _, d in job.slices[w]}) <= 1 for w in asked)

    def _ask(self, job: Job, wanted: list[Measure]) -> None:
        """Put the answers of the measures into ``job.answers``."""
        if job.last is not None and not job.last:
            return
        whole = Kept(self.question, {})
        places: dict[Measure, Kept] = dict.fromkeys(wanted, whole)
        for kept in self._kept(job, wanted):
            places |= dict.fromkeys(kept.measures, kept)
        for kept in dict.fromkeys(places.values()):
            own = [measure for measure in wanted if places[measure] is kept]
            self._ask_of(job, kept, [m for m in own if m.part is not Part.DISTINCT])
            for measure in own:
                if measure.part is Part.DISTINCT:
                    self._ask_of(job, kept, [measure])

    def _ask_of(self, job: Job, kept: Kept, own: list[Measure]) -> None:
        """One pass over rows or kept aggregates."""
        if not own:
            return
        if kept.answer is not None:
            # its columns are in the order of the kept table, not in that of the question
            answer = Answer(kept.answer, job.scan, self.question, list(kept.measures))
            job.answers.update(dict.fromkeys(own, answer))
            return
        instead = [kept.measures.get(measure, measure) for measure in own]

        def write(question: Question, buckets: Buckets, last: LevelDays | None) -> Any:
            if own[0].part is Part.DISTINCT:
                return query_distinct(job.scan, question, instead[0], buckets, last)
            return query(job.scan, question, instead, buckets, last)

        answer = Answer(self._asked(job, kept, instead, write), job.scan, self.question, own)
        job.answers.update(dict.fromkeys(own, answer))

    def _asked(
        self,
        job: Job,
        kept: Kept,
        wanted: Sequence[Measure],
        write: Callable[[Question, Buckets, LevelDays | None], Any],
        windows: Sequence[Sequence[Slice]] = (),
    ) -> Any:
        """The answer of an expression, by its shape where it has one.

        Args:
            windows: the slices which the expression puts together.
        """
        question, scan = kept.question, job.scan
        keys = question.keys(scan.fact) if scan.grouped else []
        marked = None
        if self._shaped is not None and question is self.question:
            marked = question.restriction.marked()
        unmarkable = any(isinstance(k, Rollup) for k in keys) or (windows and job.last is not None)
        if self._shaped is None or marked is None or unmarkable:
            return self._run(write(question, job.buckets, job.last))
        scope, units, restriction = marked
        slices, days, buckets = job.buckets.marked()
        sources = None if job.last is None else tuple(job.last)
        last = {of: [mark(LAST_DAYS, number)] for number, of in enumerate(job.last or ())}
        shape = (
            (scan.fact, scan.date, scan.mode, scan.grouped, scan.member),
            (tuple(keys), question.qualify, scope, slices, sources),
            tuple(wanted),
            tuple(tuple((of, buckets.marks.get(day)) for of, day in own) for own in windows),
        )
        values = {**units, **days}
        values |= {f"l{n}": list(own) for n, own in enumerate((job.last or {}).values())}
        marks = replace(question, restriction=restriction)
        return self._shaped(
            shape, lambda: write(marks, buckets, None if sources is None else last), values
        )

    def _kept(self, job: Job, wanted: Sequence[Measure]) -> list[Kept]:
        if self._shortcut is None:
            return []
        return self._shortcut(job.scan, self.question, wanted, job.buckets)

    def _by_windows(self, job: Job, need: Need) -> dict[Days, dict[Key, Figure]]:
        """Figures whose slices do not combine: each window is gathered from its rows."""
        rows, measure = need.measures
        asked = sorted(window for window in job.scan.needs[need] if job.slices[window])
        parts = {number: job.slices[window] for number, window in enumerate(asked)}
        kept = next(iter(self._kept(job, [measure])), Kept(self.question, {}))
        instead = kept.measures.get(measure, measure)

        def write(question: Question, buckets: Buckets, last: LevelDays | None) -> Any:
            at = {
                number: [(source, buckets.marks.get(day, day)) for source, day in own]
                for number, own in parts.items()
            }
            return query_windows(job.scan, question, instead, buckets, at, last_days=last)

        found = self._asked(job, kept, [instead], write, list(parts.values()))
        by_window = windows_of(found, job.scan, self.question)
        result: dict[Days, dict[Key, Figure]] = {}
        function = need.aggregate.function
        for number, window in enumerate(asked):
            values = by_window.get(number, {})
            counts = counts_of(job.answers[rows], rows, job.slices[window])
            result[window] = {
                key: Figure(
                    value_of_window(function, values[key]) if key in values else nothing(function),
                    count,
                )
                for key, count in counts.items()
                if count
            }
        return result
