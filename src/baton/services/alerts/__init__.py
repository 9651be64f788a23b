"""Alerts 预警: rules over figures, whom they concern, and how they hear of it without noise."""
