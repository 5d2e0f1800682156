"""A board as text: rows of places with their ground and what stands there, as wide as fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from game.catalogue import phrase
from game.engine import HIDDEN, Board, BoardPlace, Game, View, short_name
from game.table.ground import ground_field, ground_of
from game.table.on_board import SEAT, OnBoard, Standing

#: A place is written in so many letters at least, and at most.
_LEAST, _MOST = 3, 9
#: The ground of most places is not written.
_PLAIN = "."


@attrs.frozen(eq=False)
class TextBoard:
    """What a seat sees of one board.

    Attributes:
        game: the scenario that is played.
        board: one of its boards.
        view: what the seat sees.
        asked: the places, or the pieces on them, that may be chosen now: they are marked.
    """

    game: Game
    board: Board
    view: View
    asked: frozenset[str] = frozenset()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.board.kind == "graph":
            yield from self._roads()
            return
        width = self._width(options.max_width)
        if width < _LEAST:
            yield from self._listed()
            return
        yield from self._rows(width)
        yield from self._legend(width)

    # What stands where

    @cached_property
    def _on(self) -> dict[str, tuple[Standing, ...]]:
        looks = self.game.rules.look.pieces
        return dict(OnBoard(self.game, self.board.set, looks).read(self.view).on)

    @cached_property
    def lit(self) -> frozenset[str]:
        """The places that are asked for, or on which a piece stands that is."""
        places = [p.id for p in self.board.places]
        lands = self.asked & {*places}
        if lands:
            return lands
        return frozenset(
            place
            for place in places
            if any(s.member in self.asked for s in self._on.get(place, ()) if s.what == "piece")
        )

    @cached_property
    def _seats(self) -> dict[str, str]:
        """A letter for each seat."""
        return _letters([(s, self.game.short(SEAT, s)) for s in self.game.seats], str.upper)

    @cached_property
    def _ground(self) -> dict[str, str]:
        """The kind of ground of each place."""
        field = ground_field(self.game, self.board, self.game.rules.look)
        if not field:
            return {}
        return {p.id: ground_of(self.game, self.board, field, p.id) for p in self.board.places}

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """A sign for each kind of ground; the one that most places have is a full stop."""
        count = Counter(self._ground.values())
        if not count:
            return {}
        most = count.most_common(1)[0][0]
        others = [(k, self._ground_name(k)) for k in dict.fromkeys(self._ground.values())]
        signs = _letters([(k, n) for k, n in others if k != most], str.lower)
        return {most: _PLAIN, **signs}

    def _ground_name(self, kind: str) -> str:
        field = ground_field(self.game, self.board, self.game.rules.look)
        of = self.game.sets[self.board.set].fields[field].of
        return self.game.title(of, kind) if of else kind

    def _name(self, thing: Standing) -> str:
        if thing.kind not in self.game.sets:
            return short_name(self.game.describe("register", thing.register), thing.register)
        return self.game.short(thing.kind, thing.member)

    def _code(self, thing: Standing, marked: bool, room: int) -> str:
        """A thing in so many letters: whose it is, then which."""
        owner = self._seats.get(thing.owner, "")
        match thing.what:
            case "stone":
                word = owner
            case "number":
                word = owner + str(thing.value)
                if thing.member and not thing.owner:
                    word = self._name(thing)[:1] + word
            case "mark":
                return "*"
            case _:
                name = self._name(thing).replace(" ", "")
                word = owner + name if thing.kind != SEAT else owner
        return (word + "*" * marked)[:room]

    def _cell(self, place: str, room: int) -> str:
        """What stands on a place in so many letters; its ground where nothing does."""
        found = self._on.get(place, ())
        marked = any(s.what == "mark" for s in found)
        things = [s for s in found if s.what != "mark"] or list(found)
        if not things:
            return self._kinds.get(self._ground.get(place, ""), _PLAIN)
        if len(things) == 1:
            return self._code(things[0], marked and things[0].what != "mark", room)
        stones = [s for s in things if s.what == "stone"]
        if len(stones) == 1 and all(s.what in ("stone", "number", "kind") for s in things):
            # Whose it is, and how many or of which kind.
            words = [self._code(s, False, room) for s in (*stones, *(set_aside(things)))]
            return "".join(words)[:room]
        more = f"+{len(things) - 1}"
        return self._code(things[-1], marked, room - len(more)) + more

    def _style(self, place: str) -> str:
        """The colour of whose a place is."""
        owner = next((s.owner for s in reversed(self._on.get(place, ())) if s.owner), "")
        look = self.game.rules.look.seats.get(owner)
        return "bold #{:02x}{:02x}{:02x}".format(*look.colour) if look else "bold" if owner else ""

    # Rows of places

    @cached_property
    def _lines(self) -> list[tuple[str, list[BoardPlace]]]:
        """The rows from the top, each with the number that stands before it."""
        rows: dict[int, list[BoardPlace]] = {}
        for place in self.board.places:
            rows.setdefault(place.y, []).append(place)
        told = []
        for y in sorted(rows):
            row = sorted(rows[y], key=lambda p: p.x)
            told.append((_split(row[0].id)[1], row))
        return told

    @property
    def _left(self) -> int:
        return min(p.x for p in self.board.places)

    def _columns(self) -> float:
        """How many places wide the board is."""
        xs = [p.x for p in self.board.places]
        return (max(xs) - min(xs)) / 2000 + 1

    def _width(self, most: int) -> int:
        """How many letters a place may have."""
        margin = max(len(head) for head, _ in self._lines) + 1
        room = int((most - margin) / self._columns())
        wanted = max((len(self._cell(p.id, _MOST)) for p in self.board.places), default=1) + 1
        least = 4 if self.board.kind == "hex" else _LEAST
        return min(room, max(wanted, least), _MOST)

    def _rows(self, width: int) -> Iterator[Text]:
        margin = max(len(head) for head, _ in self._lines) + 1
        if self.board.kind == "square":
            yield self._heads(margin, width)
        for head, row in self._lines:
            line = Text(f"{head:>{margin - 1}} ", style="dim")
            at = 0
            for place in row:
                spot = round((place.x - self._left) / 2000 * width)
                line.append(" " * max(0, spot - at))
                words = self._cell(place.id, width - 1 - (place.id in self.lit))
                words += "+" if place.id in self.lit else ""
                line.append(f"{words:<{width}}", style=self._style(place.id) or "dim")
                at = max(spot, at) + width
            line.rstrip()
            yield line
        if self.board.kind == "hex":
            yield Text(self._where(), style="dim")

    def _heads(self, margin: int, width: int) -> Text:
        columns = {p.x: _split(p.id)[0] for p in self.board.places}
        words = "".join(f"{columns[x]:<{width}}" for x in sorted(columns))
        return Text(" " * margin + words.rstrip(), style="dim")

    def _where(self) -> str:
        """How places of a board of hexes are called."""
        first, last = self._lines[0][1][0].id, self._lines[0][1][-1].id
        return phrase("shown.hexes", first=first, last=last)

    # In words

    def _legend(self, width: int) -> Iterator[Text]:
        owners = {s.owner for found in self._on.values() for s in found if s.owner}
        seats = [f"{self._seats[s]} {self.game.short(SEAT, s)}" for s in self.game.seats]
        signs = [f"{sign} {self._ground_name(kind)}" for kind, sign in self._kinds.items()]
        told = (seats if owners else []) + signs
        told += ["+ " + phrase("shown.may_be_chosen")] if self.lit else []
        if told:
            yield Text("   ".join(told), style="dim")
        # Where it is printed again for a choice, all of this stands above.
        for place in () if self.asked else self.board.places:
            found = [s for s in self._on.get(place.id, ()) if s.what not in ("stone", "mark")]
            whole = len(found) == 1 and len(self._code(found[0], False, 99)) < width
            if found and not whole and any(s.what == "piece" for s in found):
                yield self._line(place.id)

    def _line(self, place: str) -> Text:
        """A place and all that stands there, by name."""
        title = self.game.short(self.board.set, place)
        head = place if title.lower() == place else f"{place} {title}"
        head += " +" if place in self.lit else ""
        words = [self._told(thing) for thing in self._on.get(place, ())]
        return Text(f"{head}: {', '.join(words) or '-'}")

    def _told(self, thing: Standing) -> str:
        """A thing by name: whose it is, what it is, its numbers."""
        owner = self.game.short(SEAT, thing.owner) if thing.owner else ""
        match thing.what:
            case "stone" | "mark":
                texts = self.game.describe("register", thing.register)
                said = str(texts.get("name") or thing.register.replace("_", " ").capitalize())
                return f"{said} {owner}".strip()
            case "number":
                return f"{owner or self._name(thing)} {thing.value}"
            case _:
                letter = self._seats.get(thing.owner, "")
                return " ".join(filter(None, (letter, self._name(thing), self._numbers(thing))))

    def _numbers(self, thing: Standing) -> str:
        """The numbers of a piece that its look names."""
        look = self.game.rules.look.pieces.get(thing.kind)
        found = []
        for name in look.numbers if look is not None else ():
            if name in self.game.sets[thing.kind].fields:
                found.append(str(self.game.field(thing.kind, thing.member, name)))
            else:
                value = self.game.value(self.view, name, thing.member)
                found.append("?" if value is HIDDEN else str(value))
        return "-".join(found)

    def _listed(self) -> Iterator[Text]:
        """The places on which something stands, where there is no room for rows."""
        for place in self.board.places:
            if place.id in self._on:
                yield self._line(place.id)

    def _roads(self) -> Iterator[Text]:
        """The places of a graph, each with what stands there and where its roads lead."""
        spec = self.game.sets[self.board.set].fields.get("near")
        for place in self.board.places:
            line = self._line(place.id)
            near = self.game.field(self.board.set, place.id, "near") if spec is not None else ()
            if near:
                line.append("   " + phrase("shown.roads_to", places=", ".join(near)), style="dim")
            yield line


def set_aside(things: Sequence[Standing]) -> list[Standing]:
    """What stands beside a stone: numbers and kinds."""
    return [s for s in things if s.what in ("number", "kind")]


def _split(place: str) -> tuple[str, str]:
    """The letters and the number at the end of a place's id."""
    figure = place[len(place.rstrip("0123456789")) :]
    return place[: len(place) - len(figure)].rpartition("_")[2], figure


def _letters(named: Sequence[tuple[str, str]], case: object) -> dict[str, str]:
    """A letter for each of some names: the first that is not taken, else a number."""
    found: dict[str, str] = {}
    for n, (ident, name) in enumerate(named):
        letters = [c.upper() if case is str.upper else c.lower() for c in name if c.isalpha()]
        free = [c for c in letters if c not in found.values()]
        found[ident] = free[0] if free else str(n)
    return found
