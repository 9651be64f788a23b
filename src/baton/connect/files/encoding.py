"""Finds out in which encoding a text file is written: UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import codecs
from pathlib import Path

from baton.base.errors import BatonError

CHUNK = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def detect(path: Path) -> str:
    """The encoding of ``path``; a byte order mark decides, then UTF-8, then GB18030.

    Raises:
        BatonError: ``connect.unknown_encoding``, naming the row of the first wrong byte.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding
    wrong = _first_wrong(path, "utf-8")
    if wrong is None:
        return "utf-8"
    if _first_wrong(path, "gb18030") is None:
        return "gb18030"
    raise BatonError("connect.unknown_encoding", file=path.name, row=wrong)


def check(path: Path, encoding: str) -> None:
    """Refuse ``path`` when it is not written in ``encoding``.

    Raises:
        BatonError: ``connect.wrong_encoding`` with the row, ``connect.no_such_encoding``.
    """
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise BatonError("connect.no_such_encoding", file=path.name, encoding=encoding) from error
    wrong = _first_wrong(path, encoding)
    if wrong is not None:
        raise BatonError("connect.wrong_encoding", file=path.name, encoding=encoding, row=wrong)


def _first_wrong(path: Path, encoding: str) -> int | None:
    """The row (line) of the first byte that is not ``encoding``; None when all are."""
    decoder = codecs.getincrementaldecoder(encoding)()
    row = 1
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return row + chunk[: error.start].count(b"\n")
            row += text.count("\n")
            if not chunk:
                return None
