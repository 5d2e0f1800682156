"""The injects that an umpire has at hand: those of the rules and of a file beside the save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.catalogue import phrase
from game.engine import EngineError
from game.engine import Inject as Declared
from game.rules import RulesError
from game.table.errors import TableError
from game.umpire.acts import InjectAct

if TYPE_CHECKING:
    from game.engine import Changes, Game, InjectLibrary, State
    from game.table import Sitting

#: What a file of injects is called that lies beside a save, before and without its name.
SUFFIX: Final = ".injects.toml"
SHARED: Final = "injects.toml"


class BadInjects(TableError):
    """A file of injects that cannot be used."""


@frozen
class InjectChoice:
    """What may be chosen for an inject.

    Attributes:
        of: the ids of what is chosen.
        title: the same in words; "" where nothing is chosen.
    """

    of: tuple[str, ...]
    title: str


@frozen
class InjectCard:
    """An inject of the library as it stands now.

    Attributes:
        id: its id.
        title: what it is called.
        text: what is read out.
        label: how far it is known, in words; may be empty.
        source: where it is told; may be empty.
        file: whether it is of a file, not of the rules.
        choices: of what it may happen now; none where it makes no sense now.
        used: how often it has happened on the line that is played.
    """

    id: str
    title: str
    text: str
    label: str
    source: str
    file: bool
    choices: tuple[InjectChoice, ...]
    used: int = 0


class Library:
    """All injects of one table."""

    def __init__(self, sitting: Sitting) -> None:
        """Have those of the rules.

        Args:
            sitting: the table.
        """
        self._sitting = sitting
        self._files: list[InjectLibrary] = []

    @property
    def _game(self) -> Game:
        """The game in the language that is spoken."""
        return self._sitting.game

    @property
    def _shelves(self) -> list[tuple[InjectLibrary, bool]]:
        """The injects of the rules and those of each file, and whether they are of one."""
        return [(self._game.injects, False), *((each, True) for each in self._files)]

    def add_beside(self, save: Path | None) -> None:
        """Add the injects of a file beside a save: `NAME.injects.toml`, or else `injects.toml`.

        Args:
            save: the save; None for a game in memory.

        Raises:
            BadInjects: there is such a file, and it cannot be used.
        """
        if save is None:
            return
        for path in (save.with_name(f"{save.stem}{SUFFIX}"), save.with_name(SHARED)):
            if path.is_file():
                self.add(path)
                return

    def add(self, path: Path) -> None:
        """Add the injects of a file.

        Raises:
            BadInjects: it cannot be used; with the first finding.
        """
        try:
            self._files.append(self._game.read_injects(path))
        except RulesError as error:
            raise BadInjects(phrase("umpire.bad_file", why=error.findings[0])) from None

    def cards(self, state: State, used: Sequence[str] = ()) -> list[InjectCard]:
        """All injects as they stand now, in order.

        Args:
            state: the position.
            used: the ids of those that have happened, each as often as it did.
        """
        return [
            self._card(shelf, told, file, state, used)
            for shelf, file in self._shelves
            for told in shelf.injects
        ]

    def _card(
        self,
        shelf: InjectLibrary,
        told: Declared,
        file: bool,
        state: State,
        used: Sequence[str],
    ) -> InjectCard:
        choices = tuple(
            InjectChoice(of, self._named(told, of))
            for of in shelf.targets(state, told.id)
            if self._tried(shelf, state, told.id, of)
        )
        count = sum(name == told.id for name in used)
        return InjectCard(
            told.id, told.title, told.text, told.label, told.source, file, choices, count
        )

    def _named(self, told: Declared, of: Sequence[str]) -> str:
        game = self._game
        bases = [game.sets[kind].base for _, kind in told.choose]
        return ", ".join(game.title(base, ident) for base, ident in zip(bases, of, strict=True))

    def _tried(self, shelf: InjectLibrary, state: State, name: str, of: Sequence[str]) -> bool:
        """Whether it would change anything here; what breaks a promise of the rules is not told."""
        try:
            return bool(shelf.changes(state, name, of))
        except EngineError:
            return False

    def act(self, state: State, name: str, of: Sequence[str] = (), reason: str = "") -> InjectAct:
        """Return the act that lets an inject happen.

        Args:
            state: the position.
            name: the inject.
            of: what is chosen.
            reason: why.

        Raises:
            InjectError: there is no such inject, or it makes no sense so.
            ScriptError: it would break a promise of the rules here.
        """
        shelf = self._shelf(name)
        told = next((t for t in shelf.injects if t.id == name), None)
        changes: Changes = shelf.changes(state, name, of)
        assert told is not None, "a shelf that knows what an inject does knows what it is called"
        named = self._named(told, of)
        title = phrase("umpire.inject_of", title=told.title, of=named) if named else told.title
        return InjectAct(title, told.text, changes, reason, name, tuple(of))

    def _shelf(self, name: str) -> InjectLibrary:
        for shelf, _ in self._shelves:
            if any(told.id == name for told in shelf.injects):
                return shelf
        return self._game.injects
