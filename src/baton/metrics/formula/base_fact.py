"""Which fact's rows an aggregate reads: the many side of all the facts it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from baton.metrics.facts import Fact
from baton.metrics.facts.paths import link_path
from baton.metrics.formula import names
from baton.metrics.formula.errors import FanOutError, Position, UnknownNameError, Words
from baton.metrics.formula.syntax import Name, Node, walk


def base_fact(facts: Mapping[str, Fact], args: Sequence[Node], position: Position) -> Fact:
    """The fact from whose rows links lead to every other fact named in ``args``.

    Raises:
        UnknownNameError: a fact that does not exist, or no fact named at all.
        FanOutError: the facts are not linked, or no one of them is the many side of the others.
    """
    written = [node for arg in args for node in walk(arg) if isinstance(node, Name)]
    for name in written:
        if len(name.parts) == 2:
            names.need_fact(facts, name.parts[0], name.position)
    qualified = [name for name in written if len(name.parts) == 2 or _is_fact(facts, name)]
    found = names.named_facts(facts, qualified)
    if not found:
        raise _without_fact(facts, written, position)
    for fact in found.values():
        if all(link_path(facts, fact.name, other) is not None for other in found):
            return fact
    raise FanOutError(
        "metrics.formula_unlinked",
        position,
        facts=Words.joined([names.label(fact) for fact in found.values()]),
    )


def _is_fact(facts: Mapping[str, Fact], name: Name) -> bool:
    return len(name.parts) == 1 and names.find_fact(facts, name.parts[0]) is not None


def _without_fact(
    facts: Mapping[str, Fact], written: list[Name], position: Position
) -> UnknownNameError:
    for name in written:
        owners = [
            names.full_label(fact, column)
            for fact in facts.values()
            if (column := names.find_column(fact, name.parts[0])) is not None
        ]
        if owners:
            return UnknownNameError(
                "metrics.formula_unqualified",
                name.position,
                name=name.parts[0],
                nearest=Words.joined(owners[:4]),
            )
        near = names.nearest(name.parts[0], facts.values())
        return UnknownNameError(
            "metrics.formula_fact", name.position, name=name.parts[0], nearest=near
        )
    example = next(iter(facts.values()))
    number = example.numbers[0] if example.numbers else next(iter(example.columns.values()))
    return UnknownNameError(
        "metrics.formula_no_fact", position, example=names.full_label(example, number)
    )
