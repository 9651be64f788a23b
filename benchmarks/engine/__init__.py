"""What the engine's benchmark asks, of whom, and on which data."""
