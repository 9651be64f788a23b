"""Every record created, written or deleted gets a row, whoever did it and however."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from baton.base.errors import BatonError
from baton.kernel import Database, changes


def rows(db: Database, since: int) -> list[tuple[str, int, str]]:
    return [(row.model, row.record, row.operation) for row in changes.since(db, since)]


def make(db: Database, name: str = "甲", addresses: int = 2) -> int:
    def work(erp):
        lines = [{"street": f"{number}号"} for number in range(addresses)]
        values = {"name": name, "addresses": [("create", lines)] if lines else []}
        return erp.get("party.party").create([values])[0].id

    return db.run(1, work, check_access=False)


def test_creating_writing_and_deleting_are_logged_in_order(erp_module: Database) -> None:
    start = changes.last_id(erp_module)
    party = make(erp_module, addresses=0)

    def rename(erp):
        parties = erp.get("party.party")
        parties.write([parties(party)], {"name": "乙"})

    def remove(erp):
        parties = erp.get("party.party")
        parties.delete([parties(party)])

    erp_module.run(1, rename, check_access=False)
    erp_module.run(1, remove, check_access=False)
    mine = [kind for model, record, kind in rows(erp_module, start)
            if (model, record) == ("party.party", party)]  # fmt: skip
    assert mine[0] == "create"
    assert mine[-1] == "delete"
    assert "write" in mine


def test_cascaded_deletions_are_logged(erp_module: Database) -> None:
    """Addresses go with their party: by Tryton's cascade, and by the database's alone.

    SQLite has no foreign keys in Tryton's tables: there, every cascade is Tryton's own.
    """
    for way in ("tryton",) if erp_module.location.path else ("tryton", "sql"):
        party = make(erp_module, addresses=3)

        def addresses(erp, party=party):
            return [a.id for a in erp.get("party.address").search([("party", "=", party)])]

        children = erp_module.run(1, addresses, readonly=True, check_access=False)
        assert len(children) == 3
        start = changes.last_id(erp_module)

        def remove(erp, party=party, way=way):
            parties = erp.get("party.party")
            if way == "tryton":
                parties.delete([parties(party)])
            else:
                table = parties.__table__()
                erp.connection().cursor().execute(*table.delete(where=table.id == party))

        erp_module.run(1, remove, check_access=False)
        found = rows(erp_module, start)
        assert ("party.party", party, "delete") in found
        assert {r for m, r, kind in found if (m, kind) == ("party.address", "delete")} == set(
            children
        )


def test_what_was_rolled_back_leaves_no_row(erp_module: Database) -> None:
    start = changes.last_id(erp_module)

    def work(erp):
        erp.get("party.party").create([{"name": "丙"}])
        raise BatonError("kernel.busy")

    with pytest.raises(BatonError):
        erp_module.run(1, work, check_access=False)
    assert rows(erp_module, start) == []


def test_system_records_are_not_logged(erp_module: Database) -> None:

    party = make(erp_module, addresses=0)
    start = changes.last_id(erp_module)

    def work(erp):
        erp.get("res.group").create([{"name": "一组"}])
        erp.get("ir.note").create([{"resource": f"party.party,{party}", "message": "记"}])

    erp_module.run(0, work)
    assert rows(erp_module, start) == []


def test_the_row_says_who(erp_module: Database) -> None:
    party = make(erp_module, addresses=0)

    def who(erp):
        (row,) = erp.get("baton.change_log").search(
            [("model", "=", "party.party"), ("record", "=", party), ("operation", "=", "create")]
        )
        return row.user, row.tx_time

    user, at = erp_module.run(0, who, readonly=True)
    assert user == 1
    assert at is not None


def test_nobody_reads_the_log_as_a_client(erp_module: Database) -> None:
    with pytest.raises(BatonError):
        erp_module.run(1, lambda erp: erp.get("baton.change_log").search([]), readonly=True)


def test_subscribers_hear_of_each_commit_until_they_stop(erp_module: Database) -> None:
    heard: list[str] = []
    stop = changes.subscribe(heard.append)
    make(erp_module, addresses=0)
    assert heard == [erp_module.name]
    erp_module.run(1, lambda erp: erp.get("party.party").search([]), readonly=True)
    assert len(heard) == 1
    stop()
    make(erp_module, addresses=0)
    assert len(heard) == 1


def test_a_reader_in_steps_misses_nothing_while_many_write(erp_module: Database) -> None:
    """The watermark is safe: numbers rise in the order of commits."""
    start = changes.last_id(erp_module)
    done = threading.Event()
    made: list[int] = []

    def write() -> None:
        for _ in range(8):
            made.append(make(erp_module, addresses=1))

    writers = [threading.Thread(target=write) for _ in range(4)]
    seen: list[int] = []

    def read() -> None:
        mark = start
        while True:
            last = done.is_set()
            found = changes.since(erp_module, mark)
            seen.extend(
                r.record for r in found if (r.model, r.operation) == ("party.party", "create")
            )
            mark = found[-1].id if found else mark
            if last and not found:
                return

    reader = threading.Thread(target=read)
    reader.start()
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    done.set()
    reader.join()
    assert Counter(seen) == Counter(made)
    assert len(made) == 32


def test_purged_numbers_are_never_used_again(erp_module: Database) -> None:
    make(erp_module, addresses=0)
    last = changes.last_id(erp_module)
    assert changes.purge(erp_module, last) > 0
    assert changes.last_id(erp_module) == 0
    make(erp_module, addresses=0)
    assert changes.since(erp_module, 0)[0].id > last
