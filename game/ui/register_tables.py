"""All that the viewer sees, as tables of names and values: the board of rules without a map."""

from __future__ import annotations

import attrs

from game.catalogue import phrase
from game.engine import HIDDEN, CellId
from game.rules.cell_id import CellIndex
from game.story.zones import MOST_NAMED, counted, shown_places
from game.ui import wording
from game.ui.seat_client import SeatClient
from game.ui.widgets.laid import LaidCard, LaidRow

UNSEEN = "?"


@attrs.frozen
class Row:
    """One line of a table: what it is of, its heading, and its values, empty where none can be."""

    key: str
    head: str
    cells: tuple[str, ...]


@attrs.frozen
class Chart:
    """One table: a heading, the heads of its columns, its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def laid(client: SeatClient) -> dict[str, list[LaidRow]]:
    """What lies in the places of each zone, by what the zone is called, as the viewer sees it."""
    game, found = client.game, dict[str, list[LaidRow]]()
    for place in shown_places(game, client.view):
        spec, lying = game.places[place.cell.register], place.lying
        title = wording.declared_name(client, place.zone, "zone")
        seen = lying.members if len(lying.members) <= MOST_NAMED else ()
        note = "" if lying.size else phrase("table.empty")
        if spec.ordered and lying.whole and lying.size > 1:
            seen, note = lying.members[-1:], phrase("table.on_top_of", count=lying.size)
        cards = [LaidCard(m, game.short(spec.members, m)) for m in seen]
        unseen = lying.size - len(lying.members) if seen else lying.size
        if unseen:
            cards.append(LaidCard("", counted(spec.members, unseen)))
        row = LaidRow(str(place.cell), place.title, tuple(cards), note)
        found.setdefault(title, []).append(row)
    return found


@attrs.frozen
class _Column:
    """One register or derived value: the sets that index it, and what is seen of it."""

    name: str
    title: str
    sets: tuple[str, ...]
    cells: dict[CellIndex, str]


def charts(client: SeatClient) -> list[Chart]:
    """Everything the viewer may see: single values, then a table for each set, then pairs."""
    columns = _columns(client)
    out = []
    rows = tuple(Row(c.name, c.title, (c.cells[()],)) for c in columns if not c.sets)
    known = {c.name for c in columns}
    # Locals of who asks, and derived values that have no name of their own.
    rows += tuple(
        Row(each.name, each.title, (each.words or UNSEEN,))
        for each in client.shown()
        if CellId.parse(each.name).register not in known
    )
    if rows:
        out.append(Chart(phrase("table.on_table"), ("",), rows))
    bases = client.game.sets
    along: dict[str, list[_Column]] = {}
    for column in columns:
        if len(column.sets) == 1:
            along.setdefault(bases[column.sets[0]].base, []).append(column)
    for base, some in along.items():
        out.append(_by_member(client, base, some))
    out.extend(_crossed(client, c) for c in columns if len(c.sets) == 2)
    return out


def _by_member(client: SeatClient, base: str, columns: list[_Column]) -> Chart:
    """The columns of one set and its parts, a row for each member that has any value."""
    rows = tuple(
        Row(m, wording.member_name(client, m), tuple(c.cells.get((m,), "") for c in columns))
        for m in client.words.members(base)
        if any((m,) in c.cells for c in columns)
    )
    title = wording.declared_name(client, base, "set")
    return Chart(title, tuple(c.title for c in columns), rows)


def _crossed(client: SeatClient, column: _Column) -> Chart:
    """A register of pairs: the first index down, the second across."""
    first, second = (client.words.members(s) for s in column.sets)
    rows = tuple(
        Row(a, wording.member_name(client, a), tuple(column.cells.get((a, b), "") for b in second))
        for a in first
    )
    return Chart(column.title, tuple(wording.member_name(client, b) for b in second), rows)


def _columns(client: SeatClient) -> list[_Column]:
    """Registers that can change, and derived values that have a name for people."""
    seen = dict(client.view.items())
    cells: dict[str, dict[CellIndex, str]] = {}
    for cell in client.game.cells:
        named = CellId.parse(cell)
        words = wording.value_words(client, seen[cell]) if cell in seen else UNSEEN
        cells.setdefault(named.register, {})[named.index] = words
    out = [
        _Column(
            name,
            wording.declared_name(client, name, "register"),
            client.game.registers[name].index,
            found,
        )
        for name, found in cells.items()
        if not client.game.registers[name].zone
    ]
    for name, spec in client.game.derived_values.items():
        if spec.title and len(spec.index) < 2 and spec.kind != "places":
            sets = spec.index
            indexes: list[CellIndex] = (
                [(m,) for m in client.words.members(sets[0])] if sets else [()]
            )
            values = {i: client.value(name, *i) for i in indexes}
            said = {
                i: UNSEEN if v is HIDDEN else wording.value_words(client, v)
                for i, v in values.items()
            }
            out.append(_Column(name, spec.title, sets, said))
    return out
