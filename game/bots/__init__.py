"""Bots: they choose from what their seat may see or was told, and say why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from game.bots.doctrine import choose_by_doctrine
from game.bots.manners import MANNERS
from game.bots.searching import SearchBot
from game.bots.uniform import choose_at_random
from game.rules import Rules
from game.rules.reserved_words import RANDOM
from game.table.bot import Bot


def bots_of(rules: Rules) -> Mapping[str, Bot]:
    """Return the bots that can play these rules, by name.

    They are `random`, `doctrine` and one for each variant the doctrine rows name, and those that
    search: levels and characters. A name that the rules give to a variant of theirs is theirs.
    """
    by_rows = {name: partial(choose_by_doctrine, variant=name) for name in rules.doctrines}
    searching = {n: SearchBot(manner) for n, manner in MANNERS.items() if n not in by_rows}
    return {RANDOM: choose_at_random, **by_rows, **searching}


__all__ = ["bots_of", "choose_at_random", "choose_by_doctrine"]
