"""A condition typed apart from a formula, applied to every aggregate that can be asked it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from baton.metrics.facts import FACTS, Fact
from baton.metrics.facts.paths import find_column, link_path
from baton.metrics.formula import names, syntax
from baton.metrics.formula import nodes as n
from baton.metrics.formula.aggregates import Warning, all_of
from baton.metrics.formula.check import finish
from baton.metrics.formula.errors import FormulaError, FormulaErrors, UnknownNameError, Words
from baton.metrics.formula.parse import parse
from baton.metrics.formula.rows import RowChecker


@dataclass(frozen=True)
class Where:
    """A checked condition.

    Its parts (joined by AND) are asked of each fact that has their columns, itself or through
    links; ``fact.column`` is also asked of other facts that have a column of this name.
    """

    text: str
    parts: tuple[syntax.Node, ...]

    def of(self, fact: Fact, facts: Mapping[str, Fact] = FACTS) -> n.RowCondition | None:
        """What it asks of the rows of ``fact``; ``None`` when it has none of the columns.

        Raises:
            FormulaErrors: a type or unit does not fit.
        """
        errors: list[FormulaError] = []
        rows = RowChecker(facts, fact, errors)
        fitting = [own for part in self.parts if (own := _for_fact(part, fact, facts)) is not None]
        condition = all_of([rows.condition(part) for part in fitting])
        if errors:
            raise FormulaErrors(self.text, errors)
        return condition


def parse_where(text: str, facts: Mapping[str, Fact] = FACTS) -> Where:
    """The condition ``text``, e.g. ``region = "east" AND sale_line.amount > 1000``.

    Raises:
        FormulaErrors: it cannot be read, or names a column no fact has.
    """
    try:
        tree = parse(text)
    except FormulaError as error:
        raise FormulaErrors(text, [error]) from error
    parts = _conjuncts(tree)
    where = Where(text, parts)
    unknown = [_unknown(name, facts) for name in _names(tree)]
    errors = [finding for finding in unknown if finding is not None]
    if errors:
        raise FormulaErrors(text, errors)
    possible = [fact for fact in facts.values() if _for_fact(parts[0], fact, facts) is not None]
    if possible:
        where.of(possible[0], facts)
    return where


def apply_where(formula: n.Checked, where: Where, facts: Mapping[str, Fact] = FACTS) -> n.Checked:
    """The formula with the condition added to each aggregate that can be asked it.

    Raises:
        FormulaErrors: a part of the condition fits none of the formula's facts.
    """
    conditions = {name: where.of(facts[name], facts) for name in sorted(formula.facts)}
    for part in where.parts:
        if not any(_for_fact(part, facts[name], facts) is not None for name in formula.facts):
            read = [names.label(facts[name]) for name in sorted(formula.facts)]
            raise FormulaErrors(
                where.text,
                [
                    UnknownNameError(
                        "metrics.formula_where",
                        part.position,
                        names=", ".join(".".join(name.parts) for name in _names(part)),
                        facts=Words.joined(read or [Words("-", "-")]),
                    )
                ],
            )
    root = _rewrite(formula.root, conditions, {})
    warnings: tuple[Warning, ...] = formula.warnings
    return finish(formula.text, root, facts, warnings)


def _rewrite(
    node: Any, conditions: Mapping[str, n.RowCondition | None], done: dict[Any, Any]
) -> Any:
    """The tree with the conditions added to its aggregates."""
    if isinstance(node, tuple):
        return tuple(_rewrite(item, conditions, done) for item in node)
    if isinstance(node, n.Aggregate):
        added = conditions.get(node.fact)
        if added is None:
            return node
        both = [added] if node.filter is None else [node.filter, added]
        return replace(node, filter=all_of(both))
    if not is_dataclass(node) or isinstance(node, n.RowColumn | type):
        return node
    if id(node) not in done:
        changed = {
            field.name: _rewrite(getattr(node, field.name), conditions, done)
            for field in fields(node)
            if field.name not in ("unit", "keys", "dimension")
        }
        done[id(node)] = replace(node, **changed)
    return done[id(node)]


def _conjuncts(node: syntax.Node) -> tuple[syntax.Node, ...]:
    if isinstance(node, syntax.Binary) and node.op == "AND":
        return (*_conjuncts(node.left), *_conjuncts(node.right))
    return (node,)


def _names(node: syntax.Node) -> list[syntax.Name]:
    return [part for part in syntax.walk(node) if isinstance(part, syntax.Name)]


def _unknown(name: syntax.Name, facts: Mapping[str, Fact]) -> FormulaError | None:
    try:
        if len(name.parts) == 2:
            fact = names.need_fact(facts, name.parts[0], name.position)
            names.need_column(fact, name.parts[1], name.position)
            return None
    except UnknownNameError as error:
        return error
    if any(names.find_column(fact, name.parts[0]) is not None for fact in facts.values()):
        return None
    everything = {c.name: c for fact in facts.values() for c in fact.columns.values()}
    near = names.nearest(name.parts[0], everything.values())
    return UnknownNameError(
        "metrics.formula_where_column", name.position, name=name.parts[0], nearest=near
    )


def _for_fact(part: syntax.Node, fact: Fact, facts: Mapping[str, Fact]) -> syntax.Node | None:
    """The part with its names written for ``fact``; ``None`` when one of them has no column."""
    renamed: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in _names(part):
        found = _own_name(name, fact, facts)
        if found is None:
            return None
        renamed[name.parts] = found
    if not renamed:
        return None
    own: syntax.Node = _renamed(part, renamed)
    return own


def _own_name(name: syntax.Name, fact: Fact, facts: Mapping[str, Fact]) -> tuple[str, ...] | None:
    column = name.parts[-1]
    if len(name.parts) == 2:
        owner = names.find_fact(facts, name.parts[0])
        if owner is not None and link_path(facts, fact.name, owner.name) is not None:
            return name.parts
        known = names.find_column(owner, column) if owner is not None else None
        column = known.name if known is not None else column
    reach = find_column(facts, fact.name, column) or find_column(facts, fact.name, column.lower())
    return None if reach is None else (reach.fact.name, reach.column.name)


def _renamed(node: Any, renamed: Mapping[tuple[str, ...], tuple[str, ...]]) -> Any:
    if isinstance(node, tuple):
        return tuple(_renamed(item, renamed) for item in node)
    if isinstance(node, syntax.Name):
        return replace(node, parts=renamed[node.parts])
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {
        field.name: _renamed(getattr(node, field.name), renamed)
        for field in fields(node)
        if field.name != "position"
    }
    return replace(node, **changed)
