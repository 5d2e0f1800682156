"""What is certain to come next, in words, and as what moves on a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from game.catalogue import number_text, phrase
from game.engine import CellId
from game.story.telling import LinePart, Names, ToldLine

if TYPE_CHECKING:
    from game.engine import Certain, Event, Game, View


@frozen
class Shifting:
    """A register that surely falls at one place and rises as much at another, by one rule.

    Attributes:
        register: the register.
        source: the place where it falls.
        target: the place where it rises.
        count: by how much.
    """

    register: str
    source: str
    target: str
    count: int


@frozen
class Ahead:
    """What is certain to come, for one seat.

    Attributes:
        lines: a line for each thing, in order, and one for what is left to chance.
        badges: what the badges of places will be that change.
        changes: by place and register, by how much it surely changes.
        shifting: what moves from place to place.
    """

    lines: tuple[ToldLine, ...] = ()
    badges: dict[str, int] = Factory(dict)
    changes: dict[tuple[str, str], int] = Factory(dict)
    shifting: tuple[Shifting, ...] = ()


class AheadTeller:
    """Tells of what is certain to come in one game."""

    def __init__(self, game: Game) -> None:
        """Remember the game.

        Args:
            game: the game.
        """
        self._game, self._names = game, Names(game)
        self._look = game.rules.look
        self._quiet = self._look.roles.quiet

    @property
    def watched(self) -> tuple[str, ...]:
        """The derived values of which it is told what they come to."""
        return tuple(filter(None, (self._look.badge.value,)))

    def certain(self, view: View) -> Certain:
        """What is certain to come, as far as a view tells."""
        return self._game.certain(view, self._look.roles.wait, self.watched)

    def looking(self, view: View) -> Iterator[Certain | None]:
        """Work out what is certain step by step: None as it goes on, and at last what it is."""
        return self._game.looking_ahead(view, self._look.roles.wait, self.watched)

    def told(self, found: Certain) -> Ahead:
        """What is certain, in words and for a map."""
        seen = [e for e in found.changes if CellId.parse(e.cell).register not in self._quiet]
        badges = {
            CellId.parse(name).index[0]: (before, after)
            for name, before, after in found.derived
            if CellId.parse(name).register == self._look.badge.value
        }
        lines: list[ToldLine] = []
        shifting: list[Shifting] = []
        # The badge of a place is told where the place is named last.
        last = {p: n for n, e in enumerate(seen) for p in CellId.parse(e.cell).index}
        n = 0
        while n < len(seen):
            pair = self._shifting(seen[n], seen[n + 1]) if n + 1 < len(seen) else None
            line = self._moves(pair) if pair is not None else self._change(seen[n])
            size = 1 if pair is None else 2
            for place in dict.fromkeys(
                p for e in seen[n : n + size] for p in CellId.parse(e.cell).index
            ):
                if place in badges and n <= last[place] < n + size:
                    line = (*line, *self._badge(place, *badges[place]))
            lines.append(line)
            shifting += [pair] if pair is not None else []
            n += size
        if found.chances:
            dice = "; ".join(dict.fromkeys(d.rstrip(".?") for d in found.chances))
            lines.append((LinePart(phrase("stand.left", dice=dice), "muted"),))
        numbers = {p: after for p, (_, after) in badges.items() if isinstance(after, int)}
        return Ahead(tuple(lines), numbers, _changes(seen), tuple(shifting))

    def _shifting(self, one: Event, other: Event) -> Shifting | None:
        """What moves from one place to another, where two changes are that."""
        a, b = CellId.parse(one.cell), CellId.parse(other.cell)
        if one.rule != other.rule or a.register != b.register or len(a.index) != 1 or a == b:
            return None
        less, more = _difference(one), _difference(other)
        if not less or less >= 0 or more != -less:
            return None
        return Shifting(a.register, a.index[0], b.index[0], -less)

    def _moves(self, shifting: Shifting) -> ToldLine:
        """`1 guard moves on: The hill → The ford`."""
        of = self._game.registers[shifting.register].index[0]
        title = self._names.title(shifting.register)
        words = phrase("stand.moves", count=shifting.count, what=title.lower())
        return (
            LinePart(f"{words} "),
            LinePart(self._names.member(of, shifting.source), "plain", shifting.source),
            LinePart(" → ", "muted"),
            LinePart(self._names.member(of, shifting.target), "plain", shifting.target),
        )

    def _change(self, event: Event) -> ToldLine:
        return self._names.change(event.cell, event.before, event.after)

    def _badge(self, place: str, before: object, after: object) -> ToldLine:
        """What the badge of a place comes to."""
        if not isinstance(before, int) or not isinstance(after, int) or not self._look.badge.states:
            return ()
        title = self._names.title(self._look.badge.value).lower()
        signs = [number_text(number) for number in (before, after)]
        state = self._look.state(after).name.lower()
        tone = self._names.tone(self._look.badge.value, before, after)
        of = self._look.roles.places
        return (
            LinePart(f"; {title} "),
            LinePart(self._names.member(of, place), "plain", place),
            LinePart(f" {signs[0]} →", "muted"),
            LinePart(f" {signs[1]}", tone),
            LinePart(f" {state}", "muted"),
        )


def _difference(event: Event) -> int | None:
    """By how much a number changes, where that is known."""
    for value in (event.before, event.after):
        if not isinstance(value, int) or isinstance(value, bool):
            return None
    return event.after - event.before  # type: ignore[operator]


def _changes(seen: Sequence[Event]) -> dict[tuple[str, str], int]:
    """By place and register, by how much it changes in all."""
    out: dict[tuple[str, str], int] = {}
    for event in seen:
        named, by = CellId.parse(event.cell), _difference(event)
        if by is not None and len(named.index) == 1:
            key = (named.index[0], named.register)
            out[key] = out.get(key, 0) + by
    return {key: by for key, by in out.items() if by}
