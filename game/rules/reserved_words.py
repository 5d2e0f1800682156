"""Reserved words: what no name may be, since the language, its grammar or the table has it."""

from __future__ import annotations

import keyword
import re

from game.rules.limits import MAX_NAME

# Names made from an author's, like that of a deck's conditions, have a double underscore.
NAME = re.compile(rf"(?!.*__)[a-z][a-z0-9_]{{0,{MAX_NAME - 1}}}\Z")
SCENARIO = re.compile(rf"[a-z][a-z0-9-]{{0,{MAX_NAME - 1}}}\Z")

#: Words of Python's grammar, by which scripts are read: no script could ever name such a thing.
KEYWORDS = frozenset(word for word in keyword.kwlist if word.islower())
#: Words that mean something in every expression or script.
LANGUAGE = frozenset(
    {
        "true", "false", "none", "min", "max", "abs", "sum", "any", "all", "count", "lowest",
        "highest", "lowest_one", "highest_one", "reveal", "seen", "known", "choose",
        "choose_some", "choose_way", "chance", "act", "end", "range", "actor",
        "viewer", "option", "holds", "falling",
    }
)  # fmt: skip
#: Dice, which are rolled by `chance(d6)`; everywhere else these are names like others.
DICE = {f"d{n}": n for n in (4, 6, 8, 10, 12, 20)}
COIN = "coin"
#: What the log, the command line and a save call others than a seat.
TABLE = {
    "chance": "the dice", "facilitator": "the facilitator", "generator": "the dice of a save",
    "dice": "real dice", "human": "a seat that a person plays", "auto": "a seat that rules play",
    "bot": "a seat that a bot plays", "all": "every seat", "none": "no seat",
    "public": "what everybody sees", "observer": "somebody who only watches",
}  # fmt: skip

#: The bot that moves by lot.
RANDOM = "random"
#: Bots that play any rules, by what they are.
BOTS = {RANDOM: "a bot that moves by lot"}
#: The kinds of names that `--seats SEAT=bot:NAME` is given.
_WAYS = ("way to play", "plan")

#: Kinds of names that no expression or script reads; they may be words of the language.
_UNREAD = frozenset(
    {"need", "invariant", "row", "menu", "step", "guide", "tag", "survey", "inject"}
)


def unfit(word: str, kind: str) -> str | None:
    """Why something cannot be called so.

    Args:
        word: the name.
        kind: of what: `member`, `seat`, `set`, `register`, `scenario`, `need`, ...

    Returns:
        A sentence, or None when the name will do.
    """
    pattern, mark = (SCENARIO, "-") if kind == "scenario" else (NAME, "_")
    if not pattern.match(word):
        twice = " (no two _ together)" if "__" in word else ""
        shape = f"lower-case letters, digits and {mark}, {MAX_NAME} at most{twice}"
        return f"`{word}` is no name for a {kind}: {shape}."
    taken = TABLE if kind == "seat" else TABLE | BOTS if kind in _WAYS else {}
    if word in taken:
        return f"`{word}` cannot name a {kind}, as it means {taken[word]}; choose another."
    # An action may be called `pass`, as players do: no script calls an action by its name.
    if word in KEYWORDS and kind != "scenario" and (kind, word) != ("action", "pass"):
        return f"`{word}` is a word of the grammar that scripts are read by; choose another."
    if kind not in _UNREAD and word in LANGUAGE:
        return f"`{word}` is a word of the language; choose another."
    if kind == "set" and (word in DICE or word == COIN):
        return f"`{word}` is drawn as a die by `chance({word})`; call the set otherwise."
    return None
