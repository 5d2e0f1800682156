"""The map of the window: geography, cached layers, counters, and the view that holds them.

It draws ``SpacePicture`` values that a screen fills from a seat's view, and knows no rules.
"""
