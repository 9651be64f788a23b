"""Whether people can work, and how far the work behind the pages has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    return {"ready": runtime.database is not None, "progress": progress}
