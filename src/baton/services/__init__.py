"""One function per user intention; the transaction border."""
