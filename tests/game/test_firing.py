"""Every action, card option, kind of clause, neighbours' row and ending is seen to happen."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from game.engine import Game
from tests.loaded import compiled, declared, rules_of
from tests.randomised import said

BOOK = declared("rules")
CARDS = frozenset(BOOK["event"])
ROWS = frozenset(BOOK["reaction"])
KINDS = {row["id"] for row in BOOK["set"]["kind"]["members"]}
TERMS = rules_of("rules").members("term")
NEIGHBOURS = ("dushanbe", "beijing")
AFGHAN = BOOK["set"]["afghan"]["members"]
NORTH = [s["id"] for s in BOOK["set"]["space"]["members"] if s["id"] not in AFGHAN]
GAMES = 32

# Positions that random play seldom reaches. Each is put on the table again and again in a game,
# so that what asks for it has its chance.
LEVERS: list[dict[str, Any]] = [
    {"mistrust": 2, "institution": 7, "capture": 0, **{f"stance[{m}]": 2 for m in ("kz", "kg")}}
    | {"stance[tj]": 1},
    {"confidence": 8, "projects[sho]": 0, "projects[dyu]": 0, "attacks": 0},
    {"mistrust": 6, "cohesion": 3, **{f"pressure[{s}]": 0 for s in NORTH}},
    {"consent": 2, "marked[mediated]": True, "recognition": 4, "marked[demanded]": False},
    {"inquiry_left": 2, "struck[sho]": 3, "struck[lpj]": 3, "mistrust": 3},
    {"dependence": 8, "economy": 2, "confidence": 4},
    {"economy": 2, "contagion": 0, "confidence": 10, "national[drv]": 1, "pressure[sho]": 6}
    | {"recognition": 4, "mistrust": 3, "pledged[sbz]": True, "projects[sho]": 2},
    {"economy": 8, "confidence": 7, "recognition": 6, "mistrust": 1},
    {"network[dmy]": "militia", "network_up[dmy]": True, "pressure[dmy]": 4}
    | {"garrison[fzb]": 0, "garrison[dmy]": 0},
]  # fmt: skip


@pytest.fixture(scope="module")
def game() -> Game:
    return compiled("rules", "full-equation")


@pytest.fixture(scope="module")
def fired(game: Game) -> frozenset[str]:
    """What happened in some games: moves as `action x`, `option x`, and rules by their names."""
    out: set[str] = set()
    for seed in range(GAMES):
        out.update(played(game, seed))
    return frozenset(out)


def put(game: Game, state: bytearray, cells: dict[str, Any]) -> None:
    for cell, value in cells.items():
        game.override(state, cell, value)


def played(game: Game, seed: int) -> Iterator[str]:
    """Play one game, with levers pulled in most of them; yield what fired."""
    random = Random(said(seed))
    state = game.new_game(NEIGHBOURS if seed % 2 else ())
    seen: set[str] = set()
    while legal := game.legal(state):
        pending = game.pending(state)
        if pending.kind == "act" and seed % 4 >= 1:
            put(game, state, {f"means[{pending.seat}]": 8, "contagion": 4, "pressure[dyu]": 0})
            now = game.value(state, "round")
            assert isinstance(now, int)
            put(game, state, LEVERS[(seed + now) % len(LEVERS)])
            legal = game.legal(state)
        # What is rarest comes first: a verb or option not met yet.
        fresh = [move for move in legal if label(game, move) not in seen]
        move = random.choice(fresh or legal)
        seen.add(label(game, move))
        if pending.script == "answer":
            accept = next((m for m in legal if game.name(m).endswith(":accept")), None)
            if accept is not None and random.random() < 0.7:
                move = accept
                drafts = (game.value(state, "draft", slot) for slot in game.members("slot"))
                yield from (f"kind {TERMS[str(d)]['kind']}" for d in drafts if d is not None)
        yield label(game, move)
        for event in game.apply_traced(state, move):
            yield event.rule
            if event.cell == "card":
                yield f"card {event.after}"
    yield f"ending {game.ending(state)}"


def label(game: Game, move: int) -> str:
    """What kind of move it is: an action by its verb, an option by its place and value."""
    described = game.move(move)
    verb = described.name.partition(":")[0]
    return f"action {verb}" if described.kind == "action" else f"option {described.name}"


def test_every_action_is_taken(game: Game, fired: frozenset[str]) -> None:
    verbs = {action.id for action in game.actions}
    assert len(verbs) == 45
    assert {v for v in verbs if f"action {v}" not in fired} == set()


def test_every_kind_of_clause_is_agreed(fired: frozenset[str]) -> None:
    assert len(KINDS) == 13
    assert {k for k in KINDS if f"kind {k}" not in fired} == set()


def test_every_row_of_the_neighbours_is_taken(fired: frozenset[str]) -> None:
    assert len(ROWS) == 12
    assert {r for r in ROWS if f"option react.picked:{r}" not in fired} == set()
    # Automata take them too, and each tells of it.
    assert {r for r in ROWS if f"reaction.{r}" not in fired} == set()


def test_both_endings_are_met(fired: frozenset[str]) -> None:
    assert {"ending year_over", "ending collapse"} <= fired


def offered(game: Game, card: str, seated: tuple[str, ...], rich: bool) -> set[str]:
    """Play a card as the first of the game and follow all its questions: the options met."""
    state, random = game.new_game(seated), Random(0)
    while not game.name(game.legal(state)[0]).startswith("brief.next:"):
        game.apply(state, random.choice(game.legal(state)))
    for space in game.members("space"):
        for tier in ("garrison", "contact"):
            if f"{tier}[{space}]" in game.cells:
                game.override(state, f"{tier}[{space}]", 2 if rich else 0)
    game.override(state, "national[dyu]", 1)
    for seat in game.seats:
        game.override(state, f"means[{seat}]", 6 if rich else 0)
    met: set[str] = set()
    game.apply(state, game.id(f"brief.next:{card}"))
    if game.pending(state).script == "weigh_card":
        game.apply(state, game.id("weigh_card.bent:none"))
    waiting = [bytes(state)]
    while waiting:
        here = bytearray(waiting.pop())
        if game.pending(here).script != card:
            continue
        for move in game.legal(here):
            met.add(game.name(move))
            after = bytearray(here)
            game.apply(after, move)
            waiting.append(bytes(after))
    return met


def test_every_option_of_every_card_is_met(game: Game) -> None:
    names = {name for name in game.names if name.partition(".")[0] in CARDS}
    met: set[str] = set()
    for card in sorted({name.partition(".")[0] for name in names}):
        for seated in ((), NEIGHBOURS):
            for rich in (False, True):
                met |= offered(game, card, seated, rich)
    # Their domains are links and guarded spaces, their lists narrower: these targets cannot be.
    spaces = set(game.members("space"))
    never = {
        *(f"commanders_rotated.target:{s}" for s in spaces - set(game.members("afghan"))),
        *(f"families_ask.s:{s}" for s in spaces - set(game.members("site"))),
    }
    assert met == names - never
