"""Screens: training."""
