"""A page of the umpire's acts: a form is filled in, what it would come to is shown, it is filed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from game.catalogue import phrase
from game.engine import EngineError
from game.table import TableError
from game.ui.screens.umpire_parts import ConsoleHost, effect_rows, headed
from game.ui.widgets import Box, Button, Scroll, Widget
from game.ui.widgets.field import Field

if TYPE_CHECKING:
    from game.umpire import Effects, UmpireAct, UmpireDesk

#: The longest reason or text that a field takes.
LONG: Final = 240


class FormPage(Protocol):
    """The page as its form knows it.

    Attributes:
        host: the console.
        desk: the umpire's desk.
    """

    host: ConsoleHost
    desk: UmpireDesk

    @property
    def why(self) -> str:
        """The reason as it is typed."""
        ...

    def show(self) -> None:
        """Show what there is to fill in, as it is now."""
        ...

    def look(self) -> None:
        """Show what the act would come to."""
        ...


class ActForm(Protocol):
    """What one kind of act is filled in by."""

    @property
    def missing(self) -> str:
        """Why nothing can be filed though all is filled in; "" for the usual words."""
        ...

    def fields(self) -> Sequence[Widget]:
        """What is filled in."""
        ...

    def act(self) -> UmpireAct | None:
        """The act as it is filled in; None where something is missing."""
        ...

    def done(self) -> None:
        """The act was filed: begin anew."""
        ...


class ActPage(Box):
    """One page: a form, what would come of it, the reason, and what files it.

    Attributes:
        host: the console.
        desk: the umpire's desk.
        form: what is filled in.
        told: what would come of it.
    """

    def __init__(
        self,
        host: ConsoleHost,
        name: str,
        head: str,
        button: str,
        form: Callable[[FormPage], ActForm],
    ) -> None:
        """Begin with nothing filled in.

        Args:
            host: the console.
            name: of the page.
            head: what the page is called.
            button: what its button is called.
            form: makes its form.
        """
        self.host, self._head, self.desk = host, head, host.umpire.desk
        self._reason = Field(
            phrase("umpire.reason"), lambda _: None, name=f"{name}.reason", most=LONG,
            sign="scroll-text", grow=1, entered=self.file,
        )  # fmt: skip
        self.told = Box(gap=0.5, name=f"{name}.effects")
        self._filled = Box(gap=1)
        self._file = Button(
            button, self.file, key="Ctrl+Enter", name=f"{name}.file",
            refuse=lambda why: host.say(head, why),
        )  # fmt: skip
        self.form = form(self)
        body = headed(head, self._filled, self.told)
        foot = Box(self._reason, self._file, across=True, gap=1, centre=True)
        super().__init__(Scroll(body, name=f"{name}.scroll"), foot, name=name)

    @property
    def why(self) -> str:
        """The reason as it is typed."""
        return self._reason.words

    def show(self) -> None:
        """Show what there is to fill in, as it is now."""
        self._filled.refill(*self.form.fields())
        self.look()

    def look(self) -> None:
        """Show what the act would come to."""
        effects, wrong = self._looked()
        self.told.refill(*effect_rows(effects, wrong))
        ready = effects is not None and not effects.stuck
        self._file.why_not = "" if ready else wrong or phrase("umpire.incomplete")
        if self.root is not None:
            self.place(self.rect)
            self.damage()

    def _looked(self) -> tuple[Effects | None, str]:
        """What the act would come to, or why there is none."""
        try:
            act = self.form.act()
            return (None, self.form.missing) if act is None else (self.desk.preview(act), "")
        except (EngineError, TableError) as error:
            return None, str(error)

    def file(self) -> None:
        """File the act."""
        try:
            act = self.form.act()
        except (EngineError, TableError) as error:
            self.host.say(self._head, str(error))
            return
        if act is None:
            self.host.say(self._head, self.form.missing or phrase("umpire.incomplete"))
        elif self.host.file(act):
            self._reason.words = ""
            self.form.done()
            self.show()
