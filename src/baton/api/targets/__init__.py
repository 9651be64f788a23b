"""Targets: the grid, planning, cascading, agreement, import."""
