"""The campaign: opened, dated, staged, and entered."""
