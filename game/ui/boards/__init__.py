"""Boards of the window: any grid or graph of any rules, its ground, pieces and marks.

Everything is drawn from a board's places, a look and what a seat sees; no rules are known here.
"""
