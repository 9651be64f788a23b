"""WeCom group robot 企业微信群机器人.

After the vendor's document "群机器人配置说明"
(developer.work.weixin.qq.com/document/path/91770): POST of ``{"msgtype": "markdown", "markdown":
{"content": …}}`` to the address with its ``key``; at most 4096 bytes of UTF-8 and 20 messages a
minute; the answer is status 200 with ``errcode`` 0 or not. There is no signature: the key in the
address is the secret.
"""

from __future__ import annotations

from baton.services.alerts.channel import Channel
from baton.services.alerts.senders.http import cut, dumps, post, robot_answer
from baton.services.alerts.senders.message import Outgoing

MOST_BYTES = 4096


def send(channel: Channel, message: Outgoing) -> str:
    """Post the message to the group."""
    link = f"\n[{message.open_label}]({message.link})" if message.absolute else ""
    room = MOST_BYTES - len(link.encode())
    text = cut(f"**{message.title}**\n{message.text}", room) + link
    body = dumps({"msgtype": "markdown", "markdown": {"content": text}})
    return robot_answer(*post(channel.url, body), "errcode")
