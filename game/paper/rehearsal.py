"""Timings of a game, rehearsed by bots: how long it takes, how it goes, and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from game.balance.measure import Wanted, measure
from game.balance.table_time import HAND_OVER_SECONDS
from game.catalogue import phrase
from game.engine import Game
from game.table import GameSetup

#: Who plays at the rehearsal.
BOT: Final = "bot:doctrine"
#: Minutes beside the game: to tell the rules, by the letters to be said, and to talk.
_LETTERS_A_MINUTE: Final = 800
_LEAST_TALK: Final = 10
_TALK_SHARE: Final = 0.4


@attrs.frozen
class WatchedFigure:
    """What a number of the table came to, round by round.

    Attributes:
        register: its name in the rules.
        means: after each round.
        deviation: at the end.
    """

    register: str
    means: tuple[float, ...]
    deviation: float


@attrs.frozen
class Rehearsal:
    """What was seen in some games between bots.

    Attributes:
        games: how many.
        minutes: a game at one screen that is handed round.
        handed: how often it is handed over; without that each seat has a device of its own.
        own_minutes: a game where each has a device of its own.
        decisions: by kind, a game.
        ends: by ending, the share of games.
        wins: by seat, the share of games.
        watched: numbers of the table.
        measures: the designer's own measures: what they are called, and what they came to.
    """

    games: int
    minutes: float
    handed: float
    own_minutes: float
    decisions: dict[str, float]
    ends: dict[str, float]
    wins: dict[str, float]
    watched: tuple[WatchedFigure, ...]
    measures: tuple[tuple[str, float, bool], ...]


def rehearse(
    setup: GameSetup, games: int, jobs: int = 1, tell: Callable[[int, int], None] = lambda *_: None
) -> Rehearsal:
    """Let bots play a scenario.

    Args:
        setup: the scenario with a bot in each seat that is played; its rules may have criteria.
        games: how many.
        jobs: by how many processes.
        tell: told of progress, games done and games in all.
    """
    found = measure(setup, Wanted(games, ("games",), jobs=jobs), tell).findings.figures

    def of(name: str) -> float:
        figure = found.get(name)
        return float(figure.value or 0) if figure is not None else 0.0

    def below(head: str) -> dict[str, float]:
        return {k.removeprefix(head): of(k) for k in found if k.startswith(head)}

    game = Game(setup.rules, setup.scenario, options=setup.options)
    watched = []
    for name in below("track_end."):
        rounds = sorted(int(k.rpartition(".")[2]) for k in found if k.startswith(f"track.{name}."))
        means = tuple(of(f"track.{name}.{n}") for n in rounds)
        watched.append(WatchedFigure(name, means, of(f"track_sd.{name}")))
    minutes, handed = of("minutes"), of("hand_overs")
    named = {m.name: str(m.texts["name"] or m.name) for m in game.rules.criteria.measures}
    own = tuple(
        (title, of(f"measure.{name}"), found[f"measure.{name}"].share)
        for name, title in named.items()
        if f"measure.{name}" in found
    )
    return Rehearsal(
        games,
        minutes,
        handed,
        max(0.0, minutes - handed * HAND_OVER_SECONDS / 60),
        {k: v for k, v in below("decisions.").items() if v > 0},
        below("ending."),
        below("wins."),
        tuple(watched),
        own,
    )


@attrs.frozen
class SessionPart:
    """A part of the day.

    Attributes:
        begins: minutes after the start.
        minutes: how long it is.
        name: what it is.
    """

    begins: int
    minutes: int
    name: str


def programme(played: Rehearsal, rounds: int, said: int) -> tuple[SessionPart, ...]:
    """The session minute by minute: the rules are told, rounds are played, and it is talked over.

    Args:
        played: the rehearsal.
        rounds: how many a game has; 0 where none are counted.
        said: how many letters are read out at the start.
    """
    telling = max(5, round(said / _LETTERS_A_MINUTE))
    names = [(telling, phrase("facilitator.telling"))]
    names.append((5, phrase("facilitator.reading")))
    each = played.minutes / max(1, rounds)
    for number in range(1, rounds + 1):
        names.append((max(1, round(each)), phrase("facilitator.round", number=number)))
    if not rounds:
        names.append((max(1, round(played.minutes)), phrase("facilitator.play")))
    talk = max(_LEAST_TALK, round(played.minutes * _TALK_SHARE))
    names.append((talk, phrase("facilitator.talk")))
    parts, at = [], 0
    for minutes, name in names:
        parts.append(SessionPart(at, minutes, name))
        at += minutes
    return tuple(parts)
