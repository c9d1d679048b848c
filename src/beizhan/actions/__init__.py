"""What may be done: every write, each through the one door."""
