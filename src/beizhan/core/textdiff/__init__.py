"""Two editions of a document beside each other: by clause, list and table, down to words and numbers."""
