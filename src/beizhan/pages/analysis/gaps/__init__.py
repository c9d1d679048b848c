"""Screens: the gap ledger."""
