"""Screens of bodies, people and posts."""
