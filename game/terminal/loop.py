"""The conversation at a terminal: whose turn it is, what was typed, what is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TypeVar

from rich.console import Console, RenderableType
from rich.text import Text

from game.bots import bots_of
from game.catalogue import phrase
from game.engine import Game, View
from game.report.debrief import debrief
from game.rules import GuideDecl, Rules
from game.story.previews import told_values
from game.table import (
    Attempt,
    Bot,
    LogLine,
    Sitting,
    attempt,
    broken_promises,
    deals_in_force,
    outcomes,
)
from game.table.glossary import Glossary
from game.table.lesson import spoken_guides
from game.table.lessons import Lessons
from game.table.outcome import headline, tie_words
from game.table.seating import played
from game.terminal import about, board, debriefing, lookup, odds, show, standing
from game.terminal.acts import Acts
from game.terminal.asking import Interview
from game.terminal.counsel import hint
from game.terminal.hands import blank, clears, discard_typed, push_lines
from game.terminal.hints import command
from game.terminal.lesson import TerminalLesson
from game.terminal.obstacles import obstacles, unsaved_words
from game.terminal.offer import Offer
from game.terminal.open_table import OpenTable
from game.terminal.printing import shield
from game.terminal.reading import hidden_reader, reader
from game.terminal.umpire import UmpireTalk
from game.terminal.waiting import Waiting

#: What people type before they have read the above.
SHORT = {"?": "help", "q": "quit", "h": "help", "u": "undo"}

Prompt = Callable[[str], str]
T = TypeVar("T")


class Terminal:
    """Plays one sitting with the people at one terminal.

    Several people share the screen: before another person's seat is shown, the screen is cleared
    and stays blank until Enter is pressed.
    """

    def __init__(
        self,
        sitting: Sitting,
        console: Console,
        ask: Prompt | None = None,
        guide: GuideDecl | None = None,
        lessons: Lessons | None = None,
        bots: Callable[[Rules], Mapping[str, Bot]] = bots_of,
    ) -> None:
        """Sit down.

        Args:
            sitting: the game; it writes its own journal.
            console: where to print.
            ask: shows a prompt and returns a line; raises EOFError at the end of the input.
            guide: a guide through the game that is told between prompts.
            lessons: remembers how far lessons came; None forgets it with the game.
            bots: gives the bots that there are; a function of a module.
        """
        self.sitting = sitting
        self.console = console
        shield(console)
        self._ask = self.ask = ask or reader(console)
        #: Asks for what nobody may read over a shoulder.
        self.ask_code = ask or hidden_reader(console)
        self._waiting = Waiting(sitting, bots, console, self.title)
        self._lessons = lessons or Lessons()
        mark = self._lessons.get(sitting.header.root())
        if guide is None and mark is not None:
            guide = next((g for g in sitting.game.guides if g.name == mark.guide), None)
        self._lesson = self._lesson_by(guide) if guide is not None else None
        self._roles = sitting.game.rules.look.roles
        #: The seat whose eyes the screen has now; None before anybody was shown anything.
        self.seat: str | None = None
        self._told: dict[str, int] = {}
        #: The seats that have read their briefs.
        self._briefed: set[str] = set()
        #: Whether it was said what sharing this terminal means.
        self._shared = False
        self._noticed: set[str] = set()
        #: Why neither a bot nor a die can go on; empty where they can.
        self._halted = ""
        #: Whether it was said that the disk refuses what happens.
        self._unsaved = False
        #: Whether it was said that leaving now loses what is in memory only.
        self._told_loss = False
        #: What is asked before all.
        self.open_table = OpenTable(self)
        #: Why people chose, and how it was.
        self._interview = Interview(self)
        #: What was asked before all last.
        self._asked_at = -1
        self._commands: dict[str, Callable[[str], None]] = {
            "why": self._why,
            "preview": self._preview,
            "view": self._view,
            "deals": self._deals,
            "log": self._log,
            "brief": self._brief,
            "hint": self._hint,
            "about": self._help,
            "rules": self._rules,
            **Acts(self).commands,
            **self.open_table.commands,
            "now": self._now,
            "umpire": UmpireTalk(self).open,
            "private": self._private,
            "lesson": self._turn_lesson,
            "show": self._show_step,
            "help": self._help,
        }
        self.offer = Offer(self, self._roles.groups, [*self._commands, "all", "back"])
        self._commands |= {"all": self.offer.refused, "back": self.offer.back}

    @property
    def _game(self) -> Game:
        return self.sitting.game

    def run(self) -> None:
        """Play until the game is over or somebody quits.

        Raises:
            EOFError: the input has ended.
            KeyboardInterrupt: Ctrl-C; like the end of the input, it loses nothing.
        """
        try:
            self._run()
        finally:
            self._waiting.close()

    def _run(self) -> None:
        self._notices()
        self.say(f"{self._game.rules.name}: {self._game.scenario.name or self._game.scenario.id}")
        for line in about.options(self._game):
            self.say(line)
        if len(self._humans()) > 1:
            self._warn_of_sharing()
        while True:
            self._advance()
            if self.sitting.over:
                self._notices()
                self._over()
                self._interview.survey()
                self._lead()
                return
            seat = self.sitting.to_move
            if seat is not None and seat != self.seat:
                self._ask_of(seat)
            self._notices()
            for line in obstacles(self.sitting, self._halted):
                self.say(Text(line, style="bold"))
            self._lead()
            if self._answer():
                return

    def say(self, what: str | RenderableType) -> None:
        """Print something."""
        self.console.print(Text(what) if isinstance(what, str) else what)

    def do(self, act: Callable[[], T]) -> Attempt[T]:
        """Do something at the table, and say why where it is refused or cannot be kept.

        All that a person, a bot or a die does goes through here.
        """
        answer = attempt(act)
        if answer.refused or (answer.unsaved and not self._unsaved):
            self.say(answer.words)
        # Said once: from there on each prompt tells how much is in memory only.
        self._unsaved = bool(answer.unsaved) or (self._unsaved and self.sitting.unsaved > 0)
        return answer

    def _humans(self) -> list[str]:
        seats = self.sitting.seats
        return [seat for seat in self._game.seats if seats.get(seat) == "human"]

    def _advance(self) -> None:
        """Let chance and the bots go on; with nobody to watch in secret, all is told.

        Where a person asked for the word while a bot thinks, they have it first.
        """
        while not self._waiting.aside:
            if self.sitting.to_move is None and not self.sitting.over:
                self._lead()
            if not self._step():
                return
            if not self._humans():
                self._news(None)

    def _lead(self) -> None:
        """Tell what a lesson has to tell now, after what has happened."""
        if self._lesson is None or self._humans() != [self._lesson.seat]:
            # What it tells is for the learner's eyes alone.
            return
        if self._lesson.due:
            if not self.sitting.over:
                self._news(self._lesson.seat)
            self._lesson.lead()

    def _lesson_by(self, guide: GuideDecl) -> TerminalLesson:
        return TerminalLesson(self.sitting, guide, self.say, self._ask, self._lessons)

    def _turn_lesson(self, rest: str) -> None:
        """Leave the lesson, or take it up, or begin one that this game has for this seat."""
        guide = next((g for g in spoken_guides(self._game.guides) if g.seat == self.seat), None)
        if self._lesson is not None and self._lesson.seat == self.seat:
            self._lesson.turn()
        elif guide is not None:
            self._lesson = self._lesson_by(guide)
            if self._lesson.lesson is None:
                self._lesson.turn()
        else:
            self.say(phrase("lesson.no_lesson"))

    def _show_step(self, rest: str) -> None:
        """Say what does what the step of the lesson asks for."""
        if self._lesson is not None and self._lesson.seat == self.seat:
            self._lesson.show()
        else:
            self.say(phrase("lesson.no_lesson"))

    def _notices(self) -> None:
        """Pass on what the table has to say, each sentence once."""
        for notice in self.sitting.notices:
            if notice not in self._noticed:
                self._noticed.add(notice)
                self.say(notice)
        self.sitting.notices.clear()

    def _step(self) -> bool:
        answer = self.do(self._waiting.step)
        self._halted = answer.refused
        return answer.value is not None or answer.step is not None

    def _curtain(self, seat: str) -> None:
        # A lone player has nobody to hide from, as long as they keep their seat; what bots may see
        # does not pass by the screen.
        if len(self._humans()) > 1 or self.seat not in (None, seat):
            blank(self.console)
            self._warn_of_sharing()
            discard_typed()
            self._ask(phrase("terminal.turn", seat=self.title(seat)))
            blank(self.console)
        self.seat = seat

    def _ask_of(self, seat: str) -> None:
        """Ask another seat than the one that looks: before all where that will do, else alone."""
        if not self.open_table.open:
            self._curtain(seat)
            self.turn(seat)
        elif self._asked_at != self.sitting.n:
            if self.seat is not None:
                blank(self.console)
            self.seat, self._asked_at = None, self.sitting.n
            self.open_table.show()

    def anew(self) -> None:
        """The screen was somebody else's: whoever is asked next begins afresh."""
        self.seat, self._asked_at = None, -1

    def _now(self, rest: str) -> None:
        """Let the bot that thinks move with what it has found."""
        if not self._waiting.hurry():
            self.say(phrase("terminal.nobody_thinks"))

    def _private(self, rest: str) -> None:
        """Let whoever is asked before all look alone."""
        if self.seat is None:
            self.open_table.alone()

    def went_on(self, seat: str) -> None:
        """A seat has moved: others go on, and what is asked of it next is shown."""
        self._advance()
        if self.seat is not None and self.sitting.to_move == seat:
            self.turn(seat)

    def _warn_of_sharing(self) -> None:
        """Say once what several people must know of a terminal that cannot be cleared."""
        if not self._shared and not clears(self.console):
            self.say(phrase("terminal.cannot_clear", count=push_lines(self.console)))
        self._shared = True

    def title(self, seat: str) -> str:
        """What people call a seat."""
        return self._game.title("seat", seat) or seat

    def turn(self, seat: str) -> None:
        """Show a seat what is new, the position, and what it may choose."""
        if seat not in self._briefed and self._game.scenario.briefs and self._lesson is None:
            self._brief("")
        self._briefed.add(seat)
        self._news(seat)
        self._view("")
        self._offer()

    def _news(self, seat: str | None) -> None:
        """Tell what has happened since this seat was last told."""
        told = self._told.get(seat or "", -1)
        lines: list[LogLine] = [line for line in self.sitting.log(seat) if line.n > told]
        if lines:
            self.say(show.log(lines))
            self._told[seat or ""] = lines[-1].n

    def _offer(self) -> None:
        if self.sitting.paused:
            return
        pending = self.sitting.pending
        seat = pending.seat or ""
        if pending.seat is not None and self._game.shows:
            told = self._game.shown(self.sitting.view(pending.seat))
            values = (f"{each.title}: {each.words}" for each in told if each.words)
            self.say(Text(", ".join(values), style="dim"))
        for line in self.sitting.nearing:
            self.say(Text(line, style="yellow"))
        self._tell_throw(None)
        usual = "terminal.choose_action" if pending.kind == "act" else "terminal.choose"
        question = pending.question or phrase(usual)
        self.offer.show(phrase("terminal.asked", seat=self.title(seat), question=question))
        if not self.sitting.legal():
            self.say(phrase("terminal.nothing_left"))

    def _tell_throw(self, move: int | None) -> None:
        """Tell of the throw that a move leads to, or that is ahead now, if there is one."""
        seat = self.sitting.to_move
        if seat is not None and seat == self.seat:
            throw = self._game.throw(self.sitting.view(seat), move)
            if throw is not None:
                self.say(odds.told(self._game, throw))

    def _answer(self) -> bool:
        """Ask once and do what is asked; True if the person quits."""
        self._waiting.aside = False
        line = self._ask("> ").strip()
        if not line:
            return False
        word, _, rest = line.partition(" ")
        word = SHORT.get(word.lower(), word.lower())
        if word in ("quit", "exit"):
            return self._may_leave()
        self._told_loss = False
        if word in self._commands and line not in self._game.names:
            self.do(partial(self._commands[word], rest.strip()))
        else:
            self.do(partial(self._play, line))
        return False

    def _may_leave(self) -> bool:
        """Whether nothing is lost by leaving, or the person was told and leaves all the same."""
        if self.sitting.unsaved and not self._told_loss:
            self.do(self.sitting.close)
        if not self.sitting.unsaved or self._told_loss:
            return True
        self.say(phrase("terminal.not_all_saved", unsaved=unsaved_words(self.sitting)))
        self._told_loss = True
        return False

    def _play(self, line: str) -> None:
        if self.seat is None and self.open_table.open:
            self.open_table.read(line)
            return
        move = self.offer.play(line)
        if move is None:
            return
        found = next((m for m in self.sitting.legal() if m.id == move), None)
        if found is None:
            self._explain(move)
            return
        seat, why = self.sitting.to_move, self._interview.why()
        if not self.do(partial(self.sitting.play, move, why)).done:
            return
        if seat is not None:
            self.went_on(seat)

    def _explain(self, move: int) -> None:
        self.say(show.verdict(self.sitting.explain(move)))

    def _why(self, rest: str) -> None:
        if not rest:
            self.say(phrase("terminal.why_which"))
            return
        move = self.offer.move(rest)
        if move is not None:
            self._explain(move)

    def _preview(self, rest: str) -> None:
        legal = self.sitting.legal()
        move = self.offer.move(rest) if rest else None
        if not rest:
            self.say(phrase("terminal.preview_which"))
        elif move is not None:
            found = next((m for m in legal if m.id == move), None)
            if found is None:
                self._explain(move)
            elif self.seat is not None:
                seen = self.sitting.preview(move, told_values(self._game))
                self.say(show.preview(self._game, found, seen, self.seat))
                self._tell_throw(move)

    def _view(self, rest: str) -> None:
        if self.seat is not None:
            view = self.sitting.view(self.seat)
            if rest:
                self._place(view, rest)
                return
            if said := about.unusual(self._game):
                self.say(Text(said, style="bold"))
            if (card := about.card(self._game, view, self._roles)) is not None:
                self.say(card)
            self.say(board.position(self._game, view))
            for part in standing.told_of(self._game, view, played(self.sitting.seats)):
                self.say(part)

    def _place(self, view: View, word: str) -> None:
        """Tell of one place, by its id or its name."""
        found = standing.place(self._game, view, word)
        self.say(phrase("offer.unknown", line=word) if found is None else found)

    def _hint(self, rest: str) -> None:
        self.say(hint(self.sitting, self.seat))

    def _brief(self, rest: str) -> None:
        if self.seat is not None:
            self.say(about.brief(self._game, self.sitting.brief(self.seat)))

    def _rules(self, rest: str) -> None:
        self.say(lookup.rules(self._glossary, rest, self.console.width))

    def _deals(self, rest: str) -> None:
        if self.seat is not None or self.open_table.open:
            people = self._humans()
            view = self.sitting.view(self.seat) if self.seat else self.sitting.common(people)
            found = deals_in_force(self._game, view, self._roles.bonds)
            broken = broken_promises(self._game, view, self._roles.broken)
            self.say(show.deals(found, broken, self.title))

    def _log(self, rest: str) -> None:
        self.say(show.log(self.sitting.log(self.seat)))

    def _help(self, rest: str) -> None:
        wide = self.console.width
        self.say(lookup.word(self._glossary, rest, wide) if rest else phrase("terminal.help"))

    @cached_property
    def _glossary(self) -> Glossary:
        """The pages of the rulebook: from the rules alone, and so the same for every seat."""
        return Glossary(self._game)

    def _over(self) -> None:
        self._news(self.seat)
        result = self.sitting.result
        assert result is not None, "the game is over"
        if result.ending and result.ending in self._game.declared("ending"):
            told = self._game.describe("ending", result.ending)
            self.say(f"{told['name']}. {told.get('text', '')}".rstrip())
        found = {seat: n for seat, n in result.scores.items() if n is not None}
        seats = played(self.sitting.seats)
        view = self.sitting.view(self.seat or self._game.seats[0])
        ended = outcomes(self._game, view, found, self._roles.outcome, seats)
        head = phrase("terminal.headline", headline=headline(self._game, result, seats))
        self.say(Text(head, style="bold"))
        if tie := tie_words(self._game, result, ended):
            self.say(tie)
        if result.verdict:
            # A verdict may be named by a sentence that has its own full stop.
            verdict = self._game.verdict_title(result.verdict).removesuffix(".")
            self.say(phrase("terminal.verdict", verdict=verdict))
        self.say(show.scores(ended, self.title))
        # After the end nothing is hidden from anybody.
        self.say(debriefing.told(self.sitting, debrief(self.sitting, None), ended))
        if self.sitting.path is not None:
            self.say(phrase("terminal.read_again"))
            # One line, however narrow the terminal is: it is there to be pasted.
            self.console.print(Text(command(["replay", self.sitting.path])), soft_wrap=True)
            self.say(phrase("terminal.report_again"))
            self.console.print(Text(command(["report", self.sitting.path])), soft_wrap=True)
