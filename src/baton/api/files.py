"""Files the browser downloads or shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Response

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


def _declared(kind: str) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA[kind]: {"schema": {"type": "string", "format": "binary"}}}
    return {200: {"description": f"The {kind.upper()} file", "content": content}}


XLSX = _declared("xlsx")
PDF = _declared("pdf")


def download(name: str, content: bytes, kind: str, *, inline: bool = False) -> Response:
    """An answer that is a file called ``name`` (any script) without its ending."""
    disposition = "inline" if inline else "attachment"
    # An ASCII name for old clients, the real one beside it (RFC 6266).
    names = f"filename=\"baton.{kind}\"; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    headers = {
        "Content-Disposition": f"{disposition}; {names}",
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=MEDIA[kind], headers=headers)
