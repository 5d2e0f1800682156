"""A lesson at a sitting: which step of a guide is told, and what the learner did that ends it.

It changes nothing at the table and stands in nobody's way: whatever the learner does, it goes on
behind that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from game.catalogue import spoken
from game.engine import StepTold
from game.rules import GuideDecl, Rules, StepDecl, marked
from game.table.seating import HUMAN
from game.table.setup import GameSetup
from game.table.sitting import Sitting

#: Who sits at a seat for which a guide names nobody.
USUAL: Final = "bot:doctrine"


@attrs.frozen
class Bookmark:
    """How far a lesson had come, to take it up again.

    Attributes:
        guide: its id.
        at: the step that it had come to.
        acted: how many actions the learner had played.
        left: whether the learner left it.
    """

    guide: str
    at: int = 0
    acted: int = 0
    left: bool = False


@attrs.frozen
class LessonPage:
    """One step as a learner reads it.

    Attributes:
        step: the step.
        told: its texts, with values.
        number: its number, from 1, among the steps of the guide.
        steps: how many these are.
        words: what the words mean that come here first.
        again: whether it is read again, while the lesson has come further.
        otherwise: whether the learner did something else than the last step asked for.
    """

    step: StepDecl
    told: StepTold
    number: int
    steps: int
    words: Mapping[str, str]
    again: bool
    otherwise: bool


def spoken_guides(guides: Iterable[GuideDecl]) -> tuple[GuideDecl, ...]:
    """The guides that are offered in the language that is spoken now.

    Of one that is told in it anew the other telling is left out; so are tellings in others.

    Args:
        guides: those of some rules.
    """
    here = spoken()
    found = [guide for guide in guides if guide.language in ("", here)]
    anew = {guide.like for guide in found if guide.like and guide.language}
    return tuple(guide for guide in found if guide.name not in anew)


def lesson_setup(rules: Rules, guide: GuideDecl) -> GameSetup:
    """The sitting that a guide is told at.

    Args:
        rules: the rules that have the guide.
        guide: which.
    """
    scenario = guide.scenario or rules.scenarios[0].id
    info = next(s for s in rules.scenarios if s.id == scenario)
    others = {seat: USUAL for seat in info.seats if seat != guide.seat}
    seats = {**others, **guide.seats, guide.seat: HUMAN}
    return GameSetup(rules, scenario, seats, guide.seed, guide=guide.name)


class Lesson:
    """Follows a learner through a guide.

    Attributes:
        guide: the guide.
        at: the step that it has come to; beyond the last one it is over.
    """

    def __init__(self, sitting: Sitting, guide: GuideDecl, mark: Bookmark | None = None) -> None:
        """Begin, or take it up where it was left.

        Args:
            sitting: the game.
            guide: a guide through its scenario.
            mark: how far it had come.
        """
        self._sitting, self.guide = sitting, guide
        self.at = mark.at if mark is not None else 0
        self._acted = mark.acted if mark is not None else len(self._moves("action"))
        self._answered = len(self._moves("choice"))
        self._key: tuple[int, int] | None = None
        #: The step that was come to last, and whether an action was asked for then.
        self._came = (-1, False)
        #: The steps that were told, and which of them is read.
        self._told: list[int] = []
        self._reading = 0
        self._otherwise = False
        #: Whether it came to this step by an action that was played.
        self._played = False
        self._page: tuple[object, LessonPage | None] | None = None
        self.follow()

    # What is told

    @property
    def over(self) -> bool:
        """Whether there is nothing more to tell."""
        return self.at >= len(self.guide.steps)

    def marked(self, left: bool = False) -> Bookmark:
        """How far it has come.

        Args:
            left: whether the learner leaves it here.
        """
        return Bookmark(self.guide.name, self.at, self._acted, left)

    @property
    def page(self) -> LessonPage | None:
        """What the learner reads now; None once it is over."""
        if not self._told:
            return None
        number = self._told[self._reading]
        key = (self._sitting.n, self.at, self._reading, self._otherwise)
        if self._page is None or self._page[0] != key:
            self._page = (key, self._read(number))
        return self._page[1]

    def _read(self, number: int) -> LessonPage | None:
        again = number != self.at
        if number >= len(self.guide.steps):
            return None
        view = self._sitting.view(self.guide.seat)
        told = self._sitting.game.told(view, self.guide.name, number)
        return LessonPage(
            self.guide.steps[number],
            told,
            number + 1,
            len(self.guide.steps),
            {word: self.guide.words[word] for word in self._first(self._reading)},
            again,
            self._otherwise and not again,
        )

    def _first(self, place: int) -> list[str]:
        """The words that are explained at a step that was told: those that no earlier one had."""
        known = {w for n in self._told[:place] for w in words_of(self.guide.steps[n])}
        return [w for w in words_of(self.guide.steps[self._told[place]]) if w not in known]

    @property
    def holds(self) -> bool:
        """Whether bots and dice wait until the learner has read."""
        page = self.page
        return page is not None and (page.again or page.step.waits in ("read", "look"))

    @property
    def readable_back(self) -> bool:
        """Whether there is an earlier step to read again."""
        return self._reading > 0

    # What the learner does

    def go_on(self) -> None:
        """Read on: the next of the steps that were told, or what comes after a step to read."""
        if self._reading < len(self._told) - 1:
            self._reading += 1
        elif not self.over and self.guide.steps[self.at].waits == "read":
            self._pass()
            self.follow()

    def skip(self) -> None:
        """Pass over the step, whatever it waits for."""
        if not self.over:
            self._pass()
            self.follow()

    def back(self) -> None:
        """Read the step before again."""
        self._reading = max(0, self._reading - 1)

    def looked(self, member: str) -> None:
        """A place was looked at."""
        self._meet("look", member)

    def took_up(self, action: str) -> None:
        """An action was taken up, and is not played yet."""
        self._meet("choose", action)

    def _meet(self, waits: str, name: str) -> None:
        if not self.over:
            step = self.guide.steps[self.at]
            if step.waits == waits and name in step.points.values():
                self._pass()
                self.follow()

    # What would be done

    def move(self) -> int | None:
        """The move that does what the step asks for; None where it asks for none, or cannot now.

        Where the guide names none it is one that the learner's seat is advised to.
        """
        page, sitting = self.page, self._sitting
        if page is None or page.again or sitting.to_move != self.guide.seat:
            return None
        if page.step.waits in ("read", "look"):
            return None
        game, legal = sitting.game, [move.id for move in sitting.legal()]
        wanted = game.id(page.step.typed) if page.step.typed in game.names else None
        if wanted in legal:
            return wanted
        action = page.step.points.get("action")
        of_it = [move for move in legal if game.move(move).script == action]
        found = sitting.advice()
        return found if found in of_it or not of_it else of_it[0]

    # What happens

    def follow(self) -> bool:
        """Look at what happened; True if another step is told now."""
        key = (self._sitting.n, self.at)
        if key == self._key:
            return False
        before = self.at
        self._see_moves()
        while not self.over and self._is_done():
            self._pass()
        self._key = (self._sitting.n, self.at)
        if not self._told or self._told[-1] != self.at:
            self._told.append(self.at)
            self._reading = len(self._told) - 1
        return self.at != before

    def _see_moves(self) -> None:
        """Go on behind what the learner did since it was last looked."""
        acted, answered = self._moves("action"), self._moves("choice")
        for move in acted[self._acted :]:
            self._otherwise = False
            found = self._next("act")
            if found is not None:
                wanted = self.guide.steps[found].points.get("action")
                self._otherwise = found == self.at and wanted not in (None, move)
                self.at = found + 1
                self._played = True
        if len(answered) > self._answered and self._waits("answer"):
            self._pass()
        if self._sitting.over and (found := self._next("end")) is not None:
            self.at = found + 1
        # Where something was taken back there are fewer than before.
        self._acted, self._answered = len(acted), len(answered)

    def _next(self, waits: str) -> int | None:
        """The next step, from the present one, that waits for something."""
        rest = range(self.at, len(self.guide.steps))
        return next((n for n in rest if self.guide.steps[n].waits == waits), None)

    def _waits(self, *kinds: str) -> bool:
        return not self.over and self.guide.steps[self.at].waits in kinds

    def _is_done(self) -> bool:
        """Whether the step has nothing to tell now, or what it waits for has come."""
        step, sitting = self.guide.steps[self.at], self._sitting
        told = sitting.game.told(sitting.view(self.guide.seat), self.guide.name, self.at)
        if not told.holds:
            return True
        pending = sitting.pending
        acting = pending.kind == "act" and pending.seat == self.guide.seat
        if self._came[0] != self.at:
            self._came = (self.at, acting)
        match step.waits:
            case "turn":
                return acting or sitting.over
            case "answer":
                # Where an action is asked for, or none follows what was played, it did not come.
                asked = pending.kind == "choose" and pending.seat == self.guide.seat
                return acting or sitting.over or (self._played and not asked)
            case "phase":
                missed = acting and not self._came[1]
                return pending.script == step.phase or missed or sitting.over
            case "until":
                return told.reached or sitting.over
            case "choose" | "act" | "look":
                return sitting.over
            case "end":
                return sitting.over
        return False

    def _pass(self) -> None:
        self.at += 1
        self._otherwise = self._played = False

    def _moves(self, kind: str) -> list[str]:
        """The actions that the learner played, or the answers given, by the names of scripts."""
        game, seat = self._sitting.game, self.guide.seat
        names = [line.move for line in self._sitting.log(seat) if line.actor == seat]
        moves = [game.move(game.id(name)) for name in names if name]
        return [move.script for move in moves if move.kind == kind]


def words_of(step: StepDecl) -> list[str]:
    """The words that the texts of a step mark, each once."""
    texts = (step.texts["name"], step.texts["text"], step.task)
    return list(dict.fromkeys(word for text in texts for word in marked(text)))
