"""What may be chosen now: all of it numbered, or where that is much, one step after another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Final, Protocol

from rich.console import RenderableType
from rich.text import Text

from game.catalogue import called, phrase
from game.engine import Game, Move
from game.engine.errors import UnknownMove
from game.rules.look import Grouping
from game.table import Sitting
from game.table.in_words import asked
from game.terminal import show
from game.terminal.text_board import TextBoard

#: More choices than this are asked one step after another.
MANY: Final = 40
#: So many reasons are compared to say why nothing allows a word.
REASONS: Final = 60


class Asking(Protocol):
    """The conversation in which something is chosen.

    Attributes:
        sitting: the game.
        seat: the seat whose eyes the screen has; None before anybody was shown anything.
    """

    sitting: Sitting
    seat: str | None

    def say(self, what: str | RenderableType) -> None:
        """Print something."""
        ...

    def title(self, seat: str) -> str:
        """What people call a seat."""
        ...


def steps_of(move: Move) -> tuple[str, ...]:
    """The words by which a move is chosen one after another: its action, then its targets."""
    if move.kind == "action":
        return (move.script, *move.targets)
    return move.targets or (move.name.rpartition(":")[2],)


class Offer:
    """Shows what may be chosen, and reads what was typed.

    Attributes:
        picked: the words that were chosen so far, where it is asked step by step.
    """

    def __init__(
        self, talk: Asking, groups: Mapping[str, Grouping], commands: Collection[str]
    ) -> None:
        """Know the conversation.

        Args:
            talk: where it takes place.
            groups: the sets whose members are offered group by group.
            commands: the words that are no choice.
        """
        self._talk, self._groups, self._commands = talk, groups, commands
        self.picked: tuple[str, ...] = ()
        self._at = -1

    @property
    def _sitting(self) -> Sitting:
        return self._talk.sitting

    @property
    def _game(self) -> Game:
        return self._talk.sitting.game

    def legal(self) -> list[Move]:
        """The legal moves, in the order in which they are numbered."""
        return [move for _, move in self._grouped()]

    def _grouped(self) -> list[tuple[str, Move]]:
        return show.grouped(self._game, self._sitting.legal(), self._groups)

    def _steps(self) -> dict[str, list[Move]]:
        """The words of the open step, each with the moves it leads to; {} if all are numbered."""
        if self._at != self._sitting.n:
            self._at, self.picked = self._sitting.n, ()
        moves = self.legal()
        if len(moves) <= MANY or all(len(steps_of(move)) < 2 for move in moves):
            return {}
        return self._next(moves)

    def _next(self, moves: Sequence[Move]) -> dict[str, list[Move]]:
        found: dict[str, list[Move]] = {}
        size = len(self.picked)
        for move in moves:
            steps = steps_of(move)
            if len(steps) > size and steps[:size] == self.picked:
                found.setdefault(steps[size], []).append(move)
        return found

    @property
    def count(self) -> int:
        """How many things are numbered now."""
        return len(self._steps() or self.legal())

    # Showing

    def show(self, question: str) -> None:
        """Show what may be chosen, below what is asked."""
        steps = self._steps()
        if not steps:
            self._talk.say(Text(question, style="bold"))
            self._talk.say(show.choices(self._grouped(), self._sitting.prices))
            return
        if self.picked:
            for board in self._boards(steps):
                self._talk.say(board)
        self._talk.say(Text(self._asked() or question, style="bold"))
        rows = [self._row(word, moves) for word, moves in steps.items()]
        self._talk.say(show.steps(rows))
        hint = phrase("offer.back" if self.picked else "offer.at_once")
        self._talk.say(Text(hint, style="dim"))

    def _asked(self) -> str:
        """What the open step asks for."""
        info = next((a for a in self._game.actions if self.picked[:1] == (a.id,)), None)
        if info is None:
            return ""
        so_far = ", ".join([info.name, *(self._called(word) for word in self.picked[1:])])
        n, total = len(self.picked) - 1, len(info.asks)
        what = asked(self._game, info.asks[n]) if n < total else phrase("offer.what")
        if total < 2:
            return phrase("offer.which", chosen=so_far, what=what)
        return phrase("offer.which_of", chosen=so_far, what=what, number=n + 1, total=total)

    def _row(self, word: str, moves: Sequence[Move]) -> tuple[str, str, str]:
        """A word of the open step: what it is called, what it costs or leads to, its id."""
        whole = steps_of(moves[0]) == (*self.picked, word)
        if whole:
            note = "+".join(str(n) for n in self._sitting.prices(moves[0].id).values() if n)
            return self._called(word), note, word
        return self._called(word), phrase("offer.ways", count=len(moves)), word

    def _called(self, word: str) -> str:
        """What people call a word: an action, or a member."""
        if not self.picked or word == self.picked[0]:
            info = next((a for a in self._game.actions if a.id == word), None)
            if info is not None:
                return info.name
        kinds = (k for k, s in self._game.sets.items() if s.declared and word in s.members)
        kind = next(kinds, "")
        return self._game.title(kind, word) if kind else called(word)

    def _boards(self, words: Collection[str]) -> list[RenderableType]:
        """The boards on which something of the open step lies."""
        if self._talk.seat is None:
            return []
        view = self._sitting.view(self._talk.seat)
        found = [TextBoard(self._game, b, view, frozenset(words)) for b in self._game.boards]
        return [board for board in found if board.lit]

    # Reading

    def back(self, rest: str) -> None:
        """Give up the last step."""
        steps = self._steps()
        if not steps or not self.picked:
            self._talk.say(phrase("offer.no_step"))
            return
        self.picked = self.picked[:-1]
        self._again()

    def _again(self) -> None:
        pending = self._sitting.pending
        asked = pending.question or phrase("terminal.choose_action")
        seat = self._talk.title(pending.seat or "")
        self.show(phrase("terminal.asked", seat=seat, question=asked))

    def play(self, line: str) -> int | None:
        """The move that a line makes; None where it makes none yet, which is said or shown."""
        steps = self._steps()
        if not steps or line in self._game.names:
            return self.move(line)
        before = self.picked
        # A name may have several words.
        whole = self._word(line) is not None
        for word in [line] if whole else line.replace(":", " ").split():
            found = self._word(word)
            if found is None:
                self._refuse(word, line)
                self.picked = before
                return None
            moves = self._next(self.legal())[found]
            self.picked = (*self.picked, found)
            if len(moves) == 1 and steps_of(moves[0]) == self.picked:
                # Where it cannot be made after all, its last step is asked again.
                self.picked = self.picked[:-1]
                return moves[0].id
        self._again()
        return None

    def _word(self, typed: str) -> str | None:
        """The word of the open step that was typed: its number, its id or its name."""
        steps = self._next(self.legal())
        digits = typed.rstrip(".)")
        if digits.isascii() and digits.isdigit():
            number = int(digits[:9])
            # An answer may itself be a number: then that is meant.
            if digits not in steps and 1 <= number <= len(steps):
                return list(steps)[number - 1]
        wanted = typed.lower()
        return next((w for w in steps if wanted in (w, self._called(w).lower())), None)

    def _refuse(self, word: str, line: str) -> None:
        """Say why a word of the open step cannot be chosen, or that there is none."""
        moves = [m for m in self._sitting.candidates() if word in self._next([m])]
        if word.rstrip(".)").isdigit() and not moves:
            steps = self._next(self.legal())
            self._talk.say(phrase("offer.no_choice", word=word, count=len(steps)))
        elif moves:
            name, why = self._called(word), self._mostly(moves)
            told = why if why.startswith(name) else phrase("offer.refused", name=name, why=why)
            self._talk.say(told)
        else:
            self._talk.say(self._unknown(line, list(self._next(self.legal()))))

    def _mostly(self, moves: Sequence[Move]) -> str:
        """The reason that most of these moves are refused for."""
        said = []
        for move in moves[:: max(1, len(moves) // REASONS)]:
            clauses = self._sitting.explain(move.id).clauses
            told = (c.say for c in clauses if not c.held and c.say)
            said.append(next(told, phrase("offer.not_open")))
        best = max(dict.fromkeys(said), key=said.count)
        return best if len(set(said)) == 1 else phrase("offer.mostly", why=best)

    def _unknown(self, line: str, words: Sequence[str]) -> str:
        near = get_close_matches(line, [*self._commands, *words], n=1, cutoff=0.6)
        if near:
            return phrase("offer.unknown_near", line=line, near=near[0])
        return phrase("offer.unknown", line=line)

    def move(self, word: str) -> int | None:
        """Return the id meant by a number or a readable id, or say what is wrong with it."""
        digits, legal = word.rstrip(".)"), self.legal()
        if not legal and digits.isdigit():
            self._talk.say(self._nothing())
            return None
        if digits.isascii() and digits.isdigit():
            return self._numbered(word, int(digits[:9]), legal)
        try:
            return self._game.id(word)
        except UnknownMove:
            near = get_close_matches(word.split(" ")[0], self._commands, n=1, cutoff=0.6)
            places = [str(n) for n, m in enumerate(legal, 1) if m.name.startswith(f"{word}:")]
            if places and not self._steps():
                self._talk.say(phrase("offer.say_which", word=word, numbers=", ".join(places)))
            elif near:
                first = word.split(" ")[0]
                self._talk.say(phrase("offer.no_command", word=first, near=near[0]))
            else:
                self._talk.say(self._unknown(word, self._game.names))
            return None

    def _numbered(self, word: str, number: int, legal: Sequence[Move]) -> int | None:
        steps = self._steps()
        count = len(steps or legal)
        if not 1 <= number <= count:
            self._talk.say(phrase("offer.no_choice", word=word, count=count))
            return None
        if not steps:
            return legal[number - 1].id
        name, moves = list(steps.items())[number - 1]
        if steps_of(moves[0]) == (*self.picked, name):
            return moves[0].id
        called = self._called(name)
        self._talk.say(phrase("offer.beginning", name=called, count=len(moves)))
        return None

    def _nothing(self) -> str:
        """Why nothing can be chosen now, and what can be done instead."""
        if self._sitting.paused:
            return phrase("terminal.paused")
        return phrase("offer.nothing_to_choose")

    # What is not allowed

    def refused(self, rest: str) -> None:
        """Say what is not allowed now, and why; of many choices what the open step leaves out."""
        if self._sitting.paused:
            self._talk.say(phrase("terminal.paused"))
            return
        legal = {move.id for move in self._sitting.legal()}
        others = [move for move in self._sitting.candidates() if move.id not in legal]
        steps = self._steps()
        if not others:
            self._talk.say(phrase("offer.all_allowed"))
        elif not steps:
            self._talk.say(show.refused(self._sitting.explain(m.id) for m in others))
        else:
            closed = {w: moves for w, moves in self._next(others).items() if w not in steps}
            rows = [(self._called(w), self._mostly(moves), "") for w, moves in closed.items()]
            told = show.steps(rows, numbered=False) if rows else phrase("offer.nothing_left_out")
            self._talk.say(told)
