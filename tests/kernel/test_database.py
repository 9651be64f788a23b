"""A database is made from the template, opened once, and used by whole transactions."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from baton.base.errors import BatonError, ConflictError, NotFoundError
from baton.kernel import Database, Erp


def test_a_new_database_holds_the_whole_erp(erp: Database) -> None:
    def modules(inside: Erp) -> set[str]:
        found = inside.get("ir.module").search([("state", "=", "activated")])
        return {module.name for module in found}

    names = erp.run(1, modules, readonly=True)
    assert {"sale", "purchase", "stock", "production", "account_invoice", "quality"} <= names
    assert "baton_change_log" in names


def test_the_same_file_opened_twice_here_is_one_database(erp: Database) -> None:
    assert Database.open(erp.url) is erp


def test_creating_over_an_existing_database_is_refused(erp: Database) -> None:
    with pytest.raises(ConflictError):
        Database.create(erp.url, admin_password="admin-password-1")


def test_opening_nothing_says_so(erp: Database) -> None:
    missing = erp.url.replace(erp.name, "not_there")
    with pytest.raises(NotFoundError) as error:
        Database.open(missing)
    assert "not_there" in error.value.text("zh_CN")


def test_a_second_process_is_refused(erp: Database) -> None:
    if erp.location.path is None:
        pytest.skip("PostgreSQL serves several processes")
    script = (
        "import sys\nfrom baton.base.errors import BatonError\nfrom baton.kernel import Database\n"
        "try:\n    Database.open(sys.argv[1])\n"
        "except BatonError as error:\n    print(error.code, 'PostgreSQL' in error.text())\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, erp.url], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "kernel.in_use True"


def test_a_refusal_comes_in_the_users_language(erp: Database) -> None:
    def nameless(inside: Erp) -> None:
        inside.get("party.party").create([{"name": "A", "code": "1"}, {"name": "B", "code": "1"}])

    with pytest.raises(BatonError) as chinese:
        erp.run(0, nameless, language="zh_CN")
    with pytest.raises(BatonError) as english:
        erp.run(0, nameless, language="en")
    assert chinese.value.code == "kernel.taken"
    assert chinese.value.text() != english.value.text()


def test_what_failed_leaves_nothing_behind(erp: Database) -> None:
    def half(inside: Erp) -> None:
        inside.get("party.party").create([{"name": "半途而废"}])
        raise BatonError("kernel.busy")

    with pytest.raises(BatonError):
        erp.run(1, half, check_access=False)
    count = erp.run(
        0,
        lambda inside: inside.get("party.party").search_count([("name", "=", "半途而废")]),
        readonly=True,
    )
    assert count == 0


def test_a_nested_run_joins_and_another_user_is_refused(erp: Database) -> None:
    def outer(inside: Erp) -> int:
        made = erp.run(1, lambda deep: deep.get("party.party").create([{"name": "A"}])[0].id)
        assert inside.get("party.party")(made).name == "A"
        with pytest.raises(RuntimeError):
            erp.run(0, lambda deep: None)
        return int(made)

    assert erp.run(1, outer, check_access=False) > 0


def test_no_caller_can_switch_access_checks_off_by_context(erp: Database) -> None:
    with pytest.raises(ValueError, match="_check_access"):
        erp.run(1, lambda inside: None, _check_access=False)


def test_no_connection_outlives_its_transaction(erp: Database) -> None:
    if erp.location.path is None:
        pytest.skip("PostgreSQL's connections are a pool")

    def opened() -> int:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return sum(str(erp.location.path) == str(link.readlink()) for link in links)

    def count(inside: Erp) -> int:
        return len(inside.get("ir.module").search([]))

    erp.run(1, count, readonly=True)
    gc.disable()
    try:
        before = opened()
        for readonly in (True, False) * 10:
            erp.run(1, count, readonly=readonly)
        assert opened() <= before
    finally:
        gc.enable()
