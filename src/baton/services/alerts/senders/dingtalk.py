"""DingTalk group robot 钉钉自定义机器人.

After the vendor's document "自定义机器人接入"
(open.dingtalk.com/document/group/custom-robot-access): the signature is
Base64(HMAC-SHA256(key = secret, text = timestamp + "\\n" + secret)), sent URL-encoded as ``sign``
beside ``timestamp`` (milliseconds, at most an hour off) in the address; the body is ``{"msgtype":
"markdown", "markdown": {"title": …, "text": …}}``; the answer is status 200 with ``errcode`` 0 or
not; at most 20 messages a minute.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from urllib.parse import quote

from baton.services.alerts.channel import Channel
from baton.services.alerts.senders.http import cut, dumps, post, robot_answer
from baton.services.alerts.senders.message import Outgoing

MOST_BYTES = 18_000


def signature(secret: str, timestamp: str) -> str:
    """The robot's signature of a moment (milliseconds since 1970 as text)."""
    text = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).decode()


def signed(url: str, secret: str, timestamp: str) -> str:
    """The address with time and signature."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}timestamp={timestamp}&sign={quote(signature(secret, timestamp), safe='')}"


def send(channel: Channel, message: Outgoing) -> str:
    """Post the message to the group."""
    link = f"\n\n[{message.open_label}]({message.link})" if message.absolute else ""
    text = cut(f"#### {message.title}\n{message.text}", MOST_BYTES) + link
    body = dumps({"msgtype": "markdown", "markdown": {"title": message.title, "text": text}})
    url = channel.url
    if channel.secret:
        url = signed(url, channel.secret, str(round(time.time() * 1000)))
    return robot_answer(*post(url, body), "errcode")
