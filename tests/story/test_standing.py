"""Where a seat stands and what is certain to come, in words that agree with what it sees."""

from __future__ import annotations

import re
from random import Random

from game.engine import HIDDEN, CellId, Game, View
from game.story.ahead import AheadTeller
from game.story.standing import StandingTeller
from game.story.telling import words_of
from tests.any_rules import any_rules
from tests.engine.catalogue import play_random
from tests.making_once import game as compiled_once


def positions(scenario: str, count: int) -> list[tuple[Game, View]]:
    """Positions of random games as somebody sees them who is to act."""
    game, rng = compiled_once(any_rules("rules"), scenario), Random(8)
    found = []
    for seed in range(count):
        keys = [bytearray(k) for k in play_random(game, seed).keys[:-1]]
        acts = [s for s in keys if game.pending(s).kind == "act"]
        state = rng.choice(acts)
        found.append((game, game.observe(state, game.pending(state).seat or "")))
    return found


def test_a_place_is_told_by_the_numbers_of_its_sides() -> None:
    told = 0
    for game, view in positions("shamsiddin-shohin", 4):
        teller, look = StandingTeller(game, view.seat), game.rules.look
        for place in game.members(look.roles.places):
            total = game.value(view, look.badge.value, place)
            first, *without = [words_of(line) for line in teller.why(view, place)]
            assert isinstance(total, int)
            state = look.state(total)
            assert first.startswith(state.name)
            sides = first.partition(": ")[2].partition(" against ")
            minus, plus = (sum(map(int, re.findall(r" (\d+)", side))) for side in sides[::2])
            assert plus - minus == total
            # As many lines as seats that give something, each with what would be left.
            for line in without:
                seat = line.removeprefix("Without ").partition(":")[0]
                ident = next(s for s in game.seats if game.short("seat", s) == seat)
                share = game.value(view, look.accent.share, ident, place)
                left = int(line.partition(": ")[2].partition(",")[0].replace("−", "-"))
                assert isinstance(share, int)
                assert left == total - share
                needed = game.value(view, look.accent.value, ident, place)
                assert needed == (look.state(total) != look.state(left)) or total > 1
                told += 1
    assert told > 20


def test_scores_are_told_with_what_is_not_known_as_a_range() -> None:
    ranges = 0
    for game, view in positions("shamsiddin-shohin", 4):
        teller = StandingTeller(game, view.seat)
        now = teller.now(view)
        lines = [words_of(x) for x in teller.scores(view, now, teller.counted(view), game.seats)]
        own = teller.own(view, now)
        assert own is not None
        assert lines[0].startswith(f"Score {own.score}")
        assert own.terms in lines[0]
        assert (
            sum(line.startswith(tuple(game.short("seat", s) for s in game.seats)) for line in lines)
            == 4
        )
        ranges += sum(" to " in line for line in lines[1:])
        if view.seat in game.members("core"):
            dealt = game.value(view, "agenda", view.seat) is not None
            assert any("yours alone" in line for line in lines) == dealt
    assert ranges


def test_nobody_stands_anywhere_in_a_game_without_scores() -> None:
    game = compiled_once(any_rules("nim"), any_rules("nim").scenarios[0].id)
    view = game.observe(game.new_game(), game.seats[0])
    teller = StandingTeller(game, view.seat)
    assert teller.own(view, teller.now(view)) is None
    assert teller.scores(view, (), (), game.seats) == []
    assert AheadTeller(game).told(AheadTeller(game).certain(view)).lines == ()


def test_what_is_certain_is_told_without_bookkeeping_and_with_its_badges() -> None:
    badges = moved = 0
    for game, view in positions("first-watch", 9):
        teller = AheadTeller(game)
        found = teller.certain(view)
        told = teller.told(found)
        words = "\n".join(words_of(line) for line in told.lines)
        for event in found.changes:
            name = CellId.parse(event.cell).register
            assert event.before is not HIDDEN
            if name in game.rules.look.roles.quiet:
                assert not any(
                    title in words for title in (game.describe("register", name)["name"],)
                )
        for place, after in told.badges.items():
            assert f"{after}".replace("-", "−") in words
            assert game.title(game.rules.look.roles.places, place) in words
            badges += 1
        for shifting in told.shifting:
            assert told.changes.get((shifting.target, shifting.register), 1) != 0
            moved += 1
    assert badges > 3
    assert moved > 3
