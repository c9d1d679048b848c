"""Schemes, assessments, awards and results."""
