"""The demo company and its business, told through the real ERP."""
