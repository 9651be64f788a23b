"""Shapes of page descriptions: lists, forms, fields, and what the person may do there."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel


class Access(BaseModel):
    """What the person may do on a page's model."""

    read: bool
    write: bool
    create: bool
    delete: bool


class PageSummary(BaseModel):
    """One page in the menu."""

    page: str
    label: str
    icon: str | None
    group: str
    group_label: str
    model: str
    access: Access


class Selection(BaseModel):
    """One choice of a selection field."""

    value: str | None
    label: str


class FieldMeta(BaseModel):
    """How one field is shown and entered."""

    name: str
    type: str
    label: str
    help: str | None = None
    required: bool = False
    readonly: bool = False
    relation: str | None = None
    relation_page: str | None = None
    selection: list[Selection] | None = None
    dynamic_selection: bool = False
    digits: int | None = None
    unit_field: str | None = None
    percent: bool = False
    sortable: bool = False
    searchable: bool = False
    on_change: bool = False


class Column(BaseModel):
    """One column of a list or line grid."""

    name: str
    label: str
    width: int | None = None
    shown: bool = True
    total: bool = False


class FilterDescription(BaseModel):
    """One filter above a list."""

    name: str
    label: str
    kind: Literal["text", "choice", "date", "number", "record", "flag"]


class SortKey(BaseModel):
    """One sort key."""

    field: str
    direction: Literal["asc", "desc"] = "asc"


class FilterValue(BaseModel):
    """One condition of a search; conditions are joined by *and*."""

    field: str
    operator: Literal["=", "!=", "<", "<=", ">", ">=", "in", "not in", "contains", "empty"] = "="
    value: Any = None


class Tab(BaseModel):
    """A named preset of conditions."""

    key: str
    label: str
    filters: list[FilterValue]


class ListDescription(BaseModel):
    """How the list of a page looks before a person changes it."""

    columns: list[Column]
    filters: list[FilterDescription]
    sort: list[SortKey]
    tabs: list[Tab]


class Section(BaseModel):
    """A titled block of fields in a form."""

    key: str
    label: str
    fields: list[str]
    columns: int = 3
    collapsed: bool = False


class LineGrid(BaseModel):
    """An editable grid of the document's lines."""

    field: str
    label: str
    model: str
    columns: list[Column]
    fields: dict[str, FieldMeta]
    editable: bool = True


class Button(BaseModel):
    """A workflow step; ``confirm`` is the question to ask first."""

    name: str
    label: str
    kind: Literal["primary", "default", "danger"] = "default"
    confirm: str | None = None


class FormDescription(BaseModel):
    """How the form of a page looks."""

    status: str | None
    status_colors: dict[str, str]
    status_steps: list[str] = []
    sections: list[Section]
    lines: list[LineGrid]
    totals: list[str]
    buttons: list[Button]
    printable: bool


class PageDescription(BaseModel):
    """Everything a renderer needs for one page."""

    page: str
    model: str
    label: str
    icon: str | None
    version: int
    list: ListDescription
    form: FormDescription
    fields: dict[str, FieldMeta]
    access: Access
