"""A game on paper as a folder of pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import attrs

from game.catalogue import phrase
from game.engine import Game
from game.paper.guide import guide
from game.paper.pages import Pages, Paper
from game.paper.rehearsal import rehearse
from game.report.rulebook_page import RULEBOOK_PAGE, rulebook_page
from game.rules import Criteria
from game.table import GameSetup

INDEX: Final = "index.html"
GUIDE: Final = "guide.html"

#: What each page is, and how it is printed.
_PAGES: Final = {
    "map.html": ("paper.map", "paper.print_map"),
    "tracks.html": ("paper.tracks", "paper.print_table"),
    "mats.html": ("paper.mats", "paper.print_mats"),
    "aids.html": ("paper.aids", "paper.print_mats"),
    "cards.html": ("paper.cards", "paper.print_cards"),
    "pieces.html": ("paper.pieces", "paper.print_pieces"),
    "offers.html": ("paper.offers", "paper.print_offers"),
    RULEBOOK_PAGE: ("rulebook.title", "paper.print_table"),
    GUIDE: ("paper.guide", "paper.print_guide"),
}


def write_paper(
    setup: GameSetup,
    folder: Path,
    paper: Paper,
    games: int,
    criteria: Criteria | None = None,
    tell: Callable[[int, int], None] = lambda *_: None,
) -> list[Path]:
    """Write a scenario to print: map, mats, cards, pieces, rulebook and the facilitator's guide.

    Args:
        setup: the scenario, with a bot in each seat for the rehearsal.
        folder: where; it is made where it is missing.
        paper: what is printed on.
        games: how many games are rehearsed for the timings of the guide; 0 for no guide.
        criteria: the designer's own measures, for the rehearsal alone.
        tell: told of progress, games done and games in all.

    Returns:
        The files, the list of them first.

    Raises:
        MapDataError: the map's files cannot be read.
        OSError: the folder or a file cannot be written.
    """
    game = Game(setup.rules, setup.scenario, options=setup.options)
    pages = Pages(game, paper)
    texts = {**pages.all(), RULEBOOK_PAGE: rulebook_page(game)}
    if games:
        gauged = setup.rules if criteria is None else setup.rules.with_criteria(criteria)
        played = rehearse(attrs.evolve(setup, rules=gauged), games, tell=tell)
        texts[GUIDE] = pages.guide(guide(game, pages.start, played))
    listed = [
        (name, *(phrase(key) for key in keys)) for name, keys in _PAGES.items() if name in texts
    ]
    texts = {INDEX: pages.index([(name, what, how) for name, what, how in listed]), **texts}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return [folder / name for name in texts]
