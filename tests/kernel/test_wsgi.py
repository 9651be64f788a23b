"""Tryton's own clients work on the same database, in the same process."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from werkzeug.test import Client

from baton.kernel import changes, records
from baton.kernel.records import View
from baton.kernel.wsgi import wsgi


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args) -> None:
        pass


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def server(shop) -> Iterator[str]:
    with make_server("127.0.0.1", 0, wsgi(shop.db), _Threaded, _Quiet) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://{{user}}:{{password}}@127.0.0.1:{running.server_port}/{shop.db.name}/rpc/"
        running.shutdown()


def test_proteus_makes_a_party_that_we_hear_of(shop, server) -> None:
    from proteus import Model, config

    heard = threading.Event()
    stop = changes.subscribe(lambda name: heard.set())
    before = changes.last_id(shop.db)
    config.set_xmlrpc(server.format(user="seller", password="seller-password-1"))
    party = Model.get("party.party")(name="从远处来")
    party.save()
    stop()
    assert heard.wait(5)
    assert party.code
    seen = [(row.model, row.record, row.operation) for row in changes.since(shop.db, before)]
    assert ("party.party", party.id, "create") in seen
    found = records.read(shop.db, shop.seller, "party.party", party.id, View(("name",)))
    assert found.values["name"] == "从远处来"


def test_a_sale_by_json_rpc_keeps_the_users_rights(shop) -> None:
    client = Client(wsgi(shop.db))
    path = f"/{shop.db.name}/rpc/"

    def call(method, params, **headers):
        body = {"id": 0, "method": method, "params": params}
        return client.post(path, json=body, headers=headers)

    answer = call("common.db.login", ["seller", {"password": "seller-password-1"}, "zh_CN"]).json
    user, token, *_ = answer["result"]
    import base64

    secret = base64.b64encode(f"seller:{user}:{token}".encode()).decode()
    header = {"Authorization": f"Session {secret}"}
    today = dt.datetime.now().astimezone().date()
    lines = [["create", [{"product": shop.product, "quantity": 1.0, "unit": 1,
                          "unit_price": {"__class__": "Decimal", "decimal": "10"}}]]]  # fmt: skip
    sale = {"party": shop.customer, "lines": lines,
            "sale_date": {"__class__": "date", "year": today.year, "month": today.month,
                          "day": today.day}}  # fmt: skip
    context = call("model.res.user.get_preferences", [True, {}], **header).json["result"]
    made = call("model.sale.sale.create", [[sale], context], **header).json
    assert made["result"]
    refused = call("model.account.move.search", [[], 0, 10, None, context], **header).json
    assert refused["error"][0] == "UserError"
    listed = client.post("/rpc/", json={"id": 1, "method": "common.db.list", "params": []}).json
    assert shop.db.name in listed["result"]


def test_cookies_fit_the_mount_point(shop) -> None:
    client = Client(wsgi(shop.db))
    answer = client.post(
        f"/{shop.db.name}/session/login",
        json={"id": 0, "method": "", "params": ["seller", {"password": "seller-password-1"}]},
        environ_overrides={"SCRIPT_NAME": "/erp"},
    )
    cookie = answer.headers["Set-Cookie"]
    assert f"Path=/erp/{shop.db.name}" in cookie
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie
