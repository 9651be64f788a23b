"""The only door to trytond: pool, transaction, login, access, records, metadata."""

from baton.kernel.database import Database
from baton.kernel.failures import WarningRaised
from baton.kernel.transaction import Erp

__all__ = ["Database", "Erp", "WarningRaised"]
