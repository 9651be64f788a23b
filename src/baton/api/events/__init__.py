"""Live events to the browser (server-sent events)."""
