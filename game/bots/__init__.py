"""Bots: they choose from what their seat may see, and say why."""

from __future__ import annotations

from collections.abc import Mapping

from game.bots.doctrine import choose_by_doctrine
from game.bots.uniform import choose_at_random
from game.table.bot import Bot

BOTS: Mapping[str, Bot] = {"random": choose_at_random, "doctrine": choose_by_doctrine}

__all__ = ["BOTS", "choose_at_random", "choose_by_doctrine"]
