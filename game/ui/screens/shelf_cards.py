"""The cards of the shelf of known games: what each shows, and which are looked for."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pygame

from game.catalogue import phrase
from game.rules import Rules, ShelfGame
from game.ui.screens.signs import Sign
from game.ui.theme import GOOD, LINE, MUTED
from game.ui.thumbnail import picture_of, thumbnail
from game.ui.widgets import Box, Choosable, Rule, Spacer, Text, Widget

#: A game of fewer minutes is a short one.
SHORT = 10


class Thumb(Widget):
    """The picture of a game, as high as it is wide at most."""

    upright = True

    def __init__(self, rules: Rules, side: int, grow: float = 0.0) -> None:
        """Show a game, `side` pixels wide at a text size of 1."""
        super().__init__(grow=grow)
        self._rules, self._side = rules, side

    def measure(self, width: int) -> tuple[int, int]:
        side = min(width, self.theme.px(self._side))
        return (side, side)

    def draw(self, surface: pygame.Surface) -> None:
        side = min(self.rect.size)
        if side > 0:
            drawn = thumbnail(self._rules, (side, side))
            surface.blit(drawn, drawn.get_rect(center=self.rect.center))


@attrs.frozen
class Traits:
    """What a game may be looked for by."""

    board: bool
    hexes: bool
    secrets: bool
    chance: bool
    short: bool

    @classmethod
    def of(cls, game: ShelfGame) -> Traits:
        """Read them off the rules of a game."""
        found = picture_of(game.rules).game
        return cls(
            bool(found.boards),
            any(board.kind == "hex" for board in found.boards),
            found.secrets,
            found.max_chance_outcomes > 0,
            0 < game.minutes < SHORT,
        )


@attrs.frozen
class Sieve:
    """A way to narrow the shelf down."""

    id: str
    key: str
    icon: str
    holds: Callable[[Traits], bool]

    def words(self) -> str:
        """What it is called."""
        if self.id == "short":
            return phrase("shelf.under", minutes=SHORT)
        return phrase(self.key)


#: Of these one is chosen.
KINDS = (
    Sieve("all", "shelf.all", "", lambda _: True),
    Sieve("boards", "shelf.boards", "", lambda t: t.board),
    Sieve("cards", "shelf.cards", "", lambda t: not t.board),
    Sieve("hexes", "shelf.hexes", "", lambda t: t.hexes),
)
#: And of these any number.
MARKS = (
    Sieve("secrets", "shelf.secrets", "eye-off", lambda t: t.secrets),
    Sieve("chance", "shelf.chance", "dice-5", lambda t: t.chance),
    Sieve("short", "shelf.under", "hourglass", lambda t: t.short),
)


def matches(game: ShelfGame, words: str) -> bool:
    """Whether a game is told of in some words."""
    told = f"{game.id} {game.rules.name} {game.rules.text}".casefold()
    return all(word in told for word in words.casefold().split())


class GameCard(Choosable):
    """A game on the shelf: its picture, how many play how long, a sentence, what is counted."""

    def __init__(
        self, game: ShelfGame, traits: Traits, choose: Callable[[], None], play: Callable[[], None]
    ) -> None:
        """Show a game.

        Args:
            game: which.
            traits: what it may be looked for by.
            choose: what a click does.
            play: what Enter does.
        """
        self.game, self._play = game, play
        about = Box(
            Text(game.rules.name, size="lead", role="title"),
            facts(game, "small"),
            Text(game.rules.text, size="small", tint=MUTED),
            gap=0.6,
            grow=1,
        )
        head = Box(Thumb(game.rules, 120), about, across=True, gap=1.5, grow=1)
        counted = game.rules.people.counts.words
        signs = [kind.icon for kind in MARKS[:2] if kind.holds(traits)]
        foot = Box(
            *([Sign("badge-check", GOOD)] if counted else []),
            Text(counted, size="small", tint=GOOD, grow=1),
            *(Sign(name, MUTED) for name in signs),
            across=True,
            gap=0.75,
            centre=True,
        )
        super().__init__(head, Rule(), foot, act=choose, name=f"game:{game.id}", gap=1.25)

    def activate(self) -> None:
        self._play()


def facts(game: ShelfGame, size: str) -> Widget:
    """How many play, and how long."""
    parts: list[Widget] = [Sign("users", MUTED), Text(str(game.players), size=size, tint=MUTED)]
    if game.minutes:
        words = Text(phrase("shelf.minutes", minutes=game.minutes), size=size, tint=MUTED)
        parts += [Spacer(0.25), Sign("hourglass", MUTED), words]
    return Box(*parts, across=True, gap=0.6, centre=True)


def block(*parts: Widget, gap: float = 0.75) -> Box:
    """Parts on a ground of their own."""
    return Box(*parts, gap=gap, pad=1.5, fill=(13, 18, 24, 160), edge=LINE)
