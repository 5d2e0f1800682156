"""What happened and why, in words, for whose eyes: the chronicle that every client tells.

The floor between the engine and the table. A step of a game (a position, a move, what came of it)
becomes sentences here, for each seat those that it may read, and nowhere else.
"""
