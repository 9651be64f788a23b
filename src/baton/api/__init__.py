"""HTTP: FastAPI endpoints, live events, the built browser app."""
