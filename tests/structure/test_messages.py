"""Every message exists in both languages, with the same placeholders."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "baton"
ROOMS = sorted(folder.parent.name for folder in PACKAGE.glob("*/messages"))
CALL = r"(?:Error|message|words|append|report|fail)"
CODE = re.compile(rf"""{CALL}\(\s*(?:\w+=)?["']({"|".join(ROOMS)})\.([a-z0-9_]+)["']""")


def texts(room: str, language: str) -> dict[str, str]:
    file = PACKAGE / room / "messages" / f"{language}.json"
    loaded: dict[str, str] = json.loads(file.read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_the_same(room: str) -> None:
    chinese, english = texts(room, "zh_CN"), texts(room, "en")
    assert set(chinese) == set(english)
    for key, text in chinese.items():
        names = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert names == {
            field for _, field, _, _ in string.Formatter().parse(english[key]) if field
        }, key


@pytest.mark.parametrize("room", ROOMS)
def test_chinese_texts_are_chinese(room: str) -> None:
    latin = [
        key
        for key, text in texts(room, "zh_CN").items()
        if re.search(r"[A-Za-z]{3}", re.sub(r"\{[^}]*\}|\b[A-Z]+\b", "", text))
        and not re.search(r"[\u4e00-\u9fff]", text)
    ]
    assert not latin


def test_every_code_that_is_raised_has_a_text() -> None:
    missing = set()
    for file in PACKAGE.rglob("*.py"):
        for room, key in CODE.findall(file.read_text("utf-8")):
            if (PACKAGE / room / "messages").is_dir() and key not in texts(room, "en"):
                missing.add(f"{room}.{key} in {file.relative_to(PACKAGE)}")
    assert not missing
