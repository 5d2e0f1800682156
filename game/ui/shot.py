"""A picture of the table after some moves, drawn off screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pygame

from game.rules import NOTHING

if TYPE_CHECKING:
    from game.rules import Rules


def take(
    rules: Rules,
    file: Path,
    moves: int,
    *,
    save: Path | None = None,
    scenario: str | None = None,
    seats: Mapping[str, str] | None = None,
    seed: int | None = None,
    options: Mapping[str, str] = NOTHING,
    size: tuple[int, int] = (1920, 1080),
) -> int:
    """Play `moves` moves with bots, draw the window, save it as `file`.

    Returns:
        0, or 1 with a sentence when the picture cannot be written.
    """
    from game.table import Sitting
    from game.table.generator import Generator
    from game.ui.app import App, bots, fill_seats
    from game.ui.screens.table import TableScreen

    os.environ["SDL_VIDEODRIVER"] = "dummy"
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode((64, 64))
    with tempfile.TemporaryDirectory() as folder:
        app = App(rules, size, Path(folder))
        there = bots(rules)
        if save is not None and save.exists():
            sitting = Sitting.load(save, there)
        else:
            chosen = scenario or rules.scenarios[0].id
            filled = fill_seats(app, chosen, seats)
            sitting = Sitting.new(rules, chosen, filled, seed or 0, None, there, options=options)
        best = there["doctrine"]
        made = 0
        while not sitting.over:
            seat = sitting.to_move
            if made >= moves and sitting.pending.kind != "chance":
                break
            if seat is None:
                step = sitting.step()
                made += step is not None and step.actor != "chance"
                continue
            # A bot answers for the people, who are left in their seats.
            dice = Generator(sitting.header.seed, f"picture {made}")
            choice = best(sitting.game, bytearray(sitting.state), seat, dice)
            sitting.play(choice.move_id)
            made += 1
        from game.ui.seat_client import SeatClient

        app.client = SeatClient(sitting)
        if app.client.pending.seat is not None:
            app.client.viewer = app.client.pending.seat
        app.client.read()
        screen = TableScreen(app, app.client, still=True)
        app.go(screen)
        app.frame()
        try:
            pygame.image.save(app.surface, str(file))
        except (OSError, pygame.error) as error:
            print(f"{file}: the picture cannot be written ({error}).", file=sys.stderr)
            return 1
    return 0
