"""Tryton module: a log of every record created, written or deleted, kept by the database itself."""
