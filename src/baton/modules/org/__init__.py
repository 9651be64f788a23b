"""Departments, positions, sales regions, and whom each document belongs to."""
