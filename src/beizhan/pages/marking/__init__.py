"""Schemes, assessments, marks and results."""
