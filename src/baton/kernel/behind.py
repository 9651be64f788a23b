"""The record behind a document: what several documents have in common, edited as one form.

A product is a variant; its name, unit and prices are its template's. A page that names the record
behind its documents shows and stores both together, without the person knowing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baton.kernel import lines
from baton.kernel.values import Plain, entry_id


@dataclass(frozen=True)
class Behind:
    """Where the record behind a document is, and which fields of the form are its.

    Attributes:
        field: the document's many2one to it.
        back: its own list of such documents.
        fields: fields of the form that are read from it and stored in it.
    """

    field: str
    back: str
    fields: frozenset[str]

    def model(self, cls: Any) -> Any:
        """The Tryton class of the record behind documents of ``cls``."""
        return cls._fields[self.field].get_target()

    def split(self, values: Mapping[str, Plain]) -> tuple[dict[str, Plain], dict[str, Plain]]:
        """The values of the document itself, and those of the record behind it."""
        own = {name: value for name, value in values.items() if name not in self.fields}
        common = {name: value for name, value in values.items() if name in self.fields}
        return own, common


def create(cls: Any, values: Mapping[str, Plain], behind: Behind) -> Any:
    """A new document, with a new record behind it unless the values name one that is there."""
    own, common = behind.split(values)
    model = behind.model(cls)
    there = own.get(behind.field)
    if there is not None:
        _change(model(entry_id(there)), common)
        (made,) = cls.create([lines.for_create(cls, own)])
        return made
    own.pop(behind.field, None)
    whole = lines.for_create(model, common)
    whole[behind.back] = [("create", [lines.for_create(cls, own)])]
    (record,) = model.create([whole])
    (made,) = getattr(model(record.id), behind.back)
    return made


def write(record: Any, values: Mapping[str, Plain], behind: Behind) -> dict[str, Plain]:
    """Store what belongs to the record behind the document; the rest is handed back."""
    own, common = behind.split(values)
    _change(getattr(record, behind.field), common)
    return own


def delete(record: Any, behind: Behind) -> None:
    """Delete a document, and the record behind it with its last one."""
    from trytond.transaction import inactive_records

    cls = record.__class__
    base = getattr(record, behind.field)
    cls.delete([record])
    with inactive_records():
        left = cls.search([(behind.field, "=", base.id)], limit=1)
    if not left:
        base.__class__.delete([base])


def copy(record: Any, behind: Behind) -> Any:
    """A copy of a document with a copy of the record behind it."""
    base = getattr(record, behind.field)
    (common,) = base.__class__.copy([base], {behind.back: None})
    (made,) = record.__class__.copy([record], {behind.field: common.id})
    return made


def _change(base: Any, values: Mapping[str, Plain]) -> None:
    changed = lines.for_write(base, values)
    if changed:
        base.__class__.write([base], changed)
