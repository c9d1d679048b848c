"""Beizhan (备战): prepares a team for the WorldSkills Competition."""

__version__ = "0.1.0"
