"""What the rule book must be: cited, labelled, even-handed, playable and deterministic."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from game.engine import CHANCE, OVER, Game
from game.resources import asset
from game.rules import Rules
from game.table.glossary import Glossary
from tests.game.adjudication import RULES
from tests.loaded import compiled, rules_of
from tests.randomised import said

LABELS = {"claim", "corroborated", "contested"}
HEADINGS = ["wants", "interests", "fears", "red_lines", "critics", "supporters"]
GAMES = 30


@pytest.fixture(scope="module")
def text() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rules() -> Rules:
    return rules_of("rules")


@pytest.fixture(scope="module")
def game(rules: Rules) -> Game:
    return compiled("rules", "first-watch")


#: What a save may name: no other way of writing the clauses and plans may change an id.
PLANS = """
    leverage_lpj leverage_frh leverage_sho leverage_drv leverage_vru leverage_shg leverage_isk
    leverage_mur mediating brokering opening bargaining tolerate_blk tolerate_kdz tolerate_tkh
    tolerate_sbz tolerate_dmy tolerate_sik tolerate_wkh
"""
TERMS = """
    patrols inquiry recognise_moscow recognise_forum aid_1 aid_2 aid_3 transit_blk transit_kdz
    transit_tkh transit_sbz transit_dmy transit_sik transit_wkh entry intel_lpj intel_frh intel_sho
    intel_drv intel_vru intel_shg intel_isk intel_mur intel_klb intel_bkt intel_dyu intel_tmz
    intel_frg intel_blk intel_kdz intel_tkh intel_sbz intel_dmy intel_sik intel_wkh intel_fzb
    intel_wrd peace_dushanbe peace_ground protect_sho protect_drv protect_isk protect_mur
    protect_dyu arms_lpj arms_frh arms_sho arms_drv arms_vru arms_shg arms_isk arms_mur arms_klb
    arms_bkt arms_dyu vote_tj vote_kz vote_kg joint_text no_steer_group no_draw_down no_hotline
    no_demand no_expel no_set_consent no_warn
"""


def test_the_clauses_and_plans_are_those_that_saves_name(rules: Rules) -> None:
    assert list(rules.members("plan")) == PLANS.split()
    terms = rules.members("term")
    assert list(terms) == TERMS.split()
    everybody = list(rules.seats)
    assert terms["intel_mur"]["name"] == "What stirs in Murghob"
    assert (terms["intel_mur"]["receivers"], terms["intel_mur"]["place"]) == (everybody, "mur")
    assert (terms["arms_klb"]["fee"], terms["transit_wkh"]["fee"]) == (1, 0)


def play(game: Game, seed: int, doctrine: bool = False) -> tuple[list[str], bytearray]:
    """One game to its end: its moves and its last state."""
    rng = random.Random(said(seed))
    state, moves = game.new_game(), []
    while (actor := game.actor(state)) != OVER:
        if actor == CHANCE:
            odds = game.chance(state)
            move = rng.choices([m for m, _ in odds], [w for _, w in odds])[0]
        else:
            advice = game.doctrine(state, actor) if doctrine else None
            move = advice.move_id if advice else rng.choice(game.legal(state))
        moves.append(game.name(move))
        game.apply(state, move)
    return moves, state


SAYS = re.compile(r"\b(accuses|reported|judgement|says|holds)\b")
DISPUTES = re.compile(r"\b(denied|denies|dispute)\b")
ALLEGED = re.compile(
    r"\b(host(s|ed|ing)?|shelter(s|ed|ing)?)\b(?=.*opponents)|hosting", re.IGNORECASE
)
#: A charge is named as one, is promised about, or asked about. Names of clauses are no sentence.
CHARGED = r"charge|accuses|proven|proof|cause|promise|critics|They say|No hosting"


def strings(value: object) -> Iterator[str]:
    """Every text of the rules that is shown to people: sentences of scripts among them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "do":
                yield from re.findall(r'"((?:[^"\\]|\\.)*)"', inner)
            elif key in ("text", "name", "say", "trade_off") or not isinstance(inner, str):
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str) and " " in value:
        yield value


def test_every_fact_and_card_carries_its_label(text: dict[str, Any]) -> None:
    for event in text["event"].values():
        assert event["label"] in LABELS
        assert event["source"]
    for scenario in text["scenario"].values():
        for fact in scenario.get("facts", ()):
            assert fact["label"] in LABELS
            assert fact["source"]
            assert fact["models"]


def test_the_lesson_shows_a_place_that_one_less_would_make_fall_without_its_reader(
    game: Game, text: dict[str, Any]
) -> None:
    """Of Kulob it is said what would be so at a balance of 0, and what is so now."""
    steps = {step["id"]: step for step in text["guide"]["first_watch"]["steps"]}
    place, state = steps["credit"]["points"]["space"], game.new_game()
    assert "Were it 0" in steps["credit"]["text"]
    assert game.value(state, "balance", place) == 1
    assert game.value(state, "share", "umbrella", place) == 1
    assert game.value(state, "indispensable", "umbrella", place) is False


def test_every_instrument_says_how_far_it_is_known(game: Game, text: dict[str, Any]) -> None:
    """What a state or a forum does in the article, or is said to do there, is no plain truth."""
    disputed = {"D02", "M39"}
    told = 0
    for name, action in text["action"].items():
        rows = {*action.get("models", ())}
        if any(row.startswith("I") for row in rows) or rows & disputed:
            told += 1
            assert action["label"] in LABELS, name
            assert action["source"], name
        if rows & disputed:
            assert action["label"] == "contested", name
    assert told >= 24
    for passage in Glossary(game).pages.values():
        if passage.key in ("action:deploy", "action:joint_patrol"):
            assert any("[" in line for line in passage.lines), passage.key


def test_what_is_contested_says_so(text: dict[str, Any]) -> None:
    facts = [f for s in text["scenario"].values() for f in s.get("facts", ())]
    contested = {row for f in facts if f["label"] == "contested" for row in f["models"]}
    assert {"D02", "M39", "A21"} <= contested
    for fact in facts:
        if fact["label"] == "contested":
            assert SAYS.search(fact["text"]), f"nobody says this: {fact['text']}"
            assert DISPUTES.search(fact["text"]), f"nobody disputes this: {fact['text']}"


def test_no_text_tells_an_allegation_as_a_truth(text: dict[str, Any]) -> None:
    """Whatever the game settles about a charge, it speaks of the charge and of who makes it."""
    told = [s for s in strings(text) if ALLEGED.search(s)]
    assert len(told) >= 8
    for sentence in told:
        assert re.search(CHARGED, sentence), f"told as a truth: {sentence}"


def test_what_is_planned_is_told_as_planned(text: dict[str, Any]) -> None:
    """The article speaks of patrols, reinforcements and helicopters as talked over or planned."""
    facts = [f for s in text["scenario"].values() for f in s.get("facts", ())]
    planned = [f["text"] for f in facts if {"I01", "I02", "I03"} & {*f["models"]}]
    assert len(planned) >= 4
    for fact in planned:
        assert re.search(r"planned|reported", fact), fact


def test_briefs_have_the_same_headings_and_length(rules: Rules) -> None:
    for scenario in rules.scenarios:
        assert set(scenario.briefs) == {*scenario.seats, *scenario.optional}
        lengths = []
        for brief in scenario.briefs.values():
            assert list(brief) == HEADINGS
            lengths.append(sum(len(part) for part in brief.values()))
        assert max(lengths) <= 1.1 * min(lengths), lengths


def test_rules_are_told_in_prose(text: dict[str, Any]) -> None:
    for kind in ("number", "register", "procedure", "action", "event", "ending", "scenario"):
        for name, rule in text[kind].items():
            assert len(rule.get("text", "")) >= 10, f"{kind}.{name} has no text"
    for name, number in text["number"].items():
        assert number.get("why"), f"number.{name} does not say why"
    for name, action in text["action"].items():
        assert action.get("trade_off"), f"action.{name} is all gain"
        for clause in action.get("needs", ()):
            assert clause["say"].endswith((".", "!")), f"{name}.{clause['id']}"


def test_what_the_map_is_made_of_is_called_a_place_by_all() -> None:
    """One name for one thing: what is a space to the rules is a place to whoever reads."""
    look, words = RULES.parent / "assets" / "look.toml", asset("text", "en.toml")
    told = 0
    for path in (RULES, look, words):
        for string in re.findall(r'"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")):
            # What begins with a capital is a sentence or a name, and values stand in braces.
            said = re.sub(r"\{[^{}]*\}", "", string)
            told += string[:1].isupper()
            if string[:1].isupper() or string[:1] == "{":
                assert not re.search(r"(?<!air )\bspaces?\b|\bSpaces\b", said), string
    assert told > 1000
    game = compiled("rules", "first-watch")
    assert game.describe("set", game.rules.look.roles.places)["name"] == "Place"


def test_no_person_living_is_named(text: dict[str, Any]) -> None:
    prose = RULES.read_text(encoding="utf-8").lower()
    for name in ("putin", "rahmon", "lavrov", "mirziyoyev", "tokayev", "japarov", "akhundzada"):
        assert name not in prose
    assert text["game"]["disclaimer"]


def test_actions_all_fire_and_every_game_ends_in_bounds(game: Game, text: dict[str, Any]) -> None:
    fired, longest = set(), text["game"]["longest"]
    low, high = text["game"]["returns"]
    for seed in range(GAMES):
        moves, state = play(game, seed)
        fired |= {m.split(":")[0] for m in moves}
        here, decisions, chances = game.new_game(), 0, 0
        for move in moves:
            chance = game.actor(here) == CHANCE
            decisions, chances = decisions + (not chance), chances + chance
            game.apply(here, game.id(move))
        assert decisions <= longest["decisions"]
        assert chances <= longest["chance"]
        assert all(low <= r <= high for r in game.returns(state).values())
        assert game.ending(state) in text["ending"]
        assert game.verdict(state) in game.members("architecture")
        assert bytes(here) == bytes(state)
    assert {a.id for a in game.actions} <= fired, {a.id for a in game.actions} - fired


@pytest.mark.parametrize("doctrine", [False, True])
def test_invariants_hold_at_every_pause(game: Game, doctrine: bool) -> None:
    for seed in range(4):
        moves, _ = play(game, seed, doctrine)
        state = game.new_game()
        for move in moves:
            assert game.invariants(state) == []
            game.apply(state, game.id(move))
        assert game.invariants(state) == []


def test_the_same_seed_gives_the_same_game(game: Game, rules: Rules) -> None:
    again = Game(rules, "first-watch", evaluator="interpreted")
    for seed in range(3):
        assert play(game, seed) == play(again, seed)


def test_doctrine_always_has_an_answer(game: Game) -> None:
    for seed in range(8):
        rng = random.Random(said(seed))
        state = game.new_game()
        while (actor := game.actor(state)) != OVER:
            if actor == CHANCE:
                move = rng.choice([m for m, _ in game.chance(state)])
            else:
                advice = game.doctrine(state, actor)
                assert advice is not None, game.pending(state)
                assert advice.say
                move = advice.move_id
            game.apply(state, move)


def test_secrets_change_nothing_that_others_are_shown(game: Game) -> None:
    secrets = {"held_back": "umbrella", "looked_away": "ground", "means[umbrella]": "umbrella"}
    values: dict[str, tuple[Any, Any]] = {
        "held_back": (None, "sho"), "looked_away": (None, "sik"), "means[umbrella]": (3, 9),
    }  # fmt: skip
    for seed in range(4):
        moves, _ = play(game, seed)
        state = game.new_game()
        for move in moves[:-1]:
            game.apply(state, game.id(move))
            actor = game.actor(state)
            for cell, owner in secrets.items():
                one, two = bytearray(state), bytearray(state)
                game.override(one, cell, values[cell][0])
                game.override(two, cell, values[cell][1])
                for seat in game.seats:
                    if seat != owner:
                        assert game.observe(one, seat).key == game.observe(two, seat).key
                if isinstance(actor, str) and actor != owner:
                    assert game.legal(one) == game.legal(two)
