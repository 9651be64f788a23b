"""The fact store and the evaluation of indicators."""

from baton.metrics.engine.answer import Asked
from baton.metrics.engine.engine import Engine
from baton.metrics.engine.result import Node, Result, State
from baton.metrics.engine.scope import Access
from baton.metrics.engine.store import FactStore

__all__ = ["Access", "Asked", "Engine", "FactStore", "Node", "Result", "State"]
