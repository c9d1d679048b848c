"""What is remembered of training: plans with their versions, sessions, and what was done."""
