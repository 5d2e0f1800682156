"""An answer chosen step by step, without a window."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from game.engine import Move
from game.ui.choosing import Choosing
from game.ui.option import Option

TARGETS = st.sampled_from("abcde")


def option(number: int, action: str, targets: tuple[str, ...], legal: bool = True) -> Option:
    """An option that is offered or refused."""
    move = Move(number, f"{action}:{','.join(targets)}", "action", action, "", targets, "", "")
    return Option(move, legal, lambda n: f"Refused, number {n}.")


@given(st.dictionaries(st.lists(TARGETS, max_size=3).map(tuple), st.booleans(), max_size=30))
def test_exactly_the_legal_moves_are_reached(moves: dict[tuple[str, ...], bool]) -> None:
    length = max(map(len, moves), default=0)
    moves = {targets: legal for targets, legal in moves.items() if len(targets) == length}
    offered = [option(n, "do", t, legal) for n, (t, legal) in enumerate(moves.items())]
    reached = set()

    def explore(path: tuple[str, ...]) -> None:
        choosing = Choosing(offered, acting=True)
        choosing.begin("do")
        for target in path:
            assert choosing.take(target)
        if choosing.option is not None:
            assert choosing.option.legal
            reached.add(choosing.option.steps)
            return
        for target, found in choosing.stage().items():
            if found.legal:
                explore((*path, target))
            else:
                assert not choosing.take(target)
                assert choosing.refused == target

    explore(())
    assert reached == {targets for targets, legal in moves.items() if legal}


@given(st.lists(TARGETS, min_size=1, max_size=5))
def test_back_undoes_take(targets: list[str]) -> None:
    offered = [option(n, "do", t) for n, t in enumerate(permutations("abcde", 3))]
    choosing = Choosing(offered, acting=True)
    choosing.begin("do")
    for target in targets:
        before = choosing.picked
        if choosing.option is None and choosing.take(target):
            assert choosing.picked == (*before, target)
            choosing.back()
            assert choosing.picked == before
            assert choosing.option is None
            choosing.take(target)
    while choosing.begun:
        choosing.back()
    assert (choosing.action, choosing.picked, choosing.option) == ("", (), None)


def test_a_pair_offered_one_way_round_is_chosen_either_way() -> None:
    choosing = Choosing([option(0, "do", ("a", "b")), option(1, "do", ("b", "c"))], acting=True)
    choosing.begin("do")
    assert set(choosing.stage()) == {"a", "b", "c"}
    choosing.take("b")
    assert set(choosing.stage()) == {"a", "c"}
    choosing.take("a")
    assert choosing.option is not None
    assert choosing.option.move.id == 0


def test_a_pair_offered_both_ways_keeps_its_order() -> None:
    both = [option(0, "do", ("a", "b")), option(1, "do", ("b", "a"), legal=False)]
    choosing = Choosing(both, acting=True)
    choosing.begin("do")
    assert not choosing.take("b")
    assert choosing.take("a")
    assert choosing.take("b")
    assert choosing.option is not None
    assert choosing.option.move.id == 0


def test_another_last_target_takes_the_place_of_the_first() -> None:
    choosing = Choosing([option(n, "do", (t,)) for n, t in enumerate("ab")], acting=True)
    choosing.begin("do")
    choosing.take("a")
    choosing.take("b")
    assert choosing.picked == ("b",)
    assert choosing.option is not None
    assert choosing.option.move.id == 1
