"""The rulebook as one page for the screen and for printing, with an aid for each seat."""

from __future__ import annotations

from typing import Final

from game.catalogue import phrase
from game.engine import Game
from game.report.templating import filled
from game.table.rulebook import player_aids, rulebook

#: What a page is called that is written into a folder.
RULEBOOK_PAGE: Final = "rulebook.html"


def rulebook_page(game: Game) -> str:
    """The rules of a game for people as HTML: chapters, a player aid for each seat, the cards.

    Args:
        game: a scenario of it.
    """
    rules = game.rules
    # Without rules in a paragraph the sentence stands under "How it goes".
    lead = rules.text if rules.text and rules.people.how else ""
    foot = [phrase("report.rules", hash=rules.sha256[:12]), rules.disclaimer]
    chapters = rulebook(game)
    return filled(
        "rulebook.html.j2",
        name=rules.name,
        scenario=game.scenario.name,
        lead=lead,
        chapters=[chapter for chapter in chapters if chapter.kind != "cards"],
        cards=[chapter for chapter in chapters if chapter.kind == "cards"],
        aids=[(phrase("rulebook.aid", seats=aid.seats), aid) for aid in player_aids(game)],
        foot=[part for part in foot if part],
        words={
            "language": phrase("report.language"),
            "title": phrase("rulebook.title"),
            "contents": phrase("rulebook.contents"),
            "search": phrase("rulebook.search"),
            "nothing": phrase("rulebook.nothing"),
            "may": phrase("rulebook.may"),
        },
    )
