"""A lesson at the terminal: its steps are printed between prompts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rich.text import Text

from game.catalogue import phrase
from game.rules import WORD, GuideDecl
from game.table import Sitting
from game.table.lesson import Lesson, LessonPage

#: What is typed at a step besides Enter.
LEAVE: Final = "leave"
BACK: Final = "back"


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
    ) -> None:
        """Begin a lesson.

        Args:
            sitting: the game.
            guide: a guide through it.
            say: prints.
            ask: shows a prompt and returns a line; raises EOFError at the end of the input.
        """
        self.lesson: Lesson | None = Lesson(sitting, guide)
        self._guide, self._say, self._ask = guide, say, ask
        self._said = 0

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
                self.lesson = None if self.lesson.over else self.lesson
                return
            if page.number > self._said or page.again:
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
        if typed == LEAVE:
            self.lesson = None
        elif typed == BACK:
            self.lesson.back()
        else:
            self.lesson.go_on()

    def _tell(self, page: LessonPage) -> None:
        """Print a step: its head, what it explains, what is to be done, and its words."""
        head = phrase("lesson.step", name=self._guide.title, number=page.number)
        self._say(Text(f"\n{head}", style="dim"))
        if page.told.name:
            self._say(Text(plain(page.told.name), style="bold"))
        if page.otherwise:
            self._say(Text(phrase("lesson.otherwise"), style="dim"))
        self._say(Text(plain(page.told.text)))
        for word, meaning in page.words.items():
            self._say(Text.assemble((f"  {word}: ", "bold"), (meaning, "dim")))
        typed = page.step.typed
        task = phrase("lesson.type", move=typed) if typed else plain(page.told.task)
        if task:
            self._say(Text(task, style="bold"))


def plain(words: str) -> str:
    """A text of a guide without the marks of the words that it explains."""
    return WORD.sub(lambda found: found[1], words)
