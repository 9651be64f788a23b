"""Ready-made screens: files that say what stands where, in both languages."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import BaseModel, ConfigDict

from baton.base.errors import NotFoundError
from baton.services.page_files import Text
from baton.services.screens.layout import Layout, Theme

if TYPE_CHECKING:
    from collections.abc import Mapping


class Template(BaseModel):
    """A ready-made screen; texts of its layout are {zh_CN, en} pairs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order: int
    name: Text
    about: Text
    theme: Theme = "dark"
    layout: dict[str, Any]

    def layout_in(self, language: str) -> Layout:
        """The layout with its texts in one language."""
        return Layout.model_validate(_in(self.layout, language))


@cache
def templates() -> Mapping[str, Template]:
    """The shipped templates by key, in their order."""
    folder = resources.files("baton.services.screens") / "templates"
    found = {
        file.name.removesuffix(".yaml"): Template.model_validate(
            yaml.safe_load(file.read_text("utf-8"))
        )
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    }
    return dict(sorted(found.items(), key=lambda item: item[1].order))


def template(key: str) -> Template:
    """One template.

    Raises:
        NotFoundError: there is none of that key.
    """
    found = templates().get(key)
    if found is None:
        raise NotFoundError("services.no_such_template", name=key)
    return found


def listing(language: str) -> list[dict[str, Any]]:
    """The templates as the gallery shows them."""
    return [
        {
            "key": key,
            "name": one.name[language],
            "about": one.about[language],
            "theme": one.theme,
            "shapes": [
                {"kind": widget.kind, "x": widget.x, "y": widget.y, "w": widget.w, "h": widget.h}
                for widget in one.layout_in(language).widgets
            ],
        }
        for key, one in templates().items()
    ]


def _in(tree: Any, language: str) -> Any:
    """A tree with every {zh_CN, en} pair replaced by its text."""
    if isinstance(tree, dict):
        if set(tree) == {"zh_CN", "en"}:
            return tree[language]
        return {key: _in(value, language) for key, value in tree.items()}
    return [_in(one, language) for one in tree] if isinstance(tree, list) else tree
