"""What is there before business begins: company, books, people, partners, products, opening stock."""
