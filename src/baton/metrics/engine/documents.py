"""The rows behind a figure: which documents, when, and what each contributed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import ibis
import ibis.expr.datatypes as types

from baton.base.periods import Grain
from baton.metrics.engine.scope import person_column, unit_column
from baton.metrics.facts import Kind
from baton.metrics.formula import nodes as n
from baton.metrics.formula.walk import columns as columns_of
from baton.metrics.plan.needs import Need
from baton.metrics.plan.rows import RowCompiler
from baton.metrics.plan.scan import Mode, Question, Scan, as_day, scans
from baton.metrics.plan.tables import RowSource
from baton.metrics.plan.windows import BEGINNING, Buckets, Days

COLUMNS = ["fact", "document", "number", "date", "org_unit", "person", "row_key", "source"]
"""Of every row; then one amount for each aggregate of the formula."""

GROUPED = [name for name in COLUMNS if name != "row_key"] + ["lines"]
"""Of every document, when its rows are taken together."""

PRODUCT = "product"
"""What the rows of one document tell besides."""

AMOUNT = types.Decimal(38, 12)


def rows_behind(
    needs: dict[Need, set[Days]],
    question: Question,
    level_days: Any,
    aggregates: list[n.Aggregate],
    document: str | None = None,
) -> Any:
    """An Ibis table of the rows that the aggregates read; None when they read none.

    Of a balance only the documents of which something is still open.

    Args:
        needs: what the figure needs.
        aggregates: the order of the amounts ``amount``, ``amount_2`` …
        document: only the rows of this document, each with its ``product``.
    """
    found = None
    for scan in scans({need: days for need, days in needs.items() if need.grouped}):
        part = _rows(scan, question, level_days, aggregates, document)
        if part is not None:
            found = part if found is None else found.union(part)
    if found is None or document is not None:
        return found
    return _still_open(found, aggregates, _balances(needs))


def _balances(needs: dict[Need, set[Days]]) -> set[n.Aggregate]:
    """The sums that are taken of everything up to a day."""
    windows: dict[n.Aggregate, set[Days]] = {}
    for need, days in needs.items():
        windows.setdefault(need.aggregate, set()).update(days)
    return {
        aggregate
        for aggregate, days in windows.items()
        if aggregate.function is n.Gather.SUM and all(start == BEGINNING for start, _ in days)
    }


def _still_open(rows: Any, aggregates: list[n.Aggregate], balances: set[n.Aggregate]) -> Any:
    """The rows of documents with something left in one of the balances.

    A balance is made of all changes there ever were; what a person asks for are the documents
    that make it up: those whose changes do not cancel each other by that day.
    """
    if not balances & set(aggregates):
        return rows
    document = rows["document"].fill_null(rows["row_key"])
    rows = rows.mutate(whole=document)
    kept = ibis.literal(False)
    for name, aggregate in zip(amount_names(aggregates), aggregates, strict=True):
        if aggregate in balances:
            rest = rows[name].sum().over(group_by=["whole", "source"])
            kept = kept | (rest.fill_null(0) != 0)
        else:
            kept = kept | rows[name].notnull()
    return rows.filter(kept).drop("whole")


def by_document(rows: Any, aggregates: list[n.Aggregate]) -> Any:
    """The rows taken together by document: ``lines`` is how many, the amounts what they make.

    Things counted once (COUNT_DISTINCT) count once for the document; averages are averages.
    A row without a document stands for itself.
    """
    rows = rows.mutate(group=rows["document"].fill_null(rows["row_key"]))
    amounts = {
        name: _together(aggregate.function, rows[name])
        for name, aggregate in zip(amount_names(aggregates), aggregates, strict=True)
    }
    kept = {name: rows[name].min() for name in ("fact", "document", "number")}
    kept |= {name: rows[name].max() for name in ("date", "org_unit", "person")}
    found = rows.group_by("group", "source").aggregate(**kept, lines=rows.count(), **amounts)
    return found.select(*GROUPED, *amounts)


def _together(function: n.Gather, amounts: Any) -> Any:
    if function in (n.Gather.COUNT_DISTINCT, n.Gather.MAX):
        return amounts.max()
    if function is n.Gather.MIN:
        return amounts.min()
    if function in (n.Gather.SUM, n.Gather.COUNT):
        return amounts.sum()
    return amounts.mean().cast(AMOUNT)


def amount_names(aggregates: list[n.Aggregate]) -> list[str]:
    """The names of the amount columns."""
    return [f"amount_{i + 1}" if i else "amount" for i in range(len(aggregates))]


def _rows(
    scan: Scan,
    question: Question,
    level_days: Any,
    aggregates: list[n.Aggregate],
    document: str | None,
) -> Any:
    own = list(dict.fromkeys(need.aggregate for need in scan.needs))
    product = _product(scan.fact, question) if document is not None else None
    needed = [*_needed(scan, question, own), *([product] if product else [])]
    source = RowSource(question.table, question.facts, scan.fact, needed)
    compiler = RowCompiler(source.column, source.source, question.members)
    day = as_day(source.column(scan.date), scan.date)
    chosen = _in_windows(scan, source, day, level_days)
    if chosen is None:
        return None
    limit = question.restriction.condition(scan.fact, compiler, source, day)
    if limit is not None:
        chosen = chosen & limit
    passes = [_passes(aggregate, compiler) for aggregate in own]
    if not any(aggregate.filter is None for aggregate in own):
        some = ibis.literal(False)
        for one in passes:
            some = some | one
        chosen = chosen & some
    fact = scan.fact
    if document is not None:
        chosen = chosen & (source.column(_own(fact, "document")) == document)
    shown = {
        "fact": ibis.literal(fact),
        "document": source.column(_own(fact, "document")),
        "number": source.column(_own(fact, "document_number")),
        "date": day,
        "org_unit": source.column(unit_column(fact)),
        "person": source.column(person_column(fact)),
        "row_key": source.column(_own(fact, "row_key")),
        "source": source.source(),
    }
    if document is not None:
        shown[PRODUCT] = source.column(product) if product else ibis.null("string")
    for name, aggregate in zip(amount_names(aggregates), aggregates, strict=True):
        if aggregate not in own:
            shown[name] = ibis.null(AMOUNT)
            continue
        amount = ibis.ifelse(passes[own.index(aggregate)], _amount(aggregate, compiler), None)
        shown[name] = amount.cast(AMOUNT)
    return source.rows.filter(chosen).select(**shown)


def _needed(scan: Scan, question: Question, own: list[n.Aggregate]) -> Iterable[n.RowColumn]:
    fact = scan.fact
    needed = [scan.date, unit_column(fact), person_column(fact)]
    needed += [_own(fact, name) for name in ("document", "document_number", "row_key")]
    needed += question.restriction.columns(fact)
    for aggregate in own:
        for part in (aggregate.argument, aggregate.filter):
            if part is not None:
                needed += columns_of(part)
    return dict.fromkeys(needed)


def _in_windows(scan: Scan, source: RowSource, day: Any, level_days: Any) -> Any:
    windows = scan.windows()
    if scan.mode is not Mode.LAST:
        return Buckets(windows, Grain.TOTAL).among(day)
    chosen = None
    for name, days in level_days(scan.fact, scan.date).items():
        for _, end in windows:
            before = [one for one in days if one < end]
            if before:
                last = (source.source() == name) & (day == ibis.literal(before[-1], "date"))
                chosen = last if chosen is None else chosen | last
    return chosen


def _passes(aggregate: n.Aggregate, compiler: RowCompiler) -> Any:
    if aggregate.filter is None:
        return ibis.literal(True)
    return compiler.condition(aggregate.filter)


def _amount(aggregate: n.Aggregate, compiler: RowCompiler) -> Any:
    """What a row contributes: its number, or 1 where rows or things are counted."""
    counts = aggregate.function in (n.Gather.COUNT, n.Gather.COUNT_DISTINCT)
    if aggregate.argument is None or counts:
        return ibis.literal(1)
    return compiler.value(aggregate.argument).value


def _product(fact: str, question: Question) -> n.RowColumn | None:
    return None if question.facts[fact].column(PRODUCT) is None else _own(fact, PRODUCT)


def _own(fact: str, name: str) -> n.RowColumn:
    return n.RowColumn(fact, name, (), Kind.KEY if name == "row_key" else Kind.DIMENSION)
