"""Screens: the view log."""
