"""What is said to be certain comes true, whatever stands where a seat does not look and falls."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from random import Random

import attrs
import pytest

from game.engine import CellId, Certain, EngineError, Game, State
from game.rules import parse_rules
from tests.any_rules import any_rules
from tests.engine.catalogue import play_random
from tests.engine.test_previews import HEAD, STRANGE, other_worlds
from tests.making_once import game as compiled_once

REST = '[action.rest]\ndo = "return"\n'


def small(play: str) -> Game:
    """A game in which blue and red each act, and then comes what `play` says."""
    rounds = f'[procedure.play]\ndo = """\nact(blue)\nact(red)\n{play}\nact(blue)\nend(done)\n"""\n'
    return Game(parse_rules(HEAD + REST + rounds, "small.toml"))


def certain(play: str) -> Certain:
    """What blue may know to be certain; it does not see `card[red]`, `spot`."""
    game = small(play)
    return game.certain(game.observe(game.new_game(), "blue"), "rest", ("rich",))


def told(found: Certain) -> dict[str, object]:
    """What each cell comes to."""
    return {event.cell: event.after for event in found.changes}


def test_what_the_rules_do_by_themselves_is_certain() -> None:
    found = certain("coins += 2\nguard[hill] -= 1")
    assert told(found) == {"coins": 5, "guard[hill]": 0}
    assert found.derived == (("rich", False, True),)
    assert found.chances == ()
    assert found.then is not None
    assert (found.then.kind, found.then.seat) == ("act", "blue")


def test_what_hangs_on_a_die_is_not_and_what_comes_after_it_all_the_same_is() -> None:
    die = 'die = chance(range(1, 7), text="The die")\n'
    found = certain(f"{die}if die > 3:\n    coins += 1\nguard[hill] = 4")
    assert told(found) == {"guard[hill]": 4}
    assert found.chances == ("The die",)
    assert certain(f"{die}coins = die").changes == ()


def test_a_value_that_a_die_may_move_back_is_told_as_it_was_last_known() -> None:
    die = "die = chance(range(1, 7))\n"
    assert certain(f"coins = 8\n{die}coins = die").derived == (("rich", False, True),)
    assert certain(f"coins = 8\n{die}coins = 1").derived == ()


def test_what_hangs_on_what_is_not_seen_is_not_certain() -> None:
    found = certain("if reveal(card[red] > 1):\n    coins = 0\nguard[hill] = 3")
    assert told(found) == {"guard[hill]": 3}
    asks = "if reveal(card[red] > 1):\n    x = choose(red, place)\n    guard[x] = 0\ncoins = 0"
    assert certain(asks) == Certain(then=None)


def test_where_an_answer_is_due_nothing_is_told() -> None:
    game = small("x = choose(blue, place)\nguard[x] = 0\ncoins = 0")
    state = game.new_game()
    found = game.certain(game.observe(state, "blue"), "rest")
    assert found.then is not None
    assert (found.changes, found.then.kind) == ((), "choose")
    for _ in range(2):
        game.apply(state, game.id("rest"))
    assert game.certain(game.observe(state, "blue"), "rest").changes == ()
    assert game.certain(game.observe(state, "blue"), "no_such_action") == Certain(
        then=game.pending(state)
    )


# In the game -------------------------------------------------------------------------------


@attrs.define
class Seen:
    """What was looked at."""

    worlds: int = 0
    changes: int = 0
    derived: int = 0
    dice: int = 0


def comes_true(game: Game, world: State, found: Certain, rng: Random, seen: Seen) -> None:
    """Pass until nobody may act, let dice fall, and look whether all that was said happened."""
    state, rest = bytearray(world), game.id("pass")
    happened: Counter[tuple[str, object, str]] = Counter()
    values: dict[str, set[object]] = {name: set() for name, *_ in found.derived}
    passing, dice = True, len(found.chances)
    while not state[2]:
        kind = game.pending(state).kind
        if (kind == "act" and not passing) or kind == "choose" or (kind == "chance" and not dice):
            break
        dice -= kind == "chance"
        move = rng.choice(game.chance(state))[0] if kind == "chance" else rest
        try:
            events = game.apply_traced(state, move)
        except STRANGE:
            return
        passing = passing and all(e.rule == "action.pass" for e in events if e.kind == "set")
        happened.update((e.cell, e.after, e.rule) for e in events if e.kind == "set")
        for name, known in values.items():
            named = CellId.parse(name)
            known.add(game.value(state, named.register, *named.index))
    promised = Counter((e.cell, e.after, e.rule) for e in found.changes)
    assert all(happened[change] >= times for change, times in promised.items())
    assert all(after in values[name] for name, _, after in found.derived)
    seen.worlds += 1
    seen.changes += len(found.changes)
    seen.derived += len(found.derived)
    seen.dice += len(found.chances)


@pytest.mark.parametrize("scenario", ["first-watch", "shamsiddin-shohin"])
def test_what_is_certain_comes_true_in_every_world(
    scenario: str, request: pytest.FixtureRequest
) -> None:
    long = bool(request.config.getoption("--long"))
    game, rng, seen = compiled_once(any_rules("rules"), scenario), Random(3), Seen()
    for seed in range(20 if long else 3):
        keys = play_random(game, seed).keys[:-1]
        acts = [k for k in keys if game.pending(bytearray(k)).kind == "act"]
        for key in rng.sample(acts, min(8, len(acts))):
            state = bytearray(key)
            for seat in rng.sample(game.seats, 2):
                view = game.observe(state, seat)
                found = game.certain(view, "pass", ("balance",))
                worlds = [state, state, state]
                with suppress(EngineError):
                    worlds += list(other_worlds(game, state, view, rng, 4))
                for world in worlds:
                    comes_true(game, world, found, rng, seen)
    assert seen.worlds > 100
    assert seen.changes > 200
    assert seen.derived > 50
    assert seen.dice > 50
