"""Gaps priced in marks: what separates us from the best, what was done about it, and whether a test shows it."""
