"""Panj: a strategic wargame engine whose rules are data, and one game on it."""

__version__ = "0.1.0"
