"""Document pages: what they look like, and their documents."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Query, Response

from baton.api.deps import Caller, signed_in
from baton.api.documents.page_schemas import FilterValue, PageDescription, PageSummary, SortKey
from baton.api.documents.schemas import (
    AnswerRequest,
    Choice,
    ChoicesRequest,
    CreateRequest,
    DefaultsRequest,
    Document,
    LinkGroup,
    NewDocument,
    OnChangeRequest,
    OnChangeResult,
    PressRequest,
    SearchRequest,
    SearchResult,
    TrailEntry,
    View,
    Views,
    WriteRequest,
)
from baton.api.files import PDF, XLSX, download
from baton.services import (
    document_lists,
    documents,
    exports,
    filling,
    links,
    pages,
    prints,
    trail,
    views,
)

router = APIRouter(prefix="/api", tags=["documents"])


def _search(wanted: SearchRequest) -> document_lists.Search:
    return document_lists.Search(
        q=wanted.q,
        filters=[(one.field, one.operator, one.value) for one in wanted.filters],
        sort=[(key.field, key.direction) for key in wanted.sort],
        offset=wanted.offset,
        limit=wanted.limit,
        columns=wanted.columns,
    )


@router.get("/pages")
def listing(caller: Caller = Depends(signed_in)) -> list[PageSummary]:
    """The pages the person may open."""
    found = pages.listing(caller.runtime, caller.person)
    return [PageSummary.model_validate(page) for page in found]


@router.get("/pages/{page}")
def describe(page: str, caller: Caller = Depends(signed_in)) -> PageDescription:
    """Everything a renderer needs to draw one page."""
    return PageDescription.model_validate(pages.describe(caller.runtime, caller.person, page))


@router.get("/documents/{page}/views")
def read_views(page: str, caller: Caller = Depends(signed_in)) -> Views:
    """The person's saved views of a page."""
    return Views.model_validate({"views": views.listing(caller.runtime, caller.person, page)})


@router.put("/documents/{page}/views")
def save_view(page: str, view: View, caller: Caller = Depends(signed_in)) -> Views:
    """Save a view under its name, replacing one of the same name."""
    saved = views.save(caller.runtime, caller.person, page, view.model_dump(mode="json"))
    return Views.model_validate({"views": saved})


@router.delete("/documents/{page}/views")
def delete_view(
    page: str, name: str = Query(min_length=1), caller: Caller = Depends(signed_in)
) -> Views:
    """Forget a view."""
    left = views.delete(caller.runtime, caller.person, page, name)
    return Views.model_validate({"views": left})


@router.post("/documents/{page}/search")
def search(page: str, wanted: SearchRequest, caller: Caller = Depends(signed_in)) -> SearchResult:
    """A stretch of the page's list."""
    return SearchResult.model_validate(
        document_lists.search(caller.runtime, caller.person, page, _search(wanted))
    )


@router.get("/documents/{page}/export.xlsx", response_class=Response, responses=XLSX)
def export(
    page: str,
    *,
    q: str | None = Query(default=None, max_length=200),
    filters: str | None = Query(default=None, description="JSON list of filters"),
    sort: str | None = Query(default=None, description="JSON list of sort keys"),
    columns: str | None = Query(default=None, description="names joined by commas"),
    caller: Caller = Depends(signed_in),
) -> Response:
    """The list as a workbook, with the filters, order and columns on the screen."""
    wanted = SearchRequest(
        q=q,
        filters=document_lists.from_json(filters, FilterValue),
        sort=document_lists.from_json(sort, SortKey),
        columns=columns.split(",") if columns else None,
    )
    name, content = exports.page(caller.runtime, caller.person, page, _search(wanted))
    return download(name, content, "xlsx")


@router.post("/documents/{page}/defaults")
def defaults(
    page: str, wanted: DefaultsRequest | None = None, caller: Caller = Depends(signed_in)
) -> NewDocument:
    """The values a new document, or a new line of a form, starts with."""
    wanted = wanted or DefaultsRequest()
    return NewDocument.model_validate(
        filling.defaults(
            caller.runtime, caller.person, page, line=wanted.line, values=wanted.values
        )
    )


@router.post("/documents/{page}/on-change")
def on_change(
    page: str, wanted: OnChangeRequest, caller: Caller = Depends(signed_in)
) -> OnChangeResult:
    """What a change the person just typed changes elsewhere in the form."""
    return OnChangeResult.model_validate(
        filling.on_change(
            caller.runtime,
            caller.person,
            page,
            wanted.values,
            wanted.changed,
            line=(wanted.line.field, wanted.line.index) if wanted.line else None,
            record=wanted.id,
        )
    )


@router.post("/documents/{page}/choices")
def choices(page: str, wanted: ChoicesRequest, caller: Caller = Depends(signed_in)) -> list[Choice]:
    """What a field of the form may be, as its own rules say for the values there now."""
    found = filling.choices(
        caller.runtime,
        caller.person,
        page,
        wanted.field,
        wanted.q,
        values=wanted.values,
        line=(wanted.line.field, wanted.line.index) if wanted.line else None,
        record=wanted.id,
    )
    return [Choice.model_validate(one) for one in found]


@router.post("/documents/{page}", status_code=201)
def create(page: str, wanted: CreateRequest, caller: Caller = Depends(signed_in)) -> Document:
    """Store a new document."""
    return Document.model_validate(
        documents.create(caller.runtime, caller.person, page, wanted.values, wanted.confirmed)
    )


@router.get("/documents/{page}/{id}")
def read(page: str, id: int, caller: Caller = Depends(signed_in)) -> Document:
    """One document with its stamp and states."""
    return Document.model_validate(documents.read(caller.runtime, caller.person, page, id))


@router.put("/documents/{page}/{id}")
def write(
    page: str, id: int, wanted: WriteRequest, caller: Caller = Depends(signed_in)
) -> Document:
    """Store changed values; 409 when somebody else changed the document meanwhile."""
    return Document.model_validate(
        documents.write(
            caller.runtime,
            caller.person,
            page,
            id,
            wanted.values,
            stamp=wanted.stamp,
            confirmed=wanted.confirmed,
        )
    )


@router.delete("/documents/{page}/{id}", status_code=204)
def delete(
    page: str,
    id: int,
    stamp: str | None = None,
    confirmed: list[str] = Query(default=[]),
    caller: Caller = Depends(signed_in),
) -> None:
    """Delete a document."""
    documents.delete(caller.runtime, caller.person, page, id, stamp=stamp, confirmed=confirmed)


@router.post("/documents/{page}/{id}/copy", status_code=201)
def copy(page: str, id: int, caller: Caller = Depends(signed_in)) -> Document:
    """A new draft with the document's values."""
    return Document.model_validate(documents.copy(caller.runtime, caller.person, page, id))


@router.post("/documents/{page}/{id}/buttons/{button}")
def press(
    page: str,
    id: int,
    button: str,
    wanted: PressRequest,
    caller: Caller = Depends(signed_in),
) -> Document:
    """Press a workflow button; a 409 with ``warnings`` is pressed again with them confirmed."""
    return Document.model_validate(
        documents.press(
            caller.runtime,
            caller.person,
            page,
            id,
            button,
            stamp=wanted.stamp,
            confirmed=wanted.confirmed,
        )
    )


@router.post("/documents/{page}/{id}/answer")
def answer(
    page: str, id: int, wanted: AnswerRequest, caller: Caller = Depends(signed_in)
) -> Document:
    """Answer the ``question`` that pressing a button led to."""
    return Document.model_validate(
        documents.answer(
            caller.runtime,
            caller.person,
            page,
            id,
            {"wizard": wanted.wizard, "session": wanted.session, "state": wanted.state},
            pressed=wanted.pressed,
            values=wanted.values,
            confirmed=wanted.confirmed,
        )
    )


@router.get("/documents/{page}/{id}/trail")
def read_trail(page: str, id: int, caller: Caller = Depends(signed_in)) -> list[TrailEntry]:
    """Who did what to the document, newest first."""
    entries = trail.trail(caller.runtime, caller.person, page, id)
    return [TrailEntry.model_validate(entry) for entry in entries]


@router.get("/documents/{page}/{id}/links")
def read_links(page: str, id: int, caller: Caller = Depends(signed_in)) -> list[LinkGroup]:
    """Related documents by kind."""
    groups = links.links(caller.runtime, caller.person, page, id)
    return [LinkGroup.model_validate(group) for group in groups]


@router.get("/documents/{page}/{id}/print.pdf", response_class=Response, responses=PDF)
def print_pdf(page: str, id: int, caller: Caller = Depends(signed_in)) -> Response:
    """The document on paper."""
    name, content = prints.document(caller.runtime, caller.person, page, id)
    return download(name, content, "pdf", inline=True)
