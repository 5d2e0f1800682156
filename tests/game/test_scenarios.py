"""That the scenarios open as they were designed, and that the options do what they say."""

from __future__ import annotations

import random
import re
from functools import cache
from typing import Any

import pytest

from game.engine import CHANCE, OVER, Game
from game.rules import Rules
from tests.loaded import declared, rules_of
from tests.randomised import said

SEATS = ("umbrella", "coordination", "ground", "dushanbe", "beijing")
SCRIPTED = {
    "shamsiddin-shohin": (0, None),
    "bishkek-test": (1, "bishkek_package"),
    "platform-to-institution": (2, "astana_session"),
    "wakhan-and-the-belt": (1, "cell_moves_east"),
    "full-equation": (0, None),
}
# What the table finds after the first card and the first income of 3. What else a scenario starts
# with is found as it says, but for what the first round itself goes on with.
OPENINGS: dict[str, dict[str, Any]] = {
    "shamsiddin-shohin": {
        "pressure[sho]": 5, "pressure[sbz]": 5, "consent": 1, "confidence": 5, "mistrust": 3,
        "attack_before": True, "struck[sho]": 2, "struck[drv]": 2,
        "incident_before": True,
    },
    "bishkek-test": {
        "pending_step": 0, "modernisation": 1, "means[umbrella]": 9, "institution": 2,
        "marked[cheap_step]": True, "headed_off": False,
    },
    "platform-to-institution": {
        "capture": 1, "stance[kz]": 1, "stance[kg]": 0, "stance[tj]": 1,
    },
    "wakhan-and-the-belt": {
        "network[wkh]": "ipt", "network[wrd]": "ipt", "projects[mur]": 2, "pressure[wkh]": 4,
    },
    "full-equation": {
        "consent": 0, "institution": 3, "means[ground]": 7, "projects[mur]": 1,
        "attack_before": False,
    },
}  # fmt: skip
DULL = "brief.next:helicopters_grounded"  # A card that moves nothing.
# What the first round goes on with.
MOVES_ON = ("scripted_card", "attacks")
LET_COME = "weigh_card.bent:none"
# A river and a road north that hold, and one space that fails by 1, so that it alone may drift.
WORST = {"frh": 3}


@cache
def rules() -> Rules:
    return rules_of("rules")


def full(**options: str) -> Game:
    return Game(rules(), "full-equation", options=options)


def look(game: Game, state: bytearray, cell: str) -> Any:
    name, *index = re.findall(r"\w+", cell)
    return game.value(state, name, *index)


def opened(game: Game) -> bytearray:
    """The game at its first offer, after a dull card where one is drawn; it is let come."""
    state = game.new_game()
    while game.actor(state) == CHANCE:
        outcomes = [game.name(move) for move, _ in game.chance(state)]
        game.apply(state, game.id(DULL if DULL in outcomes else outcomes[-1]))
    if game.pending(state).script == "weigh_card":
        game.apply(state, game.id(LET_COME))
    return state


def wander(game: Game, seed: int, played: tuple[str, ...] = (), steps: int = 10_000) -> bytearray:
    """A random game, to its end or so many steps."""
    rng, state = random.Random(said(seed)), game.new_game(played)
    for _ in range(steps):
        actor = game.actor(state)
        if actor == OVER:
            break
        moves = [m for m, _ in game.chance(state)] if actor == CHANCE else game.legal(state)
        game.apply(state, rng.choice(moves))
    return state


def idle_to_incidents(game: Game, state: bytearray, answers: dict[str, str]) -> list[str]:
    """Let everybody wait through the round's actions; chance falls as told, else first."""
    fallen: list[str] = []
    while (actor := game.actor(state)) != OVER and look(game, state, "round") == 1:
        if actor == CHANCE:
            outcomes = [game.name(move) for move, _ in game.chance(state)]
            stem = outcomes[0].split(":")[0]
            if stem == "incident.die":
                break
            wanted = f"{stem}:{answers.get(stem, '')}"
            fallen.append(wanted if wanted in outcomes else outcomes[0])
            game.apply(state, game.id(fallen[-1]))
        else:
            names = [game.name(move) for move in game.legal(state)]
            game.apply(state, game.id(next(n for n in names if n == "pass" or n.endswith(":none"))))
    return fallen


@pytest.mark.parametrize("name", OPENINGS)
def test_a_scenario_opens_as_designed(name: str) -> None:
    game = Game(rules(), name)
    state = opened(game)
    starts = declared("rules")["scenario"][name]["start"]
    told = {cell: value for cell, value in starts.items() if cell not in MOVES_ON}
    assert told["contagion"] < look(game, state, "collapse_at")
    told |= OPENINGS[name]
    assert {cell: look(game, state, cell) for cell in told} == told


@pytest.mark.parametrize("name", SCRIPTED)
def test_its_rounds_summits_and_card_are_the_designed_and_its_targets_shorter(name: str) -> None:
    game = Game(rules(), name)
    state = game.new_game()
    numbers = ("rounds", "first_summit", "second_summit", "scripted_round")
    year = name == "full-equation"
    told = tuple(look(game, state, number) for number in numbers)
    assert told == ((9, 3, 6) if year else (5, 3, 5)) + (SCRIPTED[name][0],)
    assert look(game, state, "scripted_card") == SCRIPTED[name][1]
    whole = full()
    for target in (f"{seat}_target" for seat in SEATS):
        assert year or look(game, state, target) <= look(whole, whole.new_game(), target)
    assert game.scenario.rounds == told[0]
    assert game.scenario.minutes == (135 if year else 75)
    assert (*game.scenario.seats, *game.scenario.optional) == SEATS


@pytest.mark.parametrize("name", SCRIPTED)
@pytest.mark.parametrize(("seat", "eased"), [("dushanbe", "umbrella"), ("beijing", "ground")])
def test_a_person_next_door_lowers_the_target_of_the_seat_that_it_costs(
    name: str, seat: str, eased: str
) -> None:
    game = Game(rules(), name)
    alone, joined = game.new_game(), game.new_game((*game.scenario.seats, seat))
    less = look(game, alone, f"voice_in_{seat}")
    # What Beijing's guards hold is not asked of those who would have been missed there.
    beside = {"umbrella": look(game, alone, "guards_from_beijing")} if seat == "beijing" else {}
    # Where somebody next door costs no seat anything is each scenario's own to say.
    own = declared("rules")["scenario"][name].get("numbers", {}).get(f"voice_in_{seat}")
    assert own is None or less == own
    for other in game.scenario.seats:
        targets = [look(game, state, f"goal[{other}]") for state in (alone, joined)]
        assert targets[0] - targets[1] == (less if other == eased else beside.get(other, 0))


def test_open_information_hides_nothing() -> None:
    game = full(information="open")
    for seed in range(3):
        state = wander(game, seed, SEATS[3:], steps=150)
        views = [game.observe(state, seat) for seat in game.seats]
        assert len({view.key for view in views}) == 1
        for cell in ("hosting", "network[wrd]", "means[ground]", "agenda[umbrella]", "held_back"):
            name, *index = re.findall(r"\w+", cell)
            assert {view.get(name, *index) for view in views} == {look(game, state, cell)}


def test_the_usual_table_does_hide() -> None:
    game = full()
    state = wander(game, 0, steps=60)
    assert len({game.observe(state, seat).key for seat in game.seats}) == len(SEATS)


def test_a_cooperative_table_succeeds_or_fails_as_one() -> None:
    game = full(success="cooperative")
    for calm in (True, False):
        state = opened(game)
        game.override(state, "round", 9)
        rng = random.Random(1)
        while (actor := game.actor(state)) != OVER:
            for space in game.members("space"):
                game.override(state, f"pressure[{space}]", 0 if calm else 2)
            game.override(state, "contagion", 1 if calm else 6)
            moves = [m for m, _ in game.chance(state)] if actor == CHANCE else game.legal(state)
            game.apply(state, rng.choice(moves))
        assert game.ending(state) == "year_over"
        assert game.winner(state) is None
        told = {look(game, state, f"succeeded[{seat}]") for seat in SEATS}
        assert told == {calm}
        assert {game.returns(state)[seat] for seat in game.seats[:3]} == {8 if calm else -8}
        assert not any(look(game, state, f"ugly[{seat}]") for seat in SEATS)


@pytest.mark.parametrize(
    ("surge", "river", "deep"), [("gentle", 1, 0), ("standard", 1, 1), ("severe", 2, 1)]
)
def test_surges_are_gentle_standard_or_severe(surge: str, river: int, deep: int) -> None:
    game = full(surge=surge)
    fallen = [move.split(":")[0] for move in idle_to_incidents(game, opened(game), {})]
    assert (fallen.count("surge.face"), fallen.count("surge.back")) == (river, deep)


@pytest.mark.parametrize(("drift", "moved"), [("firm", 0), ("leaky", 1)])
def test_a_leakier_line_drifts_at_minus_one(drift: str, moved: int) -> None:
    game = full(drift=drift)
    state = opened(game)
    for space in game.members("space"):
        game.override(state, f"pressure[{space}]", WORST.get(space, 0))
    assert look(game, state, "balance[frh]") == -1
    south = {"surge.south": "false", "surge.face": "river_1", "surge.back": "deep_1"}
    idle_to_incidents(game, state, south)
    assert look(game, state, "pressure[klb]") == moved


@pytest.mark.parametrize(("promised", "hosts", "word"), [(2, True, 1), (0, True, 0), (2, False, 0)])
def test_hosting_held_for_proven_breaks_a_promise_not_to(
    promised: int, hosts: bool, word: int
) -> None:
    game = full()
    state = game.new_game(("dushanbe",))
    radio = "brief.next:opponents_radio"
    while radio not in (moves := [game.name(move) for move, _ in game.chance(state)]):
        game.apply(state, game.id(moves[0]))
    game.override(state, "hosting", hosts)
    game.override(state, "peace_left[dushanbe]", promised)
    game.apply(state, game.id(radio))
    game.apply(state, game.id(LET_COME))
    assert look(game, state, "hosting_believed") is hosts
    assert look(game, state, "word[dushanbe]") == word
    assert look(game, state, "means[ground]") == 4 + word + 3
    assert look(game, state, "peace_left[dushanbe]") == (0 if word else promised)


@pytest.mark.parametrize("delayed", [False, True])
def test_a_step_delayed_beyond_the_last_summit_never_arrives(delayed: bool) -> None:
    game = full()
    state = opened(game)
    for cell, value in {
        "round": 9, "pending_step": 1, "marked[step_delayed]": delayed,
    }.items():  # fmt: skip
        game.override(state, cell, value)
    while game.actor(state) != OVER:
        for space in game.members("space"):
            game.override(state, f"pressure[{space}]", 0)
        names = [game.name(move) for move in game.legal(state)]
        still = [name for name in names if name == "pass" or name.endswith(":none")]
        game.apply(state, game.id(still[0] if still else names[0]))
    told = tuple(look(game, state, cell) for cell in ("modernisation", "pending_step"))
    assert told == ((1, 1) if delayed else (2, 0))


def bring_to(game: Game, state: bytearray, seat: str, margin: int, credit: int, worth: int) -> None:
    """Give a core seat this credit, and depth kept until its margin is this."""
    for cell, value in (("credit", credit), ("credit_worth", worth), ("depth_kept", 0)):
        game.override(state, f"{cell}[{seat}]", value)
    # A quarter of the depth it kept counts.
    game.override(state, f"depth_kept[{seat}]", 4 * (margin - look(game, state, f"margin[{seat}]")))
    assert look(game, state, f"margin[{seat}]") == margin


@pytest.mark.parametrize(
    ("margin", "contagion", "ugly"),
    [(0, 0, False), (0, 1, True), (2, 6, False), (2, 7, True), (3, 9, False), (-1, 9, False)],
)
def test_a_success_by_less_than_a_third_of_contagion_is_ugly(
    margin: int, contagion: int, ugly: bool
) -> None:
    game = full()
    state = opened(game)
    game.override(state, "contagion", contagion)
    bring_to(game, state, "ground", margin, 3, 3)
    assert look(game, state, "succeeded[ground]") is (margin >= 0)
    assert look(game, state, "ugly[ground]") is ugly


@pytest.mark.parametrize(
    ("margins", "words", "credit", "worth", "ahead"),
    [
        ((1, 0), (2, 0), (4, 5), (4, 5), "umbrella"),  # The margin goes before all.
        ((0, 0), (1, 0), (6, 3), (6, 3), "ground"),  # Then promises kept.
        ((0, 0), (0, 0), (4, 3), (4, 9), "umbrella"),  # Then credit.
        ((0, 0), (0, 0), (4, 4), (4, 5), "ground"),  # Then what its places are worth.
        ((0, 0), (0, 0), (4, 4), (5, 5), None),
    ],
)
def test_equal_margins_are_parted_by_word_then_credit_then_worth(
    margins: tuple[int, int],
    words: tuple[int, int],
    credit: tuple[int, int],
    worth: tuple[int, int],
    ahead: str | None,
) -> None:
    game = full()
    state = opened(game)
    pair = ("umbrella", "ground")
    for n, seat in enumerate(pair):
        game.override(state, f"word[{seat}]", words[n])
        bring_to(game, state, seat, margins[n], credit[n], worth[n])
    for one, other in (pair, pair[::-1]):
        assert look(game, state, f"ahead[{one}, {other}]") is (one == ahead)
