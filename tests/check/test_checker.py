"""The checker against rule sets that keep their promises and one that breaks them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.check import coverage
from game.check.checker import Report, check
from game.check.coverage import OFTEN, TRACED, Coverage
from game.check.random_games import counterexample, play_random
from game.check.summary import report_lines
from game.engine import Game
from game.rules import load_rules, parse_rules
from tests.loaded import path_of

RULESETS = Path(__file__).parents[1] / "rulesets"

#: Two seats add to a heap; what it declares of itself can be made false by an argument.
HEAP = """
[game]
name = "Heap"
text = "Add one or two sticks in turn, six times; a test of the checker."
disclaimer = "A test."
seats = ["left", "right"]
longest = {{ decisions = {decisions}, chance = 0 }}
returns = [{low}, 1]

[register.heap]
range = [0, {most}]
text = "Sticks on the heap."

[[invariant]]
id = "heap_small"
always = "heap <= {small}"
text = "The heap stays small."

[action.one]
do = "heap += 1"
text = "Add one stick."

[action.two]
do = "heap += 2"
text = "Add two sticks."

[procedure.play]
do = '''
for turn in range(0, 3):
    act(left)
    act(right)
end(winner=left)
'''
"""


def heap(decisions: int = 6, low: int = -1, most: int = 12, small: int = 12) -> Game:
    """Compile the game with these claims."""
    text = HEAP.format(decisions=decisions, low=low, most=most, small=small)
    return Game(parse_rules(text, "heap.toml"), "standard")


def test_promises_kept() -> None:
    stage = play_random(heap(), 30)
    assert stage.failures == []
    assert (stage.games, stage.longest_decisions, stage.longest_chance) == (30, 6, 0)
    assert stage.never_legal == []
    assert sum(stage.endings.values()) == 30


@pytest.mark.parametrize(
    ("claims", "kind", "what"),
    [
        ({"small": 5}, "invariant", "heap_small"),
        ({"decisions": 5}, "longest", "decisions"),
        ({"low": 0}, "returns", "right"),
        ({"most": 8, "small": 8}, "range", "heap"),
    ],
    ids=["invariant", "longest", "returns", "range"],
)
def test_promises_broken(claims: dict[str, int], kind: str, what: str) -> None:
    game = heap(**claims)
    stage = play_random(game, 60)
    failure = stage.failures[0]
    # Each statement that may break a promise is told.
    assert {(f.kind, f.what) for f in stage.failures} == {(kind, what)}
    assert len({f.path for f in stage.failures}) == len(stage.failures)
    assert failure.scenario == "standard"
    # The counterexample is a game that anyone can play again by its readable ids.
    state = game.new_game()
    for name in failure.moves[:-1]:
        game.apply(state, game.id(name))
        assert game.invariants(state) == []
    assert failure.moves[-1] in {"one", "two"}


def test_the_shortest_counterexample_is_kept() -> None:
    stage = play_random(heap(small=5), 200)
    (failure,) = stage.failures
    assert failure.moves == ("two", "two", "two")


def test_the_same_seed_finds_the_same() -> None:
    assert play_random(heap(small=9), 20, seed=4) == play_random(heap(small=9), 20, seed=4)


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    report = check(path_of("nim"), 3, lambda *args: told.append(args))
    assert report.ok
    assert [done for scenario, done, _ in told if scenario == "one-four-five"] == [1, 2, 3, 4]
    assert {total for _, _, total in told} == {4}, "three by lot and one by doctrine"


def placed(text: str, tmp_path: Path) -> tuple[str, str, int]:
    """Check rules that break one promise; return the finding's code, its message and its line."""
    path = tmp_path / "heap.toml"
    path.write_text(text, encoding="utf-8")
    report = check(path, 40)
    finding = report.findings[0]
    assert {f.code for f in report.findings} == {finding.code}
    assert not report.ok
    assert report.as_json()["findings"][0]["code"] == finding.code
    assert "The way there: " in (finding.suggestion or "")
    return finding.code, finding.message, finding.line


@pytest.mark.parametrize(
    ("old", "new", "code", "rule"),
    [
        ("heap <= 12", "heap <= 5", "broken-invariant", "[[invariant]]"),
        ("range = [0, 12]", "range = [0, 10]", "out-of-range", 'do = "heap'),
        ("decisions = 6", "decisions = 5", "broken-longest", "longest = { decisions = 5"),
        ("returns = [-1, 1]", "returns = [0, 1]", "broken-returns", "returns = [0, 1]"),
        (
            'do = "heap',
            'needs = [{ id = "low", when = "heap < 3", say = "Too high." }]\ndo = "heap',
            "no-answer",
            "    act(",
        ),
        (
            "for turn",
            "heap += 13 if heap == 0 else 0\nfor turn",
            "out-of-range",
            "heap += 13",
        ),
    ],
)
def test_a_broken_promise_is_a_finding_at_its_rule(
    tmp_path: Path, old: str, new: str, code: str, rule: str
) -> None:
    text = HEAP.format(decisions=6, low=-1, most=12, small=12)
    assert old in text
    text = text.replace(old, new)
    found, message, line = placed(text, tmp_path)
    assert found == code
    assert "scenario standard" in message
    assert text.splitlines()[line - 1].startswith(rule)


def test_the_engine_going_astray_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def astray(self: Game, state: bytearray, move: int) -> None:
        raise IndexError("no such place")

    monkeypatch.setattr(Game, "apply", astray)
    cover = Coverage(heap(), traced=0)
    (failure,) = play_random(cover.game, 3, cover=cover).failures
    assert (failure.kind, failure.what) == ("engine", "IndexError")
    assert "no such place" in failure.message


def test_what_never_happens_is_told() -> None:
    game = heap()
    cover = Coverage(game)
    play_random(game, 1, choose=lambda game, state, legal, draw: legal[0], cover=cover)
    assert cover.counts()["actions"] == {"one": 6, "two": 0}
    assert cover.counts()["procedures"] == {"play": cover.rules["procedure.play"]}
    assert cover.never() == {"actions": ["two"]}
    document = cover.as_json()
    assert (document["games"], document["traced_games"]) == (1, 1)


def test_the_document_has_all_stages() -> None:
    document = check(path_of("kuhn"), 8, states=50).as_json()
    assert set(document["stages"]) == {"random_games", "doctrine_games", "coverage", "explored"}
    assert {len(stage) for stage in document["stages"].values()} == {1}
    (cover,) = document["stages"]["coverage"].values()
    assert cover["games"] == 10
    assert cover["never"] == {
        kind: [name for name, count in names.items() if not count]
        for kind, names in cover["counts"].items()
        if not all(names.values())
    }


def test_counterexample_in_a_line() -> None:
    assert counterexample([]) == "(at the start)"
    assert counterexample(["a", "b"]) == "a b"
    assert counterexample([str(n) for n in range(20)], 2) == "(after 18 moves) 18 19"


def test_the_report_says_plainly_what_no_game_saw() -> None:
    """Two tides never empty the buyers' purse; a deck that is never empty is no fault."""
    text = report_lines(check(RULESETS / "low_tide.toml", 12))
    assert "  never seen in 15 games: endings broke" in text
    assert not [line for line in text if ":none" in line]
    assert text[-1] == "All is well."


def test_no_games_show_nothing_of_what_never_happens() -> None:
    assert not [line for line in report_lines(check(path_of("nim"), 0)) if "never" in line]


CHAIRS = """
[game]
name = "Chairs"
seats = ["red", "blue", "green", "grey"]
seated = "present"
longest = { decisions = 4, chance = 0 }

[register.present]
of = "seat"
range = "bool"
text = "Does somebody play the seat?"

[register.score]
of = "seat"
range = [0, 9]
text = "Points."

[action.dare]
do = "score[actor] += 1"
text = "Score one."

[procedure.play]
text = "Each seat that is played acts once."
do = '''
for s in seat:
    if present[s]:
        act(s)
end()
'''

[[invariant]]
id = "CLAIM"
always = "CLAIM"
text = "A claim."

[scenario.table]
name = "Two to four"
seats = ["red", "blue"]
optional = ["green", "grey"]
start = { "present[red]" = true, "present[blue]" = true }
"""


def chairs(claim: str, folder: Path, games: int = 5, states: int = 0) -> Report:
    """Check the game of chairs with a claim about it."""
    path = folder / "chairs.toml"
    path.write_text(CHAIRS.replace("CLAIM", "claim", 1).replace("CLAIM", claim), encoding="utf-8")
    return check(path, games, states=states)


@pytest.mark.parametrize(
    ("claim", "played", "moves"),
    [
        ("score[green] == 0", {"green"}, 3),
        ("score[grey] == 0", {"grey"}, 3),
        ("score[green] + score[grey] < 2", {"green and grey"}, 4),
        ("score[green] == 0 or present[grey]", {"green"}, 3),
        ("score[red] == 0", {""}, 1),
    ],
)
@pytest.mark.parametrize("states", [0, 100])
def test_every_seating_is_played_and_explored(
    tmp_path: Path, claim: str, played: set[str], moves: int, states: int
) -> None:
    """Each stage alone finds what only shows when an optional seat is played, or none is."""
    report = chairs(claim, tmp_path, 0 if states else 1, states)
    (finding,) = report.findings
    assert finding.code == "broken-invariant"
    said = finding.message.partition("(scenario table")[2].rstrip(").").removesuffix(" played")
    assert said.removeprefix(", ") in {*played, *(f"{p} and grey" for p in played if p == "green")}
    assert finding.suggestion == f"The way there: {' '.join(['dare'] * moves)}."


def test_games_are_dealt_round_the_seatings(tmp_path: Path) -> None:
    report = chairs("score[red] <= 9", tmp_path, 10)
    assert report.ok
    document = report.as_json()
    rows = document["stages"]["random_games"]["table"]["seatings"]
    assert {tuple(row["played"]): row["games"] for row in rows} == {
        (): 3, ("green", "grey"): 3, ("green",): 2, ("grey",): 2,
    }  # fmt: skip
    rows = document["stages"]["doctrine_games"]["table"]["seatings"]
    assert {tuple(row["played"]): row["games"] for row in rows} == dict.fromkeys(
        ((), ("green", "grey"), ("green",), ("grey",)), 1
    )
    assert document["not_played"]["seatings"] == {}
    assert document["not_played"]["optional_seats"] == []
    text = report_lines(report)
    seated = "none in 4, green and grey in 4, green in 3, grey in 3"
    assert f"  optional seats played: {seated}" in text
    assert text[-1] == "All is well."
    assert any(line.startswith("Played: 14 games of 1 scenario; ") for line in text)


def test_what_was_not_played_is_said(tmp_path: Path) -> None:
    report = chairs("score[red] <= 9", tmp_path, 0)
    assert report.as_json()["not_played"]["scenarios"] == ["table"]
    assert report_lines(report)[-2:] == ["Not played: any game.", "All is well."]
    # Without a game nothing is said of what never happened in one.
    assert report.as_json()["never"] == {}


def test_what_no_game_saw_is_folded_by_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "low.toml"
    path.write_text((RULESETS / "low_tide.toml").read_text(encoding="utf-8"), encoding="utf-8")
    report = check(path, 4)
    text = report_lines(report)
    never = report.as_json()["never"]
    rows = [line for line in text if line.startswith("Never seen: ")]
    assert len(rows) == len(never)
    for kind, row in never.items():
        words = "answers" if kind == "options" else kind
        assert any(r.startswith(f"Never seen: {len(row['names'])} of {row['of']} {words}: ")
                   for r in rows)  # fmt: skip


def test_the_shortest_way_of_all_stages_is_told(tmp_path: Path) -> None:
    text = HEAP.format(decisions=6, low=-1, most=12, small=7)
    path = tmp_path / "heap.toml"
    path.write_text(text, encoding="utf-8")
    short = "The way there: two two two two."
    alone = check(path, 1)
    assert alone.findings[0].suggestion != short, "the one game takes a longer way"
    assert check(path, 1, states=1000).findings[0].suggestion == short


def test_a_share_of_the_moves_is_made_by_both_evaluators() -> None:
    report = check(RULESETS / "low_tide.toml", 12)
    document = report.as_json()
    for cover in report.coverage.values():
        assert cover.traced_games == TRACED + 3
        assert cover.traced_moves > 100
    made = document["played"]["moves_by_both_evaluators"]
    assert made == sum(cover.traced_moves for cover in report.coverage.values())


@pytest.mark.parametrize("alike", [0, 5, 10**9])
def test_of_an_action_of_many_moves_not_each_is_made_by_both(
    alike: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "ALIKE", alike)
    game = Game(load_rules(path_of("connect-four")))
    cover = Coverage(game, traced=1)
    play_random(game, 1, cover=cover)
    whole = cover.traced_moves
    play_random(game, 11, seed=2, cover=cover)
    kinds = {game.name(move).partition(":")[0] for move in cover.moves}
    most = sum(min(OFTEN, count) for count in cover.moves.values())
    assert cover.traced_games == 1
    assert whole <= cover.traced_moves <= whole + min(most, alike * len(kinds))
    assert (cover.traced_moves > whole) == (alike > whole)


#: A card that does nothing is drawn like the other.
IDLE_CARD = """
[game]
name = "Weather"
seats = ["red", "blue"]
decks = ["weather"]

[register.wet]
range = "bool"

[weather.rain]
do = "wet = true"

[weather.haze]
do = "pass"

[procedure.play]
do = '''
today = chance(weather, text="The weather")
play(today)
if wet:
    end(winner=red)
end(winner=blue)
'''
"""


def test_a_card_that_does_nothing_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "weather.toml"
    path.write_text(IDLE_CARD)
    report = check(path, 20)
    (cover,) = report.coverage.values()
    assert all(cover.counts()["weather"].values()), cover.counts()
    assert "weather" not in cover.never()


WANDER = """
[game]
name = "Wander"
language = 2
seats = ["red", "blue"]
HEAD

[set.spot]
grid = "square"
size = [8, 8]

[set.man]
members = ["m1", "m2", "m3", "m4", "m5", "m6"]

[register.at]
of = "man"
range = "spot"

[register.left]
range = [0, 5000]
start = 5000

[action.run]
choose = { man = "man", goal = "spot" }
do = "at[man] = goal"

[procedure.play]
do = '''
LOOP
    act(red)
end()
'''
"""


@pytest.mark.parametrize(
    ("head", "loop", "says", "at"),
    [
        (
            "repetition = { times = 3 }",
            "while true:",
            "a game has not ended after 50 moves, and was given up: only `repetition` ends it, and "
            "positions come back too seldom. Let [game] have a `cap` too",
            "repetition",
        ),
        (
            "",
            "while falling(left):\n    left -= 1",
            "a game has not ended after 80 moves, and was given up; say in [game] by `longest` how "
            "long it may be, or end it by a `cap`",
            "longest",
        ),
        (
            "longest = { decisions = 4, chance = 0 }",
            "while falling(left):\n    left -= 1",
            "a game has not ended after 80 moves, and was given up, where `longest` declares 4 "
            "decisions and 0 of chance",
            "longest",
        ),
    ],
    ids=["repetition", "nothing", "longest"],
)
def test_a_game_that_is_given_up_is_told_plainly_and_soon(
    head: str, loop: str, says: str, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.check.random_games.AT_MOST", 50)
    monkeypatch.setattr("game.check.random_games.AT_LEAST", 20)
    game = Game(parse_rules(WANDER.replace("HEAD", head).replace("LOOP", loop)))
    stage = play_random(game, 40)
    [failure] = stage.failures
    assert failure.message == says
    assert failure.path == ("game", at)
    assert stage.games == 3
    assert stage.longest_decisions == len(failure.moves) > 50
