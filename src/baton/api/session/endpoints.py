"""Log-in, log-out and the person's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request, Response

from baton.api.deps import (
    COOKIE,
    Caller,
    csrf_value,
    language_of,
    refuse_foreign_pages,
    runtime_of,
    signed_in,
)
from baton.api.session.schemas import LoginRequest, Me, MePatch, PasswordChange
from baton.services import menu, session

if TYPE_CHECKING:
    from baton.services.person import Person
    from baton.services.runtime import Runtime

router = APIRouter(prefix="/api", tags=["session"])


def me_of(runtime: Runtime, person: Person) -> Me:
    """What the browser needs to know about the person."""
    return Me.model_validate(
        {
            "id": person.user,
            "name": person.name,
            "login": person.login,
            "language": person.language,
            "roles": sorted(person.roles),
            "employee": person.employee,
            "org_unit": person.org_unit,
            "company": {
                "name": person.company[0],
                "currency": person.company[1],
                "zone": person.zone,
            }
            if person.company
            else None,
            "home": menu.home(runtime, person),
            "csrf": csrf_value(person.token),
            "menu": menu.menu(runtime, person),
        }
    )


@router.post("/login", dependencies=[Depends(refuse_foreign_pages)])
def login(wanted: LoginRequest, request: Request, response: Response) -> Me:
    """Log in; too many wrong passwords are answered with 429 and a waiting time."""
    runtime = runtime_of(request)
    address = request.client.host if request.client else ""
    person = session.login(
        runtime,
        wanted.login,
        wanted.password,
        address=address,
        language=language_of(request),
    )
    request.state.language = person.language
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIE, person.token, httponly=True, samesite="strict", secure=secure, path="/"
    )
    return me_of(runtime, person)


@router.post("/logout", status_code=204)
def logout(response: Response, caller: Caller = Depends(signed_in)) -> None:
    """End this session."""
    session.logout(caller.runtime, caller.person)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", path="/")


@router.get("/me")
def me(caller: Caller = Depends(signed_in)) -> Me:
    """Who is logged in, with the menu of the person's roles."""
    return me_of(caller.runtime, caller.person)


@router.patch("/me")
def change_me(wanted: MePatch, caller: Caller = Depends(signed_in)) -> Me:
    """Change the person's language."""
    person = session.set_language(caller.runtime, caller.person, wanted.language)
    return me_of(caller.runtime, person)


@router.post("/me/password", status_code=204)
def change_password(wanted: PasswordChange, caller: Caller = Depends(signed_in)) -> None:
    """Change the person's password; other sessions of the person end."""
    session.change_password(caller.runtime, caller.person, wanted.current, wanted.new)
