"""Strategy, indicators, targets, closed periods, and the log that proves them."""
