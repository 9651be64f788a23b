"""What former versions left in a fact store and nobody keeps up any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baton.services import sources

if TYPE_CHECKING:
    from baton.services.runtime import Runtime

FORMER = {"plan": ("target",)}
"""Source → facts it filled. The demo company's targets once came from a source of their own; now
they are the ERP's, and counted twice where the former rows are still there."""


def remove(runtime: Runtime) -> None:
    """Remove the facts of former sources, unless a file source of that name is connected."""
    store = runtime.store
    supplied = store.available()
    connected = sources.remembered(runtime)
    for source, facts in FORMER.items():
        if source in connected:
            continue
        for fact in facts:
            if (source, fact) in supplied:
                store.drop(fact, source)
