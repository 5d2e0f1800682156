"""Plays many generated rule sets, in several processes, and makes small what fails."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import attrs

from tests.judge.choices import by_seed
from tests.judge.lockstep import Trial, try_rules
from tests.judge.rulesets import ruleset, written
from tests.judge.shrink import Document, shrink

#: So many rule sets are given to a process at a time.
SHARE = 50


def kind_of(data: Document) -> tuple[str, str] | None:
    """How a rule set fails, if it does: not the numbers in it, which shrinking may change."""
    try:
        try_rules(written(data), whole=True)
    except Exception as error:
        return type(error).__name__, str(error).partition(":")[0].partition("[")[0][:40]
    return None


@attrs.define
class Tally:
    """What came of some rule sets.

    Attributes:
        played: how many were tried.
        trials: games, moves, ends and breaches of all that were played.
        refused: by the first finding, how many were refused.
        failed: by kind, the numbers of those that failed.
    """

    played: int = 0
    trials: Trial = attrs.Factory(Trial)
    refused: Counter[str] = attrs.Factory(Counter)
    failed: dict[tuple[str, str], list[int]] = attrs.Factory(dict)

    def add(self, other: Tally) -> None:
        """Add what came of others."""
        self.played += other.played
        self.refused += other.refused
        for kind, numbers in other.failed.items():
            self.failed.setdefault(kind, []).extend(numbers)
        mine, theirs = self.trials, other.trials
        mine.games += theirs.games
        mine.moves += theirs.moves
        mine.ended += theirs.ended
        mine.breaches += theirs.breaches
        mine.whole += theirs.whole

    @property
    def wrong(self) -> int:
        """How many failed."""
        return sum(map(len, self.failed.values()))


def play(numbers: range, avoid: frozenset[str]) -> Tally:
    """Play the rule sets of these numbers."""
    tally = Tally(len(numbers))
    for number in numbers:
        data = ruleset(by_seed(number), avoid)
        try:
            # Whole games are compiled anew, which takes longest.
            trial = try_rules(written(data), whole=number % 4 == 0)
        except Exception:
            kind = kind_of(data) or ("changing", "")
            tally.failed.setdefault(kind, []).append(number)
            continue
        if trial.refused:
            tally.refused[trial.refused[0]] += 1
        tally.add(Tally(trials=trial))
    return tally


def rule_sets(count: int, seed: int, avoid: frozenset[str], out: Path | None, jobs: int = 1) -> int:
    """Play so many rule sets; returns how many failed."""
    shares = [range(n, min(n + SHARE, seed + count)) for n in range(seed, seed + count, SHARE)]
    tally, told = Tally(), Counter[tuple[str, str]]()
    spawned = multiprocessing.get_context("spawn")
    # An executor, and no pool: one that is killed ends it, where a pool would wait for ever.
    with ProcessPoolExecutor(jobs, spawned) as pool:
        for share in pool.map(partial(play, avoid=avoid), shares):
            tally.add(share)
            for kind, numbers in share.failed.items():
                for number in numbers[: max(0, 3 - told[kind])]:
                    told[kind] += 1
                    _tell(number, kind, avoid, out)
            if tally.played % 500 < SHARE:
                print(f"{tally.played} played, {tally.wrong} failed", flush=True)
    trials, refused = tally.trials, tally.refused
    failed = {kind: len(numbers) for kind, numbers in tally.failed.items()}
    print(
        f"rule sets: {count} generated, {refused.total()} refused {dict(refused)}, {trials.games} "
        f"games, {trials.moves} moves, {trials.ended} ended, {trials.breaches} left a range, "
        f"{trials.whole} whole games; "
        f"{tally.wrong} failed {failed}"
    )
    return tally.wrong


def _tell(number: int, kind: tuple[str, str], avoid: frozenset[str], out: Path | None) -> None:
    """Print a rule set that failed, made small."""
    data = ruleset(by_seed(number), avoid)
    small = written(shrink(data, lambda d: kind_of(d) == kind))
    print(f"\n# seed {number}: {kind[0]}: {kind[1]}\n{small}", flush=True)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"seed-{number}.toml").write_text(small, encoding="utf-8")
