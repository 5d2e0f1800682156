"""One game in each language that is spoken at its table.

What is shown of a game is told when it is asked for, in the language that is spoken then: two
phones at one table may speak two. The game that is played, and kept, is the one in the language in
which it was opened; what the others tell, they tell of its states, which are the same in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.catalogue import spoken
from game.story.log import Happened, LogWriter

if TYPE_CHECKING:
    from game.engine import Game
    from game.table.timeline import Timeline, Transition


class Tongues:
    """A game, and what writes of it, in the language that is spoken."""

    def __init__(self, game: Game) -> None:
        """Know the game as it was opened.

        Args:
            game: the game that is played.
        """
        self._played = game
        self._games: dict[str, Game] = {game.rules.language: game}
        self._writers: dict[str, LogWriter] = {}

    @property
    def game(self) -> Game:
        """The game in the language that is spoken; as it was opened where that is not known."""
        language = spoken()
        if language not in self._games:
            self._games[language] = self._played.told_in(language)
        return self._games[language]

    @property
    def writer(self) -> LogWriter:
        """Writes the lines of its log in the language that is spoken."""
        language = spoken()
        if language not in self._writers:
            self._writers[language] = LogWriter(self.game)
        return self._writers[language]

    def happened(self, frame: Transition, move: int) -> Happened:
        """What a move did, told in the language that is spoken.

        Args:
            frame: the change that it made.
            move: its number.
        """
        game, events = self.game, frame.events
        if game is not self._played:
            events = tuple(game.apply_traced(bytearray(frame.before), move))
        return Happened(frame.before, frame.after, events)

    def beginning(self, timeline: Timeline) -> Happened:
        """What happened before the first entry, told in the language that is spoken.

        Args:
            timeline: what happened.
        """
        begun, game = timeline.beginning, self.game
        if game is self._played:
            return begun
        events = tuple(game.begin_traced(timeline.seats_played))
        return Happened(begun.before, begun.after, events)
