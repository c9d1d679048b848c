"""Screens: the terms of a skill."""
