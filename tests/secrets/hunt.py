"""Games by lot, in which worlds that differ in what a seat does not see are held side by side."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

from game.engine import OVER, EngineError
from game.rules import Rules
from game.table import Sitting
from game.table.acts import Moved
from game.ui.map import basemap
from game.ui.map.terrain import Terrain
from game.ui.map.tiles import Tiles
from tests.making_once import making_once
from tests.secrets import worlds
from tests.secrets.at_window import Eyes, picture_items, window_items
from tests.secrets.shown import (
    Item,
    World,
    engine_reader,
    page_items,
    replayed,
    table_items,
    terminal_items,
)
from tests.ui.conftest import Once

#: Steps for which two worlds are played on alike.
AHEAD = 5
#: A difference is told as far as this on either side.
TOLD = 300
#: Failures that are told.
MOST = 40


@attrs.frozen
class Shares:
    """How much is looked at: shares of 1, and how many worlds beside each.

    Attributes:
        positions: of the positions of a game.
        terminal: of the worlds compared, in a terminal's words too.
        window: in the window's words.
        pictures: in pictures.
        pages: in the bytes that a server sends.
        replays: of the pairs played on that are saved and told from their saves.
        worlds: worlds that are compared with the first, for each position and seat.
        bare: positions that are compared with the first in what the engine tells, likewise.
        own: of the games, those of the game's own rules.
        generated: generated rule sets that are looked at beside the others.
    """

    positions: float = 0.15
    terminal: float = 0.1
    window: float = 0.04
    pages: float = 0.15
    pictures: float = 0.15
    replays: float = 0.1
    worlds: int = 3
    bare: int = 150
    own: float = 0.4
    generated: int = 12


@attrs.define
class Tally:
    """What was compared, and what differed.

    Attributes:
        pairs: pairs of worlds held side by side, by how they came to differ.
        items: things that were compared, by kind.
        learnt: pairs that parted because the engine itself showed the seat something.
        games: games begun.
        failures: what a seat was shown and may not know, each with the command that meets it.
    """

    pairs: Counter[str] = attrs.Factory(Counter)
    items: Counter[str] = attrs.Factory(Counter)
    learnt: int = 0
    games: int = 0
    failures: list[str] = attrs.Factory(list)

    @property
    def pictures(self) -> int:
        """How many pictures were compared."""
        return self.items["picture"]

    def told(self) -> str:
        """The figures, for people."""
        kinds = ", ".join(f"{kind} {n}" for kind, n in self.pairs.most_common())
        items = ", ".join(f"{kind} {n}" for kind, n in sorted(self.items.items()))
        return (
            f"{sum(self.pairs.values())} pairs of worlds compared in {self.games} games ({kinds}); "
            f"{self.learnt} pairs parted where the rules showed something\n"
            f"{sum(self.items.values())} things compared: {items}\n"
            f"{len(self.failures)} differences that a seat may not know of"
        )


class Hunt:
    """Looks for what a seat is shown and may not know."""

    def __init__(self, seed: int, shares: Shares, folder: Path) -> None:
        """Compare nothing yet.

        Args:
            seed: what all is drawn from, with the number of each game.
            shares: how much is looked at.
            folder: where saves and settings go.
        """
        self.seed, self.shares, self.folder = seed, shares, folder
        self.tally = Tally()
        self._eyes: dict[Rules, Eyes] = {}
        self._again = ""

    def game(self, number: int, enough: Callable[[], bool] = lambda: False) -> None:
        """Play one game and look at a share of its positions.

        Args:
            number: which game of this seed.
            enough: whether to stop.
        """
        rng = Random(f"{self.seed} {number}")
        name, rules, scenario = worlds.book(rng, self.shares.own, self.shares.generated)
        self._again = f"python -m tests.secrets --seed {self.seed} --game {number}"
        self._book = f"{name} {scenario}"
        self.tally.games += 1
        base = worlds.begun(rules, scenario, rng)
        share = self.shares.positions / (4 if name == "rules" else 1)
        for sitting in worlds.positions(base, rng, share):
            for seat in worlds.looks_on(sitting):
                self._from(sitting, seat, rng)
                if enough() or len(self.tally.failures) >= MOST:
                    return

    def _from(self, sitting: Sitting, seat: str, rng: Random) -> None:
        """Compare worlds that part from one position."""
        if sitting.actor != seat and not sitting.game.sees_move(sitting.state, seat, 0):
            self._answers(sitting, seat, rng)
        hidden = worlds.hidden_from(sitting.game, sitting.state, seat)
        if not hidden or not self._bare(sitting, seat, hidden, rng):
            return
        hidden = worlds.of_one_kind(sitting.game, hidden, rng)
        first, count = worlds.fork(sitting), rng.choice((1, 1, 2, 4))
        ruled = rng.random() < 0.3 and all(cell in sitting.game.cells for cell in hidden)
        said = worlds.change(first, hidden, count, rng, ruled)
        world, second = World(first, seat), None
        for _ in range(self.shares.worlds if said else 0):
            second = worlds.fork(sitting)
            other = worlds.change(second, hidden, count, rng, ruled)
            how = f"at entry {sitting.n} ({said} | {other})"
            if other and not self._alike(world, World(second, seat), how, "cells", rng):
                return
        if second is not None and other:
            self._on(first, second, seat, how, rng)

    def _bare(self, sitting: Sitting, seat: str, hidden: list[str], rng: Random) -> bool:
        """Compare positions, without a table, in what the engine tells a seat of them."""
        game, state = sitting.game, sitting.state
        read = engine_reader(sitting, seat, rng)
        plain = dict(read(state))
        for _ in range(self.shares.bare):
            changed, said = bytearray(state), []
            for _ in range(rng.choice((1, 1, 2, 5))):
                for cell, value in worlds.draw(game, changed, hidden, rng).items():
                    with suppress(EngineError):
                        old, new = game.override(changed, cell, value)
                        said.append(f"{cell}: {old} to {new}")
            if changed == state:
                continue
            self.tally.pairs["bare"] += 1
            for name, told in read(changed):
                self.tally.items[name.split()[0]] += 1
                if told != plain[name]:
                    how = f"at entry {sitting.n} ({', '.join(said)})"
                    self._fail(name, (plain[name], told), seat, how)
                    return False
        return True

    def _answers(self, sitting: Sitting, seat: str, rng: Random) -> None:
        """Let what is answered in secret, or falls hidden, be different things."""
        game, state = sitting.game, sitting.state
        _, act = worlds.act_of(sitting, rng)
        legal = rng.sample(game.legal(state), min(len(game.legal(state)), self.shares.worlds))
        if len(legal) < 2 or any(worlds.shows(sitting, seat, move) for move in legal):
            return
        made = []
        for move in legal:
            made.append(worlds.fork(sitting))
            worlds.make(made[-1], move, act)
        world = World(made[0], seat)
        kind = "answers" if sitting.actor else "chance"
        for other, move in zip(made[1:], legal[1:], strict=True):
            how = f"after entry {sitting.n}, ({game.name(legal[0])} | {game.name(move)})"
            if not self._alike(world, World(other, seat), how, kind, rng):
                return
        self._on(made[0], made[-1], seat, how, rng)

    def _on(self, one: Sitting, two: Sitting, seat: str, how: str, rng: Random) -> None:
        """Play two worlds on by the same moves, as far as the seat sees them."""
        game = one.game
        for _ in range(AHEAD):
            if game.actor(one.state) == OVER:
                break
            moves, acts = self._next(one, two, seat, rng)
            if not moves:
                break
            try:
                shown = worlds.shows(one, seat, moves[0]) or worlds.shows(two, seat, moves[1])
                for sitting, move, act in zip((one, two), moves, acts, strict=True):
                    worlds.make(sitting, move, act)
            except (EngineError, IndexError):
                break  # what was set by force may go with nothing that the rules foresee
            keys = [game.observe(s.state, seat).key for s in (one, two)]
            if keys[0] != keys[1] and shown:
                self.tally.learnt += 1
                return
            if shown and game.actor(one.state) == OVER:
                return
            then = f"{how}, then {game.name(moves[0])} | {game.name(moves[1])}"
            if shown:
                # What was shown is the same: what undo says of it may still be of more.
                self.tally.learnt += 1
                return
            if not self._alike(World(one, seat), World(two, seat), then, "played on", rng):
                return
            how = then
        if rng.random() < self.shares.replays:
            stories = [replayed(World(s, seat), self.folder) for s in (one, two)]
            self.tally.items["replay"] += 1
            if stories[0] != stories[1]:
                self._fail("replay", stories, seat, how)

    def _next(
        self, one: Sitting, two: Sitting, seat: str, rng: Random
    ) -> tuple[tuple[int, ...], tuple[Moved, Moved]]:
        """The next move in each world: the same, or any where the seat is not told which."""
        game = one.game
        legal = [game.legal(s.state) for s in (one, two)]
        if not all(legal):
            # What was set by force may leave nothing of a list that is not to be empty.
            return (), (Moved(id=""), Moved(id=""))
        chosen, act = worlds.act_of(one, rng)
        other = act
        if act.bot is not None:
            # A bot that comes to the same move may have come to it otherwise, by lot or not.
            replied, own = worlds.act_of(two, rng)
            other = own if replied == chosen else act
        if one.actor != seat and not game.sees_move(one.state, seat, chosen):
            return (chosen, rng.choice(legal[1])), (act, other)
        if chosen not in legal[1]:
            both = sorted({*legal[0]} & {*legal[1]})
            return ((rng.choice(both),) * 2 if both else ()), (act, act)
        return (chosen, chosen), (act, other)

    def _items(self, world: World, rng: Random) -> Iterator[Item]:
        """What of a world is compared this time."""
        shares = self.shares
        yield from table_items(world, rng)
        held = world.sitting.seats[world.seat]
        if held != "human":
            return
        if rng.random() < shares.terminal:
            yield from terminal_items(world, rng)
        if rng.random() < shares.pages:
            yield from page_items(world, rng)
        window, picture = rng.random() < shares.window, rng.random() < shares.pictures
        if window or picture:
            rules = world.game.rules
            if rules not in self._eyes:
                self._eyes[rules] = Eyes(rules, self.folder)
            eyes = self._eyes[rules]
            if window:
                yield from window_items(world, eyes, rng)
            if picture:
                yield from picture_items(world, eyes, rng)

    def _alike(self, one: World, two: World, how: str, kind: str, rng: Random) -> bool:
        """Whether two worlds look the same to their seat."""
        self.tally.pairs[kind] += 1
        for name, ask in self._items(one, rng):
            told = [one.read(name, ask), ask(two)]
            self.tally.items[name.split()[0]] += 1
            if told[0] != told[1]:
                self._fail(name, told, one.seat, how)
                return False
        return True

    def _fail(self, name: str, told: Iterable[Any], seat: str, how: str) -> None:
        one, two = map(_text, told)
        at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), 0)
        begin = max(0, at - 80)
        said = " <> ".join(text[begin : begin + TOLD] for text in (one, two))
        words = f"{self._again}   # {self._book}, {seat} reads {name}: {said}; {how}"
        self.tally.failures.append(words)


def _text(value: Any) -> str:
    return f"picture {hash(value)}" if isinstance(value, bytes) else str(value)


@contextmanager
def prepared() -> Iterator[Path]:
    """A folder for saves, and games and lands that are made once meanwhile."""
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        making_once(),
    ):
        patch.setattr(basemap, "Terrain", Once(Terrain, 8))
        patch.setattr(basemap, "Tiles", Once(Tiles, 4))
        yield Path(folder)


def run(
    count: int, pictures: int, seed: int, shares: Shares, seconds: float = float("inf")
) -> Tally:
    """Play games until so much was compared.

    Args:
        count: pairs of worlds.
        pictures: pictures.
        seed: what all is drawn from.
        shares: how much is looked at.
        seconds: the most processor time.
    """
    end = time.process_time() + seconds
    with prepared() as folder:
        hunt = Hunt(seed, shares, folder)
        tally = hunt.tally

        def enough() -> bool:
            done = sum(tally.pairs.values()) >= count and tally.pictures >= pictures
            return done or time.process_time() > end

        # Ctrl-C ends a long run with what was found by then.
        with suppress(KeyboardInterrupt):
            for number in itertools.count():
                if enough() or len(tally.failures) >= MOST:
                    break
                hunt.game(number, enough)
    return tally
