"""Rivals, targets, gaps, views, contacts, missions and review meetings."""
