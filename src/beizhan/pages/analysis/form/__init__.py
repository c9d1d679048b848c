"""Screens: form and level."""
