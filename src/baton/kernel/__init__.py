"""The only door to trytond: pool, transaction, login, access, records, metadata."""
