"""What may be asked: named by what they return, and returning frozen values."""
