"""Feishu group robot 飞书自定义机器人.

After the vendor's document "自定义机器人使用指南"
(open.feishu.cn/document/client-docs/bot-v3/add-custom-bot): the signature is
Base64(HMAC-SHA256(key = timestamp + "\\n" + secret, text = nothing)), sent as ``sign`` beside
``timestamp`` (seconds, at most an hour off) in the body; the body is ``{"msg_type": "post",
"content": {"post": {"zh_cn": {"title": …, "content": [[…]]}}}}`` of at most 20 KB; the answer is
status 200 with ``code`` 0 or not (``StatusCode`` of old).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from typing import Any

from baton.services.alerts.channel import Channel
from baton.services.alerts.senders.http import cut, dumps, post, robot_answer
from baton.services.alerts.senders.message import Outgoing

MOST_BYTES = 16_000


def signature(secret: str, timestamp: str) -> str:
    """The robot's signature of a moment (seconds since 1970 as text)."""
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def send(channel: Channel, message: Outgoing) -> str:
    """Post the message to the group."""
    lines: list[list[dict[str, str]]] = [
        [{"tag": "text", "text": line}] for line in cut(message.text, MOST_BYTES).splitlines()
    ]
    if message.absolute:
        lines.append([{"tag": "a", "text": message.open_label, "href": message.link}])
    language = "en_us" if channel.language == "en" else "zh_cn"
    body: dict[str, Any] = {
        "msg_type": "post",
        "content": {"post": {language: {"title": message.title, "content": lines}}},
    }
    if channel.secret:
        now = str(round(time.time()))
        body = {"timestamp": now, "sign": signature(channel.secret, now), **body}
    return robot_answer(*post(channel.url, dumps(body)), "code", "StatusCode")
