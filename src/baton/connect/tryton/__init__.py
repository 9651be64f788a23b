"""The embedded ERP's database as a source of facts."""
