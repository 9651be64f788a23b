"""Closed periods, restatements, the log of changes."""
