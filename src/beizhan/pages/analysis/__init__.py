"""Screens: analysis."""
