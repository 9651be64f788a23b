"""Posting to addresses that administrators set, with limits on time, size and place."""

from __future__ import annotations

import ipaddress
import json
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from baton.services.alerts.senders.message import DeliveryError, shortened

STEP_SECONDS = 5.0
"""Longest wait for a connection, or for the next piece of an answer."""
TOTAL_SECONDS = 10.0
"""Longest wait for the whole answer."""
MOST_BYTES = 64 * 1024
"""Read of an answer."""

NEVER = frozenset({400, 405, 410, 413, 415, 422})
"""Answers that say the message itself is not wanted; others (a wrong token, too many) may pass."""


def fault_of(url: str) -> str | None:
    """What is wrong with an address as text: ``scheme``, ``host`` or ``credentials``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "host"
    del port
    if parts.scheme not in ("http", "https"):
        return "scheme"
    if not parts.hostname:
        return "host"
    return "credentials" if parts.username or parts.password else None


def check_host(host: str, port: int) -> None:
    """Refuse places that no receiver of ours lives at: link-local (cloud metadata), multicast.

    Addresses within the house are allowed: that is where a company's own receivers are.

    Raises:
        DeliveryError: the host is unknown, or one of its addresses is refused.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeliveryError(f"{host}: {error}") from error
    for *_, address in found:
        place = ipaddress.ip_address(str(address[0]).split("%")[0])
        mapped = getattr(place, "ipv4_mapped", None)
        place = mapped or place
        if place.is_link_local or place.is_multicast or place.is_unspecified:
            raise DeliveryError(f"{host}: {place} is not allowed", permanent=True)


def post(url: str, body: bytes, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Post a JSON body; status and text of the answer. Redirects are not followed.

    Raises:
        DeliveryError: no connection, no answer in time, or an address that is refused.
    """
    if fault_of(url) is not None:
        raise DeliveryError(f"{urlsplit(url).scheme}: not an address for messages", permanent=True)
    parts = urlsplit(url)
    check_host(str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80))
    began, read = time.monotonic(), bytearray()
    sent = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    try:
        with (
            httpx.Client(timeout=STEP_SECONDS, follow_redirects=False) as client,
            client.stream("POST", url, content=body, headers=sent) as answer,
        ):
            for piece in answer.iter_bytes():
                read += piece
                if len(read) > MOST_BYTES:
                    break
                if time.monotonic() - began > TOTAL_SECONDS:
                    raise DeliveryError("no complete answer in time")
            return answer.status_code, bytes(read[:MOST_BYTES]).decode("utf-8", "replace")
    except httpx.TimeoutException as error:
        raise DeliveryError(f"no answer in time ({type(error).__name__})") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise DeliveryError(f"{type(error).__name__}: {error}") from error


def accepted(status: int, text: str) -> str:
    """The answer, when its status says that the message was taken.

    Raises:
        DeliveryError: it was not.
    """
    if 200 <= status < 300:
        return shortened(f"{status} {text}")
    raise DeliveryError(shortened(f"{status} {text}"), permanent=status in NEVER)


def robot_answer(status: int, text: str, *fields: str) -> str:
    """The answer of a chat robot: it says 200 whatever happens, and what did in the body.

    Args:
        fields: names of the error code, the first one found counts; 0 is success.

    Raises:
        DeliveryError: the robot refused the message, or did not say that it took it.
    """
    told = accepted(status, text)
    try:
        answer: Any = json.loads(text)
    except ValueError as error:
        raise DeliveryError(told) from error
    code = (
        next((answer[name] for name in fields if name in answer), None)
        if isinstance(answer, dict)
        else None
    )
    if code != 0:
        raise DeliveryError(told)
    return told


def dumps(value: Any) -> bytes:
    """A body as it is sent and signed."""
    return json.dumps(value, ensure_ascii=False, default=str).encode()


def cut(text: str, most: int) -> str:
    """The text within ``most`` bytes of UTF-8."""
    data = text.encode()
    if len(data) <= most:
        return text
    return data[: most - 3].decode("utf-8", "ignore") + "…"
