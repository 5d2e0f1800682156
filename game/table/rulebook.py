"""The rules of a game for people: how it goes, what there is, what one may do, how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

import attrs

from game.catalogue import called, listed, number_text, phrase
from game.engine import ActionInfo, CellValue, Game, SetSpec, TableAxis, TableSpec
from game.rules import ScenarioInfo
from game.table import in_words
from game.table.face_up import label_words
from game.table.nearing import told_beforehand


@attrs.frozen
class RulebookPassage:
    """One thing that a rulebook tells of.

    Attributes:
        name: what it is called; empty for a paragraph alone.
        lines: what is said of it, a sentence or some each.
        rows: a table, its first row the heads; or nothing.
        key: what it is by kind and name in the rules, "action:march"; empty for what has no name.
    """

    name: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    key: str = attrs.field(default="", eq=False)


@attrs.frozen
class RulebookChapter:
    """Passages under a heading.

    Attributes:
        kind: what they tell of, in every language alike: "goes", "actions", "cards".
        head: the heading.
        passages: what is told.
    """

    kind: str
    head: str
    passages: tuple[RulebookPassage, ...]


@attrs.frozen
class PlayerAid:
    """What one seat, or seats of which the same is to be said, have before them while they play.

    Attributes:
        seats: their names.
        brief: what the scenario tells them, under its headings.
        actions: what they may do.
    """

    seats: str
    brief: tuple[RulebookPassage, ...]
    actions: tuple[RulebookPassage, ...]


def rulebook(game: Game) -> tuple[RulebookChapter, ...]:
    """The rules of a game as chapters, in the order in which one reads them; empty ones left out.

    Args:
        game: a scenario of it; what is told of options and numbers is told as they are there.
    """
    rules = game.rules
    told = rules.people.how or rules.text

    def chapter(head: str, passages: Iterable[RulebookPassage]) -> RulebookChapter:
        return RulebookChapter(head.partition(".")[2], phrase(head), tuple(passages))

    values = sorted_values(game)
    # Whoever begins to read wants to know what this game is about.
    here = [passage for played, passage in _scenarios(game) if played]
    elsewhere = [passage for played, passage in _scenarios(game) if not played]
    chapters = [
        chapter("rulebook.goes", (*_paragraphs(told), *here)),
        chapter("rulebook.ends", (*_texts(game, "ending"), *_by_itself(game))),
        chapter("rulebook.procedures", _texts(game, "procedure")),
        chapter("rulebook.actions", _actions(game, game.actions)),
        chapter("rulebook.cards", (p for deck in game.decks for p in _texts(game, deck))),
        chapter("rulebook.tracks", _texts(game, "register", values.tracks)),
        chapter(
            "rulebook.places",
            (*_sets(game, places=True), *_texts(game, "register", values.on_places)),
        ),
        chapter(
            "rulebook.things",
            (
                *_sets(game, places=False),
                *_texts(game, "zone"),
                *_texts(game, "register", values.others),
            ),
        ),
        chapter("rulebook.derived", _texts(game, "derived")),
        chapter("rulebook.numbers", _numbers(game)),
        chapter("rulebook.tables", _tables(game)),
        chapter("rulebook.scenarios", elsewhere),
        chapter("rulebook.options", _options(game)),
        chapter("rulebook.kept", _texts(game, "register", values.kept)),
    ]
    return tuple(found for found in map(_telling, chapters) if found.passages)


@attrs.frozen
class SortedValues:
    """The registers of a game by what they are to people, each kind in the order of reading.

    Attributes:
        tracks: numbers of the whole table or of the seats, those that a look shows first.
        on_places: what is told of each place of the map or a board.
        others: what else is told of.
        kept: what the rules keep in mind, and no log tells.
    """

    tracks: tuple[str, ...]
    on_places: tuple[str, ...]
    others: tuple[str, ...]
    kept: tuple[str, ...]


def sorted_values(game: Game) -> SortedValues:
    """The registers of a game by what they are to people.

    Args:
        game: a scenario of it.
    """
    look = game.rules.look
    first = [*(t.value for t in look.tracks), *(c.value for c in look.counters.values())]
    places = _place_sets(game)
    found: dict[str, list[str]] = {}
    declared = game.declared("register")
    for name in sorted(declared, key=lambda n: first.index(n) if n in first else len(first)):
        spec = game.registers.get(name)
        if name in look.roles.quiet:
            kind = "kept"
        elif spec is not None and spec.index and set(spec.index) <= places:
            kind = "on_places"
        elif spec is not None and spec.kind == "int" and set(spec.index) <= {"seat"}:
            kind = "tracks"
        else:
            kind = "others"
        found.setdefault(kind, []).append(name)
    kinds = ("tracks", "on_places", "others", "kept")
    return SortedValues(*(tuple(found.get(kind, ())) for kind in kinds))


def _place_sets(game: Game) -> set[str]:
    """The sets of places: on the map or a board, and parts of these."""
    whole = {game.rules.look.roles.places, *(board.set for board in game.boards)}
    return {name for name, spec in game.sets.items() if spec.base in whole or name in whole}


def player_aids(game: Game) -> tuple[PlayerAid, ...]:
    """What each seat has before it while it plays; seats that would have the same share one.

    Args:
        game: a scenario of it.
    """
    found: dict[tuple[tuple[RulebookPassage, ...], tuple[RulebookPassage, ...]], list[str]] = {}
    for seat in game.seats:
        brief = brief_of(game, seat)
        # Whoever holds it need not be told whose these are.
        mine = (action for action in game.actions if seat in action.seats)
        told = _actions(game, mine, whose=False)
        actions = tuple(passage for passage in told if passage.lines)
        if brief or actions:
            found.setdefault((brief, actions), []).append(game.title("seat", seat))
    return tuple(PlayerAid(listed(seats), *what) for what, seats in found.items())


def brief_of(game: Game, seat: str) -> tuple[RulebookPassage, ...]:
    """What the scenario tells a seat, under its headings.

    Args:
        game: the scenario.
        seat: the seat.
    """
    return tuple(
        RulebookPassage(called(heading), (words,))
        for heading, words in (game.scenario.briefs or {}).get(seat, {}).items()
        if words
    )


def _paragraphs(told: str) -> Iterator[RulebookPassage]:
    """A text without a name, each of its lines for itself."""
    yield from (RulebookPassage("", (line.strip(),)) for line in told.splitlines() if line.strip())


def _telling(chapter: RulebookChapter) -> RulebookChapter:
    """A chapter without what says nothing, or the same once more, as registers of a zone do."""
    found: list[RulebookPassage] = []
    for passage in dict.fromkeys(p for p in chapter.passages if p.lines or p.rows):
        before = found[-1] if found else None
        plain = before is not None and not before.rows and not passage.rows
        if before is not None and plain and passage.name and before.name == passage.name:
            # Parts of one thing stand under its name once.
            found[-1] = attrs.evolve(before, lines=(*before.lines, *passage.lines))
        else:
            found.append(passage)
    return RulebookChapter(chapter.kind, chapter.head, tuple(found))


def scenario_length(info: ScenarioInfo) -> list[str]:
    """How long a scenario is, as far as its rules say: its rounds, and about how many minutes."""
    found = [phrase("setup.rounds", count=info.rounds)] if info.rounds else []
    return found + ([phrase("setup.minutes", count=info.minutes)] if info.minutes else [])


def _scenarios(game: Game) -> Iterator[tuple[bool, RulebookPassage]]:
    """Every scenario, each with whether it is the one that is played."""
    for info in game.rules.scenarios:
        lines = [info.text]
        if info.teaches:
            lines.append(phrase("rulebook.teaches", what=info.teaches))
        if long := scenario_length(info):
            lines.append(phrase("rulebook.length", long=", ".join(long)))
        key = f"scenario:{info.id}"
        told = RulebookPassage(info.name or info.id, tuple(filter(None, lines)), key=key)
        yield info.id == game.scenario.id, told


def _by_itself(game: Game) -> Iterator[RulebookPassage]:
    """The ends that a game comes to whatever stands on the table."""
    if told := told_beforehand(game):
        yield RulebookPassage(phrase("rulebook.by_itself"), told)


def _sets(game: Game, places: bool) -> Iterator[RulebookPassage]:
    """The sets that the rules tell of: those of places, or the others."""
    boards = {board.set for board in game.boards}
    ways = {board.directions for board in game.boards}
    lying = _place_sets(game)
    for name, spec in game.sets.items():
        if not spec.declared or name in game.decks or spec.members in ways:
            continue
        if (name in lying) is not places:
            continue
        told = game.describe("set", name)
        text = str(told.get("text") or "")
        rows = () if name in boards or spec.base != name else _members(game, spec)
        if text or rows:
            lines = (text,) if text else ()
            yield RulebookPassage(str(told["name"]), lines, rows, f"set:{name}")


def _members(game: Game, spec: SetSpec) -> tuple[tuple[str, ...], ...]:
    """What the rules say of each member of a set, in words and in fields of one value."""
    name = spec.name
    found = {m: str(game.describe("member", f"{name}.{m}").get("text") or "") for m in spec.members}
    fields = [f for f in spec.fields.values() if not f.many]
    values = {
        f.name: [cell(game, f.of, game.field(name, m, f.name)) for m in spec.members]
        for f in fields
    }
    heads = [f for f, cells in values.items() if len(set(cells)) > 1]
    words = any(found.values())
    if not heads and not words:
        return ()
    rows = [("", *(called(f) for f in heads), *([""] if words else []))]
    for n, (member, text) in enumerate(found.items()):
        cells = [values[f][n] for f in heads]
        rows.append((game.title(name, member), *cells, *([text] if words else [])))
    return tuple(rows) if heads else tuple(rows[1:])


def _actions(
    game: Game, actions: Iterable[ActionInfo], whose: bool = True
) -> Iterator[RulebookPassage]:
    """What each action does, who takes it, what it costs and why it may be refused."""
    told = [_action(game, action, whose) for action in actions]
    if any(in_words.OPEN in line for passage in told for line in passage.lines):
        yield RulebookPassage("", (in_words.explained(),))
    yield from told


def _action(game: Game, action: ActionInfo, whose: bool) -> RulebookPassage:
    lines = [action.text, action.trade_off]
    if whose and len(action.seats) < len(game.seats):
        seats = listed([game.title("seat", s) for s in action.seats])
        lines.append(phrase("rulebook.only", seats=seats))
    for register, price in action.cost.items():
        name = game.describe("register", register)["name"]
        cost = in_words.value(game, str(price))
        lines.append(phrase("rulebook.costs", what=name, price=cost))
    if action.refusals:
        lines.append(phrase("rulebook.refused"))
    lines += [f"- {in_words.sentence(game, say)}" for say in action.refusals]
    lines += known(game, game.describe("action", action.id))
    return RulebookPassage(action.name, tuple(filter(None, lines)), key=f"action:{action.id}")


def _texts(game: Game, kind: str, names: Sequence[str] | None = None) -> Iterator[RulebookPassage]:
    """What the rules say of all that is declared of a kind, or of some of it."""
    for name in game.declared(kind) if names is None else names:
        told = game.describe(kind, name)
        if told.get("text"):
            lines = (str(told["text"]), *known(game, told))
            yield RulebookPassage(str(told["name"]), lines, key=f"{kind}:{name}")


def known(game: Game, told: dict[str, Any]) -> tuple[str, ...]:
    """How far it is known what the rules tell, and who told it; nothing where they say neither.

    Args:
        game: a scenario of them.
        told: the texts of something that they declare.
    """
    label = label_words(game.rules, told)
    return (phrase("rulebook.label", label=label),) if label else ()


def _numbers(game: Game) -> Iterator[RulebookPassage]:
    rows = []
    for name in game.declared("number"):
        told = game.describe("number", name)
        words = " ".join(str(told[key]) for key in ("text", "why") if told.get(key))
        rows.append((str(told["name"]), cell(game, "", game.numbers[name]), words))
    if rows:
        yield RulebookPassage("", (), tuple(rows))


def _tables(game: Game) -> Iterator[RulebookPassage]:
    for name, spec in game.tables.items():
        told = game.describe("table", name)
        text = str(told.get("text") or "")
        lines = (text,) if text else ()
        *outer, last = spec.keys
        row = outer[-1] if outer else None
        heads = _heads(game, last)
        if row is None:
            rows = [tuple(w for _, w in heads), tuple(_line(game, spec, (), heads))]
            yield RulebookPassage(str(told["name"]), lines, tuple(rows), f"table:{name}")
            continue
        for block in product(*(_heads(game, key) for key in outer[:-1])):
            before = tuple(n for n, _ in block)
            rows = [("", *(w for _, w in heads))]
            for n, word in _heads(game, row):
                rows.append((word, *_line(game, spec, (*before, n), heads)))
            title = ", ".join([str(told["name"]), *(w for _, w in block)])
            yield RulebookPassage(title, lines, tuple(rows), f"table:{name}")


def _line(
    game: Game, spec: TableSpec, before: tuple[int, ...], heads: Sequence[tuple[int, str]]
) -> list[str]:
    return [cell(game, spec.of, spec.cells[(*before, n)]) for n, _ in heads]


def _heads(game: Game, key: TableAxis) -> list[tuple[int, str]]:
    """The heads that are in play, each with its place in the table."""
    if not key.of:
        return list(enumerate(key.heads))
    here = set(game.sets[key.of].members)
    return [(n, game.short(key.of, m)) for n, m in enumerate(key.heads) if m in here]


def cell(game: Game, of: str, value: CellValue) -> str:
    """A constant of the rules in words.

    Args:
        game: a scenario of them.
        of: the set whose member it is, or "".
        value: the constant.
    """
    if value is None:
        return "–"
    if isinstance(value, bool):
        return phrase("value.yes") if value else phrase("value.no")
    return game.short(of, value) if isinstance(value, str) else number_text(value)


def _options(game: Game) -> Iterator[RulebookPassage]:
    for option in game.scenario.options:
        rows = tuple(
            (
                phrase("rulebook.usual", value=v.name) if v.id == option.default else v.name,
                v.text,
            )
            for v in option.values
        )
        why = game.describe("option", option.id).get("why")
        said = (option.text, phrase("shown.why", text=why) if why else "")
        lines = tuple(filter(None, said))
        yield RulebookPassage(option.name, lines, rows, f"option:{option.id}")
