"""Live events to the browser."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from baton.api.deps import Caller, signed_in
from baton.api.events.broker import Broker

router = APIRouter(prefix="/api", tags=["events"])

SSE: dict[int | str, dict[str, Any]] = {
    200: {"description": "Server-sent events", "content": {"text/event-stream": {}}}
}


@router.get("/events", response_class=StreamingResponse, responses=SSE)
async def listen(request: Request, caller: Caller = Depends(signed_in)) -> StreamingResponse:
    """A stream of ``facts``, ``document`` and ``progress`` events the person may see."""
    broker: Broker = request.app.state.broker
    return StreamingResponse(
        broker.stream(caller.person),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
