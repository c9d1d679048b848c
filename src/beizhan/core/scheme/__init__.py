"""A marking scheme: what it is, what is wrong with it, as a document, and beside another."""
