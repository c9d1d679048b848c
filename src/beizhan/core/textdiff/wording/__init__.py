"""What a text is made of: words, figures, the numbers of clauses, what changed from one text to another."""
