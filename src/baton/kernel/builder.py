"""Builds or updates an ERP database, in a process of its own: ``python -m baton.kernel.builder``.

Loading 70 modules with their data leaves much behind in a process, so the server never does it
itself. Progress goes to standard output, one JSON object a line: ``{"module": …, "done": 0.4}``.
"""

from __future__ import annotations

import json
import logging
import sys

from baton.kernel import build, engine, transaction
from baton.kernel.location import Location


class _Progress(logging.Handler):
    """Turns Tryton's own log of loaded modules into progress lines."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total = total
        self.done = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "%s load" and isinstance(record.args, tuple):
            self.done += 1
            share = min(0.95, self.done / self.total)
            say({"module": str(record.args[0]), "done": round(share, 3)})


def say(event: dict[str, object]) -> None:
    """Write one progress line."""
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def run(url: str, modules: list[str]) -> None:
    """Make ``url`` a Tryton database where it is not one, and load ``modules`` into it anew."""
    location = Location.parse(url)
    engine.set_up(location)
    engine.register(location)
    from trytond import __series__, backend
    from trytond.pool import Pool

    log = logging.getLogger("trytond.modules")
    log.setLevel(logging.INFO)
    log.addHandler(_Progress(len(build.tryton_modules()) + 10))
    log.propagate = False

    database = backend.Database(location.name)
    database.connect()
    if not database.test():
        database.init()
    pool = Pool(location.name)
    pool.init(update=modules, lang=list(engine.LANGUAGES), activatedeps=True)
    transaction.run(location.name, 0, lambda erp: _settle(erp, __series__), transaction.Terms())
    say({"module": "", "done": 1.0})


def _settle(erp: transaction.Erp, series: str) -> None:
    """Offer the languages to users and note Tryton's series."""
    erp.get("ir.module").update_list()
    languages = erp.get("ir.lang")
    wanted = languages.search([("code", "in", list(engine.LANGUAGES))])
    languages.write(wanted, {"translatable": True})
    configuration = erp.get("ir.configuration")(1)
    configuration.series = series
    configuration.save()


def main() -> None:
    """Read the order, ``{"url": …, "modules": [...]}``, from standard input.

    Not from the command line: the URL may hold a password, and others see command lines.
    """
    order = json.load(sys.stdin)
    run(order["url"], order["modules"])


if __name__ == "__main__":
    main()
