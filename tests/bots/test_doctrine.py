"""The doctrine of our own rules: complete, told from the view alone, and alive."""

from __future__ import annotations

import random

import pytest

from game.engine import CHANCE, OVER, Game
from game.engine.generator import Generator
from game.rules import Rules, ir
from game.rules.cfg import nested
from game.rules.program import Program
from tests.loaded import compiled, rules_of
from tests.randomised import said

SCENARIO = "full-equation"
SEATS = ["umbrella", "coordination", "ground", "dushanbe", "beijing"]
ROWS = {
    "umbrella": "avert respond modernise calm hold walk steer watch",
    "coordination": "convene_cheap unity found free_forum bridge grow",
    "ground": "unite expel garrison pledge answer trade clear shift",
    "dushanbe": "save loosen ask talk",
    "beijing": "warn guard leave back press",
}
"""The action rows of the design, seat by seat."""


def program_of(game: Game) -> Program:
    """The compiled scenario behind a game."""
    return game.rules.program(game.scenario.id, game.options)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of("rules")


@pytest.fixture(scope="module")
def game(rules: Rules) -> Game:
    return compiled("rules", SCENARIO)


@pytest.mark.parametrize("seat", SEATS)
def test_every_row_of_the_design_is_there(game: Game, seat: str) -> None:
    place = game.seats.index(seat)
    acting = {r.id for r in program_of(game).doctrine if r.seat == place and r.act}
    assert set(ROWS[seat].split()) <= acting


@pytest.mark.parametrize("scenario", ["first-watch", SCENARIO])
def test_rows_answer_every_question_whatever_holds(rules: Rules, scenario: str) -> None:
    """Each question has, for each seat asked and each doctrine, a row that always speaks."""
    game = Game(rules, scenario)
    program = program_of(game)
    always = {
        (row.seat, row.answer, variant)
        for row in program.doctrine
        if row.when == ir.TRUE and row.least is None
        for variant in row.variants
    }
    asked = set()
    for unit in program.functions.values():
        for s in nested(unit.body):
            if isinstance(s, ir.Ask) and s.seat is not None:
                script = unit.key.partition(".")[2]
                seats = [i for i in range(len(game.seats)) if s.seat.type.mask >> i & 1]
                if script == "react":
                    seats = [i for i in seats if game.seats[i] in game.optional]
                asked |= {(seat, f"{script}.{s.local}") for seat in seats}
    assert asked
    spoken = {
        (*question, variant)
        for question in asked
        for variant in rules.doctrines
        if {(*question, variant), (*question, "all")} & always
    }
    wanted = {(*question, variant) for question in asked for variant in rules.doctrines}
    assert {(game.seats[s], q, v) for s, q, v in wanted - spoken} == set()


@pytest.mark.parametrize("seed", range(3))
def test_doctrine_reads_the_view_alone(rules: Rules, game: Game, seed: int) -> None:
    """Whatever a seat cannot see is drawn anew; what each doctrine does stays the same."""
    rng = random.Random(said(seed))
    state = game.new_game(SEATS)
    scrambled = 0
    for _ in range(160):
        if (actor := game.actor(state)) == OVER:
            break
        if actor == CHANCE:
            odds = game.chance(state)
            game.apply(state, rng.choices([m for m, _ in odds], [w for _, w in odds])[0])
            continue
        seat = actor
        other = bytearray(state)
        view = game.observe(state, seat)
        for info in program_of(game).symbols.registers.values():
            for place in range(0 if info.frozen else info.size):
                at = info.offset + place
                if not view.mask[at]:
                    other[at] = rng.randrange(info.type.hi - info.type.lo + 1)
                    scrambled += other[at] != state[at]
        assert game.observe(other, seat).masked == view.masked, seat
        for variant in rules.doctrines:
            told = game.doctrine(state, seat, variant)
            assert told is not None
            assert game.doctrine(other, seat, variant) == told, (seat, variant)
        game.apply(state, rng.choice(game.legal(state)))
    assert scrambled > 100


GAMES = 12
RARE = {
    ("coordination", "grow"), ("umbrella", "avert"), ("ground", "shift"), ("ground", "expel"),
    ("beijing", "guard"), ("coordination", "free_forum"), ("umbrella", "respond"),
}  # fmt: skip
"""Rows that speak in fewer than one game in five: these games cannot promise them."""


def test_rows_speak_in_play(game: Game) -> None:
    fired: set[tuple[str, str]] = set()
    for seed in range(GAMES):
        for seats in (SEATS, SEATS[:3]):
            state, dice = game.new_game(seats), Generator(seed)
            while (actor := game.actor(state)) != OVER:
                if actor == CHANCE:
                    game.apply(state, dice.weighted(game.chance(state)))
                    continue
                advice = game.doctrine(state, actor)
                assert advice is not None, game.pending(state)
                fired.add((actor, advice.row))
                game.apply(state, advice.move_id)
    wanted = {(seat, row) for seat, rows in ROWS.items() for row in rows.split()}
    assert wanted - fired <= RARE


def test_doctrine_is_the_same_by_either_evaluator(game: Game, rules: Rules) -> None:
    plain = compiled("rules", SCENARIO, "interpreted")
    rng, state = random.Random(7), game.new_game()
    for _ in range(60):
        actor = game.actor(state)
        if isinstance(actor, str):
            for variant in rules.doctrines:
                told = game.doctrine(state, actor, variant)
                assert told == plain.doctrine(state, actor, variant), (actor, variant)
        game.apply(state, rng.choice(game.legal(state)))
