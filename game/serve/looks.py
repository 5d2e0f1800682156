"""What is shown on request: why a move is refused, what it would do, a place, the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import phrase
from game.engine import CellId
from game.serve.board_page import place_page
from game.serve.council_page import offer_page
from game.serve.parts import story_page
from game.serve.protocol import LookUp, Refused
from game.serve.seat_page import brief_page
from game.serve.sight import Plain, Sight, told
from game.story.previews import PreviewTeller, ghosts, told_values
from game.story.standing import StandingTeller
from game.story.threats import ThreatTeller
from game.table.glossary import Glossary

if TYPE_CHECKING:
    from collections.abc import Collection

    from game.engine import Effect, Preview
    from game.table import Sitting
    from game.table.rulebook import RulebookPassage

#: So many passages of the rules are found at once.
MOST_FOUND = 12


class Looks:
    """Answers what is asked to be shown, at one table."""

    def __init__(self, sitting: Sitting) -> None:
        """Show nothing yet.

        Args:
            sitting: the game.
        """
        self._sitting = sitting
        self._glossaries: dict[str, Glossary] = {}

    @property
    def _glossary(self) -> Glossary:
        """The pages of the rules in the language that is spoken, the same for every seat."""
        game = self._sitting.game
        if game.rules.language not in self._glossaries:
            self._glossaries[game.rules.language] = Glossary(game)
        return self._glossaries[game.rules.language]

    def answer(self, seat: str, asked: LookUp) -> Plain:
        """Show something.

        Args:
            seat: who asks; empty for who sees what all see.
            asked: what.

        Raises:
            Refused: it is not shown to this reader, or there is no such thing.
        """
        match asked.at:
            case "rules":
                return self._rules(asked.words, asked.chapter)
            case "story":
                return {"story": story_page(Sight(self._sitting, seat), asked.before)}
            case "place":
                return self._place(Sight(self._sitting, seat), asked.place)
        if not seat:
            raise Refused("not_yours", phrase("serve.not_yours"))
        if asked.at == "brief":
            self._sitting.brief(seat)
            return {"brief": brief_page(Sight(self._sitting, seat))}
        sight = Sight(self._sitting, seat)
        if not sight.yours:
            raise Refused("not_yours", phrase("serve.not_yours"))
        if asked.at == "offer":
            return offer_page(sight, asked.draft)
        if asked.id not in {move.id for move in self._sitting.candidates()}:
            raise Refused("unknown", phrase("serve.no_such_move"))
        return self._why(asked.id) if asked.at == "why" else self._preview(sight, asked.id)

    def _rules(self, words: str, chapter: str) -> Plain:
        """What is found by words; else a chapter; else which chapters there are."""
        if words.strip():
            found = [each.page for each in self._glossary.search(words)[:MOST_FOUND]]
            return {"found": [*map(_passage, found)]}
        chapters = self._glossary.chapters
        if not chapter:
            index = [{"id": c.kind, "title": c.head, "count": len(c.passages)} for c in chapters]
            return {"found": [], "chapters": index}
        asked = next((c for c in chapters if c.kind == chapter), None)
        if asked is None:
            raise Refused("unknown", phrase("serve.no_such_chapter"))
        return {"found": [*map(_passage, asked.passages)], "title": asked.head}

    def _place(self, sight: Sight, place: str) -> Plain:
        if place not in sight.places:
            raise Refused("unknown", phrase("serve.no_such_place"))
        lines = StandingTeller(sight.game, sight.seat).why(sight.view, place)
        if sight.seat:
            teller = ThreatTeller(sight.game)
            lines += teller.lines(teller.found(sight.view, place))
        return {"id": place, "lines": [told(line) for line in lines]}

    def _why(self, move: int) -> Plain:
        verdict = self._sitting.explain(move)
        clauses = [
            {"held": clause.held, "text": clause.say or clause.when} for clause in verdict.clauses
        ]
        if not verdict.legal and all(clause.held for clause in verdict.clauses):
            clauses.append({"held": False, "text": phrase("table.nothing_refused")})
        return {"id": move, "legal": verdict.legal, "clauses": clauses}

    def _preview(self, sight: Sight, move: int) -> Plain:
        game = sight.game
        if move not in {each.id for each in self._sitting.legal()}:
            raise Refused("refused", phrase("serve.not_open"))
        seen = self._sitting.preview(move, told_values(game), sight.seat)
        teller = PreviewTeller(game, sight.seat)
        odds = [
            {
                "share": falls.share,
                "weight": falls.weight,
                "whole": falls.whole,
                "faces": falls.faces,
                "lines": [told(falls.line)],
                "places": _places(sight, falls.effects[0], seen.own),
            }
            for falls in teller.falls(seen)
        ]
        return {
            "id": move,
            "lines": [told(line) for line in teller.lines(seen, odds=False)],
            "odds": odds,
            "places": _places(sight, seen, seen.own),
        }


def _passage(passage: RulebookPassage) -> Plain:
    """A passage of the rules: its lines, and the rows of its table with a point between cells."""
    rows = [" · ".join(filter(None, row)) for row in passage.rows]
    return {"title": passage.name, "text": "\n".join([*passage.lines, *rows])}


def _places(sight: Sight, came: Preview | Effect, own: Collection[str]) -> list[Plain]:
    """The places of the map that would be otherwise, now and then."""
    accent = sight.look.accent.value
    needed = {
        (named.index[0], named.index[1]): after is True
        for cell, _, after in came.derived
        if (named := CellId.parse(cell)).register == accent and len(named.index) == 2
    }
    then = ghosts(came, own)
    changed = {place for _, place in (*then, *needed)}
    return [
        {"id": p, "now": place_page(sight, p), "then": place_page(sight, p, then, needed)}
        for p in sight.places
        if p in changed
    ]
