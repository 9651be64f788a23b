"""New screens: from a template, as a copy of another, or empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.services.screens import keeping, templates
from baton.services.screens.layout import Layout

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime


def make(
    runtime: Runtime,
    person: Person,
    name: str,
    *,
    theme: str | None = None,
    shared: bool = True,
    template: str | None = None,
    copy_of: int | None = None,
    layout: Layout | None = None,
) -> dict[str, Any]:
    """Keep a new screen; the first of layout, copy and template that is given says what is on it.

    Raises:
        NotFoundError: there is no such template or screen.
        CollectedErrors: the layout does not fit.
    """
    if layout is None and copy_of is not None:
        other = keeping.read(runtime, person, copy_of)
        layout, theme = other["layout"], theme or other["theme"]
    elif layout is None and template is not None:
        ready = templates.template(template)
        layout, theme = ready.layout_in(person.language), theme or ready.theme
    return keeping.create(runtime, person, name, theme or "dark", layout or Layout(), shared=shared)
