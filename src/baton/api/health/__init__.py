"""Is the server ready?"""
