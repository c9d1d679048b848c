"""What may be asked about schemes, assessments, awards and results."""
