"""Every page description against the ERP itself: what it names is there."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Browser

from baton.kernel import Erp
from baton.services import page_files


def unknown(erp: Erp, page: page_files.PageSpec) -> list[str]:
    """What a description names that the ERP does not have."""
    cls = erp.get(page.model)
    fields = cls._fields
    found = [name for name in page.field_names() if name != "id" and name not in fields]
    found += [f"only {name}" for name, *_ in page.only if name not in fields]
    found += [f"tab {name}" for tab in page.listing.tabs for name, *_ in tab.filters]
    found = [one for one in found if one.removeprefix("tab ") not in fields]
    found += [f"button {one.name}" for one in page.form.buttons if one.name not in cls._buttons]
    for lines in page.form.lines:
        if lines.field in fields:
            known = fields[lines.field].get_target()._fields
            names = [*(column.name for column in lines.columns), *lines.defaults]
            found += [f"{lines.field}.{name}" for name in names if name not in known]
    for link in page.links:
        if link.field and not path_exists(cls, link.field):
            found.append(f"link {link.field}")
        if link.back and not path_exists(erp.get(page_files.spec(link.page).model), link.back):
            found.append(f"back {link.back}")
    if page.status:
        choices = dict(cls.fields_get([page.status.field])[page.status.field]["selection"])
        found += [f"colour {state}" for state in page.status.colors if state not in choices]
        found += [f"no colour {state}" for state in choices if state not in page.status.colors]
    return found


def path_exists(cls: Any, path: str) -> bool:
    for step in path.split("."):
        if cls is None or step not in cls._fields:
            return False
        field = cls._fields[step]
        cls = field.get_target() if hasattr(field, "get_target") else None
    return True


@pytest.mark.parametrize("name", sorted(page_files.shipped()))
def test_everything_a_description_names_is_in_the_erp(site: Any, name: str) -> None:
    page = page_files.spec(name)
    erp = site.runtime.database
    assert erp.run(0, lambda inside: unknown(inside, page), readonly=True) == []


@pytest.fixture(scope="module")
def admin(site: Any) -> Browser:
    return Browser(site, "admin", "admin-password-1")


@pytest.mark.parametrize("name", sorted(page_files.shipped()))
def test_every_page_works_for_the_administrator(admin: Browser, name: str) -> None:
    described = admin.get(f"/api/pages/{name}")
    assert described["list"]["columns"]
    assert described["form"]["sections"]
    labels = [column["label"] for column in described["list"]["columns"]]
    assert all(labels)
    assert len(admin.post(f"/api/documents/{name}/search", {"limit": 5})["rows"]) <= 5
    new = admin.post(f"/api/documents/{name}/defaults")
    assert isinstance(new["values"], dict)
    shown = described["list"]["columns"][0]["name"]
    if described["fields"][shown]["sortable"]:
        sort = {"sort": [{"field": shown, "direction": "desc"}]}
        admin.post(f"/api/documents/{name}/search", sort)
    export = admin.http.get(f"/api/documents/{name}/export.xlsx")
    assert export.status_code == 200, export.text


def test_the_menu_holds_what_a_person_may_open(as_person: Any) -> None:
    def leaves(items: list[dict[str, Any]]) -> list[str]:
        return [
            leaf
            for item in items
            for leaf in (leaves(item["children"]) if item["children"] else [item["key"]])
        ]

    keeper, anna = leaves(as_person("keeper").me["menu"]), leaves(as_person("anna").me["menu"])
    assert keeper[:2] == ["/cockpit", "/strategy"]
    assert "/indicators" in keeper
    assert "/documents/customer_shipment" in keeper
    assert "/documents/payment" not in keeper
    assert "/documents/sale_order" in anna
    assert anna[-1] == "/erp"
