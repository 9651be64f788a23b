"""``baton check``: the books balance and the facts equal the ERP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from baton.cli.local import call
from baton.cli.options import LANGUAGE, Database, Facts, Json, guarded, out, settings, show, words
from baton.cli.registry import command

if TYPE_CHECKING:
    from baton.services.runtime import Runtime


@guarded
def run(database: Database = None, facts: Facts = None, as_json: Json = False) -> None:
    """Compare; exit code 1 when something differs."""
    result = call(settings(database, facts), "check", LANGUAGE)
    differing = sum(not row[-1] for row in result["rows"])
    if as_json:
        show(result, as_json=True)
    else:
        columns = [words(f"column_{name}") for name in result["columns"]]
        rows = [[*row[:-1], words("yes" if row[-1] else "no")] for row in result["rows"]]
        show({"columns": columns, "rows": rows}, as_json=False)
        for note in result["notes"]:
            out(note)
        out(words("check_failed", count=differing) if differing else words("check_ok"))
    if differing:
        raise typer.Exit(1)


@command("check", erp=True)
def _check(runtime: Runtime) -> dict[str, Any]:
    from baton.services import integrity

    rows = [
        [finding.name, finding.erp, finding.facts, finding.agrees]
        for finding in integrity.findings(runtime)
    ]
    notes = integrity.tampering(runtime, LANGUAGE)
    return {"columns": ["check", "erp", "facts", "same"], "rows": rows, "notes": notes}
