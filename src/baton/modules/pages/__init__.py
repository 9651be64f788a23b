"""What people keep of their pages: saved views of lists."""
