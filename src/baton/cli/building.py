"""Making an ERP database while a person watches."""

from __future__ import annotations

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from baton.base.i18n import message
from baton.base.settings import Settings
from baton.cli.options import LANGUAGE, out, words
from baton.kernel import Database


def bar() -> Progress:
    """A progress bar with the step's name and the time it has taken."""
    return Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())


def create_database(kept: Settings, password: str, language: str) -> Database:
    """Create the ERP database of ``kept`` with a progress bar, and open it.

    Raises:
        BatonError: it exists, or cannot be made there.
    """
    out(words("creating"))
    with bar() as progress:
        steps: dict[str, TaskID] = {}

        def report(step: str, part: float) -> None:
            if step not in steps:
                steps[step] = progress.add_task(message(step, LANGUAGE), total=1.0)
            progress.update(steps[step], completed=part)

        return Database.create(
            kept.database, admin_password=password, language=language, progress=report
        )
