"""Marking schemes: brought in, looked at, compared, frozen."""
