"""Kuhn poker on our engine: hidden cards, information sets and the value of the game.

The equilibria are those of H. W. Kuhn, "A simplified two-person poker", Contributions to the Theory
of Games I (1950): a family for the first player, with a parameter between 0 and 1/3, and one
strategy for the second; the first player loses 1/18 of a chip a game.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import cache

import attrs
import pytest

from game.engine import CHANCE, HIDDEN, OVER, Actor, Game, History
from tests.rulesets.walk import game_of

Strategy = dict[tuple[str, str], Fraction]
CARDS = ("jack", "queen", "king")


def first_player(bluff: Fraction) -> Strategy:
    """Return how often the first player puts in a chip, by card and by what happened so far."""
    return {
        ("jack", ""): bluff,
        ("queen", ""): Fraction(),
        ("king", ""): 3 * bluff,
        ("jack", "check bet"): Fraction(),
        ("queen", "check bet"): bluff + Fraction(1, 3),
        ("king", "check bet"): Fraction(1),
    }


SECOND_PLAYER: Strategy = {
    ("jack", "check"): Fraction(1, 3),
    ("queen", "check"): Fraction(),
    ("king", "check"): Fraction(1),
    ("jack", "bet"): Fraction(),
    ("queen", "bet"): Fraction(1, 3),
    ("king", "bet"): Fraction(1),
}


def card_seen(game: Game, history: History, seat: str) -> str:
    """Return the seat's own card as its view shows it."""
    card = game.observe(history.state, seat).get("hand", seat)
    assert isinstance(card, str)
    return card


@attrs.frozen
class Node:
    """One history: who is to move, what that seat knows, what may follow, what it pays."""

    actor: Actor
    card: str
    words: str
    information: str
    odds: tuple[tuple[int, int], ...]
    legal: tuple[int, ...]
    returns: tuple[int, ...]


@cache
def tree(game: Game) -> dict[tuple[int, ...], Node]:
    """Return every history of the game by its moves' ids."""
    found: dict[tuple[int, ...], Node] = {}
    frontier: list[tuple[int, ...]] = [()]
    while frontier:
        moves = frontier.pop()
        history = History(game, moves)
        state = history.state
        actor = game.actor(state)
        found[moves] = Node(
            actor=actor,
            card=card_seen(game, history, actor) if isinstance(actor, str) else "",
            words=public(game, history),
            information=history.information(actor) if isinstance(actor, str) else "",
            odds=tuple(game.chance(state)),
            legal=tuple(game.legal(state)),
            returns=tuple(game.returns(state).values()),
        )
        frontier.extend((*moves, move) for move in found[moves].legal)
    return found


def public(game: Game, history: History) -> str:
    """Return the words of the seats so far."""
    return " ".join(
        n for n in map(game.name, history.moves) if n in {"check", "bet", "call", "fold"}
    )


def value(
    game: Game, strategies: tuple[Strategy, Strategy], moves: tuple[int, ...] = ()
) -> Fraction:
    """Return the first player's exact expectation under two behaviour strategies."""
    node = tree(game)[moves]
    if node.actor == OVER:
        return Fraction(node.returns[0])
    if node.actor == CHANCE:
        total = sum(weight for _, weight in node.odds)
        shares = ((Fraction(w, total), (*moves, m)) for m, w in node.odds)
        return sum((w * value(game, strategies, after) for w, after in shares), Fraction())
    pays = strategies[game.seats.index(node.actor)][node.card, node.words]
    result = Fraction()
    for move in node.legal:
        weight = pays if game.name(move) in {"bet", "call"} else 1 - pays
        if weight:
            result += weight * value(game, strategies, (*moves, move))
    return result


def information_sets(game: Game) -> dict[str, set[tuple[str, str, str]]]:
    """Return the information strings at decisions, each with what its histories hold."""
    sets: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for node in tree(game).values():
        if isinstance(node.actor, str):
            sets[node.information].add((node.actor, node.card, node.words))
    return sets


def test_thirty_ways_to_end() -> None:
    game = game_of("kuhn")
    ends = [node for node in tree(game).values() if node.actor == OVER]
    assert len(ends) == 30
    for node in ends:
        assert sum(node.returns) == 0


def test_twelve_information_sets() -> None:
    sets = information_sets(game_of("kuhn"))
    assert len(sets) == 12
    # Each is exactly one thing the mover may know, and no two of them are the same thing.
    assert all(len(known) == 1 for known in sets.values())
    assert len(set.union(*sets.values())) == 12
    strategies = (first_player(Fraction()), SECOND_PLAYER)
    assert {(c, w) for known in sets.values() for _, c, w in known} == {
        *strategies[0],
        *strategies[1],
    }


@pytest.mark.parametrize("bluff", [Fraction(0), Fraction(1, 6), Fraction(1, 3)])
def test_the_published_equilibrium_is_worth_minus_one_eighteenth(bluff: Fraction) -> None:
    game = game_of("kuhn")
    assert value(game, (first_player(bluff), SECOND_PLAYER)) == Fraction(-1, 18)


def test_nobody_gains_by_another_pure_strategy() -> None:
    """No pure strategy does better against it: so -1/18 is the value of our tree itself."""
    game = game_of("kuhn")
    first = first_player(Fraction(1, 6))
    for changed, other, sign in ((0, SECOND_PLAYER, 1), (1, first, -1)):
        own = first if changed == 0 else SECOND_PLAYER
        for bits in range(2 ** len(own)):
            pure = {k: Fraction(bits >> i & 1) for i, k in enumerate(own)}
            pair = (pure, other) if changed == 0 else (other, pure)
            assert sign * value(game, pair) <= sign * Fraction(-1, 18)


def test_a_hidden_card_stays_hidden() -> None:
    game = game_of("kuhn")
    for mine in CARDS:
        views = set()
        for theirs in CARDS:
            if theirs != mine:
                deal = [game.id(f"play.hand:{mine}")]
                state = History(game, deal).state
                options = {game.name(m).rpartition(":")[2]: m for m in game.legal(state)}
                history = History(game, [*deal, options[theirs]])
                view = game.observe(history.state, "first")
                assert view.get("hand", "first") == mine
                assert not view.visible("hand", "second")
                assert view.get("hand", "second") is HIDDEN
                assert not game.sees_move(state, "first", options[theirs])
                assert game.sees_move(state, "second", options[theirs])
                views.add((view.key, history.information("first")))
        assert len(views) == 1
