"""Tables of two editions laid on each other, then compared by cell."""
