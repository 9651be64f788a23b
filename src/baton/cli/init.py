"""``baton init``: a new company with its books, and the administrator's password."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from baton.base.errors import BatonError, ConflictError
from baton.base.i18n import LANGUAGES
from baton.cli.building import create_database
from baton.cli.options import Database, Facts, guarded, out, settings, words
from baton.kernel import Database as Erp
from baton.services import company

Name = Annotated[str, typer.Option("--company", help=words("help_company"))]
Language = Annotated[str, typer.Option("--language", help=words("help_language"))]
Chart = Annotated[str, typer.Option("--chart", help=words("help_chart"))]


@guarded
def run(
    name: Name,
    language: Language = "zh_CN",
    chart: Chart = "small",
    database: Database = None,
    facts: Facts = None,
) -> None:
    """Create the ERP database with one company in it."""
    kept = settings(database, facts)
    if language not in LANGUAGES:
        raise BatonError("cli.language_unknown", language=language)
    if chart not in company.CHARTS:
        raise BatonError("cli.chart_unknown", chart=chart)
    if Erp.exists(kept.database):
        raise ConflictError("cli.database_exists", database=kept.database)
    password = secrets.token_urlsafe(9)
    erp = create_database(kept, password, language)
    year = datetime.now(ZoneInfo(company.ZONE)).year
    try:
        company.found(erp, name=name, chart=chart, years=(year, year + 1))
    except BaseException:
        erp.drop()
        raise
    erp.close()
    out(words("init_done", company=name, password=password))
