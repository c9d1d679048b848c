"""Screens of the skills."""
