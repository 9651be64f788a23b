"""Chinese texts for what users see of Tryton."""
