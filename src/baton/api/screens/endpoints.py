"""Big screens: the gallery, the editor's calls, the figures, the links."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from baton.api.deps import Caller, signed_in
from baton.api.screens.schemas import (
    MadeScreenLink,
    NewScreen,
    NewScreenLink,
    Screen,
    ScreenBlocks,
    ScreenChange,
    ScreenData,
    ScreenLink,
    ScreenPreview,
    ScreenSummary,
    ScreenTemplate,
)
from baton.services.screens import answers, blocks, keeping, links, making, templates, viewer
from baton.services.screens import layout as layouts

router = APIRouter(prefix="/api/screens", tags=["screens"])


@router.get("")
def listing(caller: Caller = Depends(signed_in)) -> list[ScreenSummary]:
    """The screens the person may open."""
    found = keeping.listing(caller.runtime, caller.person)
    return [ScreenSummary.model_validate(one) for one in found]


@router.post("")
def create(wanted: NewScreen, caller: Caller = Depends(signed_in)) -> Screen:
    """A new screen: from a template, as a copy, or with a layout of its own."""
    return Screen.model_validate(
        making.make(
            caller.runtime,
            caller.person,
            wanted.name,
            theme=wanted.theme,
            shared=wanted.shared,
            template=wanted.template,
            copy_of=wanted.copy_of,
            layout=wanted.layout,
        )
    )


@router.get("/templates")
def ready_made(caller: Caller = Depends(signed_in)) -> list[ScreenTemplate]:
    """The templates that come with Baton."""
    return [ScreenTemplate.model_validate(one) for one in templates.listing(caller.person.language)]


@router.get("/building-blocks")
def building_blocks(caller: Caller = Depends(signed_in)) -> ScreenBlocks:
    """Indicators and facts that widgets can show."""
    return ScreenBlocks.model_validate(blocks.blocks(caller.runtime, caller.person))


@router.post("/preview")
def preview(wanted: ScreenPreview, caller: Caller = Depends(signed_in)) -> ScreenData:
    """The figures of a layout that is not kept yet, as the person may see them."""
    layouts.check(wanted.layout)
    seen = viewer.of(caller.runtime, caller.person)
    return ScreenData.model_validate(answers.answer(caller.runtime, seen, wanted.layout))


@router.get("/{screen}")
def read(screen: int, caller: Caller = Depends(signed_in)) -> Screen:
    """One screen with its layout."""
    return Screen.model_validate(keeping.read(caller.runtime, caller.person, screen))


@router.put("/{screen}")
def change(screen: int, wanted: ScreenChange, caller: Caller = Depends(signed_in)) -> Screen:
    """Change what is given; 409 when somebody else changed the screen since ``stamp``."""
    values = {
        name: getattr(wanted, name)
        for name in wanted.model_fields_set - {"stamp"}
        if getattr(wanted, name) is not None
    }
    return Screen.model_validate(
        keeping.change(caller.runtime, caller.person, screen, wanted.stamp, values)
    )


@router.delete("/{screen}", status_code=204)
def delete(screen: int, caller: Caller = Depends(signed_in)) -> None:
    """Delete a screen with its links."""
    keeping.delete(caller.runtime, caller.person, screen)


@router.get("/{screen}/data")
def data(screen: int, caller: Caller = Depends(signed_in)) -> ScreenData:
    """All figures of a screen, as the person may see them."""
    layout = keeping.layout_of(caller.runtime, caller.person, screen)
    seen = viewer.of(caller.runtime, caller.person)
    return ScreenData.model_validate(answers.answer(caller.runtime, seen, layout))


@router.get("/{screen}/links")
def list_links(screen: int, caller: Caller = Depends(signed_in)) -> list[ScreenLink]:
    """The links of a screen."""
    found = links.listing(caller.runtime, caller.person, screen)
    return [ScreenLink.model_validate(one) for one in found]


@router.post("/{screen}/links")
def make_link(
    screen: int, wanted: NewScreenLink, caller: Caller = Depends(signed_in)
) -> MadeScreenLink:
    """A new link; its secret is in this answer and nowhere else."""
    return MadeScreenLink.model_validate(
        links.make(caller.runtime, caller.person, screen, wanted.name)
    )


@router.delete("/{screen}/links/{link}", status_code=204)
def revoke_link(screen: int, link: int, caller: Caller = Depends(signed_in)) -> None:
    """End a link."""
    links.revoke(caller.runtime, caller.person, screen, link)
