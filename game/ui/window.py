"""What a screen knows of the window that shows it, and the names of the screens there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from game.rules import Rules
    from game.table import GameSetup, SavedGame
    from game.ui.games import Games
    from game.ui.map.scene import Scene
    from game.ui.settings import Settings
    from game.ui.theme import Theme
    from game.ui.widgets import Root

#: The screens by name; `game.ui.routes` says what each is made of.
Route = Literal["title", "shelf", "setup", "table", "replay", "end", "umpire", "room", "here"]


class Window(Protocol):
    """The window as its screens see it: what is shared by all of them, and the way to another.

    Attributes:
        root: the tree of widgets that is shown.
        settings: what the person at this window chose.
        games: the saves there are, and the game that is played.
    """

    root: Root
    settings: Settings
    games: Games

    @property
    def rules(self) -> Rules:
        """The rules that a new game is played by, in the language that is spoken."""
        ...

    @property
    def scene(self) -> Scene | None:
        """The map of the rules, where they have one."""
        ...

    @property
    def home(self) -> Rules:
        """Those that the window was opened with: its title is theirs."""
        ...

    @property
    def theme(self) -> Theme:
        """The looks that a person may set."""
        ...

    def go(self, route: Route) -> None:
        """Show another screen; "table" and "end" are of the game that is played.

        "replay" is of the game that `games` was asked to look back at.
        """
        ...

    def adopt(self, rules: Rules) -> None:
        """Play new games by other rules, until others are taken."""
        ...

    def play(self, start: GameSetup | SavedGame) -> None:
        """Begin a game or go on with a saved one, and show its table.

        Raises:
            TableError: it cannot be played; the game before stays on the table.
            EngineError: the rules have no such scenario.
            OptionError: no such option or value.
        """
        ...

    def leave_game(self) -> None:
        """Close the game that is played; it is kept."""
        ...

    def wake(self) -> None:
        """Let a window that sleeps look whether there is something to do; from any thread."""
        ...

    def fill_screen(self, full: bool) -> None:
        """Take the whole screen, or a window again."""
        ...

    def repaint(self, palette: str) -> object:
        """Wear another palette; what is shown is drawn anew, and cards are taken off.

        Returns:
            The screen that is shown then, which may be another.
        """
        ...

    def relayout(self) -> None:
        """Lay everything out again, as after a change of the text's size."""
        ...

    def quit(self) -> None:
        """Close the window."""
        ...
