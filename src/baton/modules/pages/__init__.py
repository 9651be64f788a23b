"""What people keep of their pages: saved views of lists, big screens and links to these."""
