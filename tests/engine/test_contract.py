"""What the engine promises of any rule set, along random games of every scenario there is."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from game.engine import CHANCE, OVER, Barrier, CellId, CellValue, Game, History
from game.engine.errors import EngineError, IllegalMove, OverrideError, UnknownMove, UnknownScenario
from tests.engine.catalogue import Entry, cases, fitting, play_random, random_game
from tests.loaded import declared, rules_of
from tests.randomised import said

ALL = pytest.mark.parametrize("entry", cases())


@pytest.fixture
def games(entry: Entry, long_run: bool) -> int:
    """How many random games to play."""
    return 500 if long_run else 12 if entry.small else 1


def questions_met(game: Game, games: int, some: int = 10**9) -> Iterator[bytearray]:
    """Yield positions of random games, at most about `some` a game, the ends among them."""
    for seed in range(games):
        keys = random_game(game, seed).keys
        chosen = (
            keys if len(keys) <= some else [*Random(seed).sample(keys[:-1], some - 1), keys[-1]]
        )
        yield from map(bytearray, chosen)


def seen(game: Game, state: bytearray, seat: str) -> list[object]:
    """Return all that one seat is shown of a position, as plain text."""
    view = game.observe(state, seat)
    shown: list[object] = [
        view.key,
        sorted(map(str, view.items())),
        game.actor(state),
        str(game.pending(state)),
        [game.turns(view, action.id) for action in game.actions],
    ]
    actor = game.actor(state)
    if actor == seat:
        legal = game.legal(state)
        shown += [legal, game.candidates(state)]
        shown += [str(game.explain(state, move)) for move in game.candidates(state)[:40]]
        shown += [
            str(game.preview(view, move)) for move in legal[: 1 if len(game.cells) > 40 else 6]
        ]
        shown += [str(game.doctrine(state, seat))]
    return shown


@ALL
def test_names(entry: Entry) -> None:
    game = entry.game()
    assert list(game.names) == sorted(set(game.names))
    for move, name in enumerate(game.names):
        assert game.name(move) == name
        assert game.id(name) == move
        described = game.move(move)
        assert (described.id, described.name) == (move, name)
        assert described.kind in {"action", "choice", "chance"}
    wrong = game.names[0] + "x"
    with pytest.raises(UnknownMove) as caught:
        game.id(wrong)
    assert game.names[0] in str(caught.value) or len(game.names) > 1
    for beyond in (-1, len(game.names), 10**12):
        with pytest.raises(EngineError):
            game.name(beyond)


@ALL
def test_legal_lists(entry: Entry, games: int) -> None:
    game = entry.game()
    for state in questions_met(game, games):
        before = bytes(state)
        legal, actor = game.legal(state), game.actor(state)
        assert legal == sorted(set(legal))
        assert bool(legal) == (actor != OVER)
        assert set(legal) <= set(range(len(game.names)))
        candidates = game.candidates(state)
        assert candidates == sorted(set(candidates))
        assert set(legal) <= set(candidates)
        odds = game.chance(state)
        if actor == CHANCE:
            assert [move for move, _ in odds] == legal
            assert all(isinstance(weight, int) and weight > 0 for _, weight in odds)
        else:
            assert odds == []
        pending = game.pending(state)
        kinds = {"act", "choose"} if isinstance(actor, str) else {actor.value}
        assert pending.kind in kinds
        assert pending.seat == (actor if isinstance(actor, str) else None)
        for move in legal:
            kind = {"act": "action", "choose": "choice", "chance": "chance"}[pending.kind]
            assert game.move(move).kind == kind
        assert bytes(state) == before


@ALL
def test_illegal_moves_are_refused_and_change_nothing(entry: Entry, games: int) -> None:
    game = entry.game()
    random = Random(1)
    for state in questions_met(game, games, 20):
        before, legal = bytes(state), set(game.legal(state))
        illegal = [move for move in range(len(game.names)) if move not in legal]
        tries = random.sample(illegal, min(12, len(illegal)))
        for move in [*tries, -1, -2, len(game.names), 2**40]:
            with pytest.raises(IllegalMove):
                game.apply(state, move)
            assert bytes(state) == before
            with pytest.raises(IllegalMove):
                game.apply_traced(state, move)
            assert bytes(state) == before


@ALL
def test_one_verdict(entry: Entry, games: int) -> None:
    """The legal list and the explanations never disagree, and a refusal says why."""
    game = entry.game()
    for state in questions_met(game, games, 12):
        if not isinstance(game.actor(state), str):
            continue
        before, legal = bytes(state), set(game.legal(state))
        for move in game.candidates(state)[:120]:
            verdict = game.explain(state, move)
            assert verdict.legal == (move in legal)
            assert verdict.legal == all(clause.held for clause in verdict.clauses)
            assert all(clause.say for clause in verdict.clauses if not clause.held)
        assert bytes(state) == before


@ALL
def test_copies_are_apart(entry: Entry, games: int) -> None:
    game = entry.game()
    for state in questions_met(game, games, 15):
        for move in game.legal(state)[:5]:
            before, copy = bytes(state), bytearray(state)
            game.apply(copy, move)
            assert bytes(state) == before
            again = bytearray(before)
            game.apply(again, move)
            assert again == copy


@ALL
def test_replay(entry: Entry, games: int) -> None:
    game = entry.game()
    for seed in range(games):
        walk = random_game(game, seed)
        assert play_random(game, seed) == walk
        state, history = game.new_game(), History(game)
        for move, key in zip(walk.moves, walk.keys[1:], strict=True):
            before = bytearray(state)
            game.apply(state, game.id(game.name(move)))
            history.push(move)
            assert bytes(state) == key
            assert bytes(history.state) == key
            traced = bytearray(before)
            game.apply_traced(traced, move)
            assert bytes(traced) == key
        assert tuple(history.moves) == walk.moves
        other = History(game, walk.moves)
        for seat in game.seats:
            assert other.information(seat) == history.information(seat)


@ALL
def test_events_tell_every_change(entry: Entry, games: int) -> None:
    """Take the events of a move in order: they lead from the cells before to the cells after."""
    game = entry.game()

    def cells(state: bytearray) -> dict[str, object]:
        result: dict[str, object] = {}
        for name in game.cells:
            cell = CellId.parse(name)
            result[name] = game.value(state, cell.register, *cell.index)
        return result

    for seed in range(min(games, 50)):
        walk = random_game(game, seed)
        for key, move in list(zip(walk.keys, walk.moves, strict=False))[:60]:
            state = bytearray(key)
            told = cells(state)
            for event in game.apply_traced(state, move):
                if event.kind == "set":
                    assert told[event.cell] == event.before, event
                    told[event.cell] = event.after
                assert event.rule
            assert told == cells(state)


@ALL
def test_declared_bounds(entry: Entry, games: int) -> None:
    game = entry.game()
    decisions, chances = game.max_game_length, game.max_chance_nodes
    assert decisions is not None
    low, high = declared(entry.rules)["game"]["returns"]
    for seed in range(games):
        walk = random_game(game, seed)
        actors = [game.actor(bytearray(key)) for key in walk.keys]
        assert sum(isinstance(actor, str) for actor in actors) <= decisions
        assert chances is None or actors.count(CHANCE) <= chances
        assert actors[-1] == OVER
        assert OVER not in actors[:-1]
        end = bytearray(walk.end)
        returns = game.returns(end)
        assert list(returns) == list(game.seats)
        assert all(low <= value <= high for value in returns.values())
        winner = game.winner(end)
        assert winner is None or winner in game.seats


@ALL
def test_invariants_hold(entry: Entry, games: int) -> None:
    game = entry.game()
    for state in questions_met(game, games):
        assert game.invariants(state) == []


@ALL
def test_a_seat_is_shown_nothing_of_what_it_may_not_know(entry: Entry, games: int) -> None:
    """Change a cell that a seat does not see: what it is shown stays the same to the byte."""
    game = entry.game()
    random = Random(7)
    hidden = 0
    for state in questions_met(game, games, 12 if entry.small else 6):
        for seat in game.seats:
            view = game.observe(state, seat)
            shown = None
            visible = {name for name, _ in view.items()}
            secret = [cell for cell in game.cells if cell not in visible]
            for cell in random.sample(secret, min(4, len(secret))):
                changed = bytearray(state)
                values = list(fitting(entry.rules, entry.scenario, cell))
                random.shuffle(values)
                for value in values:
                    game.override(changed, cell, value)
                    if changed != state:
                        break
                if changed == state:
                    continue
                hidden += 1
                shown = seen(game, state, seat) if shown is None else shown
                assert seen(game, changed, seat) == shown, f"{seat} is shown something of {cell}"
    if entry.rules == "kuhn":
        assert hidden > 20


@ALL
def test_preview_tells_what_will_be(entry: Entry, games: int) -> None:
    """Where nothing is hidden, a preview promises every change, and it comes true."""
    game = entry.game()
    for state in questions_met(game, games, 8):
        actor = game.actor(state)
        if not isinstance(actor, str):
            continue
        view = game.observe(state, actor)
        # Locals may be hidden too.
        open_game = all(view.mask)
        for move in game.legal(state)[: 5 if entry.small else 1]:
            preview = game.preview(view, move)
            after = bytearray(state)
            events = game.apply_traced(after, move)
            if open_game:
                assert [e for e in preview.changes if e.kind == "set"] == [
                    e for e in events if e.kind == "set"
                ]
                assert preview.then == game.pending(after)
                assert [weight for _, weight in preview.odds] == [
                    weight for _, weight in game.chance(after)
                ]
                for name, _, value in preview.derived:
                    cell = CellId.parse(name)
                    assert game.value(after, cell.register, *cell.index) == value


def acting_from(
    game: Game, state: bytearray, wait: str | None, rng: Random
) -> tuple[tuple[str, ...], int]:
    """Who acts from here on if all wait, with any answers between; how many before the first."""
    acting, copy, unasked = list[str](), bytearray(state), None
    first = game.pending(copy).kind == "act"
    for _ in range(400 if first and wait is not None else 0):
        pending, legal = game.pending(copy), game.legal(copy)
        if pending.kind == "act" and wait is not None and game.id(wait) in legal:
            acting.append(str(pending.seat))
            game.apply(copy, game.id(wait))
        elif pending.kind == "choose":
            unasked = len(acting) if unasked is None else unasked
            game.apply(copy, rng.choice(legal))
        else:
            break
    return tuple(acting), len(acting) if unasked is None else unasked


@ALL
def test_turns_come_as_told(entry: Entry, games: int) -> None:
    game, rng = entry.game(), Random(games)
    waits = [a.id for a in game.actions if a.id in game.names]
    for state in questions_met(game, games, 20):
        for wait in [*waits, "no-such-action"]:
            told = {seat: game.turns(game.observe(state, seat), wait) for seat in game.seats}
            full = game.turns(game.observe_all(state), wait)
            unasked = 0
            for _ in range(3):
                acting, unasked = acting_from(game, state, wait if wait in waits else None, rng)
                assert acting[: len(full)] == full
                assert len(full) >= unasked
            for seat, turns in told.items():
                assert turns == full[: len(turns)], seat
                # What an action needs may be hidden from the others: they are told less then.
                sure = wait == game.rules.look.roles.wait or wait not in waits
                assert not sure or len(turns) >= unasked
            for asked in full[:1]:
                assert len(told[asked]) >= unasked


@ALL
def test_override(entry: Entry) -> None:
    game = entry.game()
    state = game.new_game()
    now = dict(game.items(state))
    for cell in game.cells:
        tried = fitting(entry.rules, entry.scenario, cell)
        if game.registers[CellId.parse(cell).register].zone:
            assert tried == ()
            with pytest.raises(OverrideError, match="follows from"):
                game.values(cell)
            continue
        known = game.values(cell)
        assert all(any(same_value(v, k) for k in known) for v in tried), cell
        assert now[cell] in known
        for value in [*known[:60], *known[-60:]]:
            copy = bytearray(state)
            before, after = game.override(copy, cell, value)
            assert (after, type(after)) == (value, type(value))
            assert game.override(copy, cell, before) == (after, before)
            assert copy == state
        for wrong in (10**9, "nobody-at-all", 2.5):
            with pytest.raises(OverrideError):
                game.override(state, cell, wrong)  # type: ignore[arg-type]
    for unknown in ("no_such", "no_such[x]", game.cells[0] + "]", "", "[", "x" * 10_000):
        with pytest.raises(OverrideError):
            game.override(state, unknown, 1)
        with pytest.raises(OverrideError):
            game.values(unknown)

    assert state == game.new_game()


def same_value(one: CellValue, other: CellValue) -> bool:
    """Whether two values of cells are the same; true is not 1."""
    return one == other and type(one) is type(other)


@ALL
def test_playouts_end_like_games(entry: Entry, games: int) -> None:
    game = entry.game()
    most, chance = game.max_game_length, game.max_chance_nodes
    assert most is not None
    for seed in range(games):
        state = game.new_game()
        decisions, chances = game.playout(state, Random(said(seed)).randrange)
        assert game.actor(state) == OVER
        assert game.legal(state) == []
        assert decisions <= most
        assert chance is None or chances <= chance
        again = game.new_game()
        assert game.playout(again, Random(seed).randrange) == (decisions, chances)
        assert again == state


@ALL
def test_what_bars_an_undo(entry: Entry, games: int) -> None:
    game = entry.game()
    for seed in range(games):
        walk = random_game(game, seed)
        for key, move, after in list(zip(walk.keys, walk.moves, walk.keys[1:], strict=False))[:20]:
            before = bytearray(key)
            actor = game.actor(before)
            for seat in game.seats:
                barrier = game.undo_barrier(before, move, bytearray(after), seat)
                # Another's move, and a throw of the dice, cannot be taken back.
                if actor is CHANCE:
                    assert barrier is Barrier.CHANCE
                elif actor != seat:
                    assert barrier is Barrier.OTHER_SEAT
                    # Where another's move may go with the seat's own, what it showed bars it.
                    beyond = game.undo_barrier(
                        before, move, bytearray(after), seat, replies=game.seats
                    )
                    assert beyond in (None, Barrier.REVEALED)


def test_an_unknown_scenario_is_named() -> None:
    with pytest.raises(UnknownScenario) as caught:
        Game(rules_of("nim"), "three-four-fivve")
    assert "three-four-five" in str(caught.value)
