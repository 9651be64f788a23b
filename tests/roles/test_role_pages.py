"""Every role at every page: the list, a document, a change, a button (cases.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import world
import yaml

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
PAGES = CASES["pages"]
REFUSED = (403, 404)
HERE = frozenset(world.PEOPLE)


def expected(page: str, right: str, login: str, documents: dict[str, int]) -> set[str] | None:
    """The names of the documents a person has the right to; None for no right to the page."""
    given = PAGES[page].get(right, {}).get(login)
    return set(documents) if given == "all" else None if given is None else set(given)


def test_the_cases_name_every_page_and_only_people_there_are(as_person: Any) -> None:
    shown = {page["page"] for page in as_person("boss").get("/api/pages")}
    assert set(PAGES) == shown
    for page, case in PAGES.items():
        assert set(case["read"]) <= HERE, page
        assert set(case.get("write", {})) <= set(case["read"]), page


@pytest.mark.parametrize("page", PAGES)
def test_the_list_shows_the_persons_documents_alone(site: Any, as_person: Any, page: str) -> None:
    documents = site.shop.documents[page]
    wrong = {}
    for login in world.PEOPLE:
        answer = as_person(login).http.post(f"/api/documents/{page}/search", json={"limit": 200})
        wanted = expected(page, "read", login, documents)
        if wanted is None:
            found: Any = None if answer.status_code in REFUSED else answer.text[:200]
        else:
            rows = {row["id"] for row in answer.json().get("rows", ())}
            found = {name for name, number in documents.items() if number in rows}
            if answer.status_code != 200:
                found = answer.text[:200]
        if found != wanted:
            wrong[login] = (found, wanted)
    assert wrong == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_document_opens_for_whom_it_is_and_says_what_may_be_done(
    site: Any, as_person: Any, page: str
) -> None:
    documents = site.shop.documents[page]
    wrong = {}
    for login in world.PEOPLE:
        wanted = expected(page, "read", login, documents) or set()
        writable = expected(page, "write", login, documents) or set()
        for name, number in documents.items():
            answer = as_person(login).http.get(f"/api/documents/{page}/{number}")
            opened = answer.status_code == 200
            if opened != (name in wanted) or answer.status_code not in (200, *REFUSED):
                wrong[login, name] = (answer.status_code, answer.text[:200])
            elif not opened:
                assert answer.json()["error"]["message"]
            elif page_access(as_person(login), page) and (
                answer.json()["access"]["write"] != (name in writable)
            ):
                wrong[login, name, "write"] = answer.json()["access"]
    assert wrong == {}


def stamp_of(browser: Any, path: str) -> str:
    """The stamp as the person sees the document; any for who may not see it."""
    return str(browser.http.get(path).json().get("stamp", "1"))


def page_access(browser: Any, page: str) -> bool:
    """Whether the kind of document may be changed at all; a document's access adds the rules."""
    return bool(browser.get(f"/api/pages/{page}")["access"]["write"])


@pytest.mark.parametrize("page", [page for page, case in PAGES.items() if "change" in case])
def test_a_change_is_stored_for_whom_it_is_allowed(site: Any, as_person: Any, page: str) -> None:
    documents = site.shop.documents[page]
    field = PAGES[page]["change"]
    boss = as_person("boss")
    wrong = {}
    for login in world.PEOPLE:
        writable = expected(page, "write", login, documents) or set()
        for name, number in documents.items():
            path = f"/api/documents/{page}/{number}"
            before = boss.get(path)
            values = {field: f"{name} {login}"}
            body = {"values": values, "stamp": stamp_of(as_person(login), path)}
            answer = as_person(login).http.put(path, json=body)
            done = answer.status_code == 200
            after = boss.get(path)["values"]
            kept = {key: before["values"][key] for key in values}
            if done != (name in writable) or answer.status_code not in (200, *REFUSED):
                wrong[login, name] = (answer.status_code, answer.text[:200])
            elif {key: after[key] for key in values} != (values if done else kept):
                wrong[login, name, "stored"] = after
    assert wrong == {}


@pytest.mark.parametrize("page", [page for page, case in PAGES.items() if "press" in case])
def test_a_button_is_offered_and_works_for_whom_it_is(site: Any, as_person: Any, page: str) -> None:
    case = PAGES[page]["press"]
    documents = site.shop.documents
    known = {**documents[page], **documents.get(f"{page}:{case['document']}", {})}
    path = f"/api/documents/{page}/{known[case['document']]}"
    wrong = {}
    for login in world.PEOPLE:
        person = as_person(login)
        opened = person.http.get(path)
        if login in case["by"]:
            state = opened.json().get("states", {}).get("buttons", {}).get(case["button"])
            if state is None or state["invisible"] or state["readonly"]:
                wrong[login] = (opened.status_code, state)
            continue
        state = opened.json().get("states", {}).get("buttons", {}).get(case["button"])
        body = {"stamp": stamp_of(person, path)}
        answer = person.http.post(f"{path}/buttons/{case['button']}", json=body)
        if answer.status_code not in REFUSED or state is not None:
            wrong[login] = (answer.status_code, answer.text[:200], state)
    assert wrong == {}
    presser = as_person(case["by"][0])
    body = {"stamp": stamp_of(presser, path)}
    pressed = presser.http.post(f"{path}/buttons/{case['button']}", json=body)
    # The person gets through to the ERP's own rules: done, or refused for the document's sake.
    assert pressed.status_code in (200, 400, 409), pressed.text
