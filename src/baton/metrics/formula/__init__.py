"""The formula language: parse, check, explain, with error positions."""
