"""What a game needs on paper, read from its rules: cards, tracks, tables and pieces, as plain data.

No name of a game is known here. What is a card, a track or a piece is told by what registers are of
and hold: cards lie in decks, in zones or in hands; tracks are numbers of the table or of a seat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from game.catalogue import called, number_text, phrase
from game.engine import Game, RegisterSpec, State
from game.table.face_up import label_words
from game.table.on_board import OnBoard
from game.table.rulebook import cell, sorted_values

SEAT: Final = "seat"
#: A track with more steps has boxes to write into.
_STEPS: Final = 33
#: A table of values with more rows or columns is left to the guide.
_ROWS: Final = 40
_COLUMNS: Final = 14


@attrs.frozen
class PaperCard:
    """A card.

    Attributes:
        id: the member of its set.
        title: what it is called.
        text: what it does.
        label: how far it is known, and who told it; or nothing.
        order: the seats that it prints, the first to act first.
        owner: the seat that it belongs to; or nothing.
    """

    id: str
    title: str
    text: str
    label: str
    order: tuple[str, ...]
    owner: str


@attrs.frozen
class CardKind:
    """Cards with one back.

    Attributes:
        set: the set that they are of.
        name: what they are called.
        cards: each once.
    """

    set: str
    name: str
    cards: tuple[PaperCard, ...]


@attrs.frozen
class PaperTrack:
    """A number of the table or of a seat.

    Attributes:
        register: that holds it.
        name: what it is called.
        text: what it is.
        low, high: its ends as they are played.
        start: where it stands at the start; None where the start is not for all to see.
        near: from here to its end it is a warning; None where nothing is.
    """

    register: str
    name: str
    text: str
    low: int
    high: int
    start: int | None
    near: int | None = None

    @property
    def boxes(self) -> tuple[int, ...]:
        """The values that have a box; none where one writes the number."""
        values = tuple(range(self.low, self.high + 1))
        return values if len(values) <= _STEPS else ()


@attrs.frozen
class PaperTable:
    """Values of the members of a set.

    Attributes:
        register: that holds them.
        name: what it is called.
        text: what it is.
        heads: of the columns; none where each row is one box.
        rows: a member's name, and for each column what stands there at the start.
    """

    register: str
    name: str
    text: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@attrs.frozen
class CardHolder:
    """Where a seat lays a card.

    Attributes:
        register: that names the card.
        name: what it is called.
        secret: whether it lies face down.
    """

    register: str
    name: str
    secret: bool


def in_play(game: Game) -> tuple[str, ...]:
    """The seats that somebody may sit at in this scenario."""
    return tuple(game.seats)


def place_sets(game: Game) -> tuple[str, ...]:
    """The sets whose members lie on the map or on a board."""
    roles = game.rules.look.roles.places
    found = [roles, *(board.set for board in game.boards)]
    return tuple(dict.fromkeys(name for name in found if name in game.sets))


def base(game: Game, name: str) -> str:
    """The set of which another is a part; itself where it is none."""
    return game.sets[name].base if name in game.sets else name


def piece_sets(game: Game) -> tuple[str, ...]:
    """The sets whose members stand on boards."""
    found: list[str] = []
    for board in game.boards:
        on = OnBoard(game, board.set, game.rules.look.pieces)
        found += on.placing
        found += [base(game, game.places[zone].members) for zone in on.zones]
    return tuple(dict.fromkeys(found))


def card_sets(game: Game) -> tuple[str, ...]:
    """The sets whose members are cards: of decks, of zones, and what seats have in hand."""
    apart = {SEAT, *place_sets(game), *piece_sets(game)}
    apart |= {base(game, board.directions[0]) for board in game.boards if board.directions}
    found = [*game.decks, *(base(game, zone.members) for zone in game.places.values())]
    for spec in game.registers.values():
        if not spec.constant and not spec.zone and spec.index:
            mine = base(game, spec.index[0]) == SEAT
            if mine and spec.kind == "bool" and len(spec.index) == 2:
                found.append(base(game, spec.index[1]))
            if mine and spec.kind == "member" and len(spec.index) == 1 and not spec.public:
                found.append(base(game, spec.of))
    return tuple(n for n in dict.fromkeys(found) if n not in apart and n in game.sets)


def card_kinds(game: Game) -> tuple[CardKind, ...]:
    """All cards of a scenario by their backs; those of seats that nobody plays are left out."""
    found = []
    for name in card_sets(game):
        cards = tuple(_cards(game, name))
        if cards:
            declared = name in game.declared("set")
            title = str(game.describe("set", name)["name"]) if declared else ""
            found.append(CardKind(name, title or called(name), cards))
    return tuple(found)


def _cards(game: Game, name: str) -> Iterator[PaperCard]:
    spec = game.sets[name]
    order = [f for f in game.rules.look.roles.card.order if f in spec.fields]
    owns = [f for f, s in spec.fields.items() if s.of == SEAT and not s.many and f not in order]
    for member in spec.members:
        told = game.describe("member", f"{name}.{member}")
        owner = str(game.field(name, member, owns[0]) or "") if owns else ""
        if owner and owner not in game.seats:
            continue
        text = str(told.get("text") or "")
        seats = (game.field(name, member, field) for field in order)
        yield PaperCard(
            member,
            game.title(name, member),
            text or "\n".join(_fields(game, name, member)),
            label_words(game.rules, told),
            tuple(s for s in seats if s in game.seats),
            owner,
        )


def _fields(game: Game, name: str, member: str) -> Iterator[str]:
    """The constant fields of a card without a text, a line each."""
    for field, spec in game.sets[name].fields.items():
        if not spec.many:
            said = cell(game, spec.of, game.field(name, member, field))
            yield phrase("paper.field", name=called(field), value=said)


# Tracks ------------------------------------------------------------------------------------


def table_tracks(game: Game, start: State) -> tuple[PaperTrack, ...]:
    """The numbers of the whole table, the round first, then in the order of the look."""
    counted = game.rules.round
    names = [counted] if counted in game.registers else []
    names += [n for n in sorted_values(game).tracks if n != counted]
    specs = [game.registers[n] for n in names if n is not None and n in game.registers]
    return tuple(
        _track(game, spec, start)
        for spec in specs
        if spec.kind == "int" and not spec.index and not spec.constant and not spec.zone
    )


def _track(game: Game, spec: RegisterSpec, start: State, seat: str = "") -> PaperTrack:
    told = game.describe("register", spec.name)
    low, high, near = spec.low, spec.high, None
    look = next((t for t in game.rules.look.tracks if t.value == spec.name), None)
    if look is not None:
        limit = game.numbers.get(look.limit) if look.limit else None
        high = min(high, limit) if isinstance(limit, int) else high
        near = high - look.near if look.near is not None else None
    if spec.name == game.rules.round and game.scenario.rounds:
        low, high = max(low, 1), min(high, game.scenario.rounds)
    value = game.value(start, spec.name, *([seat] if seat else []))
    shown = int(value) if isinstance(value, int) else None
    name = str(told["name"] or spec.name)
    return PaperTrack(spec.name, name, str(told.get("text") or ""), low, high, shown, near)


def seat_tracks(game: Game, start: State, seat: str) -> tuple[PaperTrack, ...]:
    """The numbers of one seat."""
    quiet = game.rules.look.roles.quiet
    return tuple(
        _track(game, spec, start, seat)
        for spec in game.registers.values()
        if spec.kind == "int" and len(spec.index) == 1 and not spec.constant and not spec.zone
        and spec.name not in quiet and seat in game.members(spec.index[0])
        and base(game, spec.index[0]) == SEAT
    )  # fmt: skip


def holders(game: Game, seat: str) -> tuple[CardHolder, ...]:
    """Where one seat lays cards: a register of the seat that names one, or a zone of its own."""
    cards, found = set(card_sets(game)), []
    for spec in game.registers.values():
        mine = len(spec.index) == 1 and base(game, spec.index[0]) == SEAT
        if not mine or spec.kind != "member" or spec.constant or spec.zone:
            continue
        if seat in game.members(spec.index[0]) and base(game, spec.of) in cards:
            name = str(game.describe("register", spec.name)["name"])
            found.append(CardHolder(spec.name, name, not spec.public))
    return tuple(found)


# Tables ------------------------------------------------------------------------------------


def other_tables(game: Game, start: State) -> tuple[PaperTable, ...]:
    """What else the table keeps in sight: truths, markers and values of sets that are no places."""
    places, quiet = {*place_sets(game), *piece_sets(game)}, game.rules.look.roles.quiet
    found = []
    for spec in game.registers.values():
        bases = [base(game, name) for name in spec.index]
        if spec.constant or spec.zone or spec.name in quiet or not spec.public:
            continue
        if set(bases) & {*places, *card_sets(game)} or len(bases) > 2:
            continue
        if spec.kind == "int" and set(bases) <= {SEAT}:
            continue  # a track
        table = _table(game, spec, start)
        if table is not None:
            found.append(table)
    return tuple(found)


def _table(game: Game, spec: RegisterSpec, start: State) -> PaperTable | None:
    told = game.describe("register", spec.name)
    name, text = str(told["name"] or spec.name), str(told.get("text") or "")
    rows = [game.members(s) for s in spec.index] or [("",)]
    across = rows[1] if len(rows) == 2 else ("",)
    if len(rows[0]) > _ROWS or len(across) > _COLUMNS:
        return None
    heads = tuple(game.short(spec.index[1], m) for m in across) if len(rows) == 2 else ()
    out = []
    for member in rows[0]:
        title = game.short(spec.index[0], member) if member else ""
        cells = []
        for other in across:
            value = game.value(start, spec.name, *(k for k in (member, other) if k))
            cells.append(value_text(game, spec, value))
        out.append((title, tuple(cells)))
    return PaperTable(spec.name, name, text, heads, tuple(out))


def value_text(game: Game, spec: RegisterSpec, value: object) -> str:
    """A value of a register as it is printed; nothing where it is neither set nor told."""
    if value is None or value is False:
        return ""
    if value is True:
        return "\N{CHECK MARK}"
    if isinstance(value, int):
        return number_text(value)
    return game.short(base(game, spec.of), str(value))


# Places ------------------------------------------------------------------------------------


def place_values(game: Game, places: str) -> tuple[RegisterSpec, ...]:
    """The registers of single places that all may see and that can change."""
    quiet = game.rules.look.roles.quiet
    return tuple(
        spec
        for spec in game.registers.values()
        if len(spec.index) == 1 and base(game, spec.index[0]) == places
        and spec.public and not spec.constant and not spec.zone and spec.name not in quiet
    )  # fmt: skip


def place_table(game: Game, start: State, places: str) -> PaperTable | None:
    """Every place with what stands there at the start; None where nothing is kept of places."""
    specs = place_values(game, places)
    facts = _facts(game, places)
    if not specs:
        return None
    heads = (
        *(called(name) for name in facts),
        *(str(game.describe("register", s.name)["name"]) for s in specs),
    )
    told_of = {place for s in specs for place in game.members(s.index[0])}
    fields = game.sets[places].fields
    rows = []
    for place in game.members(places):
        if place not in told_of:
            continue
        cells = [cell(game, fields[f].of, game.field(places, place, f)) for f in facts]
        cells += [
            value_text(game, s, game.value(start, s.name, place))
            if place in game.members(s.index[0])
            else "\N{EN DASH}"
            for s in specs
        ]
        rows.append((game.title(places, place), tuple(cells)))
    told = game.describe("set", places)
    return PaperTable(places, str(told["name"]), str(told.get("text") or ""), heads, tuple(rows))


def _facts(game: Game, places: str) -> list[str]:
    """The constant fields of places that are printed: those of the look, else all that differ."""
    named = game.rules.look.roles.facts
    fields = game.sets[places].fields
    if named:
        return [name for name in named if name in fields]
    found = []
    for name, spec in fields.items():
        if spec.kind in ("int", "bool") and not spec.many and name not in game.registers:
            values = {game.field(places, place, name) for place in game.members(places)}
            if len(values) > 1:
                found.append(name)
    return found


def smallest(texts: Sequence[str], steps: Sequence[int]) -> int:
    """How small texts must be to fit: the number of steps that their letters are beyond.

    Args:
        texts: all that is to stand in one place.
        steps: the most letters at each size, the largest size first.
    """
    letters = sum(len(text) + 40 * text.count("\n") for text in texts)
    return sum(letters > most for most in steps)
