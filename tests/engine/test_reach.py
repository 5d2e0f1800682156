"""Reach is the least fixed point that its words say, by both evaluators, in every position."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import HIDDEN, OVER, Game, ReachPicture
from game.engine.core import core_of
from game.engine.reaching import Costs
from game.rules import Rules, RulesError, parse_rules
from tests.randomised import examples

PLACES = tuple("abcdefg")
MEMBERS = """
  { id = "a", near = ["b", "c"], toll = 1, wet = true },
  { id = "b", near = ["a", "d", "e"], toll = 0 },
  { id = "c", near = ["a", "d"], toll = 2 },
  { id = "d", near = ["b", "c", "f"], toll = 1 },
  { id = "e", near = ["b", "f"], toll = 3, wet = true },
  { id = "f", near = ["d", "e", "g"], toll = 1 },
  { id = "g", near = ["f"], toll = 0 },
"""
LINKS = {
    "a": "bc", "b": "ade", "c": "ad", "d": "bcf", "e": "bf", "f": "deg", "g": "f",
}  # fmt: skip
TOLLS = {"a": 1, "b": 0, "c": 2, "d": 1, "e": 3, "f": 1, "g": 0}
WET = "ae"

#: Every way to say a reach; each is a derived value of a unit, and its twin below.
WAYS = {
    "plain": "reach(at[unit], (q for p in place for q in p.near))",
    "open": "reach(at[unit], (q for p in place for q in p.near if not held[q]))",
    "near": "reach(at[unit], (q for p in place for q in p.near), within=purse)",
    "dear": "reach(at[unit], (q for p in place for q in p.near), cost=q.toll, within=purse)",
    "free": "reach(at[unit], (q for p in place for q in p.near), cost=p.toll + q.toll)",
    "dry": "reach(at[unit], (q for p in dry for q in p.near), within=purse)",
    "away": "reach(at[unit], (q for p in place if not held[p] for q in p.near if not q.wet))",
    "stops": "reach(at[unit], (q for p in place for q in p.near), stop=held[q], within=purse)",
    "apart": "reach(at[unit], (q for p in place for q in p.near), cost=q.toll, "
    "within=2 * purse, stop=held[q] and held[p])",
    "priced": "reach(at[unit], (q for p in place for q in p.near if not (held[p] and q.wet)), "
    "cost=purse + q.toll if held[q] else p.toll, within=9, stop=q.wet)",
    "several": "reach((p for p in place if held[p]), (q for p in place for q in p.near), within=2)",
    "everywhere": "reach(place, (q for p in place for q in p.near))",
    "second": "reach(at[u], (q for p in place for q in p.near if q.wet), within=1)",
    "leaps": "reach(at[unit], (q for p in place for q in place if q.toll > p.toll), cost=q.toll)",
}  # fmt: skip
TEXT = (
    """
[game]
name = "Ways"
seats = ["red"]
longest = { decisions = 40, chance = 0 }
[set.place]
members = ["""
    + MEMBERS
    + """]
[set.dry]
of = "place"
where = "not place.wet"
[set.unit]
members = ["u", "v"]
[register.at]
of = "unit"
range = "place or none"
[register.held]
of = "place"
range = "bool"
[register.purse]
range = [0, 5]
start = 2
[action.go]
choose = { unit = "unit", place = "place" }
do = "at[unit] = place"
[action.hold]
choose = { place = "place" }
do = "held[place] = not held[place]"
[action.earn]
choose = { n = "digit" }
do = "purse = n.value"
[set.digit]
members = ["""
    + ", ".join(f'{{ id = "n{n}", value = {n} }}' for n in range(6))
    + """]
[action.leave]
choose = { unit = "unit" }
do = "at[unit] = none"
[procedure.play]
do = '''
for i in range(40):
    act(red)
end()
'''
"""
    + "".join(f'[derived.{name}]\nof = "unit"\nvalue = "{value}"\n' for name, value in WAYS.items())
)


@cache
def rules() -> Rules:
    """The rule set of all ways, read once."""
    return parse_rules(TEXT)


@cache
def game(evaluator: str = "compiled") -> Game:
    """A game of it."""
    return Game(rules(), evaluator=evaluator)


@attrs.frozen
class Position:
    """The registers, as this test reads them."""

    at: str | None
    held: frozenset[str]
    purse: int

    def way(self, name: str, place: str) -> Iterator[tuple[str, int, bool]]:
        """The steps from a place: (where, cost, does it stop?); the twins of `WAYS`."""
        held, purse = self.held, self.purse
        near = PLACES if name == "leaps" else LINKS[place]
        for q in near:
            toll, wet = TOLLS[q], q in WET
            match name:
                case "open" if q in held:
                    continue
                case "dry" if place in WET:
                    continue
                case "away" if place in held or wet:
                    continue
                case "priced" if place in held and wet:
                    continue
                case "second" if not wet:
                    continue
                case "leaps" if toll <= TOLLS[place]:
                    continue
            cost = {
                "dear": toll, "apart": toll, "free": TOLLS[place] + toll, "leaps": toll,
                "priced": purse + toll if q in held else TOLLS[place],
            }.get(name, 1)  # fmt: skip
            stop = {
                "stops": q in held, "apart": q in held and place in held, "priced": wet,
            }.get(name, False)  # fmt: skip
            yield q, cost, stop

    def within(self, name: str) -> int | None:
        """What may be spent."""
        return {
            "near": self.purse, "dear": self.purse, "dry": self.purse, "stops": self.purse,
            "apart": 2 * self.purse, "priced": 9, "several": 2, "second": 1,
        }.get(name)  # fmt: skip

    def starts(self, name: str) -> set[str]:
        """From where one goes."""
        if name == "several":
            return set(self.held)
        if name == "everywhere":
            return set(PLACES)
        return {self.at} if self.at is not None else set()


def naive(position: Position, name: str) -> tuple[dict[str, int], dict[str, int]]:
    """(least cost of each place, and of going on from it): all ways, until nothing gets better."""
    within = position.within(name)
    spent = dict.fromkeys(position.starts(name), 0)
    on = dict(spent)
    changed = True
    while changed:
        changed = False
        for place in PLACES:
            if place not in on:
                continue
            for there, cost, stop in position.way(name, place):
                total = on[place] + cost
                if within is not None and total > within:
                    continue
                for best in (spent,) if stop else (spent, on):
                    if total < best.get(there, total + 1):
                        best[there] = total
                        changed = True
    return spent, on


@st.composite
def positions(draw: st.DrawFn) -> tuple[Position, bytearray]:
    """A position, and the state that holds it."""
    at = draw(st.sampled_from([None, *PLACES]))
    held = draw(st.frozensets(st.sampled_from(PLACES)))
    purse = draw(st.integers(0, 5))
    state = game().new_game()
    game().override(state, "at[u]", at)
    game().override(state, "purse", purse)
    for place in PLACES:
        game().override(state, f"held[{place}]", place in held)
    return Position(at, held, purse), state


def found(state: bytearray, name: str, evaluator: str) -> Costs:
    """A derived value of places of the unit `u`."""
    program = rules().program("standard", {})
    costs: object = core_of(program, evaluator).evaluator.derived(name, (0,), state)
    assert isinstance(costs, Costs)
    return costs


@given(positions())
@examples(40)
def test_reach_is_the_least_fixed_point(case: tuple[Position, bytearray]) -> None:
    position, state = case
    for name in WAYS:
        spent, on = naive(position, name)
        costs = found(state, name, "interpreted")
        assert costs == found(state, name, "compiled"), name
        assert {PLACES[p]: costs.spent[p] for p in costs.members()} == spent, name
        within = position.within(name)
        if within is not None:
            assert costs.spent[-1] == within + 1
        assert all(costs.spent[p] == costs.spent[-1] for p in range(7) if not costs.reached[p])
        picture = game().reach(state, name, "u")
        assert isinstance(picture, ReachPicture)
        assert dict(picture.costs) == spent
        assert picture.within == within
        assert set(picture.stops) == set(spent) - set(on)


@given(positions())
@examples(40)
def test_costs_satisfy_bellman_and_ways_have_them(case: tuple[Position, bytearray]) -> None:
    """What a place costs is the least over the steps to it; a way costs what it is said to."""
    position, state = case
    for name in WAYS:
        starts, (_, on) = position.starts(name), naive(position, name)
        picture = game().reach(state, name, "u")
        assert isinstance(picture, ReachPicture)
        assert starts <= set(picture.costs)
        steps = {(p, q): (c, stop) for p in PLACES for q, c, stop in position.way(name, p)}
        for place, cost in picture.costs.items():
            arrivals = [on[p] + c for (p, q), (c, _) in steps.items() if q == place and p in on]
            assert cost == (0 if place in starts else min(arrivals)), (name, place)
            way = picture.ways[place]
            assert way[0] in starts
            assert way[-1] == place
            legs = [steps[pair] for pair in pairwise(way)]
            assert sum(c for c, _ in legs) == cost, (name, place, way)
            assert not any(stop for _, stop in legs[:-1]), (name, place, way)


@given(positions(), st.integers(0, 5))
@examples(20)
def test_more_to_spend_reaches_no_less(case: tuple[Position, bytearray], more: int) -> None:
    position, state = case
    richer = game().clone(state)
    game().override(richer, "purse", max(position.purse, more))
    for name in ("near", "dear", "dry", "stops"):
        few, many = (found(s, name, "compiled") for s in (state, richer))
        for p in few.members():
            assert many.reached[p]
            assert many.spent[p] <= few.spent[p]


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_was_found_outlives_its_position(seed: int) -> None:
    """Whatever order states are asked about in, each gets the answer that it alone would get."""
    rng = random.Random(seed)
    plain, state = game("interpreted"), game().new_game()
    kept = []
    while game().actor(state) is not OVER:
        game().apply(state, rng.choice(game().legal(state)))
        kept.append(game().clone(state))
    rng.shuffle(kept)
    for one in kept:
        for name in WAYS:
            assert found(one, name, "compiled") == found(one, name, "interpreted"), name
    assert plain.legal(kept[0]) == game().legal(kept[0])


SECRET = """
[game]
name = "Ambush"
seats = ["red", "blue"]
longest = { decisions = 4, chance = 0 }
[set.place]
members = [
  { id = "a", near = ["b"] },
  { id = "b", near = ["a", "c"] },
  { id = "c", near = ["b"] },
]
[register.ambush]
range = "place or none"
see = "viewer == blue"
[register.told]
range = [0, 9]
[derived.open]
value = "reach(a, (q for p in place for q in p.near))"
[derived.march]
value = "reach(a, (q for p in place for q in p.near{test}){more})"
[action.go]
needs = [{ id = "there", when = "{when}", say = "No." }]
do = "pass"
[procedure.play]
do = '''
ambush = choose(blue, place, see=viewer == blue)
act(red)
told = {value}
end()
'''
"""
PARTS = [
    pytest.param(" if q != ambush", "", id="condition"),
    pytest.param("", ", cost=1 if q == ambush else 2", id="cost"),
    pytest.param("", ", within=3 if ambush == b else 1", id="bound"),
    pytest.param("", ", stop=q == ambush", id="stop"),
]


def secret(test: str, more: str, when: str, value: str) -> list[str]:
    """The codes of what is found in rules with a hidden place."""
    text = SECRET.replace("{test}", test).replace("{more}", more)
    try:
        parse_rules(text.replace("{when}", when).replace("{value}", value))
    except RulesError as error:
        return [f.code for f in error.findings]
    return []


@pytest.mark.parametrize(("test", "more"), PARTS)
@pytest.mark.parametrize(
    "value",
    ["spent(c, march)", "1 if c in march else 0", "count(march)", "1 if c in reach(march, (q for p "
     "in place for q in p.near)) else 0"],
)  # fmt: skip
def test_whatever_a_reach_reads_is_told_by_it(test: str, more: str, value: str) -> None:
    assert secret(test, more, "c in open", value) == ["leak"]
    assert secret(test, more, "c in open", value.replace("march", "open")) == []
    assert secret(test, more, "c in march", "0") == ["hidden-read"]
    assert secret(test, more, "spent(c, march) < 2", "0") == ["hidden-read"]
    assert secret(test, more, "c in open", f"reveal({value})") == []


def test_a_start_that_is_hidden_is_told_too() -> None:
    start = "1 if c in reach(ambush, (q for p in place for q in p.near), within=0) else 0"
    assert secret("", "", "c in open", start) == ["leak"]
    some = "count(reach((p for p in place if p == ambush), (q for p in place for q in p.near)))"
    assert secret("", "", "c in open", some) == ["leak"]


def test_a_client_is_told_what_its_seat_sees_alone() -> None:
    text = SECRET.replace("{test}", " if q != ambush").replace("{more}", "")
    ambush = Game(parse_rules(text.replace("{when}", "c in open").replace("{value}", "0")))
    state = ambush.new_game()
    ambush.apply(state, ambush.id("play.ambush:b"))
    red, blue = (ambush.observe(state, seat) for seat in ambush.seats)
    assert ambush.reach(red, "march") is HIDDEN
    seen, whole = ambush.reach(blue, "march"), ambush.reach(state, "march")
    assert seen == whole
    assert isinstance(seen, ReachPicture)
    assert dict(seen.costs) == {"a": 0}
    assert isinstance(ambush.reach(red, "open"), ReachPicture)
    with pytest.raises(ValueError, match=r"Game\.reach"):
        ambush.value(state, "open")
