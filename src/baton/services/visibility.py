"""Which of the documents that just changed a person may know of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from baton.services import page_files

if TYPE_CHECKING:
    from baton.kernel import Erp
    from baton.services.person import Person
    from baton.services.runtime import Runtime

Document = tuple[str, int]
"""Model and id."""


def visible_documents(
    runtime: Runtime, person: Person, documents: Mapping[Document, str]
) -> list[Document]:
    """Those of the documents that have a page and that the person may read.

    Args:
        documents: what happened to each: ``create``, ``write`` or ``delete``. A deleted
            document has no rights any more: whoever may read its model hears of it.
    """
    shown = {page.model for page in page_files.shipped().values()}
    asked: dict[str, list[int]] = defaultdict(list)
    for model, record in documents:
        if model in shown:
            asked[model].append(record)
    database = runtime.database
    if database is None or not asked:
        return []

    def look(erp: Erp) -> list[Document]:
        found: list[Document] = []
        rights = erp.get("ir.model.access").get_access(sorted(asked))
        for model, ids in asked.items():
            if not rights[model]["read"]:
                continue
            living = [one for one in ids if documents[model, one] != "delete"]
            with erp.context(active_test=False):
                found += [(model, one.id) for one in erp.get(model).search([("id", "in", living)])]
            found += [(model, one) for one in ids if documents[model, one] == "delete"]
        return found

    return database.run(person.user, look, readonly=True)
