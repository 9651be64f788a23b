"""The strategy map."""
