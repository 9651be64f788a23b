"""Chinese charts of accounts, VAT and statements."""
