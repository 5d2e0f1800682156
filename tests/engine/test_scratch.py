"""Scratch: indexed locals start as they say, live while somebody reads them, and are forgotten."""

from __future__ import annotations

import random
from functools import cache

import pytest

from game.engine import OVER, Game, RangeBreach
from game.rules import RulesError, parse_rules

HEAD = """
[game]
name = "Scratch"
seats = ["red", "blue"]
longest = { decisions = 100, chance = 0 }
[set.place]
members = [
  { id = "a", near = ["b", "c"] },
  { id = "b", near = ["a", "d"] },
  { id = "c", near = ["a"] },
  { id = "d", near = ["b"] },
]
[set.inner]
of = "place"
members = ["b", "c"]
[register.far]
of = "place"
range = [0, 9]
[register.note]
range = [0, 99]
edge = "clamp"
[register.secret]
of = "seat"
range = "place or none"
see = "viewer == seat"
"""


@cache
def game(script: str, evaluator: str = "compiled") -> Game:
    """A game of one script."""
    rules = parse_rules(HEAD + f"[procedure.play]\ndo = '''\n{script}\n'''\n")
    return Game(rules, evaluator=evaluator)


def played(script: str, *moves: str) -> dict[str, object]:
    """The registers after some moves, by both evaluators alike."""
    states = []
    for evaluator in ("compiled", "interpreted"):
        one = game(script, evaluator)
        state = one.new_game()
        for move in moves:
            one.apply(state, one.id(move))
        states.append(bytes(state))
    assert states[0] == states[1]
    return dict(game(script)._cells.items(bytearray(states[0])))


def locals_of(one: Game, state: bytearray) -> bytearray:
    """The bytes of a state that are no registers."""
    return state[one.rules.program("standard", {}).scratch :]


STEPS = """
start = choose(red, place)
way: each(place, range(0, 10)) = 9
way[start] = 0
for round in range(4):
    for p in place:
        for q in p.near:
            if way[p] + 1 < way[q]:
                way[q] = way[p] + 1
for p in place:
    far[p] = way[p]
x = choose(red, place)
end()
"""


@pytest.mark.parametrize("start", "abcd")
def test_a_flood_fill_finds_the_distances(start: str) -> None:
    links = {"a": "bc", "b": "ad", "c": "a", "d": "b"}
    wanted, line = {start: 0}, [start]
    for place in line:
        for there in links[place]:
            if there not in wanted:
                wanted[there] = wanted[place] + 1
                line.append(there)
    found = played(STEPS, f"play.start:{start}")
    assert {p: found[f"far[{p}]"] for p in "abcd"} == wanted


FILLED = """
many: each(inner, range(3, 8))
some: each(seat, place, bool)
whom: each(place, seat or none)
sure: each(place, seat)
deep: each(place, range(0 - 4, 5))
for p in inner:
    note += many[p]
for p in place:
    note += 1 if whom[p] == none and sure[p] == red and deep[p] == 0 else 0
    for s in seat:
        note += 50 if some[s, p] else 0
x = choose(red, place)
end()
"""


def test_cells_start_at_none_false_nought_or_the_lowest() -> None:
    assert played(FILLED)["note"] == 3 + 3 + 4


KEPT = """
for turn in range(2):
    seen: each(seat, place, bool) = false
    last: each(place, seat or none)
    for s in seat:
        p = choose(s, (p for p in place if not seen[s, p] and last[p] != s) or none)
        if p != none:
            seen[s, p] = true
            last[p] = s
            note += 10 if last[p] == blue else 1
    for q in place:
        if last[q] != none:
            far[q] += 1
z = choose(red, place)
end()
"""


@pytest.mark.parametrize("seed", range(10))
def test_what_lives_across_a_question_is_in_the_state(seed: int) -> None:
    """The evaluators agree on every byte, and a copy of a state goes on as the state does."""
    one, other, rng = game(KEPT), game(KEPT, "interpreted"), random.Random(seed)
    state, twin = one.new_game(), other.new_game()
    while one.actor(state) is not OVER:
        assert state == twin
        assert one.legal(state) == other.legal(twin)
        move = rng.choice(one.legal(state))
        one.apply(state, move)
        other.apply(twin, move)
        state = one.deserialize(one.serialize(state))


def test_it_is_forgotten_when_nobody_can_read_it() -> None:
    """Two ways to the same registers end in the same position."""
    one = game(KEPT)
    first, second = one.new_game(), one.new_game()
    for state, moves in ((first, "abcd"), (second, "dcba")):
        for move in moves:
            assert one.name(one.legal(state)[0]).startswith("play.p")
            one.apply(state, one.id(f"play.p:{move}"))
    assert dict(one._cells.items(first)) == dict(one._cells.items(second))
    assert one.key(first) == one.key(second)
    assert not any(locals_of(one, first))


def test_each_round_begins_anew() -> None:
    one = game(KEPT)
    state = one.new_game()
    for move in ("a", "a"):
        one.apply(state, one.id(f"play.p:{move}"))
    assert [one.name(m) for m in one.legal(state)][:1] == ["play.p:a"]


BREACH = """
x = choose(red, place)
few: each(place, range(0, 3)) = 2
for p in place:
    few[x] += 1
    note = few[p]
end()
"""


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_a_cell_that_leaves_its_range_is_told_at_its_statement(evaluator: str) -> None:
    one = game(BREACH, evaluator)
    state = one.new_game()
    before = bytes(state)
    with pytest.raises(RangeBreach) as caught:
        one.apply(state, one.id("play.x:a"))
    assert "few" in str(caught.value)
    assert bytes(state) == before


HELD = """
far[a] = 1
for q in reach(a, (y for x in place for y in x.near if far[y] == 0)):
    w = choose(red, [go, stay])
    far[d] = 1
    note += 1
    if w == go:
        note += 10
end()
"""


def test_a_loop_over_what_is_reached_takes_it_at_its_entry() -> None:
    """That the way is closed later drops no place from the loop."""
    moves = ["play.w:go", "play.w:stay", "play.w:stay"]
    assert played(HELD, *moves)["note"] == 13
    one = game(HELD)
    state = one.new_game()
    for _ in range(4):
        one.apply(state, one.id("play.w:go"))
    assert one.actor(state) is OVER


LEFT = """
for q in reach(a, (y for x in place for y in x.near)):
    if q == c:
        note = 7
        return
    far[q] = 1
x = choose(red, place)
"""


def test_a_loop_over_what_is_reached_may_be_left() -> None:
    found = played(LEFT)
    assert found["note"] == 7
    assert [found[f"far[{p}]"] for p in "abcd"] == [1, 1, 0, 0]


def test_a_secret_in_one_cell_is_one_in_all() -> None:
    """What is read of a scratch is as secret as all that was written to it."""
    script = """
secret[red] = choose(red, place, see=viewer == red)
gone: each(place, bool)
for p in place:
    gone[p] = secret[red] == p
note = 1 if gone[a] else 0
end()
"""
    with pytest.raises(RulesError) as caught:
        game(script)
    assert [f.code for f in caught.value.findings] == ["leak"]


def test_a_secret_index_makes_all_cells_secret() -> None:
    script = """
secret[red] = choose(red, place, see=viewer == red)
gone: each(place, bool)
if secret[red] != none:
    gone[secret[red]] = true
note = 1 if gone[a] else 0
end()
"""
    with pytest.raises(RulesError) as caught:
        game(script)
    assert {f.code for f in caught.value.findings} == {"leak"}


def test_filling_it_anew_forgets_the_secret() -> None:
    script = """
secret[red] = choose(red, place, see=viewer == red)
gone: each(place, bool)
if secret[red] == a:
    gone[a] = true
gone: each(place, bool)
note = 1 if gone[a] else 0
end()
"""
    assert game(script)


def test_hidden_cells_are_not_in_a_view_and_open_ones_are() -> None:
    script = """
secret[red] = choose(red, place, see=viewer == red)
dark: each(place, bool)
open: each(place, range(0, 5)) = 3
if secret[red] == a:
    dark[a] = true
x = choose(red, place)
secret[red] = x if dark[x] else secret[red]
note = open[x]
y = choose(red, place)
end()
"""
    one = game(script)
    views = []
    for first in ("a", "b"):
        state = one.new_game()
        one.apply(state, one.id(f"play.secret:{first}"))
        assert any(locals_of(one, state))
        views.append([one.observe(state, seat).key for seat in one.seats])
    assert views[0][1] == views[1][1]
    assert 3 in locals_of(one, one.observe(state, "blue").masked)
