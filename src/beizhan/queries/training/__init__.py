"""What is known of plans and training, and how far each change has come, as it is asked for."""
