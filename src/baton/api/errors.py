"""Every error becomes ``{"error": {"code", "message", …}}`` in the user's language."""

from __future__ import annotations

import logging
import secrets
from decimal import Decimal
from typing import Any

from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from baton.api.deps import language_of
from baton.base.errors import BatonError, CollectedErrors
from baton.base.i18n import message
from baton.kernel import ConfirmationError
from baton.metrics.formula import FormulaErrors

log = logging.getLogger(__name__)

# What a client needs beside the text to act on an error.
STRUCTURED = ("position", "field", "line", "touched")


def body(code: str, text: str, **more: Any) -> dict[str, Any]:
    """The one shape of an error answer."""
    return {"error": {"code": code, "message": text, **more}}


def answer(error: BatonError, language: str) -> JSONResponse:
    """The response an error becomes."""
    more = {key: error.context[key] for key in STRUCTURED if error.context.get(key) is not None}
    if isinstance(error, ConfirmationError):
        more["warnings"] = [{"name": error.context["name"], "text": error.text(language)}]
    if error.status == 429 and "seconds" in error.context:
        more["retry_after"] = error.context["seconds"]
    if isinstance(error, FormulaErrors):
        more["position"] = error.position
    if isinstance(error, CollectedErrors):
        text = BatonError.text(error, language)
        more["findings"] = [finding.text(language) for finding in error.findings]
    else:
        text = error.text(language)
    headers = {}
    if "retry_after" in more:
        headers["Retry-After"] = str(more["retry_after"])
    # as everywhere, amounts are decimal strings: a float would not be exact
    content = jsonable_encoder(body(error.code, text, **more), custom_encoder={Decimal: str})
    return JSONResponse(content, status_code=error.status, headers=headers)


def install(app: FastAPI) -> None:
    """Give ``app`` its error handlers."""

    @app.exception_handler(BatonError)
    def refused(request: Request, error: BatonError) -> JSONResponse:
        return answer(error, language_of(request))

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        language = language_of(request)
        findings = []
        for found in error.errors():
            where = ".".join(str(part) for part in found["loc"] if part != "body")
            findings.append(
                message("api.malformed_field", language, where=where or "body", what=found["msg"])
            )
        text = message("api.malformed", language, count=len(findings))
        return JSONResponse(body("api.malformed", text, findings=findings), status_code=422)

    @app.exception_handler(HTTPException)
    def plain(request: Request, error: HTTPException) -> JSONResponse:
        code = {404: "api.no_such_address", 405: "api.wrong_method"}.get(
            error.status_code, "api.refused"
        )
        text = message(code, language_of(request), path=request.url.path, method=request.method)
        return JSONResponse(body(code, text), status_code=error.status_code, headers=error.headers)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> JSONResponse:
        # The id leads from what the person sees to the traceback in the server's log.
        reference = secrets.token_hex(6)
        log.error(
            "unexpected error %s at %s %s",
            reference,
            request.method,
            request.url.path,
            exc_info=error,
        )
        text = message("api.unexpected", language_of(request), id=reference)
        return JSONResponse(body("api.unexpected", text, id=reference), status_code=500)
