"""Screens: where effort pays."""
