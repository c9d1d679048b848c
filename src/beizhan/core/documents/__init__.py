"""What is true of documents that are registered, searched, watched and waited for."""
