"""Prints the OpenAPI document: ``python -m baton.api.openapi > web/openapi.json``."""

from __future__ import annotations

import json
import sys

from baton.api.app import described

if __name__ == "__main__":
    json.dump(described().openapi(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
