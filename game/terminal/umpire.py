"""The umpire's console at a terminal: the desk is opened by its code, asked in lines, and shut.

While it is open the screen is the umpire's alone: it is cleared before and after, bots and dice
wait, and whoever is asked next is called as if they had just come.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from rich.console import Console, RenderableType
from rich.text import Text

from game.catalogue import phrase
from game.terminal import board
from game.terminal.hands import blank
from game.terminal.umpire_acts import TypedActs
from game.umpire import UmpireDesk, rehearse
from game.umpire.clock import minutes
from game.umpire.rehearsal_words import rehearsal_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.table import Attempt, Sitting
    from game.umpire import StoryRow

T = TypeVar("T")
#: So many lines of the story are shown where nobody says how many.
_LINES = 12
#: So many games are played in a rehearsal where nobody says how many, and at most.
_GAMES, _MOST_GAMES = 20, 400
#: What people type before they have read the help.
_SHORT = {"?": "help", "h": "help", "q": "leave", "quit": "leave", "exit": "leave"}


class DeskTalk(Protocol):
    """The conversation from which the console is opened.

    Attributes:
        sitting: the game.
        console: where to print.
        ask: shows a prompt and returns a line; raises EOFError at the end of the input.
        ask_code: the same for what nobody may read over a shoulder.
    """

    sitting: Sitting
    console: Console
    ask: Callable[[str], str]
    ask_code: Callable[[str], str]

    def do(self, act: Callable[[], T]) -> Attempt[T]:
        """Do something at the table, and say why where it is refused or cannot be kept."""
        ...

    def say(self, what: str | RenderableType) -> None:
        """Print something."""
        ...

    def anew(self) -> None:
        """The screen was somebody else's: whoever is asked next begins afresh."""
        ...


class UmpireTalk:
    """The console of one table at a terminal."""

    def __init__(self, talk: DeskTalk) -> None:
        """Know the conversation; the console is shut.

        Args:
            talk: the conversation at the terminal.
        """
        self._talk = talk

    @cached_property
    def desk(self) -> UmpireDesk:
        """The desk of this table, whose gate remembers wrong codes and whose clocks run.

        Raises:
            BadInjects: a file of injects lies beside the save and cannot be used.
        """
        return UmpireDesk(self._talk.sitting)

    @cached_property
    def _commands(self) -> dict[str, Callable[[str], None]]:
        acts = TypedActs(self.desk, self._talk)
        return {
            "board": self._board,
            "story": self._story,
            "time": self._time,
            "rehearse": self._rehearse,
            "help": lambda _: self._talk.say(phrase("at_desk.help")),
            **acts.commands,
        }

    def open(self, rest: str) -> None:
        """Open the console by a code, and stay until the umpire leaves.

        Args:
            rest: the code; where it is empty it is asked for without being shown.

        Raises:
            TableError: the code does not fit, the table has none, or the injects cannot be used.
            EOFError: the input has ended.
        """
        desk, talk = self.desk, self._talk
        code = rest
        if not code and talk.sitting.umpired:
            code = talk.ask_code(f"{phrase('at_desk.code')} ")
        if talk.do(partial(desk.open, code)).refused:
            return
        blank(talk.console)
        try:
            self._serve()
        finally:
            blank(talk.console)
            talk.anew()

    def _serve(self) -> None:
        """Do what is asked until the umpire leaves."""
        talk = self._talk
        talk.say(Text(phrase("at_desk.welcome"), style="bold"))
        self._stand()
        while True:
            line = talk.ask(f"{phrase('at_desk.prompt')} ").strip()
            word, _, rest = line.partition(" ")
            word = _SHORT.get(word.lower(), word.lower())
            if word == "leave":
                return
            if not word:
                continue
            known = self._commands.get(word)
            if known is None:
                talk.say(phrase("at_desk.unknown", word=word))
            else:
                talk.do(partial(known, rest.strip()))

    # What is so

    def _stand(self) -> None:
        """Where the game stands: the round, who is asked, what is not as claimed."""
        sitting, desk = self._talk.sitting, self.desk
        game, say = sitting.game, self._talk.say
        counted = game.rules.round
        if counted and game.scenario.rounds:
            now, last = game.value(desk.truth, counted), game.scenario.rounds
            say(phrase("umpire.round", n=now, last=last))
        if sitting.over:
            say(phrase("umpire.over"))
        elif sitting.actor is None:
            say(phrase("umpire.chance"))
        else:
            say(phrase("umpire.moves", seat=game.short("seat", sitting.actor)))
        if sitting.paused:
            say(phrase("umpire.paused"))
        for place in desk.apart:
            one = phrase(
                "umpire.one_apart", place=place.title, claimed=place.claimed, true=place.true
            )
            say(f"  {one}")

    def _board(self, rest: str) -> None:
        """The position: as it truly is, as all see it, or as one seat does."""
        desk, talk = self.desk, self._talk
        game, word = talk.sitting.game, rest.lower()
        if not word:
            view, head = desk.truth, phrase("umpire.true")
        elif word == "claimed":
            view, head = desk.claimed, phrase("umpire.claimed")
        elif word in game.seats:
            seen = talk.do(partial(desk.seen_by, word))
            view = seen.value or talk.sitting.sight(word)
            head = phrase("umpire.seen_by", seat=game.short("seat", word))
        else:
            talk.say(phrase("at_desk.which_board", seats=", ".join(game.seats)))
            return
        talk.say(Text(head, style="bold"))
        talk.say(board.position(game, view))
        if not word:
            self._stand()

    def _story(self, rest: str) -> None:
        """The last lines of the story, or all that is hidden from somebody."""
        words = rest.lower().split()
        rows = self.desk.story
        if "hidden" in words:
            words.remove("hidden")
            rows = [row for row in rows if row.hidden]
        if len(words) > 1 or (words and not words[0].isdecimal()):
            self._talk.say(phrase("at_desk.which_story"))
            return
        most = int(words[0][:9]) if words else _LINES
        shown = rows[-most:] if most else []
        if not shown:
            self._talk.say(phrase("at_desk.no_story"))
        for row in shown:
            self._talk.say(_line(row))

    def _time(self, rest: str) -> None:
        """The clocks as they stand; more time, or less; held, or let run again."""
        clocks, say = self.desk.clocks, self._talk.say
        clocks.tick()
        word = rest.lower()
        if word in ("hold", "run"):
            clocks.hold(word == "hold")
        elif word:
            figures = word.removeprefix("+").removeprefix("-")
            if not figures.isdecimal() or len(figures) > 5:
                say(phrase("at_desk.which_time"))
                return
            clocks.more(-int(figures) if word.startswith("-") else int(figures))
        if not clocks.dials:
            say(phrase("at_desk.no_clock"))
        for dial in clocks.dials:
            told = phrase("umpire.of_time", spent=minutes(dial.spent), limit=minutes(dial.limit))
            state = "" if dial.running else f" ({phrase('at_desk.stands')})"
            say(Text(f"  {dial.name}: {told}{state}", style="bold red" if dial.over else ""))

    def _rehearse(self, rest: str) -> None:
        """Let bots play the position on, and tell how long and how differently it may go."""
        talk, game = self._talk, self._talk.sitting.game
        if rest and not rest.isdecimal():
            talk.say(phrase("at_desk.which_rehearsal"))
            return
        count = max(1, min(_MOST_GAMES, int(rest[:9]))) if rest else _GAMES
        talk.say(Text(phrase("umpire.rehearse_note"), style="dim"))
        found = rehearse(game, talk.sitting.state, self.desk.played, count)
        if found is None:
            talk.say(phrase("at_desk.no_rehearsal"))
            return
        talk.say(phrase("umpire.rehearsed", count=found.games, of=count))
        for line in rehearsal_lines(game, found):
            talk.say(f"  {line}")


def _line(row: StoryRow) -> Text:
    """A line of the story; what of it is hidden says who knows it."""
    gone = row.given_up is not None
    told = Text.assemble((f"{row.n:>4}  ", "dim"), (f"{row.who}: ", "bold"), row.text)
    if gone:
        told.stylize("dim strike")
    extra: Sequence[tuple[str, str]] = [
        (f"[{row.out}]" if row.hidden else "", "magenta"),
        (phrase("shown.why", text=row.reason) if row.reason else "", "dim"),
        (" ".join(f"#{tag}" for tag in row.tags), "dim"),
    ]
    for words, style in extra:
        if words:
            told.append(f"\n        {words}", style=style)
    return told
