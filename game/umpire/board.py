"""The board as it truly is, with what is claimed beside it where that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Game, SeenValue, View


@frozen
class PlaceRow:
    """A place as it is.

    Attributes:
        place: its id.
        title: what people call it.
        value: what it truly comes to.
        state: how that is called, by the look.
        needed: the seats without which it would not hold.
    """

    place: str
    title: str
    value: int
    state: str
    needed: tuple[str, ...]


@frozen
class Apart:
    """A place that is not as everybody counts it.

    Attributes:
        place: its id.
        title: what people call it.
        claimed: what is counted.
        true: what it is.
    """

    place: str
    title: str
    claimed: int
    true: int


def places(game: Game, view: View) -> list[PlaceRow]:
    """The places by the value that the look shows on them; none where it shows none.

    Args:
        game: the game.
        view: everything, for the umpire; a seat's view tells what that seat sees.
    """
    badge, accent = game.rules.look.badge, game.rules.look.accent
    true = _true_of(game, badge.value)
    spec = game.derived_values.get(true) or game.registers.get(true)
    if not badge.value or not badge.states or spec is None or len(spec.index) != 1:
        return []
    (kind,) = spec.index
    marks = game.derived_values.get(accent.value)
    seats = game.members(marks.index[0]) if marks and len(marks.index) == 2 else ()
    found = []
    for place in game.members(kind):
        value = game.value(view, true, place)
        if not isinstance(value, int) or isinstance(value, bool):
            value = game.value(view, badge.value, place)
        if not isinstance(value, int) or isinstance(value, bool):
            continue
        needed = tuple(s for s in seats if game.value(view, accent.value, s, place) is True)
        name = game.rules.look.state(value).name
        found.append(PlaceRow(place, game.title(kind, place), value, name, needed))
    return found


def _true_of(game: Game, claimed: str) -> str:
    """The value that is so, where the look says that another is only claimed."""
    claims = game.rules.look.debrief.claims
    return next((c.true for c in claims if c.claimed == claimed and _known(game, c.true)), claimed)


def _known(game: Game, name: str) -> bool:
    return name in game.derived_values or name in game.registers


def apart(game: Game, view: View) -> Iterator[Apart]:
    """The places that are not as everybody counts them, in declared order.

    Args:
        game: the game.
        view: everything.
    """
    for claim in game.rules.look.debrief.claims:
        spec = game.derived_values.get(claim.true) or game.registers.get(claim.true)
        if spec is None or len(spec.index) != 1 or not _known(game, claim.claimed):
            continue
        (kind,) = spec.index
        for place in game.members(kind):
            said, so = (game.value(view, name, place) for name in (claim.claimed, claim.true))
            if _whole(said) and _whole(so) and said != so:
                yield Apart(place, game.title(kind, place), int(said), int(so))  # type: ignore[arg-type]


def _whole(value: SeenValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
