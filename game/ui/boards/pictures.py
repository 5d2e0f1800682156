"""What is drawn on each place: what stands there as tokens, and what is written by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from game.catalogue import mentioned, number_text
from game.drawing import palette
from game.engine import HIDDEN
from game.rules.look import Colour
from game.table.on_board import SEAT, Standing, Standings
from game.ui.boards.counters import Token

if TYPE_CHECKING:
    from game.drawing.styles import Styles
    from game.engine import Game

#: Asks what the viewer sees of a value of a member.
Asked = Callable[[str, str], Any]
#: So many letters of a name stand on a stone.
_SHORT = 3


@attrs.frozen
class Thing:
    """One thing of a stack: how it is drawn, which piece it is (or ""), and what it is called."""

    token: Token
    member: str = ""
    words: str = ""


@attrs.frozen
class Holding:
    """Who holds a place: as the flag on it and the edge of its land tell, and in words."""

    colour: Colour
    mark: int
    words: str = ""


@attrs.frozen
class PlacePicture:
    """All that stands on one place, from the bottom up, a figure in its corner, who holds it."""

    id: str
    things: tuple[Thing, ...] = ()
    corner: str = ""
    holding: Holding | None = None


class Pictures:
    """Makes pictures of places from what stands on them."""

    def __init__(self, game: Game, styles: Styles, asked: Asked) -> None:
        """Make for one board.

        Args:
            game: the scenario that is played.
            styles: how things look.
            asked: gives what the viewer sees of a register or derived value of a member.
        """
        self._game, self._styles, self._asked = game, styles, asked

    def read(self, stood: Standings) -> dict[str, PlacePicture]:
        """A picture of each place on which something stands."""
        return {place: self._place(place, found) for place, found in stood.on.items()}

    def _place(self, place: str, found: Sequence[Standing]) -> PlacePicture:
        of: Mapping[str, list[Standing]] = {
            what: [s for s in found if s.what == what]
            for what in ("piece", "stone", "kind", "number", "mark")
        }
        things: list[Thing] = []
        numbers = [s for s in of["number"] if not s.owner and not s.member]
        owned = [s for s in of["number"] if s.owner or s.member]
        kinds, marks = list(of["kind"]), of["mark"]
        crowned = bool(marks)
        # Whose a place is goes without saying where that seat has something countable there.
        counted = {s.owner for s in owned if s.owner}
        holding = None
        for stone in of["stone"]:
            if stone.owner in counted:
                continue
            if stone.holds:
                holding = holding or self._holding(stone)
                continue
            kind = kinds.pop(0) if len(of["stone"]) == 1 and kinds else None
            figure = str(numbers.pop(0).value) if len(of["stone"]) == 1 and numbers else ""
            things.append(self._stone(stone, kind, figure, crowned))
        things += [self._kind(s, crowned) for s in kinds]
        things += [self._counted(s) for s in owned]
        things += [self._piece(s) for s in of["piece"]]
        if not things and numbers:
            first = numbers.pop(0)
            token = Token("figure", numbers=_figure(first.value))
            things.append(Thing(token, words=f"{self._title(first.register)} {first.value}"))
        if not things and marks:
            title = self._title(marks[0].register)
            things.append(Thing(Token("figure", name=title), words=title))
        corner = " ".join(_figure(s.value) for s in numbers)
        return PlacePicture(place, tuple(things), corner, holding)

    def _holding(self, stone: Standing) -> Holding:
        style = self._styles.seats[stone.member]
        words = f"{self._title(stone.register)}: {self._styles.name(SEAT, stone.member)}"
        return Holding(style.colour, style.mark, words)

    def _title(self, register: str) -> str:
        texts = self._game.describe("register", register)
        return str(texts.get("short") or texts.get("name") or mentioned(register))

    def _stone(self, stone: Standing, kind: Standing | None, figure: str, crowned: bool) -> Thing:
        style = self._styles.seats[stone.member]
        look = self._styles.piece(SEAT)
        words = self._styles.name(SEAT, stone.member)
        name = symbol = ""
        if kind is not None:
            words += f" {self._styles.name(kind.kind, kind.member)}"
            name = self._letters(kind.kind, kind.member)
            symbol = self._styles.symbol(kind.kind, kind.member)
        token = Token(
            style.shape or look.shape or "disc", style.colour, style.outline, style.hatch,
            name=name, numbers=figure, symbol=symbol, mark=style.mark, crowned=crowned,
        )  # fmt: skip
        return Thing(token, words=words)

    def _letters(self, kind: str, member: str) -> str:
        """A name in a few letters, for a stone."""
        name = self._styles.name(kind, member)
        if len(name) <= _SHORT:
            return name
        parts = name.split()
        return "".join(p[0] for p in parts[:2]).upper() if len(parts) > 1 else name[:1].upper()

    def _kind(self, thing: Standing, crowned: bool) -> Thing:
        kind, member = thing.kind, thing.member
        look, words = self._styles.piece(kind), self._styles.name(kind, member)
        if thing.owner:
            style = self._styles.seats[thing.owner]
            shape = look.shape or "disc"
            name = words if shape in ("counter", "block") else self._letters(kind, member)
            token = Token(
                shape, style.colour, style.outline, style.hatch, name=name,
                symbol=self._styles.symbol(kind, member), mark=style.mark, crowned=crowned,
            )  # fmt: skip
            return Thing(token, words=words)
        colour = look.colours.get(member)
        members = self._game.members(kind)
        if colour is None:
            known = palette.seat_colour(palette.words_of(member, words))
            colour = known or palette.in_turn(members.index(member))
        shape = look.shape or "counter"
        name = words if shape in ("counter", "block") else self._letters(kind, member)
        token = Token(
            shape, colour, "square", name=name, crowned=crowned,
            symbol=self._styles.symbol(kind, member), mark=members.index(member),
        )  # fmt: skip
        return Thing(token, words=words)

    def _counted(self, thing: Standing) -> Thing:
        """So many of something on a place: of a seat, or of a kind."""
        kind, member = thing.kind, thing.member
        words = f"{self._styles.name(kind, member)}: {self._title(thing.register)} {thing.value}"
        if thing.owner:
            style = self._styles.seats[thing.owner]
            token = Token(
                style.shape or "disc", style.colour, style.outline, style.hatch,
                numbers=_figure(thing.value), mark=style.mark,
            )  # fmt: skip
            return Thing(token, words=words)
        members = self._game.members(kind)
        colour = palette.in_turn(members.index(member))
        name = self._styles.name(kind, member)
        return Thing(Token("counter", colour, name=name, numbers=_figure(thing.value)), words=words)

    def _piece(self, thing: Standing) -> Thing:
        kind, member = thing.kind, thing.member
        look, name = self._styles.piece(kind), self._styles.name(kind, member)
        style = self._styles.seats.get(thing.owner)
        numbers = self._numbers(kind, member)
        symbol = self._styles.symbol(kind, member)
        shape = look.shape or ("disc" if kind == SEAT else "counter")
        words = f"{name} {numbers}".strip()
        if kind == SEAT and style is not None:
            shape = look.shape or style.shape or "disc"
            token = Token(
                shape, style.colour, name=self._letters(kind, member), mark=style.mark,
                numbers=numbers,
            )  # fmt: skip
            return Thing(token, member, words)
        colour = look.colours.get(member) or (style.colour if style else None)
        if colour is None:
            members = self._game.members(kind)
            known = palette.seat_colour(palette.words_of(member, name))
            colour = known or (206, 200, 184 - members.index(member) % 3 * 20)
        if shape not in ("counter", "block"):
            name = self._letters(kind, member)
        outline, hatch = (style.outline, style.hatch) if style else ("square", "none")
        token = Token(
            shape, colour, outline, hatch, name, numbers, symbol, style.mark if style else 0
        )
        return Thing(token, member, words)

    def _numbers(self, kind: str, member: str) -> str:
        """The figures on a counter."""
        found = []
        for name in self._styles.piece(kind).numbers or self._own_numbers(kind):
            value = self._asked(name, member)
            if value is None and name in self._game.sets[kind].fields:
                value = self._game.field(kind, member, name)
            if value is HIDDEN:
                found.append("?")
            elif isinstance(value, int):
                found.append(_figure(value))
        return "-".join(found)

    def _own_numbers(self, kind: str) -> list[str]:
        """The first two numbers that the members of a set have, where a look names none."""
        fields = self._game.sets[kind].fields if kind in self._game.sets else {}
        return [f for f, spec in fields.items() if spec.kind == "int" and not spec.many][:2]


def _figure(value: int | None) -> str:
    return "" if value is None else number_text(value)
