"""What is done in the analysis: recorded, answered, planned, reported, decided."""
