"""What a seat believes is Bayes' rule over the whole tree, and allows what is true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bots.belief import Belief, Unbelievable
from game.engine import CHANCE, OVER, Game, History
from game.engine.generator import Generator
from game.table import BY_HAND
from tests.bots.histories import asked, walked
from tests.loaded import SHELF, compiled, rules_of

#: All that a seat was told: of each move its number if it was shown, and the view.
Marks: TypeAlias = tuple[tuple[int | None, bytes], ...]


def game_of(name: str) -> Game:
    """A game of the shelf, in its first scenario."""
    return compiled(name, rules_of(name).scenarios[0].id)


def leaves(game: Game, history: History, share: float) -> Iterator[tuple[History, float]]:
    """Every position of a game with how likely random play comes to it, chance by its weights."""
    yield history, share
    actor = game.actor(history.state)
    if actor == OVER:
        return
    if actor == CHANCE:
        outcomes = game.chance(history.state)
    else:
        outcomes = [(move, 1) for move in game.legal(history.state)]
    whole = sum(weight for _, weight in outcomes)
    for move, weight in outcomes:
        after = history.copy()
        after.push(move)
        yield from leaves(game, after, share * weight / whole)


def believed(history: History, seat: str, most: int = 10**6, seed: int = 1) -> Belief:
    """What a seat believes at the end of a history."""
    belief = Belief(history.game, seat, Generator(seed), most=most)
    told = history.remembered(seat)
    next(told)
    belief.tell(told)
    return belief


def told(history: History, seat: str) -> Marks:
    """All that a seat was told; what it looks like elsewhere is the same information state."""
    return tuple((move, view.key) for move, view in history.remembered(seat))


@pytest.mark.parametrize("name", ["kuhn"])
def test_it_is_the_posterior_over_the_whole_tree(name: str) -> None:
    game = game_of(name)
    for seat in game.seats:
        # By what the seat was told: how likely each state is, by adding up the tree. Its own
        # answers are no news to it, so that a path counts without the shares of them.
        sums: dict[Marks, dict[bytes, float]] = defaultdict(lambda: defaultdict(float))
        shown: dict[Marks, History] = {}
        for history, share in leaves(game, History(game), 1.0):
            mark = told(history, seat)
            sums[mark][bytes(history.state)] += share
            shown[mark] = history
        assert len(sums) > 10
        for mark, history in shown.items():
            belief = believed(history, seat)
            assert belief.exact
            whole = sum(sums[mark].values())
            expected = {state: share / whole for state, share in sums[mark].items()}
            found = {bytes(state): share for state, share in belief.states}
            assert found == pytest.approx(expected)


@pytest.mark.parametrize(("name", "kept"), [("leduc", 10**6), ("liars-dice", 10**6)])
def test_it_is_the_posterior_where_every_deal_is_played_alike(name: str, kept: int) -> None:
    """Over the deals alone: each is replayed with the moves that were seen, apart from `Belief`."""
    game = game_of(name)
    dice = Random(7)
    for _ in range(12):
        history = asked(game, dice, 0)
        for _ in range(dice.randrange(4)):
            actor = game.actor(history.state)
            if actor in (CHANCE, OVER):
                break
            history.push(dice.choice(game.legal(history.state)))
        for seat in game.seats:
            belief = believed(history, seat, kept)
            expected = replayed(game, history, seat)
            whole = sum(expected.values())
            found = {bytes(state): share for state, share in belief.states}
            assert found == pytest.approx({s: w / whole for s, w in expected.items()})


def replayed(game: Game, history: History, seat: str) -> dict[bytes, float]:
    """Each end of the paths that look alike to a seat, with how likely it is."""
    found: dict[bytes, float] = defaultdict(float)
    wanted = told(history, seat)

    def go(here: History, share: float) -> None:
        n = len(here.moves)
        if told(here, seat) != wanted[: n + 1]:
            return
        if n == len(history.moves):
            found[bytes(here.state)] += share
            return
        actor = game.actor(here.state)
        if actor == OVER:
            return
        outcomes = (
            game.chance(here.state)
            if actor == CHANCE
            else [(move, 1) for move in game.legal(here.state)]
        )
        whole = sum(weight for _, weight in outcomes)
        for move, weight in outcomes:
            after = here.copy()
            after.push(move)
            go(after, share * weight / whole)

    go(History(game), 1.0)
    return found


@given(st.sampled_from([*SHELF]), st.integers(0, 10**6), st.integers(1, 15))
def test_what_is_true_is_believed_while_nothing_is_left_out(name: str, seed: int, n: int) -> None:
    game, dice = game_of(name), Random(seed)
    history = walked(game, dice, n)
    for seat in game.seats:
        try:
            belief = believed(history, seat, 200, seed)
        except Unbelievable:
            continue
        assert belief.moves == len(history.moves)
        assert len(belief.states) <= 200
        assert sum(share for _, share in belief.states) == pytest.approx(1)
        last = list(history.remembered(seat))[-1][1]
        assert all(game.observe(state, seat, last) is last for state, _ in belief.states)
        assert not belief.exact or bytes(history.state) in {bytes(s) for s, _ in belief.states}
        assert game.observe(belief.sample(), seat, last) is last
        if not game.secrets:
            assert [bytes(state) for state, _ in belief.states] == [bytes(history.state)]


def test_where_no_state_is_left_what_is_seen_is_laid_over_those_before() -> None:
    """With few states kept, of a game with many secrets: all that the seat knows holds in each."""
    game, dice = compiled("rules", "shamsiddin-shohin"), Generator(3)
    history = History(game)
    while (actor := game.actor(history.state)) != OVER:
        advice = game.doctrine(history.state, str(actor)) if actor != CHANCE else None
        if actor == CHANCE:
            history.push(dice.weighted(game.chance(history.state)))
        else:
            legal = game.legal(history.state)
            history.push(legal[dice.below(len(legal))] if advice is None else advice.move_id)
    mended = 0
    for seat in game.seats[1:2]:
        belief = Belief(game, seat, Generator(1), most=8)
        moves = list(history.remembered(seat))[1:]
        for at in range(0, len(moves), 20):
            belief.tell(moves[at : at + 20])
            last = moves[min(at + 20, len(moves)) - 1][1]
            assert all(game.observe(state, seat, last) is last for state, _ in belief.states)
            assert sum(share for _, share in belief.states) == pytest.approx(1)
        mended += belief.mended
    assert mended


def test_what_was_changed_by_hand_is_laid_over_all_states() -> None:
    game = compiled("rules", "first-watch")
    history = History(game)
    while game.actor(history.state) == CHANCE:
        history.push(game.chance(history.state)[0][0])
    seat = game.seats[0]
    belief = believed(history, seat)
    cell = next(cell for cell, value in game.items(history.state) if value == 1)
    exact = [belief.exact]
    game.override(history.state, cell, 2)
    view = game.observe(history.state, seat)
    belief.tell([(BY_HAND, view)])
    assert [*exact, belief.exact] == [True, False]
    assert all(game.observe(state, seat, view) is view for state, _ in belief.states)
