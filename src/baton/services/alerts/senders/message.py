"""A message on its way, and what can go wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST_ANSWER = 300
"""Characters kept of what the other side says."""


class DeliveryError(Exception):
    """A message could not be delivered; its text is for the log.

    Args:
        permanent: trying again will not help.
    """

    def __init__(self, text: str, *, permanent: bool = False) -> None:
        super().__init__(text)
        self.permanent = permanent


@dataclass(frozen=True)
class Outgoing:
    """One message.

    Attributes:
        key: the same however often it is tried: the receiver can tell a repetition by it.
        link: absolute where the server's address is known.
        open_label: what the link is called, in the message's language.
        to: an e-mail address.
        figures: what it is about, for programs.
    """

    key: str
    title: str
    text: str
    link: str = ""
    open_label: str = ""
    to: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def absolute(self) -> bool:
        """Whether the link can be opened from outside the app."""
        return self.link.startswith(("http://", "https://"))


def shortened(text: str) -> str:
    """The beginning of an answer, on one line."""
    return " ".join(text.split())[:LONGEST_ANSWER]
