"""Scripted plans: read with findings at their lines, and followed like doctrine at full speed."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.balance.against import try_plans
from game.check.simulate import play_games, play_one
from game.engine import CHANCE, OVER, Game
from game.resources import asset
from game.rules import Plan, RulesError, load_plan, parse_plan
from game.table import GameSetup
from tests.loaded import rules_of

#: Whether a binary digit stands in an even number of heaps after a move.
EVEN = "sum((size[h] - (amount.sticks if heap == h else 0)) // {} % 2 for h in (a, b, c)) % 2 == 0"
#: Leave heaps whose nim-sum is nought: who can do so wins (Bouton 1902).
BOUTON = f"""
name = "bouton"
seat = "opener"
why = "Who leaves a nim-sum of nought wins."

[[rows]]
id = "nought"
act = "take"
best = "1 if {" and ".join(EVEN.format(digit) for digit in (1, 2, 4))} else 0"
least = 1
"""

#: A plan of each kind of fault, with the line of its finding and a word of it.
FAULTY = {
    'seat = "nobody"\n': (3, "nobody"),
    '[[rows]]\nid = "x"\nact = "fly"\n': (6, "fly"),
    '[[rows]]\nid = "x"\nact = "take"\nbest = "size[z]"\n': (7, "z"),
    '[[rows]]\nid = "x"\nact = "take"\nvariant = "all"\n': (7, "variant"),
    '[[rows]]\nid = "x"\nanswer = "play.nothing"\n': (6, "no script asks"),
    "rows = []\nhow = 1\n": (5, "how"),
    'rows = "none"\n': (4, "must be a list"),
    'seat = ["opener"]\n': (3, "not a list"),
    'seat = ""\n': (3, "is empty"),
    "[rows]\n": (4, "not a table. Write [[rows]]"),
    '[[rows]]\nact = "take"\n': (4, "needs `id`"),
    '[[rows]]\nid = "X y"\nact = "take"\n': (5, "no name"),
    '[[rows]]\nid = "x"\n': (4, "`act` or `answer`"),
    '[[rows]]\nid = "x"\nact = 3\n': (6, "not 3"),
    '[[rows]]\nid = "x"\nact = "take"\nwhen = "size[a]"\n': (7, "true or false, not a number"),
    '[[rows]]\nid = "x"\nact = "take"\nadds = "1"\nleast = 1.5\n': (8, "an integer, not 1.5"),
    '[[rows]]\nid = "x"\nact = "take"\nleast = 1\nleast = 2\n': (8, "stands twice"),
}
#: What may not name a plan, with a word of why.
TAKEN = {
    "": "is empty",
    "doctrine": "already",
    "my plan": "no name",
    "all": "every seat",
    "random": "moves by lot",
    "human": "a person plays",
}


def faulty(text: str) -> str:
    """A plan with something at fault."""
    seat = "" if text.startswith("seat") else 'seat = "opener"\n'
    return f'name = "plan"\nwhy = "To fail."\n{seat}{text}{"rows = []" * text.startswith("seat")}'


def test_the_winning_line_of_nim_always_wins() -> None:
    rules = rules_of("nim")
    setup = GameSetup(rules, rules.scenarios[0].id, seed=5)
    bots = {"opener": "random", "replier": "random"}
    (found,) = try_plans(setup, [parse_plan(BOUTON)], bots, 300)
    assert found.wins.value == 1
    assert found.usual_wins.value is not None
    assert found.usual_wins.value < 0.8
    assert found.margin.value == 1
    assert found.advantage.value == pytest.approx(2 - 2 * found.usual_wins.value)
    low, value = found.advantage.low, found.advantage.value
    assert low is not None
    assert value is not None
    assert 0 < low < value


def test_without_rows_a_plan_gains_nothing() -> None:
    rules = rules_of("salt-roads")
    setup = GameSetup(rules, rules.scenarios[0].id, seed=5)
    seats = rules.seats
    plan = parse_plan(f'name = "idle"\nseat = "{seats[0]}"\nwhy = "For nothing."\nrows = []')
    (found,) = try_plans(setup, [plan], dict.fromkeys(seats, "doctrine"), 30)
    assert (found.advantage.value, found.advantage.low, found.advantage.high) == (0, 0, 0)
    assert found.wins == found.usual_wins


def test_jobs_make_no_difference() -> None:
    rules = rules_of("nim")
    setup = GameSetup(rules, rules.scenarios[0].id, seed=5)
    bots, plan = {"opener": "random", "replier": "random"}, parse_plan(BOUTON)
    one, many = (try_plans(setup, [plan], bots, 150, jobs) for jobs in (1, 2))
    assert one == many


def test_a_plan_plays_the_same_move_by_move() -> None:
    rules = rules_of("nim").with_plans([parse_plan(BOUTON)])
    game = Game(rules, evaluator="compiled")
    bots = {"opener": "bouton", "replier": "random"}
    assert [play_one(game, bots, seed) for seed in range(9)] == [*play_games(game, bots, range(9))]
    assert "bouton" not in rules_of("nim").doctrines


@pytest.mark.parametrize(("text", "told"), FAULTY.items())
def test_what_is_wrong_with_a_plan_is_told_at_its_line(text: str, told: tuple[int, str]) -> None:
    with pytest.raises(RulesError) as caught:
        Game(rules_of("nim").with_plans([parse_plan(faulty(text), "a.toml")]))
    (finding,) = caught.value.findings
    assert (finding.file, finding.line) == ("a.toml", told[0])
    assert told[1] in f"{finding.message} {finding.suggestion}"


def test_an_action_of_another_seat_is_refused() -> None:
    text = 'name = "p"\nseat = "umbrella"\nwhy = "x"\n[[rows]]\nid = "r"\nact = "garrison"\n'
    with pytest.raises(RulesError, match="`garrison` is no action of `umbrella`"):
        Game(rules_of("rules").with_plans([parse_plan(text)]))
    theirs = text.replace("umbrella", "ground")
    assert Game(rules_of("rules").with_plans([parse_plan(theirs)])).num_actions > 0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\0", b"# nothing"])
def test_what_is_no_plan_is_told_as_a_plan(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(content)
    for named in (path, tmp_path, tmp_path / "missing.toml"):
        with pytest.raises(RulesError) as caught:
            load_plan(named)
        assert {finding.file for finding in caught.value.findings} == {str(named)}
        assert "rules file" not in str(caught.value)


def test_a_plan_has_a_name_of_its_own() -> None:
    plan = parse_plan(BOUTON)
    with pytest.raises(RulesError, match="already"):
        rules_of("nim").with_plans([plan, plan])
    with pytest.raises(RulesError, match="already"):
        rules_of("nim").with_plans([plan]).with_plans([plan])


@pytest.mark.parametrize(("name", "why"), TAKEN.items())
def test_a_plan_is_called_as_nobody_else(name: str, why: str) -> None:
    with pytest.raises(RulesError, match=why) as caught:
        rules_of("nim").with_plans([parse_plan(BOUTON.replace("bouton", name, 1))], ("strong",))
    (finding,) = caught.value.findings
    assert (finding.line, finding.column) == (2, 9)


def test_a_plan_has_five_rows_at_most() -> None:
    row = '[[rows]]\nid = "r{}"\nact = "take"\n'
    text = 'name = "p"\nseat = "opener"\nwhy = "Long."\n'
    assert len(parse_plan(text + "".join(map(row.format, range(5)))).rows) == 5
    with pytest.raises(RulesError, match="5 at most"):
        parse_plan(text + "".join(map(row.format, range(6))))


def shipped() -> list[Path]:
    return sorted(asset("plans").glob("*.toml"))


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_shipped_plans_are_sound(path: Path) -> None:
    plan: Plan = load_plan(path)
    assert plan.name == path.stem.replace("-", "_")
    assert plan.why
    rules = rules_of("rules").with_plans([plan])
    scenario = rules.scenarios[1].id
    game = Game(rules, scenario, "compiled")
    bots = dict.fromkeys(rules.seats[:3], "doctrine") | {plan.seat: plan.name}
    assert len(list(play_games(game, bots, range(2)))) == 2


@pytest.mark.parametrize("name", ["nim", "dice-race", "kuhn", "salt-roads"])
def test_moves_that_are_told_make_the_game_again(name: str) -> None:
    rules = rules_of(name)
    game = Game(rules, evaluator="compiled")
    bots = dict(zip(game.seats, ("doctrine", "random"), strict=True))
    for played in game.simulate(range(20), bots, traced=True):
        state = game.new_game(bots)
        line, decisions = game.line(state), 0
        for move, row in zip(played.moves, played.rows, strict=True):
            actor = game.actor(state)
            assert actor is not OVER
            if actor is CHANCE or bots[str(actor)] == "random":
                assert row == -1
            decisions += actor is not CHANCE
            game.apply(state, move)
            line.arrive(state)
        assert bytes(state) == bytes(played.state)
        assert (decisions, len(played.moves)) == (
            played.decisions,
            played.decisions + played.chances,
        )
