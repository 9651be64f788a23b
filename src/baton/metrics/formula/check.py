"""From text to checked formula."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from baton.metrics.facts import FACTS, Fact
from baton.metrics.facts.paths import dimensions
from baton.metrics.formula import nodes as n
from baton.metrics.formula.aggregates import Warning
from baton.metrics.formula.errors import FormulaError, FormulaErrors, FormulaSyntaxError
from baton.metrics.formula.parse import parse
from baton.metrics.formula.references import NoReferences, References
from baton.metrics.formula.scalars import ScalarChecker
from baton.metrics.formula.walk import MAX_LEVELS, MAX_NODES, aggregates, columns, too_big, walk


def check(
    text: str,
    facts: Mapping[str, Fact] = FACTS,
    references: References | None = None,
    trail: tuple[str, ...] = (),
) -> n.Checked:
    """The checked formula ``text``.

    Args:
        references: the indicators it may name in brackets.
        trail: codes of the indicators being checked, this one last; they may not come again.

    Raises:
        FormulaErrors: all findings, with positions.
    """
    errors: list[FormulaError] = []
    warnings: list[Warning] = []
    checker = ScalarChecker(facts, references or NoReferences(), trail, errors, warnings)
    try:
        tree = parse(text)
        root = checker.number(tree)
    except FormulaError as error:
        raise FormulaErrors(text, [error]) from error
    except RecursionError as error:  # a very long chain of indicators that need one another
        deep = FormulaSyntaxError("metrics.formula_deep", (0, len(text)), limit=MAX_LEVELS)
        raise FormulaErrors(text, [deep]) from error
    if not errors and too_big(root):
        errors.append(FormulaSyntaxError("metrics.formula_big", tree.position, limit=MAX_NODES))
    if errors:
        raise FormulaErrors(text, errors)
    return finish(text, root, facts, tuple(dict.fromkeys(warnings)))


def finish(
    text: str,
    root: n.Scalar,
    facts: Mapping[str, Fact] = FACTS,
    warnings: tuple[Warning, ...] = (),
) -> n.Checked:
    """The summary of a checked tree: what it reads and can be broken down by."""
    found = aggregates(root)
    names = [item.code for item in walk(root) if isinstance(item, n.Reference | n.Target)]
    return n.Checked(
        text=text,
        root=root,
        unit=root.unit,
        aggregates=found,
        facts=frozenset(aggregate.fact for aggregate in found),
        columns=frozenset(pair for item in found for pair in _columns(item, facts)),
        dimensions=common_dimensions(facts, [item.fact for item in found]),
        references=tuple(dict.fromkeys(names)),
        warnings=warnings,
    )


def common_dimensions(facts: Mapping[str, Fact], read: list[str]) -> tuple[str, ...]:
    """Dimensions that all of these facts have, themselves or through links."""
    if not read:
        return ()
    own = [_dimensions(name) if facts is FACTS else dimensions(facts, name) for name in read]
    return tuple(name for name in own[0] if all(name in others for others in own[1:]))


@lru_cache(maxsize=256)
def _dimensions(fact: str) -> tuple[str, ...]:
    return dimensions(FACTS, fact)


def _columns(aggregate: n.Aggregate, facts: Mapping[str, Fact]) -> set[tuple[str, str]]:
    """Everything an aggregate reads, the columns of its links included."""
    needed = set()
    for column in columns(aggregate):
        needed.add((column.fact, column.column))
        at = aggregate.fact
        for step in column.via:
            needed.add((at, step))
            at = facts[at].links[step].to
    return needed
