"""Which page opens the document that a row of facts came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from baton.base.errors import ForbiddenError
from baton.kernel import records
from baton.services import page_files

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

Place = tuple[str | None, int | None]
"""Page and record id; both None where there is no page."""


def pages_of(runtime: Runtime, person: Person, documents: Iterable[str]) -> dict[str, Place]:
    """The page and id of each document (``sale.sale,12``) that the person may open."""
    asked: dict[str, set[int]] = defaultdict(set)
    for document in documents:
        model, _, number = document.partition(",")
        if number.isdigit():
            asked[model].add(int(number))
    found: dict[str, Place] = {}
    database = runtime.database
    if database is None:
        return found
    for model, ids in asked.items():
        for name, page in page_files.pages_of(model).items():
            try:
                readable = records.search(
                    database,
                    person.user,
                    model,
                    fields=[],
                    filters=[["id", "in", sorted(ids)], *page.only],
                    limit=None,
                    active_test=False,
                )
            except ForbiddenError:
                break
            for row in readable.rows:
                found.setdefault(f"{model},{row['id']}", (name, row["id"]))
    return found
