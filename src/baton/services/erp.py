"""The open ERP database, for services that need one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baton.base.errors import BatonError

if TYPE_CHECKING:
    from baton.kernel import Database
    from baton.services.runtime import Runtime


def database(runtime: Runtime) -> Database:
    """The ERP.

    Raises:
        BatonError: this process works on facts alone.
    """
    if runtime.database is None:
        raise BatonError("services.no_erp", status=503)
    return runtime.database
