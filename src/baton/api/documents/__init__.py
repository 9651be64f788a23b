"""Document pages drawn from metadata: lists, forms, buttons, prints."""
