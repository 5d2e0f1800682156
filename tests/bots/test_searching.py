"""Bots that search decide from what their seat was told alone, and play any rules to the end."""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bots import bots_of
from game.bots.manners import MANNERS, Manner
from game.bots.searching import SearchBot
from game.bots.solver import Solver
from game.bots.words import worth_text
from game.check.simulate import play_one
from game.engine import CHANCE, OVER, Game, Heard, History
from game.engine.generator import Generator
from game.rules import parse_rules
from game.table import BotChoice, GameSetup, Recall, SavedGame, Sitting
from tests.bots.histories import asked
from tests.bots.test_search import worth
from tests.loaded import SHELF, compiled, rules_of

#: So few trials that a whole game takes no time.
QUICK = Manner("quick", trials=16)


def game_of(name: str, evaluator: str = "compiled") -> Game:
    return compiled(name, rules_of(name).scenarios[0].id, evaluator)


def recalled(history: History, seat: str) -> Recall:
    """What a seat was told."""
    moves: Sequence[Heard] = list(history.remembered(seat))[1:]
    return Recall((), lambda: moves)


def chosen(history: History, seat: str, bot: SearchBot, state: bytearray) -> BotChoice:
    """What a bot chooses, given some state."""
    return bot(history.game, state, seat, Generator(7, "bot"), recalled(history, seat))


@pytest.mark.parametrize("name", ["kuhn", "leduc", "liars-dice", "eights", "goofspiel"])
@pytest.mark.parametrize("deep", [True, False])
def test_it_chooses_alike_what_its_seat_cannot_tell_apart(name: str, deep: bool) -> None:
    game, dice = game_of(name), Random(3)
    manner = Manner("quick", trials=16, deep=deep)
    seen: dict[object, BotChoice] = {}
    for _ in range(40):
        history = asked(game, dice, dice.randrange(3))
        actor = game.actor(history.state)
        if actor == OVER:
            continue
        seat = str(actor)
        key = seat, tuple((move, view.key) for move, view in history.remembered(seat))
        # The state it is given is none of its business: not even a state need stand there.
        choice = chosen(history, seat, SearchBot(manner), bytearray(len(history.state)))
        assert seen.setdefault(key, choice) == choice
        assert choice.move_id in game.legal(history.state)
        assert choice.lots == 0
    assert len(seen) > 2


@pytest.mark.parametrize("name", [*SHELF])
def test_it_plays_every_game_to_its_end(name: str) -> None:
    game = game_of(name)
    bots = {seat: SearchBot(Manner("quick", trials=4)) for seat in game.seats}
    history, dice, made = History(game), Generator(2), 0
    while (actor := game.actor(history.state)) != OVER:
        if actor == CHANCE:
            history.push(dice.weighted(game.chance(history.state)))
            continue
        if made < 12:
            choice = chosen(history, str(actor), bots[str(actor)], bytearray())
            assert choice.why
            history.push(choice.move_id)
        else:
            # The rest goes faster.
            break
        made += 1


def test_it_plays_without_a_doctrine_and_without_a_compiled_program() -> None:
    game = game_of("nim", "interpreted")
    history = asked(game, Random(1), 2)
    seat = str(game.actor(history.state))
    choice = chosen(history, seat, SearchBot(QUICK), bytearray())
    assert choice.move_id in game.legal(history.state)
    assert sum(each.trials for each in choice.weighed)


def test_a_resumed_game_and_a_move_taken_back_go_on_alike(tmp_path: object) -> None:
    rules, path = rules_of("rules"), tmp_path / "game.toml"  # type: ignore[operator]
    seats = {"all": "bot:beginner", "umbrella": "human"}
    sitting = Sitting.open(GameSetup(rules, "first-watch", seats, 3, path), bots_of)
    again: Sitting | None = None
    made = 0
    while not sitting.over and made < 30:
        legal = sitting.legal()
        if legal:
            sitting.play(legal[0].id)
            if sitting.undo_reason() is None:
                sitting.undo()
                sitting.play(legal[0].id)
        elif (question := sitting.question) is not None:
            # Another bot, which was asked nothing before, and one in another process.
            afresh = bots_of(rules)
            sent = pickle.loads(pickle.dumps(question))
            choice = sent.answer(sitting.game, afresh)
            if made % 5 == 0:
                again = Sitting.open(SavedGame(path, copy=True), bots_of)
                assert again.question is not None
                assert again.question.answer(again.game, afresh) == choice
            step = sitting.step()
            assert step is not None
            assert (step.move.id, step.why) == (choice.move_id, choice.why)
            made += 1
        else:
            sitting.step()
    assert again is not None


@pytest.mark.parametrize(("seat", "least"), [("umbrella", 7), ("coordination", 5), ("ground", 6)])
def test_it_beats_the_doctrine_from_each_seat(seat: str, least: int) -> None:
    """The doctrine wins some 3 of 10 from each; what is asked is less than what was measured."""
    game = compiled("rules", "first-watch")
    seats = {**dict.fromkeys(game.seats, "doctrine"), seat: "steady"}
    won = sum(play_one(game, seats, 50 + n).winner == seat for n in range(10))
    assert won >= least


def test_a_doctrinaire_departs_less_than_an_opportunist() -> None:
    game, departed = (
        compiled("rules", "first-watch"),
        dict.fromkeys(("doctrinaire", "opportunist"), 0),
    )
    for name in departed:
        bot = SearchBot(MANNERS[name])
        history, dice = History(game), Generator(4)
        while (actor := game.actor(history.state)) != OVER:
            if actor == CHANCE:
                history.push(dice.weighted(game.chance(history.state)))
                continue
            advice = game.doctrine(history.state, str(actor))
            legal = game.legal(history.state)
            move = legal[0] if advice is None else advice.move_id
            departed[name] += chosen(history, str(actor), bot, bytearray()).move_id != move
            history.push(move)
    assert departed["doctrinaire"] < departed["opportunist"]


def test_a_beginner_looks_at_few_moves() -> None:
    game = compiled("rules", "first-watch")
    history = asked(game, Random(1), 3)
    seat, legal = str(game.actor(history.state)), game.legal(history.state)
    assert len(legal) > 4
    notice = MANNERS["beginner"].notice
    assert notice is not None
    few = chosen(history, seat, SearchBot(MANNERS["beginner"]), bytearray())
    all_ = chosen(history, seat, SearchBot(MANNERS["steady"]), bytearray())
    assert len(few.weighed) == notice
    assert {each.move for each in all_.weighed} == {*legal}
    for choice in (few, all_):
        first = choice.weighed[0]
        assert choice.move_id == first.move
        assert worth_text(first.worth) in choice.why
        assert all(each.low <= each.worth <= each.high for each in choice.weighed)


def test_it_plays_rules_that_have_no_doctrine() -> None:
    # Section by section, without the rows, and without the guide that names who plays by them.
    sections = re.split(r"(?m)^(?=\[)", rules_of("tic-tac-toe").source)
    kept = [each for each in sections if not re.match(r"\[+(doctrine|guide)", each)]
    rules = parse_rules("".join(kept))
    assert len(kept) < len(sections)
    game = Game(rules)
    results = [play_one(game, {"cross": "steady", "nought": "random"}, n) for n in range(6)]
    assert sum(result.winner == "cross" for result in results) >= 5


def test_a_name_of_the_rules_is_theirs() -> None:
    source = rules_of("tic-tac-toe").source
    row = '[[doctrine.cross]]\nid = "centre"'
    rules = parse_rules(source.replace(row, row + '\nvariant = "strong"'))
    assert not isinstance(bots_of(rules)["strong"], SearchBot)
    assert isinstance(bots_of(rules)["steady"], SearchBot)


@pytest.mark.parametrize("name", ["tic-tac-toe", "nim"])
def test_the_strong_one_never_errs_where_perfect_play_is_known(name: str, long_run: bool) -> None:
    game = game_of(name)
    of, dice, bot = worth(game), Random(5), SearchBot(MANNERS["strong"])
    for _ in range(100 if long_run else 12):
        history = asked(game, dice, dice.randrange(5))
        actor = game.actor(history.state)
        if actor == OVER:
            continue
        choice = chosen(history, str(actor), bot, bytearray())
        after = bytearray(history.state)
        game.apply(after, choice.move_id)
        assert of(after)[str(actor)] == of(history.state)[str(actor)]


@given(seed=st.integers(0, 1 << 16))
def test_what_is_gone_through_is_what_perfect_play_comes_to(seed: int) -> None:
    game = game_of("nim")
    history = asked(game, Random(seed), seed % 6)
    actor = game.actor(history.state)
    if actor == OVER:
        return
    of, found = worth(game), Solver(game, 1_000).moves(history.state, str(actor))
    assert found is not None
    assert Solver(game, 0).moves(history.state, str(actor)) is None
    for move, comes_to in found.items():
        after = bytearray(history.state)
        game.apply(after, move)
        assert of(after)[str(actor)] == comes_to
