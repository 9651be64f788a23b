"""Big screens 数字大屏, and the links that show them without a log-in."""
