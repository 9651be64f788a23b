"""The indicators that Baton ships, as YAML."""
