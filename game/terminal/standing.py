"""Where a seat stands, why places stand so, and what is certain to come, for a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from game.catalogue import phrase
from game.engine import Game, View
from game.story.ahead import AheadTeller
from game.story.standing import StandingTeller
from game.story.telling import LinePart
from game.story.threats import ThreatTeller
from game.terminal.show import told


def told_of(game: Game, view: View, played: Collection[str]) -> Iterator[RenderableType]:
    """Yield what a seat may know of how all stands, and of what comes.

    Args:
        game: the game.
        view: what the seat sees.
        played: the seats that somebody or a bot plays.
    """
    yield from worst(game, view)
    for part in (standing(game, view, played), ahead(game, view)):
        if part is not None:
            yield part


def standing(game: Game, view: View, played: Collection[str]) -> RenderableType | None:
    """Return how the seats stand as the seat of a view may know it; None where nothing tells.

    Args:
        game: the game.
        view: what the seat sees.
        played: the seats that somebody or a bot plays.
    """
    teller = StandingTeller(game, view.seat)
    now = teller.now(view)
    if not now:
        return None
    lines = teller.scores(view, now, teller.counted(view), played)
    return _under(phrase("stand.head"), [told(line) for line in lines])


def ahead(game: Game, view: View) -> RenderableType | None:
    """Return what is certain to come next, line by line; None where nothing is."""
    teller = AheadTeller(game)
    lines = teller.told(teller.certain(view)).lines
    if not lines:
        return None
    return _under(phrase("stand.certain"), [told(line) for line in lines])


def place(game: Game, view: View, word: str) -> RenderableType | None:
    """Return why a place of the map stands so, and what others could do there; None for no place.

    Args:
        game: the game.
        view: what the seat sees.
        word: the id of the place, or its name.
    """
    kind = game.rules.look.roles.places
    places = game.members(kind) if kind in game.sets else ()
    names = {game.title(kind, ident).lower(): ident for ident in places}
    ident = word if word in places else names.get(word.lower())
    if ident is None:
        return None
    lines = StandingTeller(game, view.seat).why(view, ident)
    teller = ThreatTeller(game)
    threats = teller.lines(teller.found(view, ident))
    lines += [(LinePart(f"{phrase('threat.here')}:", "muted"),), *threats]
    return _under(game.title(kind, ident), [told(line) for line in lines])


def worst(game: Game, view: View) -> Iterator[RenderableType]:
    """Yield a line for each place in the lowest state, why it stands so; none without a map."""
    look = game.rules.look
    teller = StandingTeller(game, view.seat)
    places = look.roles.places
    for ident in game.members(places) if places in game.sets and look.badge.states else ():
        total = game.value(view, look.badge.value, ident)
        if isinstance(total, int) and look.state(total) is look.badge.states[-1]:
            head = Text(f"{game.title(places, ident)}: ", style="bold")
            yield head + told(teller.why(view, ident)[0])


def _under(head: str, lines: Sequence[Text]) -> Group:
    return Group(Text(), Text(head, style="bold"), *(Text("  ") + line for line in lines))
