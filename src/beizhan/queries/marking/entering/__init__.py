"""What the screens show while marks are being made."""
