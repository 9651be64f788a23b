"""The web application: endpoints, errors, headers, the browser app and the ERP's own clients."""

from __future__ import annotations

import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware

import baton
from baton.api import errors, frontend
from baton.api.alerts import endpoints as alerts
from baton.api.closing import endpoints as closing
from baton.api.cockpit import endpoints as cockpit
from baton.api.documents import endpoints as documents
from baton.api.documents import figures as document_figures
from baton.api.events import endpoints as events
from baton.api.events.broker import Broker
from baton.api.headers import SecurityHeaders
from baton.api.health import endpoints as health
from baton.api.indicators import alike, analysis
from baton.api.indicators import board as anomaly_board
from baton.api.indicators import endpoints as indicators
from baton.api.kiosk import endpoints as kiosk
from baton.api.library import endpoints as library
from baton.api.lookup import endpoints as lookup
from baton.api.org import endpoints as org
from baton.api.screens import endpoints as screens
from baton.api.session import endpoints as session
from baton.api.strategy import endpoints as strategy
from baton.api.targets import endpoints as targets

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

DOMAINS = (
    session,
    health,
    events,
    org,
    cockpit,
    indicators,
    analysis,
    alike,
    anomaly_board,
    documents,
    document_figures,
    lookup,
    screens,
    kiosk,
    library,
    strategy,
    targets,
    closing,
    alerts,
)


def routers() -> list[APIRouter]:
    """The routers of every domain."""
    return [domain.router for domain in DOMAINS]


def operation_id(route: APIRoute) -> str:
    """Names the browser's client functions: ``documents_search``, ``session_login``."""
    return f"{route.tags[0]}_{route.name}" if route.tags else route.name


def described() -> FastAPI:
    """The endpoints alone: enough for the OpenAPI document."""
    app = FastAPI(
        title="Baton",
        version=baton.__version__,
        generate_unique_id_function=operation_id,
        openapi_url="/api/openapi.json",
        docs_url=None,  # the docs page loads scripts of another host
        redoc_url=None,
        lifespan=_lifespan,
    )
    for router in routers():
        app.include_router(router)
    return app


def create_app(runtime: Runtime) -> FastAPI:
    """The whole web application on a running installation."""
    app = described()
    app.state.runtime = runtime
    app.state.broker = Broker(runtime)
    errors.install(app)
    frontend.install(app, runtime)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(SecurityHeaders)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    broker: Broker = app.state.broker
    broker.start()
    restore = _hear_of_stop(app.state.runtime)
    try:
        yield
    finally:
        restore()
        await broker.stop()


def _hear_of_stop(runtime: Runtime) -> Callable[[], None]:
    """Let open streams know at once that the server is told to stop.

    The server waits for open answers before it ends the application, and event streams never
    end by themselves; so its signal handlers are called through ours.
    """
    if threading.current_thread() is not threading.main_thread():
        return lambda: None  # signals belong to the main thread; tests serve from another
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:
        runtime.stopping.set()
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in before:
        signal.signal(number, stop)

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    return restore
