"""The words of the language in Chinese and English: functions, keywords, steps back in time."""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    source = resources.files("baton.metrics.formula") / "words.yaml"
    words: dict[str, dict[str, list[str]]] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return words


@cache
def _index(group: str) -> dict[str, str]:
    index: dict[str, str] = {}
    for english, chinese in _words()[group].items():
        for word in (english, *chinese):
            index[word.casefold()] = english
    return index


def find(group: str, word: str) -> str | None:
    """The English word meant by ``word`` among ``functions``, ``keywords`` or ``steps``."""
    return _index(group).get(word.casefold())


def spelled(group: str, english: str, language: str) -> str:
    """How the word is written in ``zh_CN`` or ``en``."""
    return _words()[group][english][0] if language.startswith("zh") else english


def all_words(group: str) -> tuple[str, ...]:
    """The English words of a group, in their order."""
    return tuple(_words()[group])
