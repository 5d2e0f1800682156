"""Places of zones in words, as a seat sees them: what lies there, and what was moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.catalogue import inflected, mentioned, named, phrase
from game.engine import CellId

if TYPE_CHECKING:
    from game.engine import Game, Lying, PlaceSpec, Shift, View

MOST_NAMED: Final = 24
"""So many members in one place are named one by one; of more it is told how many there are."""


@frozen
class ShownPlace:
    """A place of a zone as a seat sees it.

    Attributes:
        cell: the place with its index: ``hand[red]``.
        title: what it is called for people: "Hand (Red)".
        zone: the zone.
        lying: what lies there.
        words: that in words.
    """

    cell: CellId
    title: str
    zone: str
    lying: Lying
    words: str


def counted(members: str, count: int) -> str:
    """So many members of a set, which is called as one of them is: "3 cards".

    A language with other plurals names their forms: `"count.card" = "карта|карты|карт"`.
    """
    forms = named(f"count.{members}")
    if forms:
        return f"{count} {inflected(str(count), forms)}"
    word = members
    for change in phrase("zones.endings", count=count).split():
        ending, _, becomes = change.partition("=")
        if word.endswith(ending):
            word = word.removesuffix(ending) + becomes
            break
    return f"{count} {mentioned(word)}"


def place_title(game: Game, cell: CellId) -> str:
    """A place with its index, as people call it: "Hand (Red)"."""
    title = str(game.describe("register", cell.register)["name"])
    sets = game.places[cell.register].index
    names = [game.title(s, i) for s, i in zip(sets, cell.index, strict=True)]
    return phrase("story.cell", register=title, where=", ".join(names)) if names else title


def shown_places(game: Game, view: View) -> Iterator[ShownPlace]:
    """The places of a game's zones as a seat sees them, in declared order.

    Those on a board are left out, where what lies there stands on the board, and empty ones that
    are of something else than seats: there may be many.
    """
    boards = {board.set for board in game.boards}
    for name, spec in game.places.items():
        if boards.intersection(game.sets[s].base for s in spec.index):
            continue
        for index in game.place_indexes(name):
            cell, lying = CellId(name, index), game.lying(view, name, *index)
            if not lying.size and spec.index not in ((), ("seat",)):
                continue
            words = _words(game, spec, lying)
            yield ShownPlace(cell, place_title(game, cell), spec.zone, lying, words)


def _words(game: Game, spec: PlaceSpec, lying: Lying) -> str:
    """What lies in a place: the list, of a pile its top, of what is not seen how many."""
    if not lying.size:
        return phrase("table.empty")
    number = counted(spec.members, lying.size)
    if spec.ordered and lying.whole:
        top = game.short(spec.members, lying.members[-1])
        return phrase("zones.top", top=top, count=lying.size) if lying.size > 1 else top
    if not lying.members or len(lying.members) > MOST_NAMED:
        return number
    names = ", ".join(game.short(spec.members, m) for m in lying.members)
    return names if lying.whole else phrase("zones.among", number=number, names=names)


def shift_title(game: Game, shift: Shift) -> str:
    """What was moved, for people: the member, or how many."""
    if shift.member:
        return game.title(shift.members, shift.member)
    return counted(shift.members, shift.count)


def shift_way(game: Game, shift: Shift) -> str:
    """From where to where something was moved, as far as it is known: "from Deck to Hand (Red)"."""
    ends = [place_title(game, cell) for cell in (shift.source, shift.target) if cell is not None]
    if len(ends) == 2:
        return phrase("zones.way", source=ends[0], target=ends[1])
    return phrase("zones.to" if shift.source is None else "zones.from", place=ends[0])


def shift_words(game: Game, shift: Shift) -> str:
    """What was moved, and from where to where: "Ace: from Deck to Hand (Red)"."""
    return f"{shift_title(game, shift)}: {shift_way(game, shift)}"


def shift_cell(game: Game, shift: Shift) -> str:
    """The cell that tells of it: where the member lies, or how many lie there."""
    at = shift.target or shift.source
    assert at is not None, "what was moved lies somewhere"
    if shift.member:
        return str(CellId(at.register, (*at.index, shift.member)))
    return str(CellId(game.places[at.register].size, at.index))
