"""Shapes, colours and drawings without a screen."""
