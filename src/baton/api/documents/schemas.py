"""Shapes of documents and lists.

Values of a document by field type: text, selections and dates as strings, money and quantities
as decimal strings, ``many2one`` as ``{"id", "name"}``, ``reference`` as
``{"model", "id", "name"}``, ``many2many`` as a list of ``{"id", "name"}``, lines
(``one2many``) as a list of ``{"id", "values"}``.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from baton.api.documents.page_schemas import FieldMeta, FilterValue, SortKey

Values = dict[str, Any]


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
