"""What holds in every game of the full equation, whoever plays and whatever the dice say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.engine import CHANCE, OVER, CellId, Event, Game, Hidden
from game.engine.errors import IllegalMove, OverrideError
from tests.engine.test_contract import seen
from tests.loaded import compiled, declared
from tests.randomised import examples, said

NEIGHBOURS = ("dushanbe", "beijing")
BOOK = declared("rules")
VERDICTS = {row["id"] for row in BOOK["set"]["architecture"]["members"]}
SEASONS = {"hard_winter": {1, 2}, "spring_thaw": {3, 4, 5}}
NEED_TRUST = {"mediate", "pledge", "hotline"}
ONCE = {"demand", "guarantee", "rapid_reaction", "warn"}
# Which rules may do what, and nothing else.
MAY: dict[tuple[str, str], set[str]] = {
    ("dependence", "falls"): {
        "action.set_consent", "action.rally_member", "action.joint_investigation",
        "reaction.open_up", "event.reported_talks",
    },
    ("contagion", "falls"): {
        "action.rapid_reaction", "action.convene", "action.answer_for_it", "procedure.ease",
        "event.quiet_weeks",
    },
    ("word", "rises"): {"procedure.break_word", "procedure.summit", "action.joint_investigation"},
    ("institution", "falls"): set(),
}  # fmt: skip
SECRETS = (
    "network", "knows", "means", "posture", "held_back", "looked_away", "looked_away_before",
    "held_before", "look_away_noticed", "hosting", "quiet", "quiet_pay", "agenda", "hoarded",
    "draft", "refraining", "refrain_for", "refrain_told", "peace_left",
)  # fmt: skip
# What the secrets that hold a member of a set hold.
HOLDS = {
    "network": "threat", "posture": "posture", "held_back": "river", "looked_away": "crossing",
    "agenda": "aim", "draft": "term", "refrain_for": "seat",
}  # fmt: skip
CHOSEN_IN_SECRET = {"posture", "held_back", "looked_away", "held_before", "looked_away_before"}

SEEDS = st.integers(0, 2**32)
FEW = examples(3, slow=True)


@attrs.frozen
class Step:
    """One move of a game: the state before it, the move, what it did."""

    before: bytes
    move: int
    events: tuple[Event, ...]


@pytest.fixture(scope="module")
def game() -> Game:
    return compiled("rules", "full-equation")


def seated(seed: int) -> tuple[str, ...]:
    """Whom people play besides the core seats: both neighbours, one, or none."""
    return ((), NEIGHBOURS, NEIGHBOURS[:1], NEIGHBOURS[1:])[seed % 4]


def walk(game: Game, seed: int) -> tuple[list[Step], bytearray]:
    """Play a random game that leans on the doctrine: its steps and its last state."""
    random = Random(said(seed))
    state, steps = game.new_game(seated(seed)), []
    while legal := game.legal(state):
        move = random.choice(legal)
        actor = game.actor(state)
        # Random play alone collapses early; with some sense in it the later rounds are met.
        if isinstance(actor, str) and random.random() < 0.3:
            advice = game.doctrine(state, actor)
            move = advice.move_id if advice else move
        before = bytes(state)
        steps.append(Step(before, move, tuple(game.apply_traced(state, move))))
    return steps, state


def register(cell: str) -> str:
    return CellId.parse(cell).register


def changes(steps: list[Step]) -> Iterator[Event]:
    """Every cell that was set."""
    for step in steps:
        yield from (event for event in step.events if event.kind == "set")


def number(game: Game, state: bytearray, name: str, *index: str) -> int:
    """A cell or derived value that is a number."""
    found = game.value(state, name, *index)
    assert isinstance(found, int)
    return found


def cells(game: Game, state: bytearray | bytes) -> dict[str, Any]:
    """All cells of a state by name."""
    out = {}
    for name in game.cells:
        cell = CellId.parse(name)
        out[name] = game.value(bytearray(state), cell.register, *cell.index)
    return out


@given(seed=SEEDS)
@FEW
def test_tracks_move_only_by_the_rules_named_for_it(game: Game, seed: int) -> None:
    steps, _ = walk(game, seed)
    for event in changes(steps):
        if isinstance(event.before, bool) or not isinstance(event.before, int):
            continue
        assert isinstance(event.after, int)
        way = "rises" if event.after > event.before else "falls"
        allowed = MAY.get((register(event.cell), way))
        assert allowed is None or event.rule in allowed, event
        if event.cell == "recognition" and way == "rises" and event.after > 4:
            assert event.rule == "procedure.carry_out", event
        if event.cell.startswith("means"):
            assert event.after >= 0


@given(seed=SEEDS)
@FEW
def test_cards_come_once_and_in_season(game: Game, seed: int) -> None:
    steps, _ = walk(game, seed)
    drawn: list[str] = []
    asked = 0
    for step in steps:
        state = bytearray(step.before)
        names = [game.name(move) for move in game.legal(state)]
        if names[0].startswith("brief.next:"):
            asked += 1
            offered = {name.partition(":")[2] for name in names}
            assert not offered & set(drawn)
            now = game.value(state, "round")
            for card, rounds in SEASONS.items():
                assert (card in offered) == (now in rounds and card not in drawn)
        for event in step.events:
            if event.kind == "set" and register(event.cell) == "drawn":
                assert (event.before, event.after) == (False, True)
                drawn += CellId.parse(event.cell).index
    assert asked == len(drawn) == len(set(drawn)) >= 1


@given(seed=SEEDS)
@FEW
def test_games_end_in_time_with_one_verdict(game: Game, seed: int) -> None:
    steps, end = walk(game, seed)
    for step in steps:
        assert game.value(bytearray(step.before), "round") in range(10)
        assert game.ending(bytearray(step.before)) is None
        assert game.invariants(bytearray(step.before)) == []
    assert game.invariants(end) == []
    assert game.actor(end) == OVER
    assert game.legal(end) == []
    assert game.verdict(end) in VERDICTS
    assert len(VERDICTS) == 7
    spread = number(game, end, "contagion") >= number(game, end, "collapse_at")
    fallen = spread or number(game, end, "balance", "dyu") < 0
    assert game.ending(end) == ("collapse" if fallen else "year_over")
    if fallen:
        assert game.verdict(end) == "spread"
        assert game.winner(end) is None
    else:
        assert game.value(end, "round") == 9
    over = bytes(end)
    for move in Random(seed).sample(range(len(game.names)), 20):
        with pytest.raises(IllegalMove):
            game.apply(end, move)
    assert bytes(end) == over


@given(seed=SEEDS)
@FEW
def test_what_counts_once_between_summits_is_done_once(game: Game, seed: int) -> None:
    steps, _ = walk(game, seed)
    done: Counter[tuple[Any, ...]] = Counter()
    summits = 0
    for step in steps:
        state = bytearray(step.before)
        now = game.value(state, "round")
        name = game.name(step.move).partition(":")[0]
        if name in ONCE:
            done[name, summits] += 1
        for event in step.events:
            summits += event.cell == "summit_called" and event.after is True
            if event.cell == "proposer" and event.after is not None:
                done["offer", event.after, now, game.value(state, "card")] += 1
    assert max(done.values()) == 1


@given(seed=SEEDS)
@FEW
def test_networks_stir_only_under_pressure(game: Game, seed: int) -> None:
    """Between one action and the next nothing stirs, and nothing is known, where all is quiet."""
    steps, _ = walk(game, seed)
    states = [bytearray(step.before) for step in steps]
    quiet = 0
    for state in [state for state in states if game.pending(state).kind == "act"][::2]:
        for space in game.members("space"):
            if game.value(state, "pressure", space) == 0:
                quiet += 1
                assert game.value(state, "network", space) is None
                assert not game.value(state, "network_up", space)
                assert not any(game.value(state, "knows", seat, space) for seat in game.seats)
    assume(quiet)


@given(seed=SEEDS)
@FEW
def test_at_mistrust_six_pledges_sleep_and_wake_again(game: Game, seed: int) -> None:
    steps, _ = walk(game, seed)
    crossings = game.members("crossing")
    for step in steps[::8]:
        state = bytearray(step.before)
        for crossing in crossings[::2]:
            game.override(state, f"pledged[{crossing}]", True)
        game.override(state, "mistrust", 6)
        assert not any(game.value(state, "pledge_in_force", a) for a in crossings)
        legal = {game.name(move).partition(":")[0] for move in game.legal(state)}
        assert not legal & NEED_TRUST
        game.override(state, "mistrust", 5)
        for a in crossings:
            assert game.value(state, "pledge_in_force", a) == game.value(state, "pledged", a)


@given(seed=SEEDS)
@FEW
def test_a_tier_added_never_lowers_a_balance(game: Game, seed: int) -> None:
    steps, _ = walk(game, seed)
    random = Random(seed)
    tiers = [c for c in game.cells if register(c) in {"national", "allied", "contact", "garrison"}]
    spaces = game.members("space")
    for step in random.sample(steps, 6):
        state = bytearray(step.before)
        before = {s: number(game, state, "balance", s) for s in spaces}
        for cell in random.sample(tiers, 15):
            more = bytearray(state)
            named = CellId.parse(cell)
            (where,) = named.index
            count = number(game, state, named.register, where)
            try:
                game.override(more, cell, count + 1)
            except OverrideError:
                continue
            after = {s: number(game, more, "balance", s) for s in spaces}
            assert all(after[s] >= before[s] for s in spaces), cell
            assert after[where] == before[where] + 1


@given(seed=SEEDS)
@FEW
def test_postures_move_nothing_before_assess(game: Game, seed: int) -> None:
    """Whatever plan a seat makes, only the secret cells differ, and the same question follows."""
    steps, _ = walk(game, seed)
    compared = 0
    for step in steps:
        state = bytearray(step.before)
        pending = game.pending(state)
        if pending.kind != "choose" or pending.script != "secret_choice":
            continue
        before = cells(game, state)
        asked = set()
        for move in game.legal(state):
            after = bytearray(state)
            game.apply(after, move)
            asked.add(game.pending(after))
            moved = {c for c, value in cells(game, after).items() if value != before[c]}
            assert {register(c) for c in moved} <= CHOSEN_IN_SECRET, game.name(move)
            leverage = game.value(after, "posture", "umbrella") == "leverage"
            tolerate = game.value(after, "posture", "ground") == "tolerate"
            assert leverage == (game.value(after, "held_back") is not None)
            assert tolerate == (game.value(after, "looked_away") is not None)
            compared += 1
        assert len(asked) == 1
    assert compared


@given(seed=SEEDS)
@FEW
def test_automata_do_what_a_person_could(game: Game, seed: int) -> None:
    """An automaton takes the first of the rows that a person in its seat would be offered.

    Dushanbe's, which has no action of its own, takes the next that is offered then as well.
    """
    steps, _ = walk(game, seed // 4 * 4)
    reacted = 0
    for step in steps:
        if not any(e.cell == "postures_up" and e.rule == "procedure.assess" for e in step.events):
            continue
        rules = [e.rule.partition(".")[2] for e in step.events if e.rule.startswith("reaction.")]
        for seat in NEIGHBOURS:
            asked = bytearray(step.before)
            game.override(asked, f"seated[{seat}]", True)
            game.apply(asked, step.move)
            rows = offered_rows(game, asked, seat)[:1]
            if rows and seat == "dushanbe":
                once_more = played_out(game, asked, rows[0])
                rows += [r for r in offered_rows(game, once_more, seat) if r not in rows][:1]
            mine = {row for row in rules if seat_of(row) == seat}
            # A row that finds its cells at the end of their range changes nothing.
            assert mine <= set(rows)
            reacted += len(mine)
    assert reacted


def offered_rows(game: Game, state: bytearray, seat: str) -> list[str]:
    """The rows that a person in the seat is asked to pick from, in the order of the rules."""
    pending = game.pending(state)
    if pending.seat != seat or pending.script != "react":
        return []
    offered = {game.name(move).partition(":")[2] for move in game.legal(state)}
    return [row for row in game.members("reaction") if row in offered]


def played_out(game: Game, asked: bytearray, row: str) -> bytearray:
    """The question for a row again, with what the row itself would change done already."""
    acts = {f"reaction.{row}"}
    acts |= {f"procedure.{p}" for p in BOOK["procedure"] if f"{p}(" in BOOK["reaction"][row]["do"]}
    changed = bytearray(asked)
    for event in game.apply_traced(bytearray(asked), game.id(f"react.picked:{row}")):
        if event.kind == "set" and event.rule in acts:
            assert not isinstance(event.after, Hidden)
            game.override(changed, event.cell, event.after)
    return changed


def put_otherwise(game: Game, state: bytearray, cell: str, random: Random) -> bytearray:
    """A copy of the state with another value in a cell."""
    members = HOLDS.get(register(cell))
    values = [*game.members(members), None] if members else [False, True, 0, 1, 2, 3]
    random.shuffle(values)
    for value in values:
        copy = bytearray(state)
        try:
            game.override(copy, cell, value)
        except OverrideError:
            continue
        if copy != state:
            return copy
    raise AssertionError(f"{cell} has one value only")


def seat_of(row: str) -> str:
    """Whose row of the neighbours it is."""
    return str(BOOK["reaction"][row]["seat"])


@given(seed=SEEDS)
@FEW
def test_secrets_reach_nobody_else(game: Game, seed: int) -> None:
    """Put a hidden cell to another value: views, legal lists, texts of the others stay the same."""
    steps, _ = walk(game, seed)
    random = Random(seed)
    tried: Counter[str] = Counter()
    chosen = [s for s in steps if game.actor(bytearray(s.before)) != CHANCE]
    for step in random.sample(chosen, 5):
        state = bytearray(step.before)
        for seat in game.seats:
            visible = {name for name, _ in game.observe(state, seat).items()}
            hidden = [c for c in game.cells if register(c) in SECRETS and c not in visible]
            shown = seen(game, state, seat)
            for word in random.sample(sorted({register(c) for c in hidden}), 3):
                cell = random.choice([c for c in hidden if register(c) == word])
                changed = put_otherwise(game, state, cell, random)
                assert seen(game, changed, seat) == shown, f"{seat} is shown something of {cell}"
                tried[word] += 1
    assert len(tried) >= 5
