"""The limits of a rules file, in one place: what each bounds, and how far.

They are there so that any file, from any hand, costs little to refuse; each is far beyond what a
game needs. What is measured is measured before the work that it bounds.
"""

from __future__ import annotations

import attrs


@attrs.frozen
class Limit:
    """A bound on a rules file: its name, the largest value allowed, and what it counts."""

    name: str
    most: int
    counts: str


#: Every limit by name, in the order of the passes that hold it.
LIMITS: dict[str, Limit] = {}


def _limit(name: str, most: int, counts: str) -> int:
    LIMITS[name] = Limit(name, most, counts)
    return most


# The text of the file.
MAX_BYTES = _limit("bytes", 1_000_000, "bytes of a rules file")
MAX_LINES = _limit("lines", 100_000, "lines of a rules file")
MAX_VALUES = _limit("values", 50_000, "values, lists and tables of a rules file together")
MAX_INCLUDES = _limit("includes", 32, "files that rules include")
MAX_NESTING = _limit("nesting", 40, "levels of tables and lists in each other")
MAX_KEY_PARTS = _limit("key-parts", 12, "parts of a dotted key, `a.b.c` having three")
MAX_WORD = _limit("word", 128, "characters of a key or number written without quotes")
MAX_MAP_BYTES = _limit("map-bytes", 4_000_000, "bytes of each file of a look's map")
MAX_NUMBER = _limit("number", 2**63 - 1, "the largest whole number of a TOML file")

# What is declared.
MAX_NAME = _limit("name", 40, "characters of a name")
MAX_TITLE = _limit("title", 80, "characters of a name that people are shown")
MAX_MEMBERS = _limit("members", 4_096, "members of a set")
MAX_BOARD = _limit("board", 40_000, "characters of a board that is drawn, or of a line on it")
MAX_DECLARED = _limit("declared", 4_096, "declarations of one kind: registers, actions, ...")
MAX_SCENARIOS = _limit("scenarios", 64, "scenarios of a rules file")
MAX_OPTIONS = _limit("options", 64, "options of a rules file")
MAX_OPTION_VALUES = _limit("option-values", 64, "values of an option")
MAX_SEATS = _limit("seats", 254, "seats of a game")
MAX_ENDINGS = _limit("endings", 254, "endings of a rules file")
MAX_DECKS = _limit("decks", 64, "decks of a rules file")
MAX_NEEDS = _limit("needs", 64, "needs of an action or a derived value")
MAX_ASKED = _limit("asked", 64, "tags of a rules file, and questions of its survey")
MAX_GUIDE_STEPS = _limit("guide-steps", 256, "steps of a guide")
MAX_CLOCKS = _limit("clocks", 32, "clocks of a game, or of a scenario")
MAX_ROWS = _limit("rows", 4_096, "rows of doctrine, and invariants")
MAX_COMPILED = _limit("compiled", 2_500_000, "bytes of a rules file times its scenarios")
MAX_FINDINGS = _limit("findings", 500, "findings that are told at once, about; mend these first")
MAX_PLACES = _limit("places", 64, "places of a zone")
MAX_INDEX = _limit("index", 4, "sets that one register, derived value or action spans")
MAX_LINKED = _limit("linked", 1_024, "places of a graph that asks for a `distance`")
MAX_RANGE = _limit("range", 65_536, "values of a register, or of a local that outlives a question")
MAX_TURNS = _limit("turns", 1_000, "numbers that a loop or a choice runs through")
MAX_CELLS = _limit("cells", 65_536, "cells of a register, derived value or table")
MAX_EACH = _limit("each", 256, "rows of `each` of a set")
MAX_BRACES = _limit("braces", 64, "places in braces in one sentence, or text of a row of `each`")
MAX_MADE_SETS = _limit("made-sets", 32, "sets with rows of `each`")
MAX_MADE = _limit("made", 1_000_000, "characters of what `each` and `defaults` make, if written")
MAX_TABLE_CELLS = _limit("table-cells", 262_144, "cells of all tables together")
MAX_TABLE_KEYS = _limit("table-keys", 3, "keys of a table")
MAX_STATE = _limit("state", 262_144, "bytes of all registers together")
MAX_SIFTED = _limit("sifted", 32_768, "members that the `where` of all subsets is asked of")
MAX_TRIED = _limit("tried", 16_384, "combinations that the rows of all `each` are of")
MAX_MOVES = _limit("moves", 65_536, "moves that the actions of a scenario are, by their targets")
MAX_TESTED = _limit("tested", 131_072, "needs of all actions, each times the targets of its action")
MAX_ALL_TESTED = _limit("all-tested", 262_144, "such needs of all scenarios together")
MAX_CHAIN = _limit("chain", 120, "operations in each other, through derived values too")
MAX_CALLS = _limit("calls", 100, "procedures that call each other in one chain")

# What is written in expressions and scripts.
MAX_EXPRESSION = _limit("expression", 500, "characters of an expression")
MAX_SCRIPT = _limit("script", 10_000, "characters of a script")
MAX_DEPTH = _limit("depth", 24, "brackets in each other in an expression or script")
MAX_NODES = _limit("nodes", 200, "operations of one expression, about")

# What happens between two questions.
MAX_STEPS = _limit("steps", 2_000_000, "operations of one move or one expression, loops multiplied")
