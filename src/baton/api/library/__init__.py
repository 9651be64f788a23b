"""The company's own indicators by version, and writing formulas."""
