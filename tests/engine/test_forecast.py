"""What cannot be told from a view is told as nothing; a fault of the engine stays a fault."""

from __future__ import annotations

import pytest

from game.engine import Game, IllegalMove, Preview, RangeBreach, State
from game.engine.evaluator import Reference
from tests.loaded import rules_of


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every move of the reference fail."""

    def make(self: Reference, state: State, move: int) -> None:
        raise error

    monkeypatch.setattr(Reference, "make", make)


def at_an_action(game: Game) -> State:
    """The first position at which a seat acts."""
    state = game.new_game()
    while game.pending(state).kind != "act":
        game.apply(state, game.legal(state)[0])
    return state


BREACH = RangeBreach("procedure.play", 0, "heap", "`heap` would be -1, outside 0..12.")
NOTHING = Preview((), (), None, ())


@pytest.mark.parametrize("rules", ["kuhn", "nim"])
@pytest.mark.parametrize("error", [IllegalMove("no"), BREACH])
def test_a_move_that_cannot_be_made_on_a_view_tells_nothing(
    rules: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Game(rules_of(rules))
    state = at_an_action(game)
    view, move = game.observe(state, str(game.actor(state))), game.legal(state)[0]
    failing(error, monkeypatch)
    assert game.preview(view, move) == NOTHING
    assert game.turns(view, game.name(move)) == ()


@pytest.mark.parametrize("rules", ["kuhn", "nim"])
def test_a_move_that_is_not_asked_or_not_legal_tells_nothing(rules: str) -> None:
    game = Game(rules_of(rules))
    state = at_an_action(game)
    view, legal = game.observe(state, str(game.actor(state))), game.legal(state)
    others = [move for move in range(-2, game.num_actions + 2) if move not in legal]
    assert others
    assert {move for move in others if game.preview(view, move) != NOTHING} == set()


@pytest.mark.parametrize("error", [IndexError("tuple index"), ValueError("byte must be")])
def test_what_is_not_seen_may_go_with_nothing_else(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where cells are hidden, what is seen may be of a position that no game comes to."""
    kuhn, nim = Game(rules_of("kuhn")), Game(rules_of("nim"))
    states = [at_an_action(game) for game in (kuhn, nim)]
    failing(error, monkeypatch)
    view = kuhn.observe(states[0], str(kuhn.actor(states[0])))
    assert not all(view.mask)
    assert kuhn.preview(view, kuhn.legal(states[0])[0]) == NOTHING
    view = nim.observe(states[1], str(nim.actor(states[1])))
    assert all(view.mask)
    move = nim.legal(states[1])[0]
    with pytest.raises(type(error)):
        nim.preview(view, move)
    with pytest.raises(type(error)):
        nim.turns(view, nim.name(move))


@pytest.mark.parametrize("rules", ["kuhn", "nim"])
def test_a_fault_of_the_engine_is_no_empty_preview(
    rules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Game(rules_of(rules))
    state = at_an_action(game)
    view = game.observe(state, str(game.actor(state)))
    failing(TypeError("a fault"), monkeypatch)
    with pytest.raises(TypeError, match="a fault"):
        game.preview(view, game.legal(state)[0])
