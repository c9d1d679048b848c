"""What is known of documents, their editions and changes, as it is asked for."""
