"""Whose figures a person sees: own rows, what is led, everything."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from baton.base.errors import ForbiddenError
from baton.services import figures, org, scope
from baton.services.org import Assignment, Organisation, Unit
from baton.services.person import Person

# company 1: sales 2 (teams 3 north, 4 south), stores 5
# 20 leads sales, 30 works north, 50 in the stores
UNITS = tuple(
    Unit("erp", key, parent, f"unit {key}", "department", head, None, None)
    for key, parent, head in [
        ("1", None, "10"),
        ("2", "1", "20"),
        ("3", "2", None),
        ("4", "2", None),
        ("5", "1", None),
    ]
)
PLACES = tuple(
    Assignment(person, unit, None, None)
    for person, unit in [("10", "1"), ("20", "2"), ("30", "3"), ("50", "5"), ("60", "1")]
)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Any:
    known = Organisation((1,), UNITS, PLACES)
    monkeypatch.setattr(org, "organisation", lambda _: known)
    return SimpleNamespace()


def person(employee: int | None, *roles: str) -> Person:
    return Person("t", 2, "n", "l", "en", frozenset(roles), employee, None)


def test_a_head_sees_the_units_below(runtime: Any) -> None:
    found = scope.of(runtime, person(20, "department_head"))
    assert found.units == {"2", "3", "4"}
    assert found.home == "2"
    assert found.unit(None) == "2"
    assert found.unit("4") == "4"


@pytest.mark.parametrize("employee", [30, 60])
def test_an_employee_sees_the_own_rows_only(runtime: Any, employee: int) -> None:
    """60 works in the company itself, above every department, and leads nothing."""
    found = scope.of(runtime, person(employee, "sales"))
    assert found.units == frozenset()
    assert found.person == str(employee)
    assert found.unit(None) is None
    for unit in ("1", "2", "3", "4", "5"):
        with pytest.raises(ForbiddenError):
            found.unit(unit)
    access = figures.access_of(found)
    assert access is not None
    assert (access.org_units, access.persons) == (frozenset(), {str(employee)})


def test_a_head_sees_the_own_rows_as_well(runtime: Any) -> None:
    access = figures.access_of(scope.of(runtime, person(20, "department_head")))
    assert access is not None
    assert (access.org_units, access.persons) == ({"2", "3", "4"}, {"20"})


@pytest.mark.parametrize("role", sorted(scope.SEE_EVERYTHING))
def test_some_roles_see_everything(runtime: Any, role: str) -> None:
    found = scope.of(runtime, person(30, role))
    assert found.units is None
    assert found.unit("5") == "5"
    assert found.unit(None) is None


def test_somebody_who_is_no_employee_sees_nothing(runtime: Any) -> None:
    assert scope.of(runtime, person(None, "sales")).units == frozenset()


def test_another_persons_figures_need_the_scope(runtime: Any) -> None:
    head = person(20, "department_head")
    scope.check_person(runtime, head, "30")
    scope.check_person(runtime, head, None)
    for forged in ("50", "10", "999"):
        with pytest.raises(ForbiddenError):
            scope.check_person(runtime, head, forged)


def test_the_tree_is_cut_to_the_scope(runtime: Any) -> None:
    whole = org.tree(runtime, person(10, "general_manager"))
    assert [unit["key"] for unit in whole] == ["1"]
    cut = org.tree(runtime, person(20, "department_head"))
    assert [unit["key"] for unit in cut] == ["2"]
    assert [unit["key"] for unit in cut[0]["children"]] == ["3", "4"]
