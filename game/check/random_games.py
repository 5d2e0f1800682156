"""Games by lot and by doctrine against what a rule set declares about itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import attrs

from game.bots import choose_by_doctrine
from game.check.coverage import Coverage, blanks
from game.check.properties import (
    BrokenProperty,
    Failure,
    FailureKey,
    broken_by,
    keeps_length,
    keeps_position,
    keeps_returns,
    tried,
)
from game.check.seatings import NOBODY, Seating, seatings_json
from game.engine import CHANCE, Game
from game.table import Generator

#: A game that is this many times longer than declared is given up: it may never end.
PATIENCE = 4
#: How long a game may be where the declared bound says nothing of use.
AT_LEAST = 200
#: And where only repetition ends it, which says nothing of how long that takes.
AT_MOST = 20_000
#: After so many games that were given up no more are played: each takes as long as many others.
ENDLESS = 3

Choose = Callable[[Game, bytearray, list[int], Generator], int]
"""Picks one of the legal moves of the seat to move."""


@attrs.define
class ScenarioStage:
    """What the games of one scenario showed."""

    scenario: str
    games: int = 0
    seatings: Counter[Seating] = attrs.Factory(Counter)
    longest_decisions: int = 0
    longest_chance: int = 0
    declared_decisions: int | None = None
    declared_chance: int | None = None
    endings: Counter[str] = attrs.Factory(Counter)
    never_legal: list[str] = attrs.Factory(list)
    failures: list[Failure] = attrs.Factory(list)

    def as_json(self) -> dict[str, Any]:
        """Return the stage as the document of `panj check --json` has it."""
        return {
            "games": self.games,
            "seatings": seatings_json(self.seatings),
            "longest": {"decisions": self.longest_decisions, "chance": self.longest_chance},
            "declared": {"decisions": self.declared_decisions, "chance": self.declared_chance},
            "endings": dict(sorted(self.endings.items())),
            "never_legal": self.never_legal,
            "failures": failures_json(self.failures),
        }


def failures_json(failures: Sequence[Failure]) -> list[dict[str, Any]]:
    """Return failures as the document has them; their places are in its findings."""
    return [attrs.asdict(f, filter=lambda field, _: field.name != "path") for f in failures]


def given_up_after(game: Game) -> int:
    """After how many moves a game, outcomes of chance included, is given up: it may never end."""
    if game.repetition is not None and game.max_game_length is None:
        return AT_MOST
    return PATIENCE * max(AT_LEAST, game.max_game_length or 0, game.max_chance_nodes or 0)


def by_lot(game: Game, state: bytearray, legal: list[int], draw: Generator) -> int:
    """Choose evenly."""
    return legal[draw.below(len(legal))]


def by_doctrine(game: Game, state: bytearray, legal: list[int], draw: Generator) -> int:
    """Choose as the rules' own doctrine does."""
    seat = game.pending(state).seat
    assert seat is not None
    return choose_by_doctrine(game, bytearray(state), seat, draw).move_id


@attrs.define
class _Run:
    """One game as far as it was played.

    Attributes:
        played: the optional seats that are played.
        draw: what chance and the seats draw from.
        moves: from the start on.
    """

    played: Seating
    draw: Generator
    moves: list[int] = attrs.Factory(list)


def _one_game(
    game: Game, stage: ScenarioStage, choose: Choose, run: _Run, seen: set[int], cover: Coverage
) -> None:
    """Play one game, writing its moves into `run`; raises BrokenProperty, or as the engine."""
    state = cover.begin(run.played)
    decisions = chance = 0
    moves = run.moves
    limit = given_up_after(game)
    legal = keeps_position(game, state)
    while legal:
        seen.update(legal)
        if game.actor(state) == CHANCE:
            move = run.draw.weighted(game.chance(state))
            chance += 1
        else:
            move = choose(game, state, legal, run.draw)
            decisions += 1
        moves.append(move)
        cover.apply(state, move)
        stage.longest_decisions = max(stage.longest_decisions, decisions)
        stage.longest_chance = max(stage.longest_chance, chance)
        legal = keeps_position(game, state)
        if len(moves) > limit:
            raise _given_up(game, limit)
    stage.endings[game.ending(state) or "end"] += 1
    cover.end(state)
    keeps_length(game, decisions, chance)
    keeps_returns(game, state)


def _given_up(game: Game, limit: int) -> BrokenProperty:
    """Why a game of so many moves is gone on with no more."""
    text = f"a game has not ended after {limit:,} moves, and was given up"
    key = "longest"
    if game.repetition is not None and game.max_game_length is None:
        key = "repetition"
        text += (
            ": only `repetition` ends it, and positions come back too seldom. "
            "Let [game] have a `cap` too"
        )
    elif game.longest is None:
        text += "; say in [game] by `longest` how long it may be, or end it by a `cap`"
    else:
        decisions, chance = game.longest
        text += f", where `longest` declares {decisions:,} decisions and {chance:,} of chance"
    return BrokenProperty("longest", "end", text, ("game", key))


def play_random(
    game: Game,
    games: int,
    seed: int = 1,
    tick: Callable[[], None] = lambda: None,
    choose: Choose = by_lot,
    cover: Coverage | None = None,
    seatings: Sequence[Seating] = (NOBODY,),
) -> ScenarioStage:
    """Play games of one scenario and note every promise that breaks.

    Chance falls by its weights. Invariants are tested at the start and after every move. Of each
    broken promise the shortest of the games that broke it is kept.

    Args:
        game: the scenario.
        games: how many.
        seed: the same seed plays the same games.
        tick: called after each game.
        choose: how the seats choose; evenly if left out.
        cover: is told what happens in them.
        seatings: which of the optional seats are played: the games are dealt round these.
    """
    stage = ScenarioStage(game.scenario.id)
    stage.declared_decisions = game.max_game_length
    stage.declared_chance = game.max_chance_nodes
    cover = cover or Coverage(game)
    seen: set[int] = set()
    shortest: dict[FailureKey, Failure] = {}
    endless = 0
    for number in range(1, games + 1):
        played = seatings[(number - 1) % len(seatings)]
        run = _Run(played, Generator(seed, f"check.{number}"))
        failed = tried(partial(_one_game, game, stage, choose, run, seen, cover))
        if failed is not None:
            broken = broken_by(failed)
            endless += broken.key[:2] == ("longest", "end")
            before = shortest.get(broken.key)
            if before is None or len(run.moves) < len(before.moves):
                shortest[broken.key] = broken.failure(game, number, run.moves, played)
        stage.games += 1
        stage.seatings[played] += 1
        tick()
        if endless == ENDLESS:
            break
    stage.failures = list(shortest.values())
    seen |= blanks(game)
    stage.never_legal = [game.name(m) for m in range(len(game.names)) if m not in seen]
    return stage


def counterexample(moves: Sequence[str], most: int = 12) -> str:
    """Return readable ids in one line; of a long game the last ones."""
    shown = moves[-most:]
    left = len(moves) - len(shown)
    start = f"(after {left} moves) " if left else ""
    return start + " ".join(shown) if moves else "(at the start)"
