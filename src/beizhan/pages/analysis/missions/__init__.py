"""Screens: missions and their reports."""
