"""What may be done with schemes, assessments, awards and results."""
