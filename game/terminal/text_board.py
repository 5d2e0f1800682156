"""A board as text: rows of places with their ground and what stands there, as wide as fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from game.catalogue import called, phrase
from game.engine import HIDDEN, Board, BoardPlace, Game, View, short_name
from game.table.ground import ground_field, ground_of
from game.table.on_board import SEAT, OnBoard, Standing
from game.terminal.codes import codes, figure, letters

#: A place is written in so many letters at least, and at most.
_LEAST, _MOST = 3, 9
#: The ground of most places is not written.
_PLAIN = "."
#: What is written beside a stone on its place.
_TOGETHER = {"stone", "number", "kind"}


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
    def _reader(self) -> OnBoard:
        return OnBoard(self.game, self.board.set, self.game.rules.look.pieces)

    @cached_property
    def _on(self) -> dict[str, tuple[Standing, ...]]:
        return dict(self._reader.read(self.view).on)

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
        return letters([(s, self.game.short(SEAT, s)) for s in self.game.seats], str.upper)

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
        signs = letters([(k, n) for k, n in others if k != most], str.lower)
        return {most: _PLAIN, **signs}

    def _ground_name(self, kind: str) -> str:
        field = ground_field(self.game, self.board, self.game.rules.look)
        of = self.game.sets[self.board.set].fields[field].of
        return self.game.title(of, kind) if of else kind

    def _name(self, thing: Standing) -> str:
        if thing.kind not in self.game.sets:
            return short_name(self.game.describe("register", thing.register), thing.register)
        return self.game.short(thing.kind, thing.member)

    @cached_property
    def _named(self) -> dict[tuple[str, str], tuple[str, str]]:
        """What is written of each piece and kind: the letter of whose it is, and its name.

        All members of a set are in it, whether they stand on the board or not, so that a piece is
        called the same wherever it goes.
        """
        things = [s for found in self._on.values() for s in found if s.what in ("piece", "kind")]
        out: dict[tuple[str, str], tuple[str, str]] = {}
        for kind in dict.fromkeys(s.kind for s in things if s.kind != SEAT):
            for member in self.game.members(kind):
                owner = self._reader.owner(self.view, kind, member)
                out[kind, member] = (
                    self._seats.get(owner, ""),
                    self._own_name(kind, member, owner),
                )
        return out

    def _own_name(self, kind: str, member: str, owner: str) -> str:
        """The short name of a piece without that of its owner, for which a letter stands."""
        name = self.game.short(kind, member)
        theirs = f"{self.game.short(SEAT, owner)} " if owner else ""
        bare = name[len(theirs) :] if owner and name.lower().startswith(theirs.lower()) else name
        return bare or name

    def _codes(self, room: int) -> dict[tuple[str, str], str]:
        """Each piece and kind in so many letters."""
        if room not in self._by_room:
            self._by_room[room] = codes(self._named, room)
        return self._by_room[room]

    @cached_property
    def _by_room(self) -> dict[int, dict[tuple[str, str], str]]:
        return {}

    @cached_property
    def _counted(self) -> dict[tuple[str, str], str]:
        """A letter for each kind that is counted on places and that no seat owns."""
        kinds = {
            s.kind: None
            for found in self._on.values()
            for s in found
            if s.what == "number" and s.member and not s.owner
        }
        out: dict[tuple[str, str], str] = {}
        for kind in kinds:
            named = [(m, self.game.short(kind, m)) for m in self.game.members(kind)]
            out |= {(kind, m): letter for m, letter in letters(named, str.upper).items()}
        return out

    def _code(self, thing: Standing, room: int) -> str:
        """A thing in so many letters: whose it is, then which."""
        owner = self._seats.get(thing.owner, "")
        match thing.what:
            case "stone":
                word = owner
            case "number":
                counted = self._counted.get((thing.kind, thing.member), "")
                word = (owner or counted) + str(thing.value)
            case "mark":
                word = "*"
            case _ if thing.kind == SEAT:
                word = owner
            case _:
                word = self._codes(room)[thing.kind, thing.member]
        return word[:room]

    def _written(self, place: str, room: int) -> tuple[list[tuple[Standing, str]], str]:
        """The things of a place that are written, each in some letters, and what follows them."""
        found = self._on.get(place, ())
        things = [s for s in found if s.what != "mark"] or list(found)
        stones = [s for s in things if s.what == "stone"]
        if len(stones) == 1 < len(things) and {s.what for s in things} <= _TOGETHER:
            # Whose it is, and how many or of which kind.
            out = []
            for thing in (*stones, *set_aside(things)):
                out.append((thing, self._code(thing, max(0, room))))
                room -= len(out[-1][1])
            return out, ""
        if not things:
            return [], ""
        after = "*" if len(found) > len(things) else ""
        after += f"+{len(things) - 1}" if len(things) > 1 else ""
        return [(things[-1], self._code(things[-1], max(1, room - len(after))))], after

    def _cell(self, place: str, room: int) -> str:
        """What stands on a place in so many letters; its ground where nothing does."""
        written, after = self._written(place, room)
        if not written:
            return self._kinds.get(self._ground.get(place, ""), _PLAIN)
        words = "".join(word for _, word in written)
        return words[: max(1, room - len(after))] + after

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
                words = self._cell(place.id, self._room(place.id, width))
                words += "+" if place.id in self.lit else ""
                line.append(f"{words:<{width}}", style=self._style(place.id) or "dim")
                at = max(spot, at) + width
            line.rstrip()
            yield line
        if self.board.kind == "hex":
            yield Text(self._where(), style="dim")

    def _room(self, place: str, width: int) -> int:
        """In how many letters is told what stands on a place: one is for a blank, one for a `+`."""
        return width - 1 - (place in self.lit)

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
        told = (seats if owners else []) + signs + self._cut(width)
        told += ["+ " + phrase("shown.may_be_chosen")] if self.lit else []
        if told:
            yield Text("   ".join(told), style="dim")
        # Where it is printed again for a choice, all of this stands above.
        for place in () if self.asked else self.board.places:
            found = [s for s in self._on.get(place.id, ()) if s.what not in ("stone", "mark")]
            whole = len(found) == 1 and len(self._code(found[0], 99)) < width
            if found and not whole and any(s.what == "piece" for s in found):
                yield self._line(place.id)

    def _cut(self, width: int) -> list[str]:
        """What the letters for kinds mean that no line below tells of."""
        out: dict[str, None] = {}
        for place in self.board.places:
            for thing, word in self._written(place.id, self._room(place.id, width))[0]:
                counted = self._counted.get((thing.kind, thing.member))
                if thing.what == "number" and counted:
                    out[f"{counted} {self._name(thing)}"] = None
                elif thing.what == "kind" and word != self._code(thing, 99):
                    out[f"{word} {self._name(thing)}"] = None
        return list(out)

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
                said = str(texts.get("name") or called(thing.register))
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
    row = figure(place)
    return place[: len(place) - len(row)].rpartition("_")[2], row
