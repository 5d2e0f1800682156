"""Lines for people in parts: each with its tone, and with the member that it names, if it does.

The terminal prints their words; the window gives each tone a colour, and leads to places named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from attrs import frozen

from game.catalogue import called, number_text, phrase
from game.engine import HIDDEN, CellId
from game.story.zones import place_title

if TYPE_CHECKING:
    from game.engine import Game, SeenValue

#: How a part is meant: as it is, beside the point, what matters, for the better or the worse, news.
Tone = Literal["plain", "muted", "strong", "good", "bad", "news"]


@frozen
class LinePart:
    """A part of a line.

    Attributes:
        words: what it says.
        tone: how it is meant.
        member: the id of the member that it names, or nothing.
    """

    words: str
    tone: Tone = "plain"
    member: str = ""


ToldLine = tuple[LinePart, ...]


def words_of(line: ToldLine) -> str:
    """A line without its tones."""
    return "".join(part.words for part in line)


class Names:
    """What people call the cells and values of a game."""

    def __init__(self, game: Game) -> None:
        """Remember the game.

        Args:
            game: the game.
        """
        self._game = game
        look = game.rules.look
        self._counters = {counter.value: counter.name for counter in look.counters.values()}
        self._tracks = {track.value: track.name for track in look.tracks}
        #: The registers of which more is worse.
        self.worse = {c.value for c in look.counters.values() if c.addend == "minus"}
        self.worse |= {track.value for track in look.tracks if track.near is not None}

    def title(self, name: str) -> str:
        """What a register or derived value is called; empty for a derived value without a name."""
        game = self._game
        if name in self._counters:
            return self._counters[name]
        if name in self._tracks:
            return self._tracks[name]
        if name in game.derived_values:
            return game.derived_values[name].title
        return str(game.describe("register", name)["name"])

    def member(self, of: str, ident: str) -> str:
        """What a member of a set is called; a seat by its short name."""
        base = self._game.sets[of].base
        return self._game.short(base, ident) if base == "seat" else self._game.title(base, ident)

    def cell(self, cell: str) -> ToldLine:
        """A cell in words: its title, then what it is of; empty for what has no name."""
        named, game = CellId.parse(cell), self._game
        if named.register in game.places:
            return (LinePart(place_title(game, named)),)
        title = self.title(named.register)
        if not title:
            return ()
        known = game.registers.get(named.register) or game.derived_values.get(named.register)
        out = [LinePart(title)]
        for of, ident in zip(known.index if known else (), named.index, strict=False):
            out += [LinePart(" · ", "muted"), LinePart(self.member(of, ident), "plain", ident)]
        return tuple(out)

    def value(self, name: str, value: SeenValue) -> str:
        """A value of a register or derived value in words."""
        if value is HIDDEN:
            return "?"
        if value is None:
            return phrase("value.none")
        if isinstance(value, bool):
            return phrase("value.yes") if value else phrase("value.no")
        if isinstance(value, int):
            return number_text(value)
        known = self._game.registers.get(name) or self._game.derived_values.get(name)
        return self.member(known.of, str(value)) if known and known.of else str(value)

    def tone(self, name: str, before: SeenValue, after: SeenValue) -> Tone:
        """Whether a change is for the better or the worse, where that can be said."""
        for value in (before, after):
            if not isinstance(value, int) or isinstance(value, bool):
                return "plain"
        return "good" if (after > before) != (name in self.worse) else "bad"  # type: ignore[operator]

    def change(self, cell: str, before: SeenValue, after: SeenValue) -> ToldLine:
        """A cell before and after: `Guard · The hill  4 → 3`; empty for what has no name."""
        head, name = self.cell(cell), CellId.parse(cell).register
        if not head:
            return ()
        out = list(head)
        if before is not None and before is not HIDDEN:
            out.append(LinePart(f"  {self.value(name, before)} →", "muted"))
        out.append(LinePart(f" {self.value(name, after)}", self.tone(name, before, after)))
        return tuple(out)


def script_title(game: Game, script: str) -> str:
    """The name of the procedure, action or card that asks something."""
    for kind in ("procedure", "action", *game.decks):
        if script in game.declared(kind):
            return str(game.describe(kind, script)["name"])
    return called(script)


def lines_in_row(lines: list[ToldLine]) -> ToldLine:
    """Lines as one, with what must stand between them."""
    out: list[LinePart] = []
    for line in lines:
        out += [LinePart("; ", "muted")] if out else []
        out += line
    return tuple(out)
