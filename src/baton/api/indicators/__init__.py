"""Indicators: definition, values, explanation, documents behind a figure."""
