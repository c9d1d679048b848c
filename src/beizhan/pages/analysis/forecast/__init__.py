"""Screens: what may happen, and how good such sayings have been."""
