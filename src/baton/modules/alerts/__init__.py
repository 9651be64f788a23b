"""Alert rules, what they found, whom it was told, and the channels it went out by."""
