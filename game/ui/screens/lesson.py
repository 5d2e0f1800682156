"""The lesson at the table: a card beside what it tells of, for as long as somebody is led."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pygame

from game.catalogue import phrase
from game.rules import WORD
from game.rules.look import Colour
from game.table.lesson import Bookmark, Lesson, LessonPage, spoken_guides
from game.ui import paint
from game.ui.screens.spots import crowd, spots
from game.ui.theme import ACCENT, mix
from game.ui.widgets import Box, Button, Scroll, Spacer, Span, Text, Widget
from game.ui.widgets.dialog import CardBox
from game.ui.widgets.pointing import PointingCard

if TYPE_CHECKING:
    from game.rules import GuideDecl
    from game.ui.option import Option
    from game.ui.screens.board_area import BoardArea
    from game.ui.screens.table_control import TableControl

#: The colours of the card, so that nobody takes it for a part of the table.
PAPER: Colour = (238, 231, 214)
WRITTEN: Colour = (38, 36, 33)
PENCILLED: Colour = (98, 90, 78)
EXPLAINED: Colour = (122, 78, 8)
TASK: Colour = (243, 205, 124)

GO_ON, BACK, LEAVE, SHOW = "G", "J", "Q", "S"
#: What ends a step at which the learner does nothing but watch.
_WATCHES = ("turn", "phase", "until", "end")
#: What a step may point at that is no member of a set.
_NO_MEMBERS = ("part", "action", "register")


class TableLesson:
    """What a table has of a lesson: none, or one that goes on.

    Attributes:
        layer: what lies over the table; nothing of it is seen without a lesson.
        lesson: the lesson, while there is one.
    """

    def __init__(self, screen: TableControl) -> None:
        """No lesson yet."""
        self._screen = screen
        self._card = CardBox(
            Box(), Scroll(Box(), grow=0.0, shade=PAPER), Box(), fill=PAPER, edge=ACCENT
        )
        self.layer = PointingCard(self._card, name="lesson")
        self.lesson: Lesson | None = None
        self._shown: object = None
        self._at: object = None
        self._free = False
        #: A word that was asked for, and what it means.
        self._asked = ""

    @property
    def guide(self) -> GuideDecl | None:
        """The guide through the game that is played, for the seat that looks."""
        client = self._screen.client
        return next((g for g in spoken_guides(client.game.guides) if g.seat == client.viewer), None)

    @property
    def _here(self) -> bool:
        """Whether the learner sits here: what a lesson tells is for nobody else's eyes."""
        return self.lesson is not None and self.lesson.guide.seat == self._screen.client.viewer

    @property
    def on(self) -> bool:
        """Whether something is told now."""
        return self.lesson is not None and self._here and self.lesson.page is not None

    @property
    def holds(self) -> bool:
        """Whether bots and dice wait for who reads."""
        return self.lesson is not None and self._here and self.lesson.holds

    def anew(self) -> None:
        """Say everything anew."""
        self._shown = self._at = None

    # Begin and end

    def sit(self) -> None:
        """Begin what the game was begun for, or take up what was not left."""
        client, kept = self._screen.client, self._screen.window.games.lessons
        mark = kept.get(client.identity)
        if mark is None and client.guide:
            mark = Bookmark(client.guide)
        guide = next((g for g in client.game.guides if mark and g.name == mark.guide), None)
        if guide is not None and mark is not None and not mark.left:
            self.begin(guide, mark)

    def begin(self, guide: GuideDecl, mark: Bookmark | None = None) -> None:
        """Lead through the game from here on."""
        self.lesson = self._screen.client.lesson(guide, mark)
        self._shown = None
        self._keep()

    def resume(self) -> None:
        """Go on where the lesson was left, or begin it."""
        if self.guide is not None:
            mark = self._screen.window.games.lessons.get(self._screen.client.identity)
            self.begin(self.guide, mark if mark and mark.guide == self.guide.name else None)

    def leave(self) -> None:
        """Lead no more; the game goes on."""
        self._keep(left=True)
        self.lesson = None
        self.layer.hide()

    def _keep(self, left: bool = False) -> None:
        """Remember how far it has come."""
        if self.lesson is not None:
            lessons = self._screen.window.games.lessons
            lessons.keep(self._screen.client.identity, self.lesson.marked(left))

    # What the learner does

    def looked(self, place: str) -> None:
        """A place was looked at."""
        if self.lesson is not None:
            self.lesson.looked(place)

    def took_up(self, action: str) -> None:
        """An action was begun."""
        if self.lesson is not None:
            self.lesson.took_up(action)

    def _go_on(self) -> None:
        assert self.lesson is not None
        self.lesson.go_on()

    def _back(self) -> None:
        assert self.lesson is not None
        self.lesson.back()

    def _show_me(self) -> None:
        """Do what the step asks for as far as the last press, and that one when asked again."""
        lesson, screen = self.lesson, self._screen
        page = lesson.page if lesson is not None else None
        if lesson is None or page is None:
            return
        if page.step.waits == "look":
            for kind, name in page.step.points.items():
                if kind not in _NO_MEMBERS:
                    screen.go_to(name)
                    screen.look_at(name)
            return
        move = self._wanted()
        if move is None:
            return
        if page.step.waits == "choose":
            screen.choose_action(move.move.script)
        elif screen.choosing.option is not None and screen.choosing.option.move == move.move:
            screen.confirm()
        else:
            if screen.choosing.acting:
                screen.choose_action(move.move.script)
            if move.steps and screen.choosing.option != move:
                screen.choose_target(*move.steps[len(screen.choosing.picked) :])

    def _wanted(self) -> Option | None:
        """The move that does what the step asks for, as the table offers it."""
        wanted = self.lesson.move() if self.lesson is not None else None
        options = self._screen.client.options() if wanted is not None else ()
        return next((option for option in options if option.move.id == wanted), None)

    def _shows(self, page: LessonPage) -> bool:
        """Whether there is something that can be done for the learner."""
        if page.again or page.step.waits == "read":
            return False
        return page.step.waits == "look" or self._free

    # What is shown

    def follow(self, table: Widget, area: BoardArea) -> bool:
        """Bring the card in line with the game; True if anything changed."""
        if self.lesson is None:
            return False
        self.lesson.follow()
        if not self._here:
            self.layer.hide()
            self.anew()
            return False
        page = self.lesson.page
        if page is None:
            self.layer.hide()
            self._keep()
            self.lesson = None
            return True
        free = self._screen.client.human_turn
        fresh = self._shown is None or self._shown != page or self._free != free
        self._free = free
        if fresh:
            turned = not isinstance(self._shown, LessonPage) or self._shown.step != page.step
            self._shown = page
            if turned:
                self._asked = ""
                self._turn_to(page, area)
            self._fill(page)
        found = spots(self._screen, table, area, page.step.points)
        spare = [*crowd(table, area)]
        now = (tuple(map(tuple, (*found, *spare))), self.layer.rect.size)
        if fresh or now != self._at:
            self._at = now
            self.layer.show(found, spare)
        return fresh

    def watch(self, table: Widget, area: BoardArea) -> None:
        """While something is told: point at what has moved, and cover nothing that is told of."""
        page = self._shown
        if self.lesson is None or not self.layer.visible or not isinstance(page, LessonPage):
            return
        if self._free:
            # What was asked is answered.
            self._free = False
            self._fill(page)
        found = spots(self._screen, table, area, page.step.points)
        lit = [rect for rect in (area.spot(place) for place in area.lit) if rect is not None]
        now = (tuple(map(tuple, (*found, *lit))), self.layer.rect.size)
        if now != self._at:
            self._at = now
            self.layer.keep(found, lit)

    def _turn_to(self, page: LessonPage, area: BoardArea) -> None:
        """A step is told for the first time: bring what it points at to sight."""
        self._keep()
        for kind, name in page.step.points.items():
            if kind in _NO_MEMBERS or area.spot(name) is None:
                continue
            if page.step.waits == "read":
                self._screen.go_to(name)
            else:
                area.reach(name)

    def _fill(self, page: LessonPage) -> None:
        guide = self.lesson.guide if self.lesson is not None else None
        assert guide is not None
        self.layer.touch()
        count = phrase("lesson.step_of", name=guide.title, number=page.number, steps=page.steps)
        words = Text(count, size="small", tint=PENCILLED, name="lesson.step")
        head: list[Widget] = [Box(words, _HowFar(page.number / page.steps), gap=0.5)]
        if page.told.name:
            head.append(_said(page.told.name, "head", "title", self._explain, "lesson.title"))
        body: list[Widget] = []
        if page.otherwise:
            body.append(Text(phrase("lesson.otherwise"), size="small", tint=PENCILLED))
        body.append(_said(page.told.text, "body", "text", self._explain, "lesson.text"))
        task = page.told.task
        if page.step.waits in _WATCHES and not task:
            task = phrase("lesson.asked" if self._free else "lesson.wait")
        if task and not page.again:
            words = _said(task, "body", "bold", self._explain, "lesson.task")
            body.append(Box(words, pad=1.1, fill=TASK, radius=7))
        known = dict(page.words)
        if self._asked:
            known.setdefault(self._asked, guide.words[self._asked])
        for word, meaning in known.items():
            told = [Span(f"{word}: ", EXPLAINED, "bold"), Span(meaning, PENCILLED)]
            body.append(Text(told, size="small", name=f"word:{word}"))
        parts = self._card.children
        parts[0].refill(*head)
        parts[1].children[0].refill(*body)
        parts[2].refill(*self._buttons(page))
        if self._card.root is not None:
            self.layer.place(self.layer.rect)

    def _buttons(self, page: LessonPage) -> Sequence[Widget]:
        assert self.lesson is not None
        first = "" if self.lesson.readable_back else phrase("lesson.first")
        buttons: list[Widget] = [
            Button(phrase("lesson.back"), self._back, key=BACK, why_not=first, name="lesson.back"),
            Button(
                phrase("lesson.leave_short"),
                self.leave,
                key=LEAVE,
                tip=phrase("lesson.leave"),
                name="lesson.leave",
            ),
            Spacer(grow=1),
        ]
        if page.again or page.step.waits == "read":
            last = page.step is self.lesson.guide.steps[-1]
            buttons.append(
                Button(
                    phrase("lesson.done" if last else "lesson.go_on"),
                    self._go_on,
                    key=GO_ON,
                    keys=("Space",),
                    primary=True,
                    name="lesson.go_on",
                )
            )
        if self._shows(page):
            tip = phrase("lesson.show_tip")
            buttons.append(
                Button(phrase("lesson.show"), self._show_me, key=SHOW, tip=tip, name="lesson.show")
            )
        return [Box(*buttons, across=True, gap=1, centre=True)]

    def _explain(self, word: str) -> None:
        """Say what a word of the guide means."""
        self._asked = word
        if isinstance(self._shown, LessonPage):
            self._fill(self._shown)
            self._at = None


class _HowFar(Widget):
    """A thin bar: how far the lesson has come."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._filled = share

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.dot(4))

    def draw(self, surface: pygame.Surface) -> None:
        paint.box(surface, self.rect, mix(PAPER, PENCILLED, 0.25), None, 2)
        room = pygame.Rect(self.rect)
        room.width = max(room.height, round(room.width * self._filled))
        paint.box(surface, room, EXPLAINED, None, 2)


def _said(words: str, size: str, role: str, follow: object, name: str) -> Text:
    """A text of a guide: the words that it explains are marked, and can be asked for."""
    out: list[Span] = []
    at = 0
    for found in WORD.finditer(words):
        out.append(Span(words[at : found.start()], WRITTEN, role))
        out.append(Span(found[1], EXPLAINED, "bold", found[2] or found[1]))
        at = found.end()
    out.append(Span(words[at:], WRITTEN, role))
    return Text(out, size=size, role=role, follow=follow if callable(follow) else None, name=name)
