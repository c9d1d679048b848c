"""Screens: training plans, weeks, and what was done."""
