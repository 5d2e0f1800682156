"""Taking back past what bots replied: allowed where it shows nobody anything new, else said why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from game.bots import bots_of
from game.engine import CHANCE
from game.engine.errors import EngineError
from game.rules import Rules, parse_rules
from game.table import BotChoice, GameSetup, Generator, SavedGame, Sitting, UndoRefused
from game.table.acts import Moved
from tests.loaded import rules_of

NEWS = """
[game]
name = "News"
seats = ["red", "blue", "green"]
longest = { decisions = 30, chance = 12 }
returns = [-1, 1]

[register.secret]
range = [0, 3]
see = "told or viewer == green"

[register.told]
range = "bool"

[register.marks]
of = "seat"
range = [0, 30]

[action.mark]
do = "marks[actor] += 1"

[action.tell]
do = "told = true"

[procedure.play]
do = '''
secret = chance(range(4), text="The secret", see=viewer == green)
for turn in range(10):
    for s in seat:
        act(s)
    if marks[green] >= 2:
        marks[red] = chance(range(3), text="The weather")
end()
'''
"""


def marking(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> BotChoice:
    """Mark, always."""
    return BotChoice(game.id("mark"), "as always")


def telling(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> BotChoice:
    """Tell, always."""
    return BotChoice(game.id("tell"), "as always")


def drawing(game: Any, state: bytearray, seat: str, rng: Any, told: Any, /) -> BotChoice:
    """Mark, and draw a lot all the same."""
    rng.below(6)
    return BotChoice(game.id("mark"), "by lot")


BOTS: Mapping[str, Any] = {"marking": marking, "telling": telling, "drawing": drawing}


@pytest.fixture(scope="module")
def news() -> Rules:
    return parse_rules(NEWS, "news.toml")


def sit(rules: Rules, path: Path | None = None, **seats: str) -> Sitting:
    sitting = Sitting.open(
        GameSetup(rules, rules.scenarios[0].id, seats, 3, path), {**bots_of(rules), **BOTS}
    )
    run_on(sitting)
    return sitting


def run_on(sitting: Sitting) -> None:
    while sitting.step() is not None:
        pass


def test_a_lone_person_takes_back_past_the_replies_of_bots(news: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    sitting = sit(news, path, red="human", blue="bot:marking", green="bot:marking")
    states = [sitting.state]
    sitting.play("mark")
    run_on(sitting)
    assert sitting.to_move == "red"
    assert sitting.undo_depth("red") == sitting.undo_depth() == 1
    sitting.undo(seat="red")
    assert sitting.state == states[0]
    assert sitting.to_move == "red"
    given_up = [e.actor for e in sitting.branches[-1].moves]
    assert given_up == ["red", "blue", "green"], "the journal keeps what was given up"
    again = Sitting.open(SavedGame(path), BOTS)
    assert (again.state, again.branches) == (sitting.state, sitting.branches)
    sitting.play("mark")
    run_on(sitting)
    again = Sitting.open(SavedGame(path), BOTS)
    assert again.undo_reason("red") is None, "also in a game that was loaded"


def test_what_stands_in_the_way_is_named(news: Rules) -> None:
    sitting = sit(news, red="human", blue="bot:marking", green="bot:telling")
    sitting.play("mark")
    run_on(sitting)
    secret = sitting.game.value(sitting.state, "secret")
    reason = sitting.undo_reason("red")
    assert reason == f"The move of Green revealed something hidden (Secret: {secret})."
    with pytest.raises(UndoRefused, match="The move of Green"):
        sitting.undo(seat="red")

    sitting = sit(news, red="human", blue="bot:marking", green="bot:marking")
    for _ in range(2):
        sitting.play("mark")
        run_on(sitting)
    drawn = sitting.game.value(sitting.state, "marks", "red")
    reason = sitting.undo_reason("red")
    assert reason == f"Chance has spoken since your last move (The weather: {drawn})."

    sitting = sit(news, red="human", blue="bot:drawing", green="bot:marking")
    sitting.play("mark")
    run_on(sitting)
    assert sitting.undo_reason("red") is None, "whether a bot drew lots is nobody's business"
    assert sitting.undo_reason("blue") == "A bot does not take its moves back."

    sitting = sit(news, red="human", blue="human", green="bot:marking")
    sitting.play("mark")
    sitting.play("mark")
    run_on(sitting)
    assert sitting.undo_reason("red") == "Blue has acted since."
    assert sitting.undo_reason("blue") is None
    sitting.play("tell")
    assert (sitting.undo_reason("red") or "").startswith("Your own move revealed something")


def test_whether_a_bot_drew_lots_is_in_no_undo(news: Rules) -> None:
    told = set()
    for bot in ("marking", "drawing"):
        sitting = sit(news, red="human", blue=f"bot:{bot}", green="bot:marking")
        sitting.play("mark")
        run_on(sitting)
        told.add((sitting.undo_reason("red"), sitting.undo_depth("red")))
    assert told == {(None, 1)}


def test_a_bot_draws_the_same_for_the_same_and_other_lots_for_something_else(
    tmp_path: Path,
) -> None:
    """Nobody learns more by asking it twice, nor anything for another decision."""
    rules, alike, others = rules_of("tic-tac-toe"), 0, 0
    for seed in range(12):
        path = tmp_path / f"{seed}.toml"
        seats = {"cross": "human", "nought": "bot:random"}
        sitting = Sitting.open(GameSetup(rules, "standard", seats, seed, path), bots_of)
        choices = [move.id for move in sitting.legal()]
        lots: dict[int, int] = {}
        for choice in (*choices[:3], *choices[:3]):
            before = bytearray(sitting.state)
            sitting.play(choice)
            asked = sitting.game.legal(sitting.state)
            run_on(sitting)
            reply = sitting._timeline.line[-1].entry.act
            assert isinstance(reply, Moved)
            assert reply.lots
            lot = asked.index(sitting.game.id(reply.id))
            assert lots.setdefault(choice, lot) == lot, "the same reply to the same"
            sitting.undo()
            assert sitting.state == before
            if choice == choices[1]:
                sitting.close()
                sitting = Sitting.open(SavedGame(path), bots_of)
        sitting.close()
        alike += len(set(lots.values())) == 1
        others += len(set(lots.values())) > 1
    assert others > alike


def test_what_a_person_saw_who_left_their_seat_is_seen_all_the_same(news: Rules) -> None:
    sitting = sit(news, red="human", blue="human", green="bot:marking")
    sitting.play("tell")
    reason = sitting.undo_reason("red")
    assert reason is not None
    sitting.facilitator.set_seat("blue", "bot:marking")
    assert sitting.undo_reason("red") == reason


def test_a_roll_back_of_the_facilitator_is_not_undone_across(news: Rules) -> None:
    sitting = sit(news, red="human", blue="bot:marking", green="bot:marking")
    sitting.play("mark")
    n = sitting.n
    run_on(sitting)
    sitting.facilitator.roll_back(n, "Anna", "a try")
    assert sitting.undo_reason("red") == "Anna has gone back to an earlier moment since."


@pytest.mark.parametrize(
    ("name", "bot"),
    [
        ("news", "marking"),
        ("news", "telling"),
        ("kuhn", "random"),
        ("dice-race", "random"),
        ("tic-tac-toe", "random"),
        ("first-watch", "doctrine"),
    ],
)
def test_no_undo_leaves_a_person_knowing_more(news: Rules, name: str, bot: str) -> None:
    """What people saw between now and then, they saw then already, or it follows from it."""
    rules = news if name == "news" else rules_of("rules" if name == "first-watch" else name)
    undone = past_bots = 0
    for seed in range(6 if name == "first-watch" else 25):
        rng = Random(seed)
        info = rules.scenarios[0]
        seats = {s: "human" if rng.random() < 0.5 else f"bot:{bot}" for s in info.seats}
        seats[rng.choice(info.seats)] = "human"
        bots = {**bots_of(rules), **BOTS}
        sitting = Sitting.open(GameSetup(rules, info.id, seats, seed), bots)
        game = sitting.game
        people = [s for s, who in seats.items() if who == "human"]
        for _ in range(60):
            if sitting.over:
                break
            if rng.random() < 0.25:
                asker = rng.choice(people)
                line = {f.entry.n: f for f in sitting._timeline.line}
                if sitting.undo_reason(asker) is None:
                    sitting.undo(seat=asker)
                    undone += 1
                    moves = sitting.branches[-1].moves
                    first = moves[0]
                    assert first.actor == asker
                    assert isinstance(first.act, Moved)
                    assert first.act.bot is None
                    assert sitting.to_move == asker
                    assert sitting.state == line[first.n].before
                    past_bots += len(moves) > 1
                    for entry in moves:
                        frame = line[entry.n]
                        assert game.actor(frame.before) != CHANCE
                        for seat in people:
                            before = game.observe(frame.before, seat).items()
                            after = game.observe(frame.after, seat).items()
                            assert {c for c, _ in after} <= {c for c, _ in before}, seed
                        assert not [
                            e
                            for e in game.apply_traced(
                                bytearray(frame.before),
                                game.id(entry.act.id),  # type: ignore[union-attr]
                            )
                            if e.kind == "reveal"
                        ]
                    continue
            if sitting.step() is None:
                sitting.play(rng.choice(sitting.legal()).id)
    assert undone
    assert past_bots or bot in ("random", "telling")


def test_the_sentence_tells_nothing_that_is_hidden() -> None:
    """Whatever lies hidden, where a seat is shown the same it is told the same of its move."""
    rules = rules_of("rules")
    bots, compared = bots_of(rules), 0
    for seed in range(4):
        rng = Random(seed)
        sitting = Sitting.open(GameSetup(rules, "first-watch", {}, seed), bots)
        game = sitting.game
        while not sitting.over:
            if sitting.step() is not None:
                continue
            seat = sitting.to_move
            assert seat is not None
            bot = bots[rng.choice(["doctrine", "random"])]
            lots = Generator(seed, str(sitting.n))
            move = bot(game, sitting.state, seat, lots, sitting.told(seat)).move_id
            sitting.play(move)
            frame = sitting._timeline.line[-1]
            told = sitting.undo_reason(seat) or ""
            for before in other_worlds(sitting, frame.before, seat, rng):
                if move not in game.legal(before):
                    continue
                after = bytearray(before)
                game.apply_traced(after, move)
                if game.observe(after, seat).key != game.observe(frame.after, seat).key:
                    continue
                other = attrs.evolve(frame, before=before, after=after)
                watchers = frozenset(sitting._timeline.people)
                bar = sitting._undo._told(other, seat, watchers)
                assert (bar.words if bar else "") == told
                compared += 1
    assert compared > 50


def other_worlds(sitting: Sitting, state: bytearray, seat: str, rng: Random) -> Iterator[bytearray]:
    """Positions that a seat cannot tell from this one: a hidden cell has another value."""
    game = sitting.game
    seen = {cell for cell, _ in game.observe(state, seat).items()}
    hidden = [cell for cell, _ in game.items(state) if cell not in seen]
    for cell in rng.sample(hidden, min(6, len(hidden))):
        spec = game.registers[cell.split("[")[0]]
        values = [None, *game.members(spec.of)] if spec.of else range(spec.low, spec.high + 1)
        changed = bytearray(state)
        try:
            game.override(changed, cell, rng.choice(list(values)))
        except EngineError:
            continue
        if game.observe(changed, seat).key == game.observe(state, seat).key:
            yield changed
