"""The lists of document pages: what is asked of them, and what they answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from baton.base.errors import BatonError
from baton.kernel import records
from baton.services import page_files, pages
from baton.services.document_forms import context_of
from baton.services.erp import database

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class Search:
    """A question to a list: conditions (field, operator, value) joined by *and*, and an order."""

    q: str | None = None
    filters: Sequence[tuple[str, str, Any]] = ()
    sort: Sequence[tuple[str, str]] = ()
    offset: int = 0
    limit: int | None = 50
    columns: Sequence[str] | None = field(default=None)


def from_json(given: str | None, shape: type[Shape]) -> list[Shape]:
    """A list of ``shape`` from the JSON text of an address.

    Raises:
        BatonError: it is no such list.
    """
    if not given:
        return []
    try:
        return TypeAdapter(list[shape]).validate_python(json.loads(given))  # type: ignore[valid-type]
    except (ValueError, ValidationError) as error:
        raise BatonError("services.bad_conditions", given=given[:80]) from error


def search(runtime: Runtime, person: Person, name: str, wanted: Search) -> dict[str, Any]:
    """A stretch of the page's list.

    Raises:
        BatonError: an unknown page, field or operator.
        ForbiddenError: the person may not read these documents.
    """
    page = page_files.spec(name)
    seen = pages.describe(runtime, person, name)["fields"]
    asked = wanted.columns or [column.name for column in page.listing.columns]
    columns = [column for column in asked if column in seen]  # some are not for everybody
    found = records.search(
        database(runtime),
        person.user,
        page.model,
        fields=["rec_name", *columns],
        filters=[*page.only, *conditions(wanted.filters)],
        text=wanted.q or "",
        order=[_key(key) for key in wanted.sort] or page.listing.sort,
        offset=wanted.offset,
        limit=wanted.limit,
        **context_of(runtime, page),
    )
    rows = [
        {"id": row.pop("id"), "rec_name": row.pop("rec_name") or "", "values": row}
        for row in found.rows
    ]
    return {"rows": rows, "total": found.total}


def conditions(given: Iterable[tuple[str, str, Any]]) -> list[list[Any]]:
    """Conditions of a list in the kernel's terms: ``contains`` and ``empty`` spelled out."""
    found: list[list[Any]] = []
    for name, operator, value in given:
        if operator == "contains":
            escaped = str(value).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            found.append([name, "ilike", f"%{escaped}%"])
        elif operator == "empty":
            found.append([name, "=" if value in (None, True) else "!=", None])
        else:
            found.append([name, operator, value])
    return found


def _key(key: tuple[str, str]) -> str:
    name, direction = key
    return f"-{name}" if direction == "desc" else name
