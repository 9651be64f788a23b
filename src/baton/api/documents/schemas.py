"""Shapes of pages, documents and lists.

Values of a document by field type: text, selections and dates as strings, money and quantities
as decimal strings, ``many2one`` as ``{"id", "name"}``, ``reference`` as
``{"model", "id", "name"}``, ``many2many`` as a list of ``{"id", "name"}``, lines
(``one2many``) as a list of ``{"id", "values"}``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

Values = dict[str, Any]


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


class FieldState(BaseModel):
    """How one field stands on this document now."""

    invisible: bool = False
    required: bool = False
    readonly: bool = False


class Clicks(BaseModel):
    """How far a button has come that several people must press."""

    needed: int
    by: list[str]
    mine: bool


class ButtonState(BaseModel):
    """Whether a button is shown and can be pressed now."""

    invisible: bool = False
    readonly: bool = False
    clicks: Clicks | None = None


class States(BaseModel):
    """States of fields and buttons, worked out for this document and person."""

    fields: dict[str, FieldState] = {}
    buttons: dict[str, ButtonState] = {}


class Opened(BaseModel):
    """A document to show next."""

    page: str
    id: int


class WizardButton(BaseModel):
    """One way to go on with a question."""

    state: str
    label: str
    default: bool


class Question(BaseModel):
    """A small form that a button asks to be filled in before it goes on."""

    wizard: str
    session: int
    state: str
    fields: dict[str, FieldMeta]
    values: Values
    buttons: list[WizardButton]


class DocumentAccess(BaseModel):
    """What the person may do with this very document."""

    write: bool
    delete: bool


class Document(BaseModel):
    """One document; ``stamp`` goes back with every write."""

    id: int
    stamp: str
    rec_name: str
    values: Values
    states: States
    access: DocumentAccess
    open: Opened | None = None
    question: Question | None = None


class NewDocument(BaseModel):
    """The values of a document that is not stored yet."""

    values: Values
    states: States = States()


class SearchRequest(BaseModel):
    """A question to a list."""

    q: str | None = Field(default=None, max_length=200)
    filters: list[FilterValue] = []
    sort: list[SortKey] = []
    offset: int = Field(default=0, ge=0)
    limit: int = Field(default=50, ge=1, le=1000)
    columns: list[str] | None = None


class Row(BaseModel):
    """One row of a list."""

    id: int
    rec_name: str
    values: Values


class SearchResult(BaseModel):
    """A stretch of a list and the number of all rows that fit."""

    rows: list[Row]
    total: int


class CreateRequest(BaseModel):
    """A new document; ``confirmed`` names the warnings the person has read."""

    values: Values
    confirmed: list[str] = []


class WriteRequest(CreateRequest):
    """Changed values and the stamp of what the person saw.

    Lines are the whole list wanted: an entry with ``id`` is changed, one without is added, a
    line that is missing is removed.
    """

    stamp: str


class PressRequest(BaseModel):
    """A button press on what the person saw."""

    stamp: str
    confirmed: list[str] = []


class AnswerRequest(BaseModel):
    """The answer to a question: its way back, the button pressed and the form's values."""

    wizard: str
    session: int
    state: str
    pressed: str
    values: Values
    confirmed: list[str] = []


class DefaultsRequest(BaseModel):
    """Nothing for a new document; ``line`` and the form's ``values`` for a new line of it."""

    line: str | None = None
    values: Values = {}


class ChoicesRequest(BaseModel):
    """What may the field be? ``values`` is the form as it stands, ``line`` where the field is."""

    field: str
    q: str = Field(default="", max_length=200)
    values: Values = {}
    line: LineChange | None = None
    id: int | None = None


class Choice(BaseModel):
    """One record or selection value a field may take."""

    id: int | str | None
    name: str


class LineChange(BaseModel):
    """Which line was changed: its place in the form's list."""

    field: str
    index: int = Field(ge=0)


class OnChangeRequest(BaseModel):
    """The form as it stands, unsaved; ``changed`` are fields of the line when ``line`` is given."""

    values: Values
    changed: list[str]
    line: LineChange | None = None
    id: int | None = None


class OnChangeResult(BaseModel):
    """What the change changes elsewhere: ``values`` on the document, ``line`` on that line."""

    values: Values
    line: Values | None = None
    states: States | None = None


class TrailEntry(BaseModel):
    """One thing somebody did to the document."""

    at: str
    user: str
    event: str
    text: str


class Link(BaseModel):
    """One related document."""

    page: str | None
    id: int
    rec_name: str
    state: str | None = None
    date: str | None = None


class LinkGroup(BaseModel):
    """Related documents of one kind."""

    key: str
    label: str
    documents: list[Link]


class View(BaseModel):
    """A saved view of a list."""

    name: str = Field(min_length=1, max_length=80)
    filters: list[FilterValue] = []
    sort: list[SortKey] = []
    columns: list[str] = []
    q: str | None = None
    default: bool = False


class Views(BaseModel):
    """The person's saved views of a page."""

    views: list[View]
