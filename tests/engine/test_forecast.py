"""What cannot be told from a view is told as nothing; a fault of the engine stays a fault."""

from __future__ import annotations

import pytest

from game.engine import Game, IllegalMove, RangeBreach, State
from game.engine.events import Events
from tests.loaded import rules_of


def failing(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every traced move fail."""

    def apply(self: Events, state: State, move: int) -> list[object]:
        raise error

    monkeypatch.setattr(Events, "apply", apply)


def at_an_action(game: Game) -> State:
    """The first position at which a seat acts."""
    state = game.new_game()
    while game.pending(state).kind != "act":
        game.apply(state, game.legal(state)[0])
    return state


BREACH = RangeBreach("procedure.play", 0, "heap", "`heap` would be -1, outside 0..12.")


@pytest.mark.parametrize("rules", ["kuhn", "nim"])
@pytest.mark.parametrize("error", [IllegalMove("no"), BREACH])
def test_a_move_that_cannot_be_made_on_a_view_tells_nothing(
    rules: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    game = Game(rules_of(rules))
    state = at_an_action(game)
    view, move = game.observe(state, str(game.actor(state))), game.legal(state)[0]
    failing(error, monkeypatch)
    found = game.preview(view, move)
    assert (found.changes, found.derived, found.odds) == ((), (), ())
    assert found.then == game.pending(state)
    assert game.turns(view, game.name(move)) == ()


@pytest.mark.parametrize("error", [IndexError("tuple index"), ValueError("byte must be")])
def test_what_is_masked_may_go_with_nothing_else(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where cells are hidden, a masked state may be one that no game comes to."""
    kuhn, nim = Game(rules_of("kuhn")), Game(rules_of("nim"))
    failing(error, monkeypatch)
    state = at_an_action(kuhn)
    view = kuhn.observe(state, str(kuhn.actor(state)))
    assert not all(view.mask)
    assert kuhn.preview(view, kuhn.legal(state)[0]).changes == ()
    state = at_an_action(nim)
    view = nim.observe(state, str(nim.actor(state)))
    assert all(view.mask)
    with pytest.raises(type(error)):
        nim.preview(view, nim.legal(state)[0])
    with pytest.raises(type(error)):
        nim.turns(view, nim.name(nim.legal(state)[0]))


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
