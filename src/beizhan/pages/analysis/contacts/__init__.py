"""Screens: the contact plan."""
