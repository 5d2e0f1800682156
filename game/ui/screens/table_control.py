"""What the parts of the table (bar, panel, board, cards) know of the screen they are on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from game.ui.screens.base import CardHost

if TYPE_CHECKING:
    from game.rules.look import Look
    from game.story.previews import Odds, ValueAt
    from game.ui.boards.counters import Token
    from game.ui.choosing import Choosing
    from game.ui.seat_client import SeatClient
    from game.ui.stage.dock import Dock
    from game.ui.stage.playback import Playback
    from game.ui.widgets import Widget


class HintAsker(Protocol):
    """What asks for hints, as the parts of the table see it."""

    @property
    def offered(self) -> bool:
        """Whether the viewer may ask for a hint now."""
        ...

    def ask(self) -> None:
        """Open the card of a hint."""
        ...


class Teller(Protocol):
    """What tells the story of the table, as its parts see it.

    Attributes:
        play: what is told, and how far it has come.
        dock: the words below the board.
        aside: what stands in the panel of the moment that is told; nothing of most moments.
    """

    play: Playback
    dock: Dock
    aside: list[Widget]

    @property
    def tells(self) -> bool:
        """Whether what happens is told moment by moment."""
        ...

    def retell(self) -> None:
        """Tell step by step what happened since the viewer's own last move."""
        ...


class TableControl(CardHost, Protocol):
    """The table as its parts see it: what is shown, and what their buttons ask for.

    Attributes:
        client: the seat whose eyes the window has.
        look: how the pieces are shown.
        choosing: the answer under way.
        selected: the place that is looked at.
        curtained: whether it is covered, so that nobody's view may be seen.
        round: the round that is shown.
    """

    client: SeatClient
    look: Look
    choosing: Choosing
    selected: str | None
    curtained: bool
    round: int | None

    @property
    def telling(self) -> Teller:
        """Tells what happens."""
        ...

    @property
    def hints(self) -> HintAsker:
        """Tells the viewer what a strong player would try."""
        ...

    # The answer under way

    def on_board(self) -> dict[str, str]:
        """The places that stand for targets of the open step, each with its target."""
        ...

    def choose_action(self, action: str) -> None:
        """Begin an action."""
        ...

    def choose_target(self, *targets: str) -> None:
        """Take a target of the open step, or have it said why it cannot be."""
        ...

    def pick_target(self, target: str) -> None:
        """Something that may be a target was clicked on the board."""
        ...

    def pick_place(self, place: str) -> None:
        """A place was clicked on the map."""
        ...

    def look_at(self, place: str) -> None:
        """A place of a board was clicked: it is looked at, and all shows what was chosen."""
        ...

    def enter_place(self, place: str) -> None:
        """Enter was pressed on a place of the map."""
        ...

    def back(self) -> None:
        """Give up the last part of the choice."""
        ...

    def confirm(self) -> None:
        """Play what has been chosen."""
        ...

    def foot(self) -> list[Widget]:
        """What stands at the foot of the panel instead of its own buttons; nothing for those."""
        ...

    # What is looked at

    def describe_place(self, place: str) -> str:
        """A place's tip."""
        ...

    def place_lines(self, place: str | None) -> list[str]:
        """A place of a board in marked-up lines; of none, nothing."""
        ...

    def likeness(self, member: str) -> Token | None:
        """A piece as it is drawn on the board, or None."""
        ...

    def go_to(self, place: str, move: bool = True) -> None:
        """Select a place, and bring it to sight."""
        ...

    def later(self) -> Mapping[tuple[str, str], object]:
        """What values of places will be, or would be by what is chosen, by value and place."""
        ...

    def chances(self) -> Mapping[ValueAt, Sequence[Odds]]:
        """What values of places may come to by what falls in what is chosen."""
        ...

    def layers(self) -> None:
        """Show the card of the map's layers."""
        ...

    def show_layer(self, layer: str) -> None:
        """Show a layer on the map, or none."""
        ...

    def toggle_pieces(self) -> None:
        """Hide or show all pieces."""
        ...

    def open_book(self, key: str = "") -> None:
        """Lay the rulebook over the table."""
        ...

    def ask_help(self) -> None:
        """Open the rulebook at what the keyboard or the pointer is on."""
        ...

    def menu(self) -> None:
        """Show the card of what is not play."""
        ...

    def values(self) -> None:
        """Show the card of all values."""
        ...

    def legend(self) -> None:
        """Show what each piece, mark, line and colour on the table means."""
        ...

    @property
    def held(self) -> bool:
        """Whether bots and dice wait until a lesson is read."""
        ...

    @property
    def lesson_words(self) -> str:
        """What the menu calls the lesson of this game; empty where there is none."""
        ...

    def learn(self) -> None:
        """Take the lesson of this game up, or leave it."""
        ...

    def deals(self) -> None:
        """Show the card of deals in force."""
        ...

    def standing(self) -> None:
        """Show the card of how all stand, and what is certain to come."""
        ...

    @property
    def at_council(self) -> bool:
        """Whether the viewer is asked at a council."""
        ...

    def council(self) -> None:
        """Open the council at which the viewer is asked."""
        ...

    # The course of the game

    def renew(self) -> None:
        """Begin the answer to the present question, and show it."""
        ...

    def pause(self) -> None:
        """Stop the game, or let it go on."""
        ...

    def seats(self) -> None:
        """Show who plays which seat."""
        ...

    def undo(self) -> None:
        """Take the viewer's last move back, or say why not."""
        ...

    def save(self) -> None:
        """Say where the game is kept."""
        ...

    def skip(self) -> None:
        """Let chance and bots finish at once."""
        ...

    def step_now(self) -> None:
        """Let chance or a bot take one step, and tell it."""
        ...

    def show_soon(self) -> None:
        """Show the moment that is told, one part of the window a frame."""
        ...

    def told(self) -> None:
        """All that has happened was told: the table stands as it is now."""
        ...

    def hand_over(self) -> None:
        """Draw the curtain for the next person."""
        ...

    def replay(self) -> None:
        """Look back at the game so far, with the viewer's eyes."""
        ...

    def lift(self, seat: str) -> None:
        """The next person sits: from here on the window has their eyes."""
        ...

    def let_others_play(self) -> None:
        """Let chance and bots go on until a person is asked."""
        ...

    def after_play(self) -> None:
        """Show what a move changed."""
        ...

    def after_end(self) -> None:
        """Show that the game is over, after a last word before all."""
        ...

    def finish(self) -> None:
        """Show the end."""
        ...

    def leave(self) -> None:
        """Go to the title; the game is kept."""
        ...
