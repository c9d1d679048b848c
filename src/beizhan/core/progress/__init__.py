"""Form and level: where a competitor stands in each section of the standards, and whether it grows."""
