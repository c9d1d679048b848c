"""Campaigns: the award path under kills, lost replies and failing statements, on real servers and databases.

Each prints one line of JSON with its counts and what they are counts of, and ends with 0 or 1. Every campaign has
seeded defects (``defects.py``), which live here and nowhere in the product; a campaign that does not catch its defects
is worth nothing.
"""
