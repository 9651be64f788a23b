"""From checked formulas to measures and shared scans."""
