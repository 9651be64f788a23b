"""ERP actions through the kernel against Tryton's own JSON-RPC server, and start-up figures.

Both make the same orders (create with three lines, quote, confirm; the order is read again after
each step, as a page does) on copies of the same database, taking turns in one run. The kernel is
called in process, as our API does; Tryton's server is the stock ``trytond`` over loopback HTTP.

    python benchmarks/bench_erp.py [--orders 20] [--work FOLDER]
"""

from __future__ import annotations

import argparse
import base64
import http.client
import json
import resource
import runpy
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from baton.kernel import Database, actions, records, storage
from baton.kernel.records import View

ROOT = Path(__file__).parents[1]
HEADER = ("number", "party", "sale_date", "currency", "untaxed_amount", "total_amount", "state")
LINE = ("product", "quantity", "unit", "unit_price", "amount")
VIEW = View(HEADER, {"lines": LINE})
PASSWORD = "seller-password-1"
WARM = 3


class Server:
    """Stock trytond on a database file, and a client with one kept connection."""

    def __init__(self, folder: Path, name: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = folder / "trytond.conf"
        config.write_text(
            f"[database]\nuri = sqlite://\npath = {folder}\nlanguage = zh_CN\n"
            f"[web]\nlisten = 127.0.0.1:{port}\nroot =\n"
        )
        command = [str(Path(sys.executable).parent / "trytond"), "-c", str(config), "-d", name]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.name, self.port, self.header = name, port, {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        for _ in range(600):
            try:
                user, token, *_ = self.call(
                    "common.db.login", ["seller", {"password": PASSWORD}, "zh_CN"]
                )
                break
            except OSError:
                self.connection.close()
                time.sleep(0.1)
        secret = base64.b64encode(f"seller:{user}:{token}".encode()).decode()
        self.header = {"Authorization": f"Session {secret}"}
        self.context = self.call("model.res.user.get_preferences", [True, {}])

    def call(self, method: str, params: list[Any]) -> Any:
        """The result of one JSON-RPC call."""
        body = json.dumps({"id": 1, "method": method, "params": params})
        headers = {"Content-Type": "application/json", **self.header}
        self.connection.request("POST", f"/{self.name}/rpc/", body, headers)
        answer = json.loads(self.connection.getresponse().read())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def read(self, number: int) -> None:
        """What a client reads to show an order with its lines."""
        fields = [*HEADER, "party.rec_name", "currency.rec_name", "rec_name", "_timestamp", "lines"]
        (sale,) = self.call("model.sale.sale.read", [[number], fields, self.context])
        fields = [*LINE, "product.rec_name", "unit.rec_name"]
        self.call("model.sale.line.read", [sale["lines"], fields, self.context])

    def order(self, shop: dict[str, int]) -> None:
        """One order from nothing to confirmed."""
        price = {"__class__": "Decimal", "decimal": "120"}
        line = {"product": shop["product"], "quantity": 2.0, "unit": 1, "unit_price": price}
        values = {
            "party": shop["customer"],
            "invoice_address": shop["address"],
            "shipment_address": shop["address"],
            "lines": [["create", [line, line, line]]],
        }
        (number,) = self.call("model.sale.sale.create", [[values], self.context])
        self.read(number)
        for button in ("quote", "confirm"):
            self.call(f"model.sale.sale.{button}", [[number], self.context])
            self.read(number)


def ours(db: Database, shop: dict[str, int]) -> None:
    """The same order through the kernel."""
    line = {"product": shop["product"], "quantity": "2", "unit": 1, "unit_price": Decimal(120)}
    values = {
        "party": shop["customer"],
        "invoice_address": shop["address"],
        "shipment_address": shop["address"],
        "lines": [{"values": line}] * 3,
    }
    made = records.create(db, shop["seller"], "sale.sale", values, VIEW)
    for button in ("quote", "confirm"):
        actions.press(db, shop["seller"], "sale.sale", made.id, button, view=VIEW)


def timed(work: Any) -> float:
    """Seconds that ``work()`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Run and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--work", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.work) as name:
        folder = Path(name)
        url = f"sqlite:///{folder}/ours.sqlite"
        Database.create(
            f"sqlite:///{folder}/first.sqlite", admin_password="admin-password-1"
        ).close()  # builds the template when it is missing, which is not measured
        db: Database
        figures: dict[str, Any] = {}
        start = time.perf_counter()
        db = Database.create(url, admin_password="admin-password-1")
        figures["create_from_template_s"] = round(time.perf_counter() - start, 2)
        open_shop = runpy.run_path(str(ROOT / "tests/kernel/conftest.py"))["_open_shop"]
        shop = db.run(0, open_shop)
        shop["address"] = db.run(
            0, lambda erp: erp.get("party.party")(shop["customer"]).addresses[0].id, readonly=True
        )
        copy = folder / "theirs.sqlite"
        copying = timed(lambda: storage.copy_file(folder / "ours.sqlite", copy))
        figures["copy_file_s"] = round(copying, 3)
        server = Server(folder, "theirs")
        try:
            mine, theirs = [], []
            for number in range(arguments.orders + WARM):
                pair = timed(lambda: ours(db, shop)), timed(lambda: server.order(shop))
                if number >= WARM:
                    mine.append(pair[0])
                    theirs.append(pair[1])
        finally:
            server.process.terminate()
            server.process.wait()
        figures |= {
            "orders": arguments.orders,
            "kernel_order_ms": round(statistics.median(mine) * 1000),
            "jsonrpc_order_ms": round(statistics.median(theirs) * 1000),
            "ratio": round(statistics.median(mine) / statistics.median(theirs), 2),
            "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        db.close()
        figures["change_log_cost"] = change_log_cost(folder)
        figures["open_s"] = open_time(url)
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")


def change_log_cost(folder: Path) -> dict[str, float]:
    """Seconds to create 1,000 parties (best of 5) with the log's triggers and without them."""

    def work(erp: Any) -> float:
        parties = erp.get("party.party")
        values = [{"name": f"P{number}"} for number in range(1000)]
        return timed(lambda: parties.create(values))

    def drop(erp: Any) -> None:
        cursor = erp.connection().cursor()
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (trigger,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{trigger}"')

    with Database.create(f"sqlite:///{folder}/log.sqlite", admin_password="admin-password-1") as db:
        db.run(0, work)
        with_log = min(db.run(0, work) for _ in range(5))
        db.run(0, drop)
        without = min(db.run(0, work) for _ in range(5))
    return {"with_s": round(with_log, 3), "without_s": round(without, 3)}


def open_time(url: str) -> float:
    """Seconds from a fresh process's start to an open database."""
    script = "import sys; from baton.kernel import Database; Database.open(sys.argv[1])"
    return round(timed(lambda: subprocess.run([sys.executable, "-c", script, url], check=True)), 2)


if __name__ == "__main__":
    main()
