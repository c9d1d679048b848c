"""What is known of documents: every edition with its original, and what changed between two."""
