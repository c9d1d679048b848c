"""Screens: rivals and target lines."""
