"""The same rights through Tryton's own protocol under /erp: what its clients could reach."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
import world
import yaml
from everybody import PASSWORD
from werkzeug.test import Client

from baton.kernel.wsgi import wsgi
from baton.services import page_files

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
PAGES = CASES["pages"]


class Remote:
    """A Tryton client of one person."""

    def __init__(self, database: Any, login: str) -> None:
        self.client = Client(wsgi(database))
        self.path = f"/{database.name}/rpc/"
        self.header: dict[str, str] = {}
        user, token, *_ = self.call("common.db.login", login, {"password": PASSWORD}, "en")
        secret = base64.b64encode(f"{login}:{user}:{token}".encode()).decode()
        self.header = {"Authorization": f"Session {secret}"}
        self.context = self.call("model.res.user.get_preferences", True, {})

    def call(self, method: str, *params: Any) -> Any:
        """The result.

        Raises:
            PermissionError: the ERP refuses.
        """
        answer = self.client.post(
            self.path, json={"id": 0, "method": method, "params": list(params)}, headers=self.header
        ).json
        if "error" in answer:
            raise PermissionError(answer["error"])
        return answer["result"]

    def model(self, model: str, method: str, *params: Any) -> Any:
        return self.call(f"model.{model}.{method}", *params, self.context)


@pytest.fixture(scope="module")
def remote(site: Any) -> Any:
    kept: dict[str, Remote] = {}

    def of(login: str) -> Remote:
        if login not in kept:
            kept[login] = Remote(site.runtime.database, login)
        return kept[login]

    return of


@pytest.mark.parametrize("page", PAGES)
def test_records_are_searched_read_and_written_by_the_same_rights(
    site: Any, remote: Any, page: str
) -> None:
    case, documents = PAGES[page], site.shop.documents[page]
    model = page_files.spec(page).model
    wrong = {}
    for login in world.PEOPLE:
        readable = case["read"].get(login, ())
        writable = case.get("write", {}).get(login, ())
        for name, number in documents.items():
            may_read = readable == "all" or name in readable
            may_write = writable == "all" or name in writable
            tried = attempts(remote(login), model, number)
            if tried != (may_read, may_read, may_write):
                wrong[login, name] = tried
    assert wrong == {}


def attempts(client: Remote, model: str, number: int) -> tuple[bool, bool, bool]:
    """Whether the person finds, reads and writes the record; the write changes nothing."""
    return (
        succeeds(lambda: client.model(model, "search", [["id", "=", number]], 0, None, None))
        == [number],
        bool(succeeds(lambda: client.model(model, "read", [number], ["id", "create_date"]))),
        succeeds(lambda: client.model(model, "write", [number], {})) is not False,
    )


def succeeds(work: Any) -> Any:
    """What comes of it; False where the ERP refuses."""
    try:
        return work()
    except PermissionError:
        return False


@pytest.mark.parametrize("model", CASES["beside"])
def test_what_has_no_page_is_not_open_to_all(remote: Any, model: str) -> None:
    found = {
        login
        for login in world.PEOPLE
        if succeeds(lambda who=login: remote(who).model(model, "search", [], 0, 1, None))
        is not False
    }
    assert found == set(CASES["beside"][model])


@pytest.mark.parametrize(
    ("model", "name"),
    [(model, name) for model, names in CASES["hidden"].items() for name in names],
)
def test_fields_are_hidden_from_whom_they_are_not_for(remote: Any, model: str, name: str) -> None:
    found = set()
    for login in world.PEOPLE:
        client = remote(login)
        (number,) = client.model(model, "search", [], 0, 1, None)
        if succeeds(lambda c=client, n=number: c.model(model, "read", [n], [name])) is not False:
            found.add(login)
    assert found == set(CASES["hidden"][model][name])


def test_nobody_reads_another_persons_bank_account(site: Any, remote: Any) -> None:
    """Sales have their customers' accounts, HR the colleagues', purchasing the suppliers'."""

    def make(erp: Any) -> dict[str, int]:
        party, ids = erp.get("party.party"), site.shop.ids
        (bank_party,) = party.create([{"name": "工商银行"}])
        (bank,) = erp.get("bank").create([{"party": bank_party.id}])
        person = erp.get("company.employee")(site.shop.employees["worker"]).party.id
        owners = {"anna": ids["customer"], "supplier": ids["supplier"], "worker": person}
        made = erp.get("bank.account").create(
            [
                {
                    "bank": bank.id,
                    "owners": [("add", [owner])],
                    "numbers": [("create", [{"type": "other", "number": str(owner)}])],
                }
                for owner in owners.values()
            ]
        )
        return {name: one.id for name, one in zip(owners, made, strict=True)}

    accounts = site.runtime.database.run(0, make, company=site.shop.ids["company"])

    def seen(login: str) -> set[str]:
        found = succeeds(lambda: remote(login).model("bank.account", "search", [], 0, None, None))
        return {name for name, number in accounts.items() if number in (found or ())}

    assert seen("anna") == {"anna"}
    assert seen("bob") == set()
    assert seen("buyer") == {"supplier"}
    assert seen("hr") == {"worker"}
    assert seen("accountant") == set(accounts)
    assert seen("keeper") == set()
