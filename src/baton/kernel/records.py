"""Records of the ERP as plain data: search, read, create, write, delete, copy, lookup.

Every function works as the user given, with Tryton's accesses and record rules. What a document
looks like is in docs/architecture.md, "Documents in JSON".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from baton.base.errors import BatonError, ConflictError, NotFoundError
from baton.kernel import behind as behind_
from baton.kernel import domain, lines, states
from baton.kernel.behind import Behind
from baton.kernel.database import Database
from baton.kernel.transaction import Erp
from baton.kernel.values import LISTS, RELATIONS, Plain, entry_id, of_record, related, scalar


@dataclass(frozen=True)
class View:
    """Which fields of a document are wanted.

    Attributes:
        fields: the document's own.
        lines: for each list of lines the fields of a line.
        behind: the record behind the document that holds some of them, if there is one.
    """

    fields: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    behind: Behind | None = None

    def part(self, names: frozenset[str], *, within: bool) -> View:
        """What is wanted of the fields named, or of all others."""
        return View(
            tuple(name for name in self.fields if (name in names) == within),
            {name: own for name, own in self.lines.items() if (name in names) == within},
        )


@dataclass(frozen=True)
class Document:
    """One record.

    Attributes:
        id: its number.
        stamp: changes with every write of it or its lines; hand it back to notice another
            person's change.
        name: Tryton's rec_name.
        values: by field; lines are ``[{id, values}]``.
        states: ``{fields: {name: {invisible, required, readonly}}, buttons: {name: {invisible,
            readonly}}}`` for this user.
        write, delete: what the record rules let this user do with it.
    """

    id: int
    stamp: str
    name: str
    values: dict[str, Plain]
    states: dict[str, Any]
    write: bool
    delete: bool


@dataclass(frozen=True)
class Page:
    """Some records of a search: ``{id, field: value …}`` each, and how many there are in all."""

    rows: list[dict[str, Plain]]
    total: int


def search(
    database: Database,
    user: int,
    model: str,
    *,
    fields: Sequence[str],
    filters: Sequence[Any] = (),
    text: str = "",
    order: Sequence[str] = (),
    offset: int = 0,
    limit: int | None = 50,
    count: bool = True,
    **context: Any,
) -> Page:
    """The records that match ``filters`` (see ``kernel.domain``) and whose name has ``text``.

    Args:
        order: field names, ``-`` before one for descending.
        count: whether to count all of them; without it ``total`` is the number of rows.
    """

    def work(erp: Erp) -> Page:
        cls = model_of(erp, model)
        clauses = domain.convert(cls, filters)
        if text.strip():
            clauses.append(("rec_name", "ilike", f"%{_escaped(text.strip())}%"))
        sort = domain.order_of(cls, order)
        found = [record.id for record in cls.search(clauses, offset, limit, sort)]
        full = limit is None or len(found) < limit
        if not count or (full and (found or not offset)):
            total = offset + len(found)
        else:
            total = cls.search(clauses, count=True)
        return Page(rows(cls, found, fields), total)

    return database.run(user, work, readonly=True, **context)


def read(
    database: Database, user: int, model: str, id: int, view: View, **context: Any
) -> Document:
    """One record with its states.

    Raises:
        NotFoundError: it is not there, or this user may not see it.
    """
    return database.run(
        user, lambda erp: document(model_of(erp, model), id, view), readonly=True, **context
    )


def create(
    database: Database,
    user: int,
    model: str,
    values: Mapping[str, Plain],
    view: View,
    *,
    confirmed: Iterable[str] = (),
    **context: Any,
) -> Document:
    """A new record; fields not given get Tryton's defaults."""

    def work(erp: Erp) -> Document:
        cls = model_of(erp, model)
        if view.behind is None:
            (record,) = cls.create([lines.for_create(cls, values)])
        else:
            record = behind_.create(cls, values, view.behind)
        return document(cls, record.id, view)

    return database.run(user, work, confirmed=confirmed, **context)


def write(
    database: Database,
    user: int,
    model: str,
    id: int,
    values: Mapping[str, Plain],
    *,
    view: View,
    stamp: str | None = None,
    confirmed: Iterable[str] = (),
    **context: Any,
) -> Document:
    """Change a record; only what differs from what is stored is written.

    Raises:
        ConflictError: ``stamp`` is given and the record has changed since.
    """

    def work(erp: Erp) -> Document:
        cls = model_of(erp, model)
        check_stamp(cls, id, stamp, view)
        own = behind_.write(cls(id), values, view.behind) if view.behind else values
        changed = lines.for_write(cls(id), own)
        if changed:
            cls.write([cls(id)], changed)
        return document(cls, id, view)

    return database.run(user, work, confirmed=confirmed, **context)


def delete(
    database: Database,
    user: int,
    model: str,
    id: int,
    *,
    view: View | None = None,
    stamp: str | None = None,
    confirmed: Iterable[str] = (),
    **context: Any,
) -> None:
    """Delete a record.

    Args:
        view: what ``stamp`` was made of; without it changed lines go unnoticed.

    Raises:
        BatonError: other records need it.
        ConflictError: ``stamp`` is given and the record has changed since.
    """

    def work(erp: Erp) -> None:
        from trytond.model.exceptions import RequiredValidationError

        cls = model_of(erp, model)
        check_stamp(cls, id, stamp, view)
        try:
            if view is not None and view.behind:
                behind_.delete(cls(id), view.behind)
            else:
                cls.delete([cls(id)])
        except RequiredValidationError as error:  # what refers to it would be left empty
            raise BatonError("kernel.in_use_elsewhere", message=error.message) from error

    database.run(user, work, confirmed=confirmed, **context)


def copy(
    database: Database, user: int, model: str, id: int, view: View, **context: Any
) -> Document:
    """A copy of a record, as Tryton copies it (a new number, state draft …)."""

    def work(erp: Erp) -> Document:
        cls = model_of(erp, model)
        check_stamp(cls, id, None)
        if view.behind:
            record = behind_.copy(cls(id), view.behind)
        else:
            (record,) = cls.copy([cls(id)])
        return document(cls, record.id, view)

    return database.run(user, work, **context)


def lookup(
    database: Database,
    user: int,
    model: str,
    text: str = "",
    *,
    filters: Sequence[Any] = (),
    limit: int = 20,
    id: int | None = None,
    **context: Any,
) -> list[dict[str, Plain]]:
    """``[{id, name}]`` of records whose name has ``text``; of one record when ``id`` is given."""

    def work(erp: Erp) -> list[dict[str, Plain]]:
        cls = model_of(erp, model)
        if id is not None:
            return [related(record) for record in cls.search([("id", "=", id)])]
        return names(cls, domain.convert(cls, filters), text, limit)

    return database.run(user, work, readonly=True, **context)


def names(cls: Any, clauses: list[Any], text: str, limit: int) -> list[dict[str, Plain]]:
    """``[{id, name}]`` of the records in ``clauses`` whose name has ``text``."""
    if text.strip():
        clauses = [clauses, ("rec_name", "ilike", f"%{_escaped(text.strip())}%")]
    return [related(record) for record in cls.search(clauses, limit=limit)]


def model_of(erp: Erp, model: str) -> Any:
    """The Tryton class, of those that hold records a user may reach.

    Raises:
        NotFoundError: there is no such model.
    """
    from trytond.model import ModelStorage, ModelView

    try:
        cls = erp.get(model)
    except KeyError:
        raise NotFoundError("kernel.no_model", model=model) from None
    if not issubclass(cls, ModelStorage) or not issubclass(cls, ModelView):
        raise NotFoundError("kernel.no_model", model=model)
    return cls


def document(cls: Any, id: int, view: View) -> Document:
    """The record as the current user sees it, inside a transaction."""
    check_stamp(cls, id, None)
    if view.behind is not None:
        return _whole(cls, id, view, view.behind)
    (meta,) = cls.read([id], ["rec_name", "_write", "_delete"])
    (row,) = rows(cls, [id], [*view.fields, *view.lines])
    values = {name: row[name] for name in view.fields if name in row}
    for name, columns in view.lines.items():
        if name not in cls._fields:
            continue
        target = cls._fields[name].get_target()
        numbers = [number for number in map(entry_id, row[name]) if number is not None]
        values[name] = [
            {"id": line.pop("id"), "values": line} for line in rows(target, numbers, columns)
        ]
    record = cls(id)
    return Document(
        id=id,
        stamp=_stamp(cls, id, view),
        name=meta["rec_name"],
        values=values,
        states={
            "fields": states.of_fields(record, [*view.fields, *view.lines]),
            "buttons": states.of_buttons(record),
        },
        write=bool(meta["_write"]),
        delete=bool(meta["_delete"]),
    )


def _whole(cls: Any, id: int, view: View, behind: Behind) -> Document:
    """A document together with the record behind it."""
    fields = behind.fields
    own = document(cls, id, view.part(fields, within=False))
    base = getattr(cls(id), behind.field)
    common = document(base.__class__, base.id, view.part(fields, within=True))
    states = {**own.states, "fields": own.states["fields"] | common.states["fields"]}
    values = {**own.values, **common.values, behind.field: related(base)}
    stamp = _stamp(cls, id, view)
    return Document(id, stamp, own.name, values, states, own.write, own.delete)


def rows(cls: Any, numbers: Sequence[int], fields: Iterable[str]) -> list[dict[str, Plain]]:
    """The records ``numbers`` in this order, each ``{id, field: value …}``.

    A field may go through many2one relations with dots, e.g. ``party.code``.
    """
    wanted = [name for name in dict.fromkeys(fields) if name.split(".")[0] in cls._fields]
    found = {row["id"]: row for row in cls.read(list(numbers), wanted)}
    _name_relations(cls, found.values(), [name for name in wanted if "." not in name])
    many = [name for name in wanted if "." not in name and cls._fields[name]._type == "many2many"]
    result = []
    for number in numbers:
        row = found.get(number)
        if row is None:
            continue
        plain: dict[str, Plain] = {"id": number}
        for name in wanted:
            plain[name] = of_record(cls(number), name) if name in many else _of_row(cls, row, name)
        result.append(plain)
    return result


def _name_relations(cls: Any, found: Iterable[dict[str, Any]], names: Sequence[str]) -> None:
    """Put the names of what the rows refer to into them, as Tryton's ``field.rec_name`` does.

    Whoever may see a document may see the names on it, also where the customer or product file
    itself is not for them; so these names alone are read without the access checks.
    """
    from trytond.pool import Pool
    from trytond.transaction import without_check_access

    related: dict[str, dict[int, list[tuple[dict[str, Any], str]]]] = {}
    for name in names:
        known = cls._fields[name]
        for row in found:
            value = row.get(name)
            if known._type in RELATIONS and value is not None:
                model, number = known.get_target().__name__, value
            elif known._type == "reference" and value and int(value.split(",")[1]) >= 0:
                model, number = value.split(",")[0], int(value.split(",")[1])
            else:
                continue
            related.setdefault(model, {}).setdefault(number, []).append((row, f"{name}."))
    with without_check_access():
        for model, places in related.items():
            for target in Pool().get(model).read(list(places), ["rec_name"]):
                for row, key in places[target["id"]]:
                    row[key] = {**target, **(row.get(key) or {})}


def _of_row(cls: Any, row: Mapping[str, Any], name: str) -> Plain:
    first, _, rest = name.partition(".")
    if rest:
        inner = row.get(f"{first}.") or {}
        return _of_row(cls._fields[first].get_target(), inner, rest) if inner else None
    kind = cls._fields[name]._type
    value = row.get(name)
    label = (row.get(f"{name}.") or {}).get("rec_name", "")
    if kind in RELATIONS:
        return None if value is None else {"id": value, "name": label}
    if kind == "reference":
        model, _, number = (value or "").partition(",")
        known = {"model": model, "id": int(number) if number else None, "name": label}
        return known if model else None
    if kind in LISTS:
        return [{"id": number, "values": {}} for number in value or ()]
    return scalar(kind, value)


def check_stamp(cls: Any, id: int, stamp: str | None, view: View | None = None) -> None:
    """Refuse to go on when the record is gone or, with ``stamp``, has changed since.

    Args:
        view: what the stamp was made of; without it only the record itself is compared.

    Raises:
        NotFoundError: it is not there, or this user may not see it.
        ConflictError: it has another stamp by now.
    """
    if not cls.search([("id", "=", id)], order=[]):
        from trytond.pool import Pool

        label = Pool().get("ir.model").get_name(cls.__name__)
        raise NotFoundError("kernel.no_record", model=label, id=id)
    if stamp is None:
        return
    if view is None:
        stamp = stamp.partition(SEAM)[0]
    if _stamp(cls, id, view) != stamp:
        raise ConflictError("kernel.stale")


SEAM = "/"
"""Between a stamp's two halves: the record's time, and the digest of its lines'."""


def _stamp(cls: Any, id: int, view: View | None) -> str:
    """The time of the last write, and with ``view`` a digest of its lines and their times.

    With a record behind it, the digest covers that one as well.
    """
    if view is not None and view.behind:
        (row,) = cls.read([id], [view.behind.field])
        base = view.behind.model(cls)
        fields = view.behind.fields
        own = _stamp(cls, id, view.part(fields, within=False))
        common = _stamp(base, row[view.behind.field], view.part(fields, within=True))
        return f"{own}{SEAM}{common}"
    lines = [name for name in sorted(view.lines) if name in cls._fields] if view else []
    (row,) = cls.read([id], ["_timestamp", *lines])
    own = str(row["_timestamp"])
    if view is None:
        return own
    digest = hashlib.blake2b(digest_size=8)
    for name in lines:
        found = cls._fields[name].get_target().read(row[name] or [], ["_timestamp"])
        times = {one["id"]: one.get("_timestamp") for one in found}
        digest.update(repr((name, [(number, times[number]) for number in row[name]])).encode())
    return f"{own}{SEAM}{digest.hexdigest()}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
