"""What is there before business begins: company, people, partners, products, opening stock."""
