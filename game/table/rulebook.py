"""The rules of a game for people: how it goes, what there is, what one may do, how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import attrs

from game.catalogue import phrase
from game.engine import ActionInfo, CellValue, Game, SetSpec, TableAxis, TableSpec
from game.rules import ScenarioInfo
from game.table import in_words
from game.table.nearing import told_beforehand


@attrs.frozen
class RulebookPassage:
    """One thing that a rulebook tells of.

    Attributes:
        name: what it is called; empty for a paragraph alone.
        lines: what is said of it, a sentence or some each.
        rows: a table, its first row the heads; or nothing.
    """

    name: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


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

    chapters = [
        chapter("rulebook.goes", (RulebookPassage("", (told.strip(),)),) if told else ()),
        chapter("rulebook.scenarios", tuple(_scenarios(game))),
        chapter("rulebook.things", tuple(_things(game))),
        chapter("rulebook.actions", tuple(_actions(game, game.actions))),
        chapter("rulebook.procedures", tuple(_texts(game, "procedure"))),
        chapter("rulebook.cards", tuple(p for deck in game.decks for p in _texts(game, deck))),
        chapter("rulebook.derived", tuple(_texts(game, "derived"))),
        chapter("rulebook.numbers", tuple(_numbers(game))),
        chapter("rulebook.tables", tuple(_tables(game))),
        chapter("rulebook.ends", (*_texts(game, "ending"), *_by_itself(game))),
        chapter("rulebook.options", tuple(_options(game))),
    ]
    return tuple(found for found in map(_telling, chapters) if found.passages)


def player_aids(game: Game) -> tuple[PlayerAid, ...]:
    """What each seat has before it while it plays; seats that would have the same share one.

    Args:
        game: a scenario of it.
    """
    found: dict[tuple[tuple[RulebookPassage, ...], tuple[RulebookPassage, ...]], list[str]] = {}
    briefs = game.scenario.briefs or {}
    for seat in game.seats:
        brief = tuple(
            RulebookPassage(heading.replace("_", " ").capitalize(), (words,))
            for heading, words in briefs.get(seat, {}).items()
            if words
        )
        told = _actions(game, (action for action in game.actions if seat in action.seats))
        actions = tuple(passage for passage in told if passage.lines)
        if brief or actions:
            found.setdefault((brief, actions), []).append(game.title("seat", seat))
    return tuple(PlayerAid(_listed(seats), *what) for what, seats in found.items())


def _telling(chapter: RulebookChapter) -> RulebookChapter:
    """A chapter without what says nothing, or the same once more, as registers of a zone do."""
    found = dict.fromkeys(p for p in chapter.passages if p.lines or p.rows)
    return RulebookChapter(chapter.kind, chapter.head, tuple(found))


def scenario_length(info: ScenarioInfo) -> list[str]:
    """How long a scenario is, as far as its rules say: its rounds, and about how many minutes."""
    found = [phrase("setup.rounds", count=info.rounds)] if info.rounds else []
    return found + ([phrase("setup.minutes", count=info.minutes)] if info.minutes else [])


def _scenarios(game: Game) -> Iterator[RulebookPassage]:
    for info in game.rules.scenarios:
        lines = [info.text]
        if info.teaches:
            lines.append(phrase("rulebook.teaches", what=info.teaches))
        if long := scenario_length(info):
            lines.append(phrase("rulebook.length", long=", ".join(long)))
        yield RulebookPassage(info.name or info.id, tuple(filter(None, lines)))


def _by_itself(game: Game) -> Iterator[RulebookPassage]:
    """The ends that a game comes to whatever stands on the table."""
    if told := told_beforehand(game):
        yield RulebookPassage(phrase("rulebook.by_itself"), told)


def _things(game: Game) -> Iterator[RulebookPassage]:
    """The sets and registers that the rules tell of."""
    boards = {board.set for board in game.boards}
    ways = {board.directions for board in game.boards}
    for name, spec in game.sets.items():
        if not spec.declared or name in game.decks or spec.members in ways:
            continue
        told = game.describe("set", name)
        text = str(told.get("text") or "")
        rows = () if name in boards or spec.base != name else _members(game, spec)
        if text or rows:
            yield RulebookPassage(str(told["name"]), (text,) if text else (), rows)
    yield from _texts(game, "zone")
    yield from _texts(game, "register")


def _members(game: Game, spec: SetSpec) -> tuple[tuple[str, ...], ...]:
    """What the rules say of each member of a set, in words and in fields of one value."""
    name = spec.name
    found = {m: str(game.describe("member", f"{name}.{m}").get("text") or "") for m in spec.members}
    fields = [f for f in spec.fields.values() if not f.many]
    values = {
        f.name: [_cell(game, f.of, game.field(name, m, f.name)) for m in spec.members]
        for f in fields
    }
    heads = [f for f, cells in values.items() if len(set(cells)) > 1]
    words = any(found.values())
    if not heads and not words:
        return ()
    rows = [("", *(f.replace("_", " ").capitalize() for f in heads), *([""] if words else []))]
    for n, (member, text) in enumerate(found.items()):
        cells = [values[f][n] for f in heads]
        rows.append((game.title(name, member), *cells, *([text] if words else [])))
    return tuple(rows) if heads else tuple(rows[1:])


def _actions(game: Game, actions: Iterable[ActionInfo]) -> Iterator[RulebookPassage]:
    """What each action does, who takes it, what it costs and why it may be refused."""
    told = [_action(game, action) for action in actions]
    if any(in_words.OPEN in line for passage in told for line in passage.lines):
        yield RulebookPassage("", (in_words.EXPLAINED,))
    yield from told


def _action(game: Game, action: ActionInfo) -> RulebookPassage:
    lines = [action.text, action.trade_off]
    if len(action.seats) < len(game.seats):
        seats = _listed([game.title("seat", s) for s in action.seats])
        lines.append(phrase("rulebook.only", seats=seats))
    for register, price in action.cost.items():
        name = game.describe("register", register)["name"]
        cost = in_words.value(game, str(price))
        lines.append(phrase("rulebook.costs", what=name, price=cost))
    lines += [f"- {in_words.sentence(game, say)}" for say in action.refusals]
    return RulebookPassage(action.name, tuple(filter(None, lines)))


def _texts(game: Game, kind: str) -> Iterator[RulebookPassage]:
    for name in game.declared(kind):
        told = game.describe(kind, name)
        if told.get("text"):
            yield RulebookPassage(str(told["name"]), (str(told["text"]),))


def _numbers(game: Game) -> Iterator[RulebookPassage]:
    rows = []
    for name in game.declared("number"):
        told = game.describe("number", name)
        words = " ".join(str(told[key]) for key in ("text", "why") if told.get(key))
        rows.append((str(told["name"]), _cell(game, "", game.numbers[name]), words))
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
            yield RulebookPassage(str(told["name"]), lines, tuple(rows))
            continue
        for block in product(*(_heads(game, key) for key in outer[:-1])):
            before = tuple(n for n, _ in block)
            rows = [("", *(w for _, w in heads))]
            for n, word in _heads(game, row):
                rows.append((word, *_line(game, spec, (*before, n), heads)))
            title = ", ".join([str(told["name"]), *(w for _, w in block)])
            yield RulebookPassage(title, lines, tuple(rows))


def _line(
    game: Game, spec: TableSpec, before: tuple[int, ...], heads: Sequence[tuple[int, str]]
) -> list[str]:
    return [_cell(game, spec.of, spec.cells[(*before, n)]) for n, _ in heads]


def _heads(game: Game, key: TableAxis) -> list[tuple[int, str]]:
    """The heads that are in play, each with its place in the table."""
    if not key.of:
        return list(enumerate(key.heads))
    here = set(game.sets[key.of].members)
    return [(n, game.short(key.of, m)) for n, m in enumerate(key.heads) if m in here]


def _cell(game: Game, of: str, value: CellValue) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return phrase("value.yes") if value else phrase("value.no")
    return game.short(of, value) if isinstance(value, str) else str(value).replace("-", "−")


def _options(game: Game) -> Iterator[RulebookPassage]:
    for option in game.scenario.options:
        rows = tuple(
            (
                phrase("rulebook.usual", value=v.name) if v.id == option.default else v.name,
                v.text,
            )
            for v in option.values
        )
        yield RulebookPassage(option.name, (option.text,) if option.text else (), rows)


def _listed(words: Sequence[str]) -> str:
    *first, last = words
    return phrase("rulebook.and", first=", ".join(first), last=last) if first else last
