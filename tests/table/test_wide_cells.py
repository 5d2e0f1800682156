"""Cells of two bytes: both evaluators, views, overrides and saves read and write them alike."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from game.engine import HIDDEN, OVER, Game
from game.rules import Rules, parse_rules
from game.table import GameSetup, SavedGame, Sitting
from tests.loaded import RULESETS
from tests.randomised import examples

if TYPE_CHECKING:
    import pytest

RULES = """\
[game]
name = "Wide"
seats = ["red", "blue"]

[set.spot]
grid = "square"
size = [SIZE, 15]

[register.open]
of = "seat"
range = [LOW, HIGH]
edge = "clamp"

[register.own]
of = {{ s = "seat", t = "seat" }}
range = [-300, 300]
edge = "clamp"
see = "viewer == s"

[register.after]
range = [0, 5]

[register.place]
of = "seat"
range = "spot or none"
see = "viewer == seat"

[register.guard]
of = "spot"
range = [0, 700]
start = "spot.col * 30"
edge = "clamp"

[derived.total]
value = "sum(open[s] for s in seat) + after + guard[a1]"

[action.more]
seats = "all"
do = '''
open[actor] += STEP
own[actor, red] -= STEP
after = (after + 1) % 6
'''

[action.less]
seats = "all"
do = "open[actor] -= STEP"

[action.move]
seats = "all"
do = '''
to = choose(actor, spot, see=viewer == actor)
place[actor] = to
'''

[action.tally]
seats = "all"
do = '''
here = choose(actor, [a1, b2, c3])
guard[here] += 299
mark: each(spot, range(0, 2000)) = 1900
mark[here] -= open[actor] if open[actor] > 0 else 5
if mark[here] < 1500:
    guard[here] = mark[here] % 700
'''

[procedure.play]
do = '''
sum_of: range(-5000, 60000) = LOW
far: each(seat, range(0, 3000)) = 2999
fuel: range(0, 30000) = 1500
while falling(fuel):
    for s in seat:
        act(s)
        sum_of = max(-5000, min(59999, sum_of + open[s]))
        far[s] = max(0, far[s] - 700)
    fuel -= 500
    act(red)
    open[red] = max(LOW, min(HIGH, sum_of + far[blue]))
end()
'''
"""


def rules_of(low: int, width: int, step: int, size: int) -> Rules:
    words = {"LOW": low, "HIGH": low + width, "STEP": step, "SIZE": size}
    text = RULES.replace("{{", "{").replace("}}", "}")
    for word, value in words.items():
        text = text.replace(word, str(value))
    return parse_rules(text)


drawn = st.builds(
    rules_of, st.sampled_from([0, -1, -700, 40]), st.sampled_from([254, 255, 256, 257, 999]),
    st.integers(1, 400), st.sampled_from([17, 18]),
)  # fmt: skip


@examples(6)
@given(rules=drawn, seed=st.integers(0, 999))
def test_every_reader_of_a_state_knows_of_two_bytes(rules: Rules, seed: int) -> None:
    games = [Game(rules, evaluator=e) for e in ("compiled", "interpreted")]
    game, dice = games[0], random.Random(seed)
    states = [each.new_game() for each in games]
    wide = {name for name, spec in game.registers.items() if spec.high - spec.low > 255}
    assert wide >= {"own", "guard"}
    for _ in range(40):
        assert states[0] == states[1]
        assert game.deserialize(game.serialize(states[0])) == states[0]
        if game.actor(states[0]) == OVER:
            break
        legal = game.legal(states[0])
        assert legal == games[1].legal(states[1])
        move, before = dice.choice(legal), dict(game.items(states[0]))
        old = game.clone(states[0])
        for each, state in zip(games, states, strict=True):
            each.apply(state, move)
        now = dict(game.items(states[0]))
        told = {d.cell: (d.before, d.after) for d in game.differences(old, states[0])}
        assert told == {c: (before[c], now[c]) for c in now if now[c] != before[c]}
        assert [each.value(state, "total") for each, state in zip(games, states, strict=True)] == [
            now["open[red]"] + now["open[blue]"] + now["after"] + now["guard[a1]"]  # type: ignore[operator]
        ] * 2
        for seat in game.seats:
            view = game.observe(states[0], seat)
            assert view.key == games[1].observe(states[1], seat).key
            seen = dict(view.items())
            assert seen == {c: v for c, v in now.items() if c in seen}
            assert view.get("place", "blue" if seat == "red" else "red") is HIDDEN
            assert len(seen) == len(now) - 3
    cell = dice.choice(game.cells)
    state = game.clone(states[0])
    for other, value in list(game.items(states[0])):
        if other == cell:
            continue
        assert game.override(state, other, value)[1] == value
    assert state == states[0]


@examples(3)
@given(rules=drawn, seed=st.integers(0, 999))
def test_a_save_of_wide_cells_is_loaded_to_the_same_state(
    rules: Rules, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("wide") / "save.toml"
    bots: Mapping[str, Any] = {}
    sitting = Sitting.open(GameSetup(rules, "standard", {}, seed, path), bots)
    dice = random.Random(seed)
    for _ in range(25):
        if sitting.to_move is None:
            break
        sitting.play(dice.choice(sitting.legal()).name)
    again = Sitting.open(SavedGame(path), bots)
    assert again.notices == []
    assert again.state == sitting.state


def test_a_falling_loop_may_begin_high() -> None:
    rules = parse_rules((Path(RULESETS) / "small" / "wide_map.toml").read_text(encoding="utf-8"))
    game = Game(rules)
    assert len(game.members("hex")) == 260
    for evaluator in ("compiled", "interpreted"):
        each, dice = Game(rules, evaluator=evaluator), random.Random(3)
        state = each.new_game()
        each.playout(state, dice.randrange)
        assert each.actor(state) == OVER
