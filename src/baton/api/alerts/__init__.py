"""Alert rules 预警, their log, channels out of the house, and the inbox."""
