"""What is seen: one folder a domain, one file a screen."""
