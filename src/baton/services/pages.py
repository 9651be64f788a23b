"""What a page looks like to one person: its description with the ERP's labels and rights."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from baton.base.errors import ForbiddenError
from baton.kernel import metadata
from baton.services import page_files
from baton.services.erp import database
from baton.services.page_files import ColumnSpec, PageSpec, Shown, text

if TYPE_CHECKING:
    from baton.kernel import Database, Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

KEPT_SECONDS = 60.0
"""How long a description is kept: a changed right shows after this long at most."""

NO_ACCESS = {"read": False, "write": False, "create": False, "delete": False}
FILTER_KINDS = {
    "selection": "choice",
    "multiselection": "choice",
    "date": "date",
    "datetime": "date",
    "timestamp": "date",
    "integer": "number",
    "biginteger": "number",
    "float": "number",
    "numeric": "number",
    "many2one": "record",
    "one2one": "record",
    "many2many": "record",
    "boolean": "flag",
}

_kept: dict[tuple[str, int, str, str], tuple[float, dict[str, Any]]] = {}
_lock = threading.Lock()


def listing(runtime: Runtime, person: Person) -> list[dict[str, Any]]:
    """The pages whose documents the person may read, in the order of the menu."""
    rights = _rights(runtime, person)
    groups = page_files.groups()
    found = []
    for group, group_label in groups.items():
        for name, page in page_files.shipped().items():
            access = _access(page, rights)
            if page.group == group and access["read"] and _offered(page, person):
                found.append(
                    {
                        "page": name,
                        "label": page.label[person.language],
                        "icon": page.icon,
                        "group": group,
                        "group_label": group_label[person.language],
                        "model": page.model,
                        "access": access,
                    }
                )
    return found


SEE_ALL = frozenset({"general_manager", "administrator"})
"""Roles whose menu has every page."""


def _offered(page: PageSpec, person: Person) -> bool:
    """Whether the page belongs to the person's work."""
    return not page.roles or bool(person.roles & (SEE_ALL | set(page.roles)))


def describe(runtime: Runtime, person: Person, name: str) -> dict[str, Any]:
    """Everything a renderer needs to draw the page.

    Raises:
        BatonError: there is no such page.
        ForbiddenError: the person may not read its documents.
    """
    key = (database(runtime).url, person.user, person.language, name)
    now = time.monotonic()
    with _lock:
        kept = _kept.get(key)
    if kept is not None and now - kept[0] < KEPT_SECONDS:
        return kept[1]
    found = _describe(runtime, person, name, page_files.spec(name))
    with _lock:
        for old in [one for one, (made, _) in _kept.items() if now - made >= KEPT_SECONDS]:
            del _kept[old]
        _kept[key] = (now, found)
    return found


def _describe(runtime: Runtime, person: Person, name: str, page: PageSpec) -> dict[str, Any]:
    db, language = database(runtime), person.language

    def work(erp: Erp) -> dict[str, Any]:
        access = _access(page, _rights(runtime, person, erp))
        if not access["read"]:
            raise ForbiddenError("services.page_forbidden", page=page.label[language])
        known = metadata.fields(db, person.user, page.model)
        labels = {
            field.name: field.label[language] for field in page.fields() if field.label is not None
        }
        locked = {field.name for field in page.fields() if field.readonly}
        needed = {field.name for field in page.fields() if field.required}
        names = page.field_names() | {name for name, *_ in page.only}
        if page.number:
            names.add(page.number)
        metas = _metas(erp, page.model, names, known, page.group)
        if page.behind is not None:
            metas |= _metas_behind(db, person, erp, page)
        _measure(metas, (*page.fields(), *page.listing.columns))
        for field, meta in metas.items():
            meta["label"] = labels.get(field, meta["label"])
            meta["readonly"] = meta["readonly"] or page.readonly or field in locked
            meta["required"] = meta["required"] or field in needed
        return {
            "page": name,
            "model": page.model,
            "label": page.label[language],
            "icon": page.icon,
            "version": page.version,
            "list": _list(page, metas, language),
            "form": _form(runtime, person, erp, page, metas),
            "fields": metas,
            "access": access,
        }

    return db.run(person.user, work, readonly=True)


def _measure(metas: dict[str, dict[str, Any]], shown: Iterable[Shown]) -> None:
    """Note what the page says of its fields: percentages, amounts in the company's currency, and
    the pages that relations are chosen from."""
    for one in shown:
        if one.name in metas and one.percent:
            metas[one.name]["percent"] = True
        if one.name in metas and one.money:
            metas[one.name]["unit_field"] = "currency"
        if one.name in metas and one.page:
            metas[one.name]["relation_page"] = one.page


def _list(page: PageSpec, metas: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        "columns": _columns(page.listing.columns, metas, language),
        "filters": [
            {
                "name": field,
                "label": metas[field]["label"],
                "kind": FILTER_KINDS.get(metas[field]["type"], "text"),
            }
            for field in page.listing.filters
            if field in metas
        ],
        "sort": [
            {"field": key.lstrip("-"), "direction": "desc" if key.startswith("-") else "asc"}
            for key in page.listing.sort
        ],
        "tabs": [
            {
                "key": tab.key,
                "label": tab.label[language],
                "filters": [
                    {"field": field, "operator": operator, "value": value}
                    for field, operator, value in tab.filters
                ],
            }
            for tab in page.listing.tabs
        ],
    }


def _form(
    runtime: Runtime, person: Person, erp: Erp, page: PageSpec, metas: Mapping[str, Any]
) -> dict[str, Any]:
    db, language = database(runtime), person.language
    offered = {one["name"]: one for one in metadata.buttons(db, person.user, page.model)}
    grids = []
    for lines in page.form.lines:
        relation = metas.get(lines.field, {}).get("relation")
        if relation is None:
            continue  # the person may not see these lines
        known = metadata.fields(db, person.user, relation)
        names = {column.name for column in lines.columns} | lines.defaults.keys()
        fields = _metas(erp, relation, names, known, page.group)
        _measure(fields, lines.columns)
        grids.append(
            {
                "field": lines.field,
                "label": text(lines.label, metas[lines.field]["label"], language),
                "model": relation,
                "columns": _columns(lines.columns, fields, language),
                "fields": fields,
                "editable": lines.editable and not page.readonly,
            }
        )
    return {
        "status": page.status.field if page.status else None,
        "status_colors": page.status.colors if page.status else {},
        "status_steps": page.status.steps if page.status else [],
        "sections": [
            {
                "key": section.key,
                "label": section.label[language],
                "columns": section.columns,
                "collapsed": section.collapsed,
                "fields": [field.name for field in section.fields if field.name in metas],
            }
            for section in page.form.sections
        ],
        "lines": grids,
        "totals": [field for field in page.form.totals if field in metas],
        "buttons": [
            {
                "name": button.name,
                "label": text(button.label, offered[button.name]["label"], language),
                "kind": button.kind,
                "confirm": text(button.confirm, offered[button.name]["confirm"], language) or None,
            }
            for button in page.form.buttons
            if button.name in offered
        ],
        "printable": page.print is not None,
    }


def _columns(
    columns: Iterable[ColumnSpec], metas: Mapping[str, Any], language: str
) -> list[dict[str, Any]]:
    return [
        {
            "name": column.name,
            "label": text(column.label, metas[column.name]["label"], language),
            "width": column.width,
            "shown": column.shown,
            "total": column.total,
        }
        for column in columns
        if column.name in metas
    ]


def _metas(
    erp: Erp, model: str, names: Iterable[str], known: Mapping[str, Any], group: str
) -> dict[str, dict[str, Any]]:
    names = sorted(names)
    reactive = _reactive(erp.get(model)) | _ruling(known, names)
    found = {}
    for name in names:
        given = known.get(name)
        if given is None:
            continue
        found[name] = field_meta(name, given, group, on_change=name in reactive)
    return found


def _metas_behind(
    db: Database, person: Person, erp: Erp, page: PageSpec
) -> dict[str, dict[str, Any]]:
    """The fields of the form that are those of the record behind the page's documents."""
    assert page.behind is not None
    model = erp.get(page.model)._fields[page.behind.field].get_target().__name__
    known = metadata.fields(db, person.user, model)
    return _metas(erp, model, page.behind.fields, known, page.group)


def field_meta(
    name: str, given: Mapping[str, Any], group: str | None = None, *, on_change: bool = False
) -> dict[str, Any]:
    """What a renderer needs of one field's metadata."""
    relation = given.get("relation")
    choices = given.get("selection")
    return {
        "name": name,
        "type": given["type"],
        "label": given["label"],
        "help": given.get("help") or None,
        "required": bool(given.get("required")),
        "readonly": bool(given.get("readonly")),
        "relation": relation,
        "relation_page": page_for(relation, group) if relation else None,
        "selection": None
        if choices is None
        else [{"value": value, "label": label} for value, label in choices],
        "dynamic_selection": "selection_depends" in given,
        "digits": given.get("digits"),
        "unit_field": given.get("unit_field"),
        "sortable": bool(given.get("sortable", True)),
        "searchable": bool(given.get("searchable", True)),
        "on_change": on_change,
    }


def page_for(model: str, group: str | None = None) -> str | None:
    """The page that opens a record of a model, of the same part of the menu if there are more."""
    found = page_files.pages_of(model)
    same = [name for name, page in found.items() if page.group == group]
    return next(iter(same or found), None)


def _reactive(cls: Any) -> set[str]:
    """The fields whose change changes others: those the form must tell the server of."""
    found = {name for name, field in cls._fields.items() if field.on_change}
    for field in cls._fields.values():
        found |= {name.split(".")[0] for name in field.on_change_with or ()}
    return found


def _ruling(known: Mapping[str, Any], names: Iterable[str]) -> set[str]:
    """The fields that decide whether others of the form are shown, required or read-only."""
    found: set[str] = set()
    waiting = [known[name]["states"] for name in names if name in known]
    while waiting:
        given = waiting.pop()
        if isinstance(given, Mapping):
            if given.get("__class__") == "Eval":
                found.add(str(given["v"]))
            waiting += given.values()
        elif isinstance(given, list):
            waiting += given
    return found


def _rights(runtime: Runtime, person: Person, erp: Erp | None = None) -> dict[str, Any]:
    models = sorted({page.model for page in page_files.shipped().values()})

    def work(inner: Erp) -> dict[str, Any]:
        return dict(inner.get("ir.model.access").get_access(models))

    if erp is not None:
        return work(erp)
    return database(runtime).run(person.user, work, readonly=True)


def _access(page: PageSpec, rights: Mapping[str, Any]) -> dict[str, bool]:
    given = rights.get(page.model, NO_ACCESS)
    access = {key: bool(given[key]) for key in NO_ACCESS}
    if page.readonly:
        access.update(write=False, create=False, delete=False)
    return access
