"""Many games between bots, with what came of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from statistics import fmean
from typing import Any

import attrs

from game import __version__
from game.bots import bots_of
from game.check.kept_games import KeptGames
from game.check.random_games import AT_MOST, given_up_after
from game.check.simulated_game import SimulatedGame
from game.check.wilson import interval
from game.check.workers import Workers, copied_rules
from game.engine import CHANCE, OVER, Game, Heard, History, PlayedGame, ScriptError, State
from game.table import GameSetup, Generator, Recall
from game.table.seating import AUTO, BOT

#: Games given to a worker at a time, the least and the most: enough to make the hand-over cheap,
#: few enough to tell progress and to lose little.
BATCH = (5, 250)


def play_games(game: Game, seats: Mapping[str, str], seeds: range) -> Iterator[SimulatedGame]:
    """Play games between bots, the same that sittings with these seeds and bots play.

    Args:
        game: the scenario.
        seats: the name of the bot in each seat that is played; an optional one may be left out.
        seeds: fix everything.
    """
    for seed, played in zip(seeds, whole_games(game, seats, seeds), strict=True):
        yield _told(game, seed, played.state, played.decisions, played.chances)


def play_one(game: Game, seats: Mapping[str, str], seed: int) -> SimulatedGame:
    """Play one game between bots, the same that a sitting with this seed and these bots plays.

    Args:
        game: the scenario.
        seats: the name of the bot in each seat that is played; an optional one may be left out.
        seed: fixes everything.

    Raises:
        ScriptError: a script breaks a promise, or the game does not end; the script that asks then
            is told.
        NoLegalMove: nobody can answer a question.
    """
    played = whole_game(game, seats, seed)
    return _told(game, seed, played.state, played.decisions, played.chances)


def whole_games(
    game: Game, seats: Mapping[str, str], seeds: range, traced: bool = False
) -> Iterator[PlayedGame]:
    """Play games between bots; see `play_games`.

    Args:
        game, seats, seeds: see there.
        traced: whether their moves are told as well.
    """
    while seeds:
        done = 0
        for played in game.simulate(seeds, seats, traced):
            # Of a very long game there is no trace; by moves it is told.
            long = traced and len(played.moves) != played.decisions + played.chances
            yield whole_game(game, seats, seeds[done]) if long else played
            done += 1
        if done < len(seeds):
            # Move by move it is seen why it could not be played as a whole.
            yield whole_game(game, seats, seeds[done])
        seeds = seeds[done + 1 :]


def whole_game(game: Game, seats: Mapping[str, str], seed: int) -> PlayedGame:
    """Play one game move by move; see `play_one`. Which rows spoke is not known then."""
    history = History(game, played=seats)
    bots = bots_of(game.rules)
    dice = Generator(seed)
    moves, decisions = history.moves, 0
    most = max(AT_MOST, given_up_after(game))
    while (seat := game.actor(history.state)) is not OVER:
        if len(moves) == most:
            script, at = game.asked_by(history.state)
            said = f"the game of seed {seed} has not ended after {most} moves."
            raise ScriptError(script, at, "", said)
        if seat is CHANCE:
            move = dice.weighted(game.chance(history.state))
        else:
            # The streams of a sitting (Sitting.step): by seat and count of moves, chance included.
            rng = Generator(seed, f"bot {seat} {len(moves)}")
            told = Recall(frozenset(seats), partial(_moves, history, seat))
            move = bots[seats[seat]](game, bytearray(history.state), seat, rng, told).move_id
            decisions += 1
        history.push(move)
    chances = len(moves) - decisions
    return PlayedGame(history.state, decisions, chances, tuple(moves), (-1,) * len(moves))


def _moves(history: History, seat: str) -> list[Heard]:
    """What a seat was told of each move; the first that it remembers is no move."""
    return list(history.remembered(seat))[1:]


def _told(game: Game, seed: int, state: State, decisions: int, chance: int) -> SimulatedGame:
    """What is told of a game that ended in a state."""
    counted = game.rules.round
    rounds = game.value(state, counted) if counted is not None else None
    return SimulatedGame(
        seed,
        game.ending(state),
        game.winner(state),
        {seat: game.score(state, seat) for seat in game.seats},
        game.verdict(state),
        rounds if isinstance(rounds, int) else None,
        decisions,
        chance,
        hashlib.sha256(bytes(state)).hexdigest(),
    )


_worker: tuple[Game, dict[str, str]] | None = None


def _ready(scenario: str, seats: dict[str, str], options: dict[str, str], path: str) -> None:
    """Ready a worker process: it reads and compiles the rules once."""
    global _worker
    rules = copied_rules(path, scenario, options)
    _worker = Game(rules, scenario, "compiled", options), seats


def _batch(seeds: range) -> list[SimulatedGame]:
    assert _worker is not None
    game, seats = _worker
    return list(play_games(game, seats, seeds))


def play_many(
    setup: GameSetup, games: int, jobs: int = 1, note: Callable[[str], None] = lambda _: None
) -> Iterator[SimulatedGame]:
    """Play games with the seeds `seed`, `seed + 1`, ... and yield the results in that order.

    The results do not depend on the number of jobs.

    Args:
        setup: the first game, with a bot in each seat that is played.
        games: how many.
        jobs: how many processes; with one, no other process is started.
        note: told in a sentence of each process that died, whose games are played again.

    Raises:
        WorkersDied: the processes died again and again.
        UnknownScenario: there is no such scenario.
        OptionError: no such option or value, or not in this scenario.
    """
    rules, scenario, seed = setup.rules, setup.scenario, setup.seed
    game = Game(rules, scenario, "compiled", setup.options)
    seats = bots_in(setup)
    least, most = BATCH
    if jobs <= 1 or games <= least:
        yield from play_games(game, seats, range(seed, seed + games))
        return
    size = max(least, min(most, games // (8 * jobs)))
    batches = [
        range(first, min(first + size, seed + games)) for first in range(seed, seed + games, size)
    ]
    ready = partial(_ready, scenario, seats, game.chosen)
    workers = Workers(min(jobs, len(batches)), ready, _batch, rules.source, note)
    for results in workers.results(batches):
        yield from results


def share(hits: int, games: int) -> dict[str, Any]:
    """Return a count with its share and the 95 % interval of that share."""
    low, high = interval(hits, games)
    return {
        "games": hits,
        "share": round(hits / games, 4) if games else None,
        "low": round(low, 4),
        "high": round(high, 4),
    }


def summary(seats: Mapping[str, str], results: list[SimulatedGame]) -> dict[str, Any]:
    """Return wins by seat, endings, verdicts, rounds and mean lengths of some games."""
    games = len(results)
    wins = Counter(result.winner for result in results)
    endings = Counter(result.end or "end" for result in results)
    verdicts = Counter(result.verdict for result in results if result.verdict is not None)
    rounds = Counter(result.rounds for result in results if result.rounds is not None)
    scores = {
        seat: [score for result in results if (score := result.scores[seat]) is not None]
        for seat in seats
    }
    return {
        "seats": dict(seats),
        "wins": {seat: share(wins[seat], games) for seat in seats},
        "draws": share(wins[None], games),
        "endings": {name: share(count, games) for name, count in sorted(endings.items())},
        "verdicts": {name: share(count, games) for name, count in sorted(verdicts.items())},
        "rounds": {str(number): share(count, games) for number, count in sorted(rounds.items())},
        "mean_scores": {
            seat: round(fmean(values), 3) if values else None for seat, values in scores.items()
        },
        "mean_decisions": round(fmean(r.decisions for r in results), 2) if results else None,
        "mean_chance": round(fmean(r.chance for r in results), 2) if results else None,
    }


def bots_in(setup: GameSetup) -> dict[str, str]:
    """Return the name of the bot in each seat that is played."""
    return {seat: who.removeprefix(BOT) for seat, who in setup.occupants().items() if who != AUTO}


def asked(setup: GameSetup) -> dict[str, Any]:
    """Return what a simulation is asked to play: the games go by nothing else."""
    return {
        "scenario": setup.scenario,
        "options": setup.rules.options(setup.scenario, setup.options),
        "seed": setup.seed,
        "rules_sha256": setup.rules.sha256,
        "program": __version__,
        "seats": bots_in(setup),
    }


def simulate(
    setup: GameSetup,
    games: int,
    play: Callable[[GameSetup, int], Iterator[SimulatedGame]] = play_many,
    tell: Callable[[int, int], None] = lambda *_: None,
    kept: KeptGames | None = None,
) -> dict[str, Any]:
    """Play games between bots and return the document of `panj simulate --json`.

    Args:
        setup: the first game, with a bot in each seat that is played.
        games: how many.
        play: plays them, in the order of their seeds.
        tell: told of progress, games done and games in all.
        kept: the file of these games: those that it has are not played again, and the others are
            written as they are played, also when somebody stops it. Its end is for the caller.

    Raises:
        WorkersDied, WorkersLost: those who were to play cannot.
        UnknownScenario: there is no such scenario.
        OptionError: no such option or value, or not in this scenario.
    """
    results = list(kept.found) if kept is not None else []
    rest = attrs.evolve(setup, seed=setup.seed + len(results))
    try:
        for result in play(rest, games - len(results)):
            results.append(result)
            if kept is not None:
                kept.add(result)
            tell(len(results), games)
    except BaseException:
        # Also when somebody stops it: what took hours is not thrown away.
        if kept is not None:
            kept.leave(_counted(setup, results))
        raise
    rows = [attrs.asdict(result) for result in results]
    return {**asked(setup), "results": rows, **_counted(setup, results)}


def _counted(setup: GameSetup, results: list[SimulatedGame]) -> dict[str, Any]:
    """What came of some games, as it ends the document."""
    return {"games": len(results), "summary": summary(bots_in(setup), results)}
