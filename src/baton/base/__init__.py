"""What every room needs and nothing else: errors, messages, periods, units, settings."""
