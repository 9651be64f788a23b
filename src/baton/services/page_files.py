"""Page descriptions: files that say which document a page shows and how.

A description names fields of one ERP model; labels, types and rules come from the ERP's own
metadata. Files are checked when they are loaded; a mistake names the file and the place in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from baton.base.errors import BatonError, CollectedErrors
from baton.base.i18n import DEFAULT_LANGUAGE

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Path = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
Clause = tuple[str, str, Any]
"""One condition: field, operator, value."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """A text in both languages."""

    zh_CN: str  # noqa: N815 - the language's own name
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.zh_CN


def _named(given: Any) -> Any:
    """A bare name stands for an entry with nothing else said."""
    return {"name": given} if isinstance(given, str) else given


class Shown(_Strict):
    """What a list or form shows of a field, and how.

    Attributes:
        percent: a fraction is shown as a percentage.
        money: an amount without a currency of its own is in the company's.
        page: of a relation, the page whose records it is chosen from and where a missing one is
            made, e.g. suppliers among all parties.
    """

    name: Name
    label: Text | None = None
    percent: bool = False
    money: bool = False
    page: Name | None = None


class ColumnSpec(Shown):
    """A column: of a list or of a line grid."""

    width: int | None = None
    shown: bool = True
    total: bool = False


class TabSpec(_Strict):
    """A preset of conditions above a list."""

    key: Name
    label: Text
    filters: list[Clause]


class ListSpec(_Strict):
    """The list of a page; a ``-`` before a sort field is newest or largest first."""

    columns: list[Annotated[ColumnSpec, BeforeValidator(_named)]] = Field(min_length=1)
    filters: list[Name] = []
    sort: list[Annotated[str, Field(pattern=r"^-?[a-z][a-z0-9_]*$")]] = []
    tabs: list[TabSpec] = []


class FieldSpec(Shown):
    """A field of a form with what differs from its metadata."""

    readonly: bool = False
    required: bool = False


class SectionSpec(_Strict):
    """A block of fields."""

    key: Name
    label: Text
    fields: list[Annotated[FieldSpec, BeforeValidator(_named)]]
    columns: int = Field(default=3, ge=1, le=4)
    collapsed: bool = False


class LinesSpec(_Strict):
    """A grid of lines; ``defaults`` are values every new line starts with."""

    field: Name
    label: Text | None = None
    columns: list[Annotated[ColumnSpec, BeforeValidator(_named)]] = Field(min_length=1)
    editable: bool = True
    defaults: dict[str, Any] = {}


class ButtonSpec(_Strict):
    """A workflow button; ``when`` shows it only while these fields have one of these values."""

    name: Name
    label: Text | None = None
    kind: Literal["primary", "default", "danger"] = "default"
    confirm: Text | None = None
    when: dict[Name, list[Any]] = {}


class FormSpec(_Strict):
    """The form of a page."""

    sections: list[SectionSpec] = Field(min_length=1)
    lines: list[LinesSpec] = []
    totals: list[Name] = []
    buttons: list[Annotated[ButtonSpec, BeforeValidator(_named)]] = []


class StatusSpec(_Strict):
    """The field that says how far the document is, and a colour for each of its values.

    ``steps`` are the values a document usually goes through, in order.
    """

    field: Name = "state"
    colors: dict[str, str] = {}
    steps: list[str] = []


class LinkSpec(_Strict):
    """Related documents: those in ``field``, or those whose ``back`` field names this one."""

    key: Name
    label: Text | None = None
    page: Name
    field: Path | None = None
    back: Path | None = None


class BehindSpec(_Strict):
    """The record behind the page's documents that holds what several have in common.

    A product is a variant of its template: ``field`` is the way to the template, ``back`` the
    template's list of variants, and ``fields`` of the form are the template's. Both are shown,
    made and stored as one document.
    """

    field: Name
    back: Name
    fields: list[Name] = Field(min_length=1)


class OfPerson(_Strict):
    """A default that is whoever makes the document, by their employee file, if of these roles."""

    person: Literal["employee"]
    roles: list[str] = []


def _default(given: Any) -> Any:
    return OfPerson.model_validate(given) if isinstance(given, dict) else given


class PrintSpec(_Strict):
    """The document on paper."""

    title: Text
    template: Name = "document"
    signatures: list[Text] = []


class PageSpec(_Strict):
    """One page.

    ``only`` are conditions every document of the page meets (one model may have several
    pages); ``defaults`` are values a new document starts with (``{person: employee, roles:
    [sales]}``: whoever makes it, if a sales person); ``behind`` names the record that holds what
    several documents have in common; ``context`` goes to the ERP with every call (``{model,
    where}`` stands for the records that fit, e.g. all warehouses for the stock on hand);
    ``readonly`` pages show and print but do not change.
    """

    version: int = Field(ge=1)
    model: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]*$")]
    label: Text
    icon: str
    group: Name
    order: int = 100
    roles: list[str] = []
    """Whose menu it is in; everybody's when empty. What may be read is the ERP's matter."""
    menu: bool = True
    only: list[Clause] = []
    defaults: dict[Name, Annotated[Any, BeforeValidator(_default)]] = {}
    behind: BehindSpec | None = None
    context: dict[str, Any] = {}
    readonly: bool = False
    number: Name | None = None
    status: StatusSpec | None = None
    listing: ListSpec = Field(alias="list")
    form: FormSpec
    links: list[LinkSpec] = []
    print: PrintSpec | None = None

    def fields(self) -> Iterator[FieldSpec]:
        """The fields of the form's sections."""
        for section in self.form.sections:
            yield from section.fields

    def chosen(self) -> Iterator[Shown]:
        """Everything of the form that may be chosen from a page: fields and columns of lines."""
        yield from self.fields()
        for lines in self.form.lines:
            yield from lines.columns

    def chosen_from(self, field: str, lines: str | None = None) -> str | None:
        """The page that a field, or with ``lines`` a column of these, is chosen from."""
        columns: list[Shown] = [*self.fields()]
        if lines is not None:
            columns = [c for one in self.form.lines if one.field == lines for c in one.columns]
        return next((one.page for one in columns if one.name == field), None)

    def field_names(self) -> set[str]:
        """All fields of the page's own model that it needs."""
        names = {column.name for column in self.listing.columns}
        names |= set(self.listing.filters) | {key.lstrip("-") for key in self.listing.sort}
        names |= {field.name for field in self.fields()}
        names |= {lines.field for lines in self.form.lines} | set(self.form.totals)
        names |= {name for button in self.form.buttons for name in button.when}
        if self.status:
            names.add(self.status.field)
        return names


def folder() -> Traversable:
    """Where the shipped descriptions are."""
    return resources.files("baton") / "api" / "pages"


@cache
def shipped() -> dict[str, PageSpec]:
    """All shipped pages by name, in the order of the menu.

    Raises:
        CollectedErrors: files with mistakes, each named with the place.
    """
    return load(folder())


def load(place: Traversable) -> dict[str, PageSpec]:
    """The pages described in a folder, in the order of the menu.

    Raises:
        CollectedErrors: files with mistakes, each named with the place.
    """
    pages: dict[str, PageSpec] = {}
    findings: list[BatonError] = []
    for file in sorted(place.iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".yaml") or file.name.startswith("_"):
            continue
        try:
            pages[file.name.removesuffix(".yaml")] = read(file)
        except CollectedErrors as error:
            findings += error.findings
    for name, page in pages.items():
        named = {f"links.{at}.page": link.page for at, link in enumerate(page.links)}
        named |= {f"form.{one.name}.page": one.page for one in page.chosen() if one.page}
        findings += [
            BatonError(
                "services.page_wrong", file=f"{name}.yaml", path=path, what=f"no page {target}"
            )
            for path, target in named.items()
            if target not in pages
        ]
    if findings:
        raise CollectedErrors("services.pages_wrong", findings)
    return dict(sorted(pages.items(), key=lambda item: (item[1].order, item[0])))


def read(file: Traversable) -> PageSpec:
    """One description.

    Raises:
        CollectedErrors: every mistake in the file, with the place.
    """
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        return PageSpec.model_validate(content)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        findings = [BatonError("services.page_wrong", file=file.name, path="-", what=str(error))]
        raise CollectedErrors("services.pages_wrong", findings) from None
    except ValidationError as error:
        findings = [
            BatonError(
                "services.page_wrong",
                file=file.name,
                path=".".join(str(part) for part in found["loc"]),
                what=found["msg"],
            )
            for found in error.errors()
        ]
        raise CollectedErrors("services.pages_wrong", findings) from None


def spec(page: str) -> PageSpec:
    """One page's description.

    Raises:
        BatonError: there is no such page.
    """
    found = shipped().get(page)
    if found is None:
        raise BatonError("services.no_such_page", status=404, page=page)
    return found


def pages_of(model: str) -> dict[str, PageSpec]:
    """The pages that show documents of a model, the broadest first."""
    found = {name: page for name, page in shipped().items() if page.model == model}
    return dict(sorted(found.items(), key=lambda item: len(item[1].only)))


@cache
def groups() -> dict[str, Text]:
    """Names of the menu's groups, in the order of the menu."""
    content = yaml.safe_load((folder() / "_groups.yaml").read_text(encoding="utf-8"))
    return {key: Text.model_validate(text) for key, text in content.items()}


def text(given: Text | None, otherwise: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The text given in a file, else what the metadata says."""
    return given[language] if given is not None else otherwise
