"""How a message leaves the house: one file a kind of channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from baton.services.alerts.channel import Channel
from baton.services.alerts.senders import dingtalk, feishu, smtp, webhook, wecom
from baton.services.alerts.senders.message import DeliveryError, Outgoing

__all__ = ["DeliveryError", "Outgoing", "send"]

SENDERS: Mapping[str, Callable[[Channel, Outgoing], str]] = {
    "smtp": smtp.send,
    "wecom": wecom.send,
    "dingtalk": dingtalk.send,
    "feishu": feishu.send,
    "webhook": webhook.send,
}


def send(channel: Channel, message: Outgoing) -> str:
    """Send one message; the other side's answer, shortened.

    Raises:
        DeliveryError: it was refused, or there was no answer in time.
    """
    return SENDERS[channel.kind](channel, message)
