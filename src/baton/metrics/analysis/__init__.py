"""Why a figure moved, what is odd about it, and where it is going."""
