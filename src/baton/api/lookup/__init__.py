"""Choosing a record of another model while typing."""
