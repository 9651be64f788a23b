"""The browser's types are those of the API as it is."""

from __future__ import annotations

import json
from pathlib import Path

from baton.api.app import described

WEB = Path(__file__).parents[2] / "web"


def test_the_openapi_document_of_the_browser_app_is_the_current_one():
    """If not: ``python -m baton.api.openapi > web/openapi.json``, ``hatch_build.py run client``."""
    kept = json.loads((WEB / "openapi.json").read_text("utf-8"))
    assert kept == json.loads(json.dumps(described().openapi()))
