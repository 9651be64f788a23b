"""The tree of company, departments and positions."""
