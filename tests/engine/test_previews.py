"""What a preview tells comes true whatever stands where its seat does not look.

A seat's position is looked at in many worlds: cells that it does not see set by lot, and answers
that it was not told given otherwise. In each the move is made by the reference, and what the one
preview promised must have happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from random import Random

import attrs
import pytest

from game.engine import HIDDEN, CellId, Effect, EngineError, Game, Preview, State, View
from game.rules import parse_rules
from tests.any_rules import EXAMPLES, FILES, any_rules
from tests.engine.catalogue import play_random
from tests.making_once import game as compiled_once
from tests.secrets import worlds

#: What may be raised in a world that no game comes to: a cell set by lot may go with nothing else.
STRANGE = (EngineError, IndexError, ValueError, KeyError, ZeroDivisionError)

HEAD = """
[game]
name = "Small"
language = 2
seats = ["red", "blue"]

[set.place]
members = [
  { id = "hill", near = ["ford", "town"] },
  { id = "ford", near = ["hill"] },
  { id = "town", near = [] },
]

[register.card]
of = "seat"
range = [0, 3]
see = "viewer == seat"

[register.spot]
range = "place or none"
see = "viewer == red"

[register.coins]
range = [0, 9]
start = 3
edge = "clamp"

[register.guard]
of = "place"
range = [0, 5]
start = 1
edge = "clamp"

[derived.rich]
value = "coins > 4"

[ending.done]
"""


def small(script: str, more: str = "") -> tuple[Game, Preview]:
    """The preview of blue's only action, which does that; blue does not see `card[red]`, `spot`."""
    action = f'[action.go]\ndo = """\n{script}\n"""\n{more}\n'
    play = '[procedure.play]\ndo = """\nact(blue)\nact(red)\nend(done)\n"""\n'
    game = Game(parse_rules(HEAD + action + play, "small.toml"))
    state = game.new_game()
    return game, game.preview(game.observe(state, "blue"), game.id("go"))


def told(preview: Preview) -> dict[str, object]:
    """What each cell surely becomes, and of which that is not known."""
    sure: dict[str, object] = {event.cell: event.after for event in preview.changes}
    assert not sure.keys() & set(preview.unsure)
    return sure | dict.fromkeys(preview.unsure, "?")


#: Scripts of blue's action, each with what is told of it.
CASES = """
coins += reveal(card[red])
=> coins ? rich ?

x = card[red]
card[blue] = 2
coins = reveal(x)
=> coins ? rich ? card[blue] 2

if reveal(card[red] > 1):
    coins = 2
else:
    coins = 1
guard[hill] = 4
=> coins ? rich ? guard[hill] 4

if reveal(card[red] > 1):
    coins = 2
    guard[hill] = 3
else:
    coins = 2
=> coins 2 guard[hill] ?

coins = 5
if reveal(card[red] > 1):
    coins = 2
coins = 7
=> coins 7 rich 1

coins = 5
if reveal(card[red] > 1):
    coins = 3
else:
    coins = 3
=>

if reveal(card[red] > 1) and coins > 5:
    coins = 0
coins -= 1
=> coins 2

if reveal(card[red] > 1) or coins == 3:
    coins = 0
=> coins 0

if any(reveal(card[s]) == 1 or coins == 3 for s in seat):
    coins = 0
=> coins 0

if all(reveal(card[s]) == 1 and coins == 2 for s in seat):
    coins = 0
=>

if any(coins == 3 for s in seat if reveal(card[s]) == 1):
    coins = 0
=> coins ? rich ?

coins = 4 if reveal(card[red] == 2) else 4
=> coins 4

guard[ford] = 2
p = reveal(spot)
if p != none:
    guard[p] = 2
=> guard[ford] 2 guard[hill] ? guard[town] ?

for p in (p for p in place if p == reveal(spot) or p == hill):
    guard[p] += 1
=> guard[hill] 2 guard[ford] ? guard[town] ?

for p in place:
    if reveal(spot == p):
        break
    guard[p] = 0
coins = 4
=> guard[hill] ? guard[ford] ? guard[town] ? coins 4

for p in place:
    if reveal(spot == p):
        continue
    coins += 1
guard[hill] = 4
=> coins ? rich ? guard[hill] 4

p = reveal(spot)
if p != none:
    for q in p.near:
        guard[q] = 1
        coins = 1
=> coins ? rich ?

for i in range(reveal(card[red])):
    coins += 1
    guard[hill] = 1
=> coins ? rich ?

for p in lowest(1, (p for p in place), by=0 if reveal(spot) == p else 1):
    guard[p] = 3
    coins = 1
=> guard[hill] ? guard[ford] ? guard[town] ? coins ? rich ?

n: range(0, 4) = reveal(card[red])
while falling(n):
    n -= 1
    guard[hill] = 0
    guard[ford] = 1
coins = 0
=> guard[hill] ? coins 0

if reveal(card[red] == 1):
    return
coins = 2
=> coins ? rich ?

x: each(place, bool)
p = reveal(spot)
if p != none:
    x[p] = true
if x[hill]:
    coins = 1
x[ford] = true
if x[ford]:
    guard[ford] = 4
=> coins ? rich ? guard[ford] 4

for p in reach(hill, (q for p in place for q in p.near if reveal(spot) == q)):
    guard[p] = 3
=> guard[hill] ? guard[ford] ? guard[town] ?
"""


@pytest.mark.parametrize("case", CASES.split("\n\n"))
def test_what_is_told_of_a_script_that_reads_what_is_hidden(case: str) -> None:
    script, _, words = case.strip().partition("\n=>")
    names, values = words.split()[::2], words.split()[1::2]
    _, preview = small(script)
    found = told(preview) | {name: after for name, _, after in preview.derived}
    assert found == {n: v if v == "?" else int(v) for n, v in zip(names, values, strict=True)}
    assert preview.then is not None
    assert (preview.then.kind, preview.then.seat) == ("act", "red")


def test_where_it_is_not_known_what_is_asked_nothing_is_said_of_that() -> None:
    asks = "if reveal(card[red] > 1):\n    x = choose(red, place)\n    guard[x] = 2\ncoins = 8"
    _, preview = small(asks)
    assert preview.then is None
    assert preview.odds == ()
    assert told(preview) == {"coins": "?", "rich": "?"}
    _, preview = small(f"coins = 8\n{asks}")
    assert told(preview) == {"coins": 8}
    assert preview.derived == (("rich", False, True),)


def test_odds_hang_on_what_is_seen() -> None:
    draw = "x = chance((p for p in place if guard[p] > 0))\nguard[x] = 0"
    _, preview = small(draw)
    assert [weight for _, weight in preview.odds] == [1, 1, 1]
    _, preview = small(f"if reveal(card[red] > 1):\n    guard[hill] = 0\n{draw}")
    assert preview.then is not None
    assert preview.then.kind == "chance"
    assert preview.odds == ()


def test_what_may_fall_is_told_by_what_comes_of_it() -> None:
    throws = "die = chance(range(1, 7))\nif die <= 2:\n    guard[hill] = 3\ncoins = 8"
    _, preview = small(throws)
    found = {e.outcomes: (e.weight, {c.cell: c.after for c in e.changes}) for e in preview.effects}
    assert found == {
        ("1", "2"): (2, {"guard[hill]": 3, "coins": 8}),
        ("3", "4", "5", "6"): (4, {"coins": 8}),
    }
    assert preview.whole == 6


def test_dice_that_follow_on_dice_are_told_together() -> None:
    _, preview = small("x = chance(range(1, 3))\ny = chance(range(1, 4))\ncoins = x + y")
    assert {e.outcomes: e.weight for e in preview.effects} == {
        ("1, 1",): 1,
        ("1, 2", "2, 1"): 2,
        ("1, 3", "2, 2"): 2,
        ("2, 3",): 1,
    }
    assert [told(Preview(e.changes, (), None, ())) for e in preview.effects] == [
        {"coins": 2}, {}, {"coins": 4}, {"coins": 5},
    ]  # fmt: skip


def test_a_value_in_a_question_that_is_not_known_is_left_open() -> None:
    asks = 'x = choose(red, place, text="{coins} coins, {guard[hill]} here")\nguard[x] = 2'
    _, preview = small(f"coins = reveal(card[red])\n{asks}")
    assert preview.then is not None
    assert preview.then.text == "? coins, 1 here"


def test_the_end_of_a_game_is_told_where_it_surely_comes() -> None:
    _, preview = small("coins = 1\nend(done)")
    assert preview.then is not None
    assert preview.then.kind == "over"
    _, preview = small("if reveal(card[red] > 1):\n    end(done)")
    assert preview.then is None


def test_what_takes_too_long_to_follow_is_told_as_not_known() -> None:
    rounds = "for a in range(200):\n    for b in range(200):\n        {}\n"
    _, preview = small(rounds.format("if reveal(card[red]) > 1:\n            coins += 1"))
    assert preview == Preview((), (), None, ())


def test_goofspiel_does_not_promise_what_the_rival_bid() -> None:
    game = Game(any_rules("goofspiel"))
    state = game.new_game()
    for name in ("play.prize:c3", "play.bid:c2"):
        game.apply(state, game.id(name))
    preview = game.preview(game.observe(state, "second"), game.id("play.other:c4"))
    assert told(preview) == {
        "held[second, c4]": False,
        **dict.fromkeys([f"held[first, c{n}]" for n in (1, 2, 3, 4)], "?"),
        "points[first]": "?",
        "points[second]": "?",
    }
    assert preview.then is not None
    assert [name for name, _ in preview.odds] == ["1", "2", "4"]


# In any rules ------------------------------------------------------------------------------


@attrs.define
class Tally:
    """What was looked at."""

    worlds: int = 0
    changes: int = 0
    unsure: int = 0
    effects: int = 0


def other_worlds(game: Game, state: State, view: View, rng: Random, count: int) -> Iterator[State]:
    """Positions that look the same to a seat, by other values in cells that it does not see."""
    hidden = worlds.hidden_from(game, state, view.seat)
    for _ in range(count if hidden else 0):
        world = bytearray(state)
        for _ in range(rng.choice((1, 2, 4))):
            with suppress(EngineError):
                for cell, value in worlds.draw(game, world, hidden, rng).items():
                    game.override(world, cell, value)
        if world != state and game.observe(world, view.seat).key == view.key:
            yield world


def answered_otherwise(game: Game, state: State, seat: str) -> Iterator[State]:
    """Positions after the other answers of which this seat is not told."""
    if game.actor(state) == seat or game.sees_move(state, seat, 0):
        return
    for move in game.legal(state):
        world = bytearray(state)
        with suppress(*STRANGE):
            game.apply(world, move)
            yield world


def falls(game: Game, effects: dict[str, Effect], after: State, fell: str, tally: Tally) -> None:
    """Let everything fall that may, and look whether what was told of it came to be."""
    found = effects.get(fell)
    if found is not None:
        tally.effects += 1
        now = dict(game.items(after))
        last = {event.cell: event.after for event in found.changes}
        assert {cell: now[cell] for cell in last} == last
        for name, _, new in found.derived:
            named = CellId.parse(name)
            assert game.value(after, named.register, *named.index) == new
    elif effects:
        outcomes = game.chance(after)
        assert outcomes
        for move, _ in outcomes:
            title = game.move(move).title
            world = bytearray(after)
            with suppress(*STRANGE):
                game.apply(world, move)
                falls(game, effects, world, f"{fell}, {title}" if fell else title, tally)


def holds(game: Game, view: View, preview: Preview, move: int, world: State, tally: Tally) -> None:
    """Make the move in a world, and look whether what was told came to be."""
    before, after = bytearray(world), bytearray(world)
    try:
        events = game.apply_traced(after, move)
    except STRANGE:
        return
    tally.worlds += 1
    tally.changes += len(preview.changes)
    tally.unsure += len(preview.unsure)
    now = dict(game.items(after))
    last = {event.cell: event.after for event in preview.changes}
    assert {cell: now[cell] for cell in last} == last
    happened = Counter((e.cell, e.after, e.rule) for e in events if e.kind == "set")
    promised = Counter((e.cell, e.after, e.rule) for e in preview.changes if e.rule)
    seen = dict(view.items())
    assert all(promised[p] <= happened[p] for p in promised if p[0] in seen)
    for name, old, new in preview.derived:
        named = CellId.parse(name)
        assert game.value(before, named.register, *named.index) == old
        assert game.value(after, named.register, *named.index) == new
    lay, lies = worlds.lying(game, before), worlds.lying(game, after)
    for shift in preview.moved:
        if shift.member:
            cells = [c for c in lies if CellId.parse(c).index == (shift.member,)]
            assert shift.source is None or str(shift.source) in {lay[c] for c in cells}
            assert shift.target is None or str(shift.target) in {lies[c] for c in cells}
    falls(game, {w: e for e in preview.effects for w in e.outcomes}, after, "", tally)
    if preview.then is not None:
        then = game.pending(after)
        assert preview.then.kind == then.kind
        assert preview.then.seat == then.seat
        assert preview.then.script == then.script
        if "?" not in preview.then.text:
            assert preview.then.text == then.text
        if preview.odds:
            assert [w for _, w in preview.odds] == [w for _, w in game.chance(after)]
    # And what was left out is said to be.
    if preview == Preview((), (), None, ()):
        return
    decls = game._core.program.decls
    for cell in {e.cell for e in events if e.kind == "set"} & seen.keys():
        name, index = CellId.parse(cell).register, CellId.parse(cell).index
        if now[cell] == seen[cell]:
            continue
        if not decls.registers[name].zone:
            assert cell in last or cell in preview.unsure
        elif name in decls.places and not now[cell]:
            told = {shift.member for shift in preview.moved}
            assert index[-1] in told or str(CellId(name, index[:-1])) in preview.unsure


def follow(game: Game, rng: Random, tally: Tally, games: int, some: int) -> None:
    """Look at previews in positions of random games, each in many worlds."""
    for seed in range(games):
        try:
            walk = play_random(game, seed)
        except STRANGE:
            continue
        keys = walk.keys[:-1]
        for at in sorted(rng.sample(range(len(keys)), min(some, len(keys)))):
            state = bytearray(keys[at])
            for seat in game.seats:
                view = game.observe(state, seat)
                if all(view.mask):
                    continue
                same = [state, *other_worlds(game, state, view, rng, 6)]
                if at:
                    before = bytearray(keys[at - 1])
                    others = answered_otherwise(game, before, seat)
                    same += [w for w in others if game.observe(w, seat).key == view.key]
                legal = game.legal(state)
                for move in rng.sample(legal, min(3, len(legal))):
                    preview = game.preview(view, move)
                    for world in same:
                        holds(game, view, preview, move, world, tally)


def test_what_a_preview_tells_holds_in_every_world(request: pytest.FixtureRequest) -> None:
    long = bool(request.config.getoption("--long"))
    rng, tally = Random(11), Tally()
    names = [n for n in (*FILES, *EXAMPLES) if n != "two-bridges"]
    books = [(name, any_rules(name)) for name in names] + list(worlds.made_up(400 if long else 40))
    for _, rules in books:
        for info in rules.scenarios:
            game = compiled_once(rules, info.id)
            if worlds.hides(game) or game.secrets:
                follow(game, rng, tally, 20 if long else 2, 12)
    assert tally.worlds > 3000
    assert tally.changes > 1000
    assert tally.unsure > 500
    assert tally.effects > 500


# What else is told of a position where a part is not seen ----------------------------------


REVEALS = """
[derived.open_card]
value = "reveal(card[red])"
show = true

[action.go]
needs = [
  { id = "seen", when = "coins == 0 or seen(card[red]) and card[red] > 2", say = "You see none." },
]
do = "coins += 1"

[action.stay]
needs = [{ id = "told", when = "reveal(card[red]) > 2 or coins == 9", say = "The card is low." }]

[procedure.play]
do = '''
card[red] = 3
act(blue)
act(red)
end(done)
'''
"""


def test_what_a_view_hides_is_told_nowhere_as_its_start() -> None:
    game = Game(parse_rules(HEAD + REVEALS, "small.toml"))
    state = game.new_game()
    view = game.observe(state, "blue")
    assert game.value(state, "open_card") == 3
    assert game.value(view, "open_card") is HIDDEN
    assert [(shown.name, shown.value) for shown in game.shown(view)] == [("open_card", HIDDEN)]
    refused = game.explain(state, game.id("go"))
    assert (refused.legal, refused.clauses[0].values) == (False, (("coins", 3),))


def test_a_verdict_is_that_of_the_legal_list_where_a_need_reveals() -> None:
    game = Game(parse_rules(HEAD + REVEALS, "small.toml"))
    for card in range(4):
        state = game.new_game()
        game.override(state, "card[red]", card)
        legal = game.legal(state)
        for move in game.candidates(state):
            verdict = game.explain(state, move)
            assert verdict.legal == (move in legal) == all(c.held for c in verdict.clauses)
            assert "card[red]" not in dict(verdict.clauses[0].values)


# Zones -------------------------------------------------------------------------------------

ZONES = """
[game]
name = "Cards"
language = 2
seats = ["red", "blue"]

[set.tile]
members = ["oak", "elm", "ash"]

[zone.tiles]
of = "tile"
start = "bag"

[zone.tiles.places]
bag = { see = "none", ordered = true }
rack = { of = "seat", see = "viewer == seat" }
heap = { ordered = true }

[action.go]
do = '''
%s
'''

[procedure.play]
do = '''
move(oak, bag, heap)
move(elm, bag, rack[blue])
act(blue)
end()
'''
"""


DRAW = "t = reveal(top(bag))\nif t != none:\n"


@pytest.mark.parametrize(
    ("script", "moved", "unsure"),
    [
        # What is seen to be moved; and what it is moved to the top of, or under.
        ("move(elm, rack[blue], heap)", [("elm", "rack[blue]", "heap")], ()),
        ("move(elm, rack[blue], heap, under=true)", [("elm", "rack[blue]", "heap")], ()),
        # A tile is drawn unseen, if there is one.
        (DRAW + "    move(t, bag, heap)", [], ("bag", "heap")),
        (DRAW + "    move(t, bag, rack[blue])", [], ("bag", "rack[blue]")),
        (f"move(oak, heap, bag)\n{DRAW}    move(t, bag, rack[blue])",
         [("oak", "heap", "None")], ("bag", "rack[blue]")),
        # What is seen is moved to where nobody looks.
        ("move(oak, heap, bag)", [("oak", "heap", "bag")], ()),
        ("if reveal(ash in rack[red]):\n    move(oak, heap, bag)", [], ("bag", "heap")),
    ],
)  # fmt: skip
def test_what_is_moved_in_zones(
    script: str, moved: list[tuple[str, str, str]], unsure: tuple[str, ...]
) -> None:
    game = Game(parse_rules(ZONES % script, "small.toml"))
    state = game.new_game()
    preview = game.preview(game.observe(state, "blue"), game.id("go"))
    found = [(s.member, str(s.source), str(s.target)) for s in preview.moved]
    assert (found, preview.unsure, preview.changes) == (moved, unsure, ())
