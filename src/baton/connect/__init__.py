"""One folder per foreign system; contract.py says what a source must do."""
