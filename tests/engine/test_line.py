"""Ends that a game comes to by itself: after so many decisions, where a position stands again."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from game.check.explore import explore
from game.engine import CHANCE, OVER, Game, History, LineOfPlay
from game.rules import parse_rules
from game.rules.reference.idioms import CIRCLES
from tests.loaded import rules_of

EVALUATORS = ("tiered", "compiled", "interpreted")
#: Chance, nested loops, an action that asks; and a plain hunt.
TEXTS = {
    "ring": rules_of("ring").source.replace("cap = { moves = 24", "cap = { moves = 12"),
    "circles": CIRCLES,
}
#: Either end alone, and both.
WAYS = ("both", "cap", "repetition")


def rules_with(name: str, way: str) -> str:
    """One of the games with the ends of one way."""
    lines = TEXTS[name].split("\n")
    gone = {"cap": "repetition = ", "repetition": "cap = "}.get(way, "\0")
    return "\n".join(line for line in lines if not line.startswith(gone))


def game_of(name: str, way: str = "both", evaluator: str = "interpreted") -> Game:
    return Game(parse_rules(rules_with(name, way)), evaluator=evaluator)


class Told:
    """What a line comes to, told by nothing but the moves that a game without ends makes."""

    def __init__(self, game: Game, state: bytearray) -> None:
        self.game, self.decided = game, 0
        self.stood: Counter[bytes] = Counter()
        self.end = self.at(state)

    def at(self, state: bytearray) -> str | None:
        """The ending of the rules, or of the line here; None where it goes on."""
        if self.game.actor(state) is OVER:
            return self.game.ending(state)
        if self.game.actor(state) is CHANCE:
            return None
        self.stood[bytes(state)] += 1
        cap, again = self.game.cap, self.game.repetition
        if again is not None and self.stood[bytes(state)] == again.most:
            return again.ending
        if cap is not None and self.decided == cap.most:
            return cap.ending
        self.decided += 1
        return None


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TEXTS)
def test_a_line_ends_where_it_must_and_no_sooner(name: str, way: str, evaluator: str) -> None:
    game, ends = game_of(name, way, evaluator), Counter[str]()
    for seed in range(60):
        random = Random(seed)
        state = game.new_game()
        line, told = game.line(state), Told(game, state)
        while told.end is None:
            assert game.actor(state) is not OVER
            move = random.choice(game.legal(state))
            game.apply(state, move)
            told.end = told.at(state)
            before = bytes(state)
            event = line.arrive(state)
            assert (event is not None) == (told.end is not None and before[2] == 0)
            if event is not None:
                assert (event.kind, event.cell) == ("end", told.end)
        assert game.actor(state) is OVER
        assert game.ending(state) == told.end
        ends[told.end] += 1
        if game.cap is not None:
            assert line.asked <= game.cap.most
            assert game.max_game_length == game.cap.most
    assert len(ends) > 1


@pytest.mark.parametrize("evaluator", EVALUATORS)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TEXTS)
def test_playouts_hold_to_the_ends(name: str, way: str, evaluator: str) -> None:
    game, seen = game_of(name, way, evaluator), set()
    for seed in range(150):
        state = game.new_game()
        decisions, _ = game.playout(state, Random(seed).randrange)
        assert game.actor(state) is OVER
        seen.add(game.ending(state))
        assert game.cap is None or decisions <= game.cap.most
    assert len(seen) > 1


def test_a_playout_goes_on_with_the_line_that_led_to_it() -> None:
    game = game_of("ring", "cap")
    assert game.cap is not None
    for seed in range(30):
        random, state = Random(seed), game.new_game()
        line = game.line(state)
        while line.asked < 8 and game.actor(state) is not OVER:
            game.apply(state, random.choice(game.legal(state)))
            line.arrive(state)
        # The eighth is asked and not decided yet.
        left, over = line.left, game.actor(state) is OVER
        assert over or left == 5
        decisions, _ = game.playout(state, random.randrange, line)
        assert decisions <= (0 if over else 5)


def walked(game: Game, moves: str) -> tuple[bytearray, LineOfPlay]:
    """Where some moves of the hunt lead, told by the places that are run to."""
    state = game.new_game()
    line = game.line(state)
    for place in moves.split():
        game.apply(state, game.id(f"run:{place}"))
        line.arrive(state)
    return state, line


def test_two_lines_to_one_position_are_one_state() -> None:
    game = game_of("circles")
    once, short = walked(game, "a2 c1")
    twice, long = walked(game, "b1 c3 a1 c2 a2 c1")
    assert once == twice
    assert game.key(once) == game.key(twice)
    assert (short.asked, long.asked) == (3, 7)
    assert short.left == 38


def test_a_position_ends_the_game_at_the_third_time_and_not_at_the_second() -> None:
    game = game_of("circles")
    back = "a2 c1 a1 c2"
    state, line = walked(game, back)
    assert state == game.new_game()
    assert line.stands == 2
    state, line = walked(game, f"{back} a2 c1 a1")
    assert game.actor(state) == "fox"
    game.apply(state, game.id("run:c2"))
    assert line.arrive(state) is not None
    assert game.ending(state) == "circles"
    assert game.winner(state) == "fox"


def test_a_state_holds_nothing_of_its_line_and_exploration_goes_round() -> None:
    whole = explore(game_of("circles"), 10_000)
    assert whole.complete
    assert whole.failures == []
    # 81 pairs of places, and whose turn: those of odd distance are the hound's or the fox's alone.
    assert whole.states - whole.final <= 81 * 2
    alone = explore(Game(parse_rules(rules_with("circles", "cap").replace("40", "3"))), 10_000)
    assert alone.states == whole.states


def test_where_both_come_at_once_it_is_the_repetition() -> None:
    text = CIRCLES.replace("moves = 40", "moves = 8").replace("times = 3", "times = 3")
    game = Game(parse_rules(text))
    state, _ = walked(game, "a2 c1 a1 c2 a2 c1 a1 c2")
    assert game.ending(state) == "circles"
    fewer = Game(parse_rules(text.replace("moves = 8", "moves = 7")))
    state, _ = walked(fewer, "a2 c1 a1 c2 a2 c1 a1")
    assert fewer.ending(state) == "dusk"


def test_an_end_reads_the_position_that_was_come_to() -> None:
    text = TEXTS["ring"].replace("cap = { moves = 12", "cap = { moves = 1")
    game = Game(parse_rules(text))
    state = game.new_game()
    line = game.line(state)
    for move in ("play.fog:false", "go:east", "play.fog:false"):
        game.apply(state, game.id(move))
        line.arrive(state)
    assert game.ending(state) == "tired"
    assert game.returns(state) == {"wolf": 0, "goat": 0}
    assert game.value(state, "at", "wolf") == "east"
    assert game.score(state, "goat") == 0


def test_outcomes_of_chance_count_as_nothing() -> None:
    """The line ends where a seat would be asked, and so after the dice that a decision led to."""
    game = Game(parse_rules(TEXTS["ring"].replace("cap = { moves = 12", "cap = { moves = 1")))
    state = game.new_game()
    line = game.line(state)
    game.apply(state, game.id("play.fog:true"))
    assert line.arrive(state) is None
    assert line.left == 1
    game.apply(state, game.id("wait"))
    assert line.arrive(state) is None
    assert (game.actor(state), line.left) == (CHANCE, 0)


def test_a_history_ends_as_its_line_does() -> None:
    game = game_of("circles")
    moves = [game.id(f"run:{place}") for place in ("a2", "c1", "a1", "c2") * 2]
    history = History(game, moves)
    assert game.ending(history.state) == "circles"
    assert history.line.stands == 3


def test_a_copy_goes_on_apart() -> None:
    game = game_of("circles")
    state, line = walked(game, "a2 c1 a1 c2 a2 c1 a1")
    for _ in range(2):
        path, here = line.copy(), game.clone(state)
        game.apply(here, game.id("run:c2"))
        assert path.arrive(here) is not None
    assert game.actor(state) == "fox"


def test_what_is_changed_by_hand_begins_to_be_counted_anew() -> None:
    game = game_of("circles")
    state, line = walked(game, "a2 c1 a1 c2")
    line.change(state)
    assert line.stands == 1
    for place in ("a2", "c1", "a1", "c2"):
        game.apply(state, game.id(f"run:{place}"))
        assert line.arrive(state) is None
    assert line.stands == 2
    assert line.asked == 9


def test_who_acts_from_now_on_is_told_of_a_game_without_an_end() -> None:
    """It goes round at once where nothing changes; told is one time round."""
    text = CIRCLES.replace('do = "at[actor] = goal"', 'do = "at[actor] = goal"\n\n[action.wait]')
    game = Game(parse_rules(text))
    assert game.turns(game.observe(game.new_game(), "fox"), "wait") == ("hound", "fox")


def test_a_scenario_may_have_an_end_of_its_own() -> None:
    text = (
        CIRCLES.replace("cap = {", "# cap = {")
        + '[scenario.short]\nname = "Short"\ncap = { moves = 6, ending = "dusk" }\n'
        + '[scenario.long]\nlike = "short"\nname = "Long"\n'
        + '[scenario.endless]\nname = "Endless"\n'
    )
    rules = parse_rules(text)
    games = {s.id: Game(rules, s.id) for s in rules.scenarios}
    assert {name: game.max_game_length for name, game in games.items()} == {
        "short": 6, "long": 6, "endless": None,
    }  # fmt: skip
    short = games["short"].cap
    assert short is not None
    assert short.ending == "dusk"


def test_a_game_without_endings_has_no_winner_then() -> None:
    text = CIRCLES[: CIRCLES.index("[ending.caught]")].replace("end(caught)", "end(winner=hound)")
    text = text.replace(', ending = "dusk"', "").replace(', ending = "circles"', "")
    game = Game(parse_rules(text))
    state, _ = walked(game, "a2 c1 a1 c2 a2 c1 a1 c2")
    assert game.actor(state) is OVER
    assert game.winner(state) is None
    assert game.returns(state) == {"hound": 0, "fox": 0}
