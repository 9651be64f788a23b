"""Hands live events of this process to the browsers that may see them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool

from baton.services import visibility
from baton.services.person import Person

if TYPE_CHECKING:
    from baton.services.events import Event
    from baton.services.runtime import Runtime

log = logging.getLogger(__name__)

GATHER_SECONDS = 0.15
"""Events of this long are sent together: one access check for all of them."""

HEARTBEAT_SECONDS = 2.0
"""A quiet stream says this often that it lives: a browser that hears nothing knows that the server
or the way to it is gone, and proxies keep the stream open."""

LOOK_SECONDS = 1.0
"""How soon a stream notices that the server stops."""

NOT_FOR_ALL = frozenset({"document", "inbox", "rule"})
"""Events that only some may hear of, or only the process itself."""

QUEUE_LENGTH = 1000
"""A browser that falls this far behind is let go; it reconnects and loads anew."""


@dataclass(eq=False)
class Client:
    """One open stream; without a person (a screen's link) it hears of figures only."""

    person: Person | None
    queue: asyncio.Queue[str | None] = field(
        default_factory=lambda: asyncio.Queue(maxsize=QUEUE_LENGTH)
    )


def frame(kind: str, data: dict[str, Any]) -> str:
    """One event in the format of server-sent events."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False, default=str)}\n\n"


class Broker:
    """Listens once to the process's events and serves every open stream.

    Which documents a person may see is asked once a person and batch, not once a stream.
    """

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._clients: set[Client] = set()
        self._waiting: list[Event] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._flushing: asyncio.Task[None] | None = None
        self._unsubscribe: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Begin listening; called in the server's event loop."""
        self._loop = asyncio.get_running_loop()
        self._unsubscribe = self.runtime.events.subscribe(self._heard)

    async def stop(self) -> None:
        """End every stream."""
        self._unsubscribe()
        if self._flushing is not None:
            self._flushing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._flushing
        for client in list(self._clients):
            self._end(client)

    @property
    def open_streams(self) -> int:
        """How many browsers listen now."""
        return len(self._clients)

    def _heard(self, event: Event) -> None:
        # Called in the thread of whoever publishes: hand over and return at once.
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):  # the loop closes while we speak
                self._loop.call_soon_threadsafe(self._gather, event)

    def _gather(self, event: Event) -> None:
        if not self._clients:
            return
        self._waiting.append(event)
        if self._flushing is None or self._flushing.done():
            self._flushing = asyncio.ensure_future(self._flush())

    async def _flush(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHER_SECONDS)
            events, self._waiting = self._waiting, []
            self._send_personal([event for event in events if event.kind == "inbox"])
            for kind, data in _merged(event for event in events if event.kind not in NOT_FOR_ALL):
                self._send(self._clients, frame(kind, data))
            documents = {}
            for event in events:
                if event.kind == "document":
                    key = (str(event.data["model"]), int(event.data["id"]))
                    documents[key] = str(event.data["operation"])
            if documents:
                await self._send_documents(documents)

    def _send_personal(self, events: list[Event]) -> None:
        """How many messages are new, to the person's own streams; the last word counts."""
        latest = {int(event.data["user"]): event.data["unread"] for event in events}
        for client in list(self._clients):
            if client.person is not None and client.person.user in latest:
                self._send([client], frame("inbox", {"unread": latest[client.person.user]}))

    async def _send_documents(self, documents: dict[tuple[str, int], str]) -> None:
        people: dict[int, tuple[Person, list[Client]]] = {}
        for client in self._clients:
            if client.person is not None:
                people.setdefault(client.person.user, (client.person, []))[1].append(client)
        for person, clients in people.values():
            try:
                visible = await run_in_threadpool(
                    visibility.visible_documents, self.runtime, person, documents
                )
            except Exception:
                log.exception("document events for user %s could not be checked", person.user)
                continue
            for model, record in visible:
                data = {"model": model, "id": record, "operation": documents[model, record]}
                self._send(clients, frame("document", data))

    def _send(self, clients: set[Client] | list[Client], text: str) -> None:
        for client in list(clients):
            try:
                client.queue.put_nowait(text)
            except asyncio.QueueFull:
                self._end(client)

    def _end(self, client: Client) -> None:
        self._clients.discard(client)
        while client.queue.full():
            client.queue.get_nowait()
        client.queue.put_nowait(None)

    async def stream(self, person: Person | None) -> AsyncGenerator[str, None]:
        """The text of one stream until the browser leaves or the server stops."""
        client = Client(person)
        self._clients.add(client)
        quiet = 0.0
        try:
            yield "retry: 3000\n\n" + frame("hello", {"version": self.runtime.store.version})
            while not self.runtime.stopping.is_set():
                try:
                    text = await asyncio.wait_for(client.queue.get(), LOOK_SECONDS)
                except TimeoutError:
                    quiet += LOOK_SECONDS
                    if quiet >= HEARTBEAT_SECONDS:
                        quiet = 0.0
                        yield frame("beat", {})
                    continue
                if text is None:
                    return
                quiet = 0.0
                yield text
        finally:
            self._clients.discard(client)


def _merged(events: Any) -> list[tuple[str, dict[str, Any]]]:
    """Events without repetition: facts joined to the newest version, the last of other kinds."""
    merged: dict[str, dict[str, Any]] = {}
    for event in events:
        data = dict(event.data)
        if event.kind == "facts" and "facts" in merged:
            known = set(merged["facts"]["facts"]) | set(data["facts"])
            data = {"facts": sorted(known), "version": data["version"]}
        merged[event.kind] = data
    return list(merged.items())
