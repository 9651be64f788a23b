"""What the company does: one module for each kind of work, each step driven through the ERP."""
