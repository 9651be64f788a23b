"""What follows from a change in a form: Tryton's defaults and its graph of on-changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from baton.base.errors import BatonError
from baton.kernel.values import Plain, instance, known


def new(
    cls: Any,
    given: Mapping[str, Plain],
    parent: Mapping[str, Any] | None = None,
    *,
    without: str | None = None,
) -> Any:
    """An unsaved instance with defaults, given values, and what follows from both.

    Args:
        parent: records it belongs to, by field.
        without: a field that stays empty.
    """
    filled = cls.default_get(with_rec_name=False)
    filled.pop(without, None)
    record = cls()
    for name, value in (parent or {}).items():
        if name in cls._fields:
            setattr(record, name, value)
    for name, value in filled.items():
        if name in cls._fields and name not in (parent or {}):
            setattr(record, name, value)
    start = [*filled, *(parent or {})]
    extra = instance(cls, given)
    for name in given:
        if name in cls._fields:
            setattr(record, name, getattr(extra, name))
            for item in getattr(extra, name) if cls._fields[name]._type == "one2many" else ():
                setattr(item, cls._fields[name].field, record)
    run(record, [*start, *given])
    return record


def run(record: Any, names: Sequence[str]) -> None:
    """Run the on-changes of ``names``, then every on-change-with that depends on what moved.

    A field with on-change-with is worked out anew when one of its sources was changed by the
    person or by the code before it, each field once: Tryton's own clients do the same.

    Raises:
        BatonError: the record has no field of one of these names.
    """
    cls = record.__class__
    for name in names:
        if name not in cls._fields:
            raise BatonError("kernel.no_field", field=name, model=cls.__name__)
    before = known(record)
    record.on_change([name for name in names if cls._fields[name].on_change])
    moved = {*names, *differing(before, known(record))}
    done: set[str] = set()
    while True:
        ready = [
            name
            for name, field in cls._fields.items()
            if name not in done
            and field.on_change_with
            and moved & {source.split(".")[0] for source in field.on_change_with}
        ]
        if not ready:
            return
        # those that depend on others of this round wait for them
        first = [name for name in ready if not set(ready) & cls._fields[name].on_change_with]
        before = known(record)
        for name in first or ready:
            record.on_change_with([name])
            done.add(name)
        moved |= set(differing(before, known(record)))


def differing(before: Mapping[str, Plain], after: Mapping[str, Plain]) -> dict[str, Plain]:
    """The values of ``after`` that ``before`` has not, or has otherwise."""
    missing = object()
    return {name: value for name, value in after.items() if before.get(name, missing) != value}
