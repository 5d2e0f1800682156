"""The default evaluator: Python functions, generated from the program as they are needed.

Only integers, operators and indexes that are written here, and names as quoted strings, ever get
into the source.
"""

from game.engine.codegen.evaluator import Generated

__all__ = ["Generated"]
