"""`panj review`: a second opinion on the decisions of a seat."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import attrs
import click

from game.catalogue import phrase
from game.commands.shared import FILE, Command, print_json
from game.terminal.exit_status import note
from game.terminal.options import Progress
from game.terminal.printing import say


@click.command(cls=Command)
@click.argument("save", type=FILE)
@click.option("--seat", metavar="SEAT", help="Whose decisions; all seats' without it.")
@click.option("--most", type=click.IntRange(1, 100), default=5, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def review(save: Path, seat: str | None, most: int, as_json: bool) -> None:
    """Weigh the decisions of a game again: those where another move was likely better.

    Each is judged by what its seat knew then. What moves come to is in returns of the game.

    Example: panj review game.toml --most 3
    """
    from game.bots import bots_of
    from game.report.second_opinion import second_opinions
    from game.table import SavedGame, Sitting
    from game.table.language import speak_as_chosen
    from game.terminal.arguments import find_save

    speak_as_chosen()
    sitting = Sitting.open(SavedGame(find_save(save)), bots_of)
    for words in sitting.notices:
        note(words)
    played = [each for each, held in sitting.seats.items() if held != "auto"]
    rows = []
    for each in [seat] if seat is not None else played:
        title = sitting.game.title("seat", each) if each in sitting.game.seats else each
        tell = partial(Progress(), title)
        found = second_opinions(sitting, each, most, tell=tell)
        rows += [{**attrs.asdict(opinion), "words": opinion.words} for opinion in found]
        if not as_json:
            say(phrase("review.head" if found else "review.none", seat=title))
            for opinion in found:
                say(f"  {opinion.words}")
    if as_json:
        print_json(rows)
