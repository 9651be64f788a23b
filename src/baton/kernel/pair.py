"""A form in memory: the document, and the record behind it where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from baton.kernel import reactions, states
from baton.kernel.behind import Behind
from baton.kernel.values import Plain, entry_id, instance, known, of_record

if TYPE_CHECKING:
    from baton.kernel.records import View


@dataclass(frozen=True)
class Pair:
    """An instance that is not saved, with the one behind it (``kernel.behind``) or None."""

    record: Any
    base: Any = None
    behind: Behind | None = None

    @classmethod
    def new(cls, model: Any, given: Mapping[str, Plain], behind: Behind | None) -> Pair:
        """A new form: Tryton's defaults, the given values, and what follows from both."""
        if behind is None:
            return cls(reactions.new(model, given))
        own, common = behind.split(given)
        base = reactions.new(behind.model(model), common, without=behind.back)
        return cls(reactions.new(model, own, {behind.field: base}), base, behind)

    @classmethod
    def of(
        cls, model: Any, values: Mapping[str, Plain], id: int | None, behind: Behind | None
    ) -> Pair:
        """A form that holds these values; ``id`` is the stored document it is of."""
        if behind is None:
            return cls(instance(model, values, id))
        own, common = behind.split(values)
        given = own.pop(behind.field, None)
        number = entry_id(given) if given is not None else None
        if number is None and id is not None:
            number = getattr(model(id), behind.field).id
        base = instance(behind.model(model), common, number)
        record = instance(model, own, id)
        setattr(record, behind.field, base)
        reactions.run(record, [behind.field])
        return cls(record, base, behind)

    def holder(self, name: str) -> Any:
        """The one of the two that a field of the form is in."""
        return self.base if self.behind and name in self.behind.fields else self.record

    def run(self, changed: Sequence[str]) -> None:
        """Let happen what follows from a change of these fields."""
        if self.behind is None:
            reactions.run(self.record, changed)
            return
        own = [name for name in changed if name not in self.behind.fields]
        common = [name for name in changed if name in self.behind.fields]
        if common:
            reactions.run(self.base, common)
            own.insert(0, self.behind.field)
        reactions.run(self.record, own)

    def known(self) -> dict[str, Plain]:
        """Every value the form holds by itself."""
        found = known(self.record)
        if self.behind is None:
            return found
        model = self.record.__class__
        own = {
            name: value
            for name, value in found.items()
            if name not in self.behind.fields and not self._mirrored(model, name)
        }
        if self.base.id is None:
            own.pop(self.behind.field, None)
        common = known(self.base)
        return own | {name: common[name] for name in common if name in self.behind.fields}

    def value(self, name: str) -> Plain:
        """One field of the form."""
        if self.behind and name == self.behind.field and self.base.id is None:
            return None
        return of_record(self.holder(name), name)

    def has(self, name: str) -> bool:
        """Whether there is such a field."""
        return name in self.holder(name)._fields

    def states(self, view: View) -> dict[str, Any]:
        """What may be done with the form now (see ``kernel.records.Document``)."""
        names = [*view.fields, *view.lines]
        own = [name for name in names if self.holder(name) is self.record]
        fields = states.of_fields(self.record, own)
        if self.behind is not None:
            fields |= states.of_fields(self.base, [name for name in names if name not in own])
        stored = self.record.id is not None
        return {"fields": fields, "buttons": states.of_buttons(self.record) if stored else {}}

    def _mirrored(self, model: Any, name: str) -> bool:
        """Whether the document only shows what the record behind it holds."""
        from trytond.model import fields

        field = model._fields[name]
        shown = isinstance(field, fields.Function) and not isinstance(field, fields.MultiValue)
        return shown and name in self.base._fields
