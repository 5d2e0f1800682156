"""The long run: `python -m tests.judge --count 20000 --seed 1` plays so many generated rule sets.

Prints what it met and a last line of figures; each failure is made small and printed whole. The
status is 1 when there was one. `--expressions N` compares as many values of expressions first.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from tests.judge.batch import differences, expression, stage
from tests.judge.choices import by_seed
from tests.judge.lockstep import Trial, try_rules
from tests.judge.rulesets import OPEN, ruleset, written
from tests.judge.shrink import Document, shrink


def kind_of(data: Document) -> tuple[str, str] | None:
    """How a rule set fails, if it does: not the numbers in it, which shrinking may change."""
    try:
        try_rules(written(data))
    except Exception as error:
        return type(error).__name__, str(error).partition(":")[0].partition("[")[0][:40]
    return None


def expressions(wanted: int, seed: int) -> int:
    """Compare so many values of expressions; returns how many differed."""
    total = wrong = 0
    while total < wanted:
        choose, on = by_seed(seed), stage()
        values, found = differences([expression(choose, on) for _ in range(20)], 20)
        for line in found[:3]:
            print(f"seed {seed}: {line}")
        total, wrong, seed = total + values, wrong + len(found), seed + 1
    print(f"expressions: {total} values compared, {wrong} differ")
    return wrong


def rule_sets(count: int, seed: int, avoid: frozenset[str], out: Path | None) -> int:
    """Play so many rule sets; returns how many failed."""
    all_ = Trial()
    refused: Counter[str] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    for number in range(seed, seed + count):
        if number > seed and (number - seed) % 500 == 0:
            print(f"{number - seed} played, {sum(failed.values())} failed", flush=True)
        data = ruleset(by_seed(number), avoid)
        try:
            trial = try_rules(written(data))
        except Exception:
            kind = kind_of(data) or ("changing", "")
            failed[kind] += 1
            if failed[kind] <= 3:
                small = written(shrink(data, lambda d, k=kind: kind_of(d) == k))  # type: ignore[misc]
                print(f"\n# seed {number}: {kind[0]}: {kind[1]}\n{small}", flush=True)
                if out is not None:
                    out.mkdir(parents=True, exist_ok=True)
                    (out / f"seed-{number}.toml").write_text(small, encoding="utf-8")
            continue
        if trial.refused:
            refused[trial.refused[0]] += 1
        all_.games += trial.games
        all_.moves += trial.moves
        all_.ended += trial.ended
        all_.breaches += trial.breaches
    wrong = sum(failed.values())
    print(
        f"rule sets: {count} generated, {refused.total()} refused {dict(refused)}, {all_.games} "
        f"games, {all_.moves} moves, {all_.ended} ended, {all_.breaches} left a range; "
        f"{wrong} failed {dict(failed)}"
    )
    return wrong


def main() -> int:
    """Run as asked; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.judge", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="rule sets to play")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the first one")
    parser.add_argument("--expressions", type=int, default=0, help="values to compare")
    parser.add_argument("--all", action="store_true", help="known faults are looked for too")
    parser.add_argument("--out", type=Path, help="a folder for what fails, made small")
    told = parser.parse_args()
    print(f"seed {told.seed}", flush=True)
    wrong = expressions(told.expressions, told.seed) if told.expressions else 0
    avoid = frozenset[str]() if told.all else OPEN
    wrong += rule_sets(told.count, told.seed, avoid, told.out)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
