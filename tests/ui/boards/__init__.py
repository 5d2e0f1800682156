"""Boards of the window."""
