"""General web hook: a JSON body that the receiver can check and tell from a repetition.

Headers: ``X-Baton-Delivery`` is the message's key, the same at every try; ``X-Baton-Timestamp``
the seconds since 1970; ``X-Baton-Signature`` is ``sha256=`` and the hexadecimal
HMAC-SHA256(key = secret, text = timestamp + "." + body). Any status 2xx is success. This is
Baton's own protocol, described in docs/architecture.md.
"""

from __future__ import annotations

import hashlib
import hmac
import time

from baton.services.alerts.channel import Channel
from baton.services.alerts.senders.http import accepted, dumps, post
from baton.services.alerts.senders.message import Outgoing


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The value of ``X-Baton-Signature``."""
    text = timestamp.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def send(channel: Channel, message: Outgoing) -> str:
    """Post the message."""
    body = dumps(
        {
            "id": message.key,
            "event": "alert",
            "title": message.title,
            "text": message.text,
            "link": message.link,
            **message.figures,
        }
    )
    now = str(round(time.time()))
    headers = {"X-Baton-Delivery": message.key, "X-Baton-Timestamp": now}
    if channel.secret:
        headers["X-Baton-Signature"] = signature(channel.secret, now, body)
    return accepted(*post(channel.url, body, headers))
