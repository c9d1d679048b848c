"""Which part of one edition is which of the other: the same, moved, reworded."""
