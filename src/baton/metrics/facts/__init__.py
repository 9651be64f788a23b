"""Canonical fact tables: columns, grain, additivity, names in both languages."""
