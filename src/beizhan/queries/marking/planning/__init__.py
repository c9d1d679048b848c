"""What the screens up to the first mark, and those of two people, ask."""
