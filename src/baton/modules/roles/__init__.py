"""Roles: groups, access rights and record rules."""
