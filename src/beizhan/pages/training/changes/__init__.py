"""Screens: changes, what is decided about them, and whether they were learnt."""
