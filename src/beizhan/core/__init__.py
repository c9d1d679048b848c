"""What is true: arithmetic on frozen values, with nothing but Python and NumPy."""
