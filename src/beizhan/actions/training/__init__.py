"""What is done in training: planned anew, logged."""
