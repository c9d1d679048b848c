"""Training: sessions, plans in versions, load and rest, and the terms that a skill speaks in."""
