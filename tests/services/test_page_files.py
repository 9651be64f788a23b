"""Page descriptions: the shipped ones are sound, mistakes are named with file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from baton.base.errors import BatonError, CollectedErrors
from baton.services import page_files

SOUND = """
version: 1
model: party.party
label: {zh_CN: 伙伴, en: Parties}
icon: party
group: sales
list: {columns: [name]}
form:
  sections: [{key: main, label: {zh_CN: 主, en: Main}, fields: [name]}]
"""


def test_every_shipped_description_is_sound() -> None:
    pages = page_files.shipped()
    assert {"sale_order", "customer", "product", "customer_shipment", "customer_invoice"} <= set(
        pages
    )
    assert {page.group for page in pages.values()} <= set(page_files.groups())


def test_a_bare_name_is_a_whole_column(tmp_path: Path) -> None:
    (tmp_path / "parties.yaml").write_text(SOUND, encoding="utf-8")
    (page,) = page_files.load(tmp_path).values()
    assert page.listing.columns[0].name == "name"
    assert page.field_names() == {"name"}


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("columns: [name]", "columns: []", "list.columns"),
        ("icon: party", "icon: party\ncolour: red", "colour"),
        ("fields: [name]", "fields: [Name!]", "form.sections.0.fields.0.name"),
        ("en: Main", "de: Haupt", "form.sections.0.label.en"),
        ("version: 1", "version: [", "-"),
    ],
)
def test_a_mistake_names_file_and_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    (tmp_path / "parties.yaml").write_text(SOUND.replace(old, new), encoding="utf-8")
    with pytest.raises(CollectedErrors) as caught:
        page_files.load(tmp_path)
    places = [
        (finding.context["file"], finding.context["path"]) for finding in caught.value.findings
    ]
    assert ("parties.yaml", place) in places


def test_a_link_to_no_page_is_a_mistake(tmp_path: Path) -> None:
    text = SOUND + "links: [{key: x, page: nowhere, back: party}]\n"
    (tmp_path / "parties.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CollectedErrors) as caught:
        page_files.load(tmp_path)
    assert caught.value.findings[0].context["path"] == "links.0.page"


def test_an_unknown_page_is_not_found() -> None:
    with pytest.raises(BatonError) as caught:
        page_files.spec("nothing")
    assert caught.value.status == 404


def test_one_model_may_have_several_pages() -> None:
    assert set(page_files.pages_of("account.invoice")) == {"customer_invoice", "supplier_invoice"}


def test_a_field_chosen_from_no_page_is_a_mistake(tmp_path: Path) -> None:
    text = SOUND.replace("fields: [name]", "fields: [{name: name, page: nowhere}]")
    (tmp_path / "parties.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CollectedErrors) as caught:
        page_files.load(tmp_path)
    assert caught.value.findings[0].context["path"] == "form.name.page"
