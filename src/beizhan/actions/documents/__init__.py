"""What is done with documents: brought in, compared, weighed, decided."""
