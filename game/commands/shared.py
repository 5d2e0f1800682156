"""What the commands have in common: how files, rules and options are named, and what is printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from game import resources
from game.catalogue import phrase
from game.terminal.exit_status import CommandError
from game.terminal.options import meant
from game.terminal.printing import say


def print_json(document: Any) -> None:
    """Print one JSON document on standard output."""
    say(json.dumps(document, indent=2, ensure_ascii=False))


class Command(click.Command):
    """A command whose mistyped options are told with its own help, not with that of `panj`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class File(click.Path):
    """The path of a file; whether it is there is said by who opens it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("an empty name is no file", param, ctx)
        return super().convert(value, param, ctx)


class RulesFile(File):
    """A rules file by its path, or a game of the shelf by its id."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = super().convert(value, param, ctx)
        known, word = resources.known_games(), str(value)
        # What is written like a file, or is one, is a file.
        if path.exists() or path.suffix or path.name != word:
            return path
        if word not in known:
            there = meant(word, [*known])
            raise CommandError(phrase("typed.no_file_or_game", word=word, meant=there))
        return known[word]


FILE = File(path_type=Path)
RULES_FILE = RulesFile(path_type=Path)
NEW_FILE = File(path_type=Path, dir_okay=False)
NEW_PLACE = File(path_type=Path)
rules_option = click.option(
    "--rules",
    "rules_file",
    type=RULES_FILE,
    metavar="FILE|ID",
    help="A rules file other than our own, or a game that `panj games` lists.",
)

options_option = click.option(
    "--options",
    metavar="OPTION=VALUE,...",
    help="How to play; `panj scenarios` lists what may be chosen.",
)

#: `--umpire` without a code: one is drawn.
DRAWN = "*"
umpire_option = click.option(
    "--umpire",
    is_flag=False,
    flag_value=DRAWN,
    metavar="[CODE]",
    help="With an umpire, whose console CODE opens; without CODE one is drawn and told once.",
)


def own_bars() -> Path:
    """The measures and bars of the game that is played when no rules are named."""
    return resources.asset("balance.toml")
