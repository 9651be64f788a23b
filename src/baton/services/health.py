"""Whether people can work, and how far the work behind the pages has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from baton.base.errors import BatonError
from baton.base.i18n import message

if TYPE_CHECKING:
    from baton.services.runtime import Runtime


def state(runtime: Runtime, language: str) -> dict[str, Any]:
    """Ready once the ERP is open; ``progress`` is None when nothing goes on behind."""
    now = runtime.progress
    progress = None
    if now.task:
        progress = {
            "step": message(now.task, language),
            "label": message(now.label, language) if now.label else "",
            "done": now.done,
            "total": now.total,
            "failed": now.failed,
        }
    return {
        "ready": runtime.database is not None,
        "progress": progress,
        "figures": _figures(runtime, language),
    }


def _figures(runtime: Runtime, language: str) -> dict[str, Any] | None:
    """How the facts keep up with the ERP; None when there is no ERP to keep up with."""
    if runtime.database is None:
        return None
    now = runtime.mirroring
    failed = ""
    if isinstance(now.failure, BatonError):
        failed = now.failure.text(language)
    elif now.failure is not None:
        failed = message("services.mirror_failed", language, kind=type(now.failure).__name__)
    return {"as_of": now.as_of, "failed": failed, "left_out": len(now.left_out)}
