"""How a game ended for each seat that was played: its score beside its target, best first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from game.catalogue import listed, number_text, phrase
from game.engine import Game, View
from game.rules.look import OutcomeRole
from game.table.records import Result


@attrs.frozen
class Outcome:
    """A seat at the end of a game.

    Attributes:
        seat: its id.
        score: its score.
        target: the score from which it has succeeded, or None where none is set.
        mark: whether it succeeded and how, in words, or nothing.
    """

    seat: str
    score: int
    target: int | None = None
    mark: str = ""

    @property
    def margin(self) -> int:
        """How far the score is above the target; where none is set, the score."""
        return self.score - (self.target or 0)

    @property
    def words(self) -> str:
        """Target, margin and mark in words; nothing where no target is set."""
        if self.target is None:
            return ""
        margin = number_text(self.margin, plus=True)
        if not self.mark:
            return phrase("outcome.margin", target=self.target, margin=margin)
        mark = self.mark.lower()
        return phrase("outcome.marked", target=self.target, margin=margin, mark=mark)


def headline(game: Game, result: Result, played: Collection[str]) -> str:
    """Who won, in a sentence by the words of the ending; else who came out level before others.

    Args:
        game: the game.
        result: how it ended.
        played: the seats that were played.
    """
    if result.winner is not None:
        return game.rules.look.roles.won(result.ending, game.title("seat", result.winner))
    returns = {seat: value for seat, value in result.returns.items() if seat in played}
    best = max(returns.values(), default=0)
    level = [game.short("seat", seat) for seat in game.seats if returns.get(seat) == best]
    if len(level) > 1 and best > 0:
        return phrase("end.together", seats=listed(level))
    if 1 < len(level) < len(returns):
        return phrase("end.shared", seats=listed(level))
    return phrase("end.no_winner")


def tie_words(game: Game, result: Result, found: Sequence[Outcome]) -> str:
    """That a winner was level with others, whom a further rule put behind; "" where none was.

    Args:
        game: the game.
        result: how it ended.
        found: how the seats came out; see `outcomes`.
    """
    margins = {each.seat: each.margin for each in found}
    if result.winner not in margins or all(v is None for v in result.scores.values()):
        return ""
    level = [s for s, m in margins.items() if m == margins[result.winner] and s != result.winner]
    names = [game.short("seat", seat) for seat in level]
    return phrase("end.tie", seats=listed(names)) if names else ""


def outcomes(
    game: Game, view: View, scores: Mapping[str, int], role: OutcomeRole, played: Collection[str]
) -> list[Outcome]:
    """Return how a game ended for each seat that somebody or a bot played, the best first.

    Args:
        game: the game.
        view: what the reader sees at the end.
        scores: the final scores, or the returns where the rules keep no scores.
        role: the derived values that tell of it.
        played: the seats that were played; what the rules did for another is no success of its.
    """
    derived = game.derived_values

    def value(name: str, seat: str) -> int | None:
        found = game.value(view, name, seat) if name in derived else None
        return found if isinstance(found, int) else None

    found = []
    for seat in (s for s in scores if s in played):
        target = value(role.target, seat) or None
        held = (m for m in role.marks if target is not None and value(m, seat))
        mark = next((str(game.describe("derived", m)["name"]) for m in held), "")
        found.append(Outcome(seat, scores[seat], target, mark))
    return sorted(found, key=lambda o: -o.margin)
