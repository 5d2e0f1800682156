"""A lesson at the terminal: its steps are printed between prompts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rich.text import Text

from game.catalogue import phrase
from game.rules import WORD, GuideDecl
from game.table import Sitting
from game.table.lesson import Bookmark, Lesson, LessonPage
from game.table.lessons import Lessons

#: What is typed at a step besides Enter.
LEAVE: Final = "leave"
BACK: Final = "back"
QUIT: Final = ("q", "quit", "exit")
#: What is typed at a prompt to leave the lesson, or to take it up.
LESSON: Final = "lesson"


class TerminalLesson:
    """Tells the steps of a guide to who plays at a terminal.

    Attributes:
        lesson: the lesson; None once it is left or over.
    """

    def __init__(
        self,
        sitting: Sitting,
        guide: GuideDecl,
        say: Callable[[Text], None],
        ask: Callable[[str], str],
        lessons: Lessons,
    ) -> None:
        """Begin a lesson, or take up one that was not left.

        Args:
            sitting: the game.
            guide: a guide through it.
            say: prints.
            ask: shows a prompt and returns a line; raises EOFError at the end of the input.
            lessons: remembers how far it came.
        """
        self._sitting, self._guide = sitting, guide
        self._say, self._ask, self._lessons = say, ask, lessons
        self._said = 0
        self.lesson: Lesson | None = None
        mark = self._mark
        if mark is None or not mark.left:
            self.lesson = Lesson(sitting, guide, mark)

    @property
    def _mark(self) -> Bookmark | None:
        """Where the lesson at this game was left; None where it was not begun."""
        mark = self._lessons.get(self._sitting.header.root())
        return mark if mark is not None and mark.guide == self._guide.name else None

    def _keep(self, left: bool = False) -> None:
        """Remember how far it has come."""
        if self.lesson is not None:
            self._lessons.keep(self._sitting.header.root(), self.lesson.marked(left))

    def turn(self) -> None:
        """Leave the lesson, or take it up where it was left."""
        if self.lesson is not None:
            self._keep(left=True)
            self.lesson = None
            self._say(Text(phrase("lesson.left", word=LESSON)))
            return
        self.lesson, self._said = Lesson(self._sitting, self._guide, self._mark), 0
        self._keep()

    def show(self) -> None:
        """Say what is typed to do what the step asks for."""
        move = self.lesson.move() if self.lesson is not None else None
        if move is None:
            self._say(Text(phrase("lesson.nothing_to_do")))
            return
        game = self._sitting.game
        self._say(Text(phrase("lesson.type", move=game.name(move)), style="bold"))

    @property
    def seat(self) -> str:
        """The learner's seat."""
        return self._guide.seat

    @property
    def due(self) -> bool:
        """Whether something is to be told that was not told yet."""
        if self.lesson is None:
            return False
        self.lesson.follow()
        page = self.lesson.page
        return page is not None and page.number > self._said

    def lead(self) -> None:
        """Tell what is to be told now; what is to be read waits for Enter."""
        while self.lesson is not None:
            self.lesson.follow()
            page = self.lesson.page
            if page is None:
                self._keep()
                self.lesson = None if self.lesson.over else self.lesson
                return
            if page.number > self._said or page.again:
                self._keep()
                self._tell(page)
                self._said = max(self._said, page.number)
            if page.step.waits in ("look", "choose") and not page.again:
                # Here nothing is looked at or taken up: it is typed at once.
                self.lesson.skip()
            elif page.step.waits == "read" or page.again:
                self._read()
            else:
                return

    def _read(self) -> None:
        """Wait until a step is read."""
        assert self.lesson is not None
        asked = phrase("lesson.enter", back=BACK, leave=LEAVE)
        typed = self._ask(f"{asked} ").strip().lower()
        if typed in QUIT:
            # As at the end of the input, nothing is lost.
            raise EOFError
        if typed == LEAVE:
            self.turn()
        elif typed == BACK:
            self.lesson.back()
        else:
            self.lesson.go_on()

    def _tell(self, page: LessonPage) -> None:
        """Print a step: its head, what it explains, what is to be done, and its words."""
        head = phrase(
            "lesson.step_of", name=self._guide.title, number=page.number, steps=page.steps
        )
        self._say(Text(f"\n{head}", style="dim"))
        if page.told.name:
            self._say(Text(plain(page.told.name), style="bold"))
        if page.otherwise:
            self._say(Text(phrase("lesson.otherwise"), style="dim"))
        self._say(Text(plain(page.told.text)))
        for word, meaning in page.words.items():
            self._say(Text.assemble((f"  {word}: ", "bold"), (meaning, "dim")))
        if task := self._task(page):
            self._say(Text(task, style="bold"))

    @staticmethod
    def _task(page: LessonPage) -> str:
        """What is to be done now, by typing; empty where there is nothing to type."""
        step = page.step
        if step.typed:
            return phrase("lesson.type", move=step.typed)
        # Nothing is looked at, taken up or clicked here.
        if step.waits in ("look", "choose"):
            return ""
        return phrase("lesson.answer") if step.waits == "answer" else plain(page.told.task)


def plain(words: str) -> str:
    """A text of a guide without the marks of the words that it explains."""
    return WORD.sub(lambda found: found[1], words)
