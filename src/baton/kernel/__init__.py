"""The only door to trytond: pool, transaction, login, access, records, metadata."""

from baton.kernel.database import Database
from baton.kernel.failures import ConfirmationError
from baton.kernel.transaction import Erp
from baton.kernel.validation import fields_unchecked

__all__ = ["ConfirmationError", "Database", "Erp", "fields_unchecked"]
