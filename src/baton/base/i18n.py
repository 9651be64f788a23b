"""Message texts by room and language; Chinese first, English complete beside it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("zh_CN", "en")
DEFAULT_LANGUAGE = "zh_CN"


@cache
def catalogue(room: str, language: str) -> dict[str, str]:
    """All texts of ``room`` in ``language``; empty when the room has none."""
    source = resources.files("baton") / room / "messages" / f"{language}.json"
    if not source.is_file():
        return {}
    texts: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))
    return texts


def message(code: str, language: str = DEFAULT_LANGUAGE, /, **context: Any) -> str:
    """The text of ``code`` (``<room>.<what>``) with ``context`` filled in.

    An unknown code returns itself with its context, so that no error is ever lost.
    """
    room, _, key = code.partition(".")
    text = catalogue(room, language).get(key)
    if text is None:
        return f"{code} {context}" if context else code
    return text.format_map(_Blank(context))


class _Blank(dict[str, Any]):
    """Leaves a placeholder visible when its value is missing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
