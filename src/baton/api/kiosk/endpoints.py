"""A screen on a television: opened by the secret of a link, read-only, nothing but its screens.

The secret comes once in the body of a call (never in an address, which servers write down) and
stays in a cookie that scripts cannot read and that is sent to these calls only.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from baton.api.deps import refuse_foreign_pages, runtime_of
from baton.api.events.broker import Broker
from baton.api.events.endpoints import SSE
from baton.api.screens.schemas import Kiosk, KioskEntry, KioskScreen, ScreenData
from baton.base.errors import AuthenticationError, BatonError
from baton.services.runtime import Runtime
from baton.services.screens import answers, links
from baton.services.screens.links import Opened

router = APIRouter(prefix="/api/kiosk", tags=["kiosk"])

COOKIE = "baton_kiosk"
COOKIE_SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie at most: a television is not logged in again."""


@dataclass(frozen=True)
class Television:
    """One authenticated request of a link's holder."""

    runtime: Runtime
    token: str
    opened: Opened


def television(request: Request) -> Television:
    """Who holds a link that is not revoked.

    Raises:
        AuthenticationError: no link, a forged or a revoked one.
    """
    token = request.cookies.get(COOKIE)
    if not token:
        raise AuthenticationError("services.link_over")
    runtime = runtime_of(request)
    opened = links.enter(runtime, token)
    request.state.language = opened.viewer.language
    return Television(runtime, token, opened)


@router.post("", dependencies=[Depends(refuse_foreign_pages)])
def enter(wanted: KioskEntry, request: Request, response: Response) -> Kiosk:
    """Open a link by its secret."""
    runtime = runtime_of(request)
    opened = links.enter(runtime, wanted.token)
    response.set_cookie(
        COOKIE,
        wanted.token,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/api/kiosk",
    )
    return _kiosk(runtime, opened)


@router.get("")
def read(caller: Television = Depends(television)) -> Kiosk:
    """The screens the link shows, in turn."""
    return _kiosk(caller.runtime, caller.opened)


@router.get("/screens/{screen}/data")
def data(screen: int, caller: Television = Depends(television)) -> ScreenData:
    """All figures of one of the link's screens."""
    layout = links.layout_of(caller.runtime, caller.opened, screen)
    found = answers.answer(caller.runtime, caller.opened.viewer, layout)
    return ScreenData.model_validate(found)


@router.get("/events", response_class=StreamingResponse, responses=SSE)
async def listen(request: Request, caller: Television = Depends(television)) -> StreamingResponse:
    """``facts`` events: that there are new figures, not which documents changed."""
    broker: Broker = request.app.state.broker

    async def while_valid() -> AsyncIterator[str]:
        stream = broker.stream(None)
        try:
            async for text in stream:
                try:
                    await run_in_threadpool(links.enter, caller.runtime, caller.token)
                except BatonError:
                    return
                yield text
        finally:
            await stream.aclose()

    return StreamingResponse(
        while_valid(),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _kiosk(runtime: Runtime, opened: Opened) -> Kiosk:
    return Kiosk(
        language="en" if opened.viewer.language == "en" else "zh_CN",
        company=opened.company,
        screens=[KioskScreen.model_validate(one) for one in links.shown(runtime, opened)],
    )
