"""Baton 指挥棒: management KPIs linked to a real ERP."""

__version__ = "0.1.0"
