"""What came, or goes, on paper: bytes on one side, core values on the other."""
