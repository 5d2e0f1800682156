"""Faults below everything: calls of the system that fail, processes killed, files damaged."""
