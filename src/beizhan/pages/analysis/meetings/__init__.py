"""Screens: review meetings and their minutes."""
