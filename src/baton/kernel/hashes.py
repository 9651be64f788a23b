"""Makes records hash alike in every process, so that the same work has the same results."""

from __future__ import annotations

import functools
import zlib
from typing import Any


@functools.cache
def _of(name: str) -> int:
    return zlib.crc32(name.encode())


def steady() -> None:
    """Let sets of records be walked in the same order in every process.

    Tryton hashes a record by its model's name, and Python salts the hashes of texts anew in each
    process. Modules that go through a set of records then make their documents in another order
    each time: other numbers, other shortages, another demo company from the same seed.
    """
    from trytond.model import Model

    def hashed(self: Any) -> int:
        return _of(self.__name__) ^ hash(id(self) if self.id is None else self.id)

    Model.__hash__ = hashed
