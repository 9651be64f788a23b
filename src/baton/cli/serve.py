"""``baton serve``: pages, API, ERP and the live mirror in one process."""

from __future__ import annotations

import gc
import ipaddress
import logging
import socket
import sys
import threading
from typing import Annotated

import typer
import uvicorn
from rich.console import Console
from rich.table import Table

from baton import demo
from baton.api.app import create_app
from baton.base.errors import BatonError
from baton.cli import border, check, fact, kpi, local, source  # noqa: F401 - they register
from baton.cli.demo import generate_behind, prepare_database
from baton.cli.options import Database, Facts, Months, guarded, out, settings, words
from baton.services.alerts.watch import Alerts
from baton.services.live import LiveMirror
from baton.services.runtime import Runtime
from baton.services.warm import Warm

Host = Annotated[str, typer.Option("--host", help=words("help_host"))]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help=words("help_port"))]
WithDemo = Annotated[bool, typer.Option("--demo", help=words("help_with_demo"))]
Live = Annotated[bool, typer.Option("--live", help=words("help_live"))]
Pace = Annotated[float, typer.Option("--pace", min=0.1, max=600, help=words("help_pace"))]


@guarded
def run(
    host: Host = "127.0.0.1",
    port: Port = 8700,
    with_demo: WithDemo = False,
    months: Months = 14,
    live: Live = False,
    pace: Pace = 12,
    database: Database = None,
    facts: Facts = None,
) -> None:
    """Serve until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("trytond", "uvicorn.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    kept = settings(database, facts)
    _free(host, port)
    prepare_database(kept, create=with_demo)
    runtime = Runtime.open(kept)
    try:
        _refuse_demo_passwords(runtime, host)
        if with_demo:
            generate_behind(runtime, months)
        _serve(runtime, host, port, pace if live else None)
    finally:
        runtime.close()


def _serve(runtime: Runtime, host: str, port: int, pace: float | None) -> None:
    assert runtime.database is not None
    app = create_app(runtime)
    mirror = LiveMirror(runtime)
    warm = Warm(runtime)
    alerts = Alerts(runtime)
    mirror.start()
    warm.start()
    alerts.start()
    if pace is not None:
        arguments = (runtime.database, pace, runtime.stopping)
        threading.Thread(target=demo.live, args=arguments, name="demo-live", daemon=True).start()
    # an ERP request makes many short-lived objects; few of those that are there now ever go
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    address = f"http://{'127.0.0.1' if _everywhere(host) else host}:{port}"
    runtime.address = runtime.settings.public_address or address
    with local.announced(runtime.settings, address) as key:
        app.router.routes[:0] = border.router(runtime, key).routes
        _greet(runtime, address)
        try:
            uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=3)
        finally:
            alerts.stop()
            warm.stop()
            mirror.stop()


def _free(host: str, port: int) -> None:
    """Say at once, before the long steps, that the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == 98 or "in use" in str(error):  # EADDRINUSE, whatever the system
                raise BatonError("cli.port_taken", port=port, other=port + 1) from error
            raise BatonError("cli.bad_host", host=host, reason=error.strerror) from error


def _everywhere(host: str) -> bool:
    return host in ("0.0.0.0", "::", "")  # noqa: S104 - compared, never bound by default


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_demo_passwords(runtime: Runtime, host: str) -> None:
    assert runtime.database is not None
    if _loopback(host) or not demo.passwords_stand(runtime.database):
        return
    logins = ", ".join(login for login, *_ in demo.logins()[:3]) + " …"
    raise BatonError("cli.demo_passwords", host=host, logins=logins)


def _greet(runtime: Runtime, address: str) -> None:
    out(words("serving", address=address))
    assert runtime.database is not None
    if demo.passwords_stand(runtime.database):
        table = Table(title=words("logins"), show_edge=False, title_justify="left")
        for column in ("login_login", "login_password", "login_name", "login_role"):
            table.add_column(words(column))
        for login, password, role, name in demo.logins():
            table.add_row(login, password, name, words(f"role_{role}"))
        Console(file=sys.stdout).print(table)
    out(words("stop_hint"))
    sys.stdout.flush()
