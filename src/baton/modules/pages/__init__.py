"""What people keep of their pages: saved views, cockpits, big screens and links to these."""
