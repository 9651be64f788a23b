"""Who is logged in: log-in, log-out, language, password."""
