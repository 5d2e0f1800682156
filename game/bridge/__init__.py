"""Doors to our engine for those who work with other people's: arrays, and their interfaces."""
