"""The embedded ERP's database as a source of facts."""

from baton.connect.tryton.mirror import Mirror

__all__ = ["Mirror"]
