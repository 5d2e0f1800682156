"""The long run: `python -m tests.judge --count 20000 --seed 1 --jobs 2` plays generated rule sets.

Prints what it met and a last line of figures; each failure is made small and printed whole. The
status is 1 when there was one. `--expressions N` compares as many values of expressions first.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tests.judge.batch import differences, expression, stage
from tests.judge.choices import by_seed
from tests.judge.many import rule_sets
from tests.judge.rulesets import OPEN


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


def main() -> int:
    """Run as asked; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.judge", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="rule sets to play")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the first one")
    parser.add_argument("--expressions", type=int, default=0, help="values to compare")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    parser.add_argument("--all", action="store_true", help="known faults are looked for too")
    parser.add_argument("--out", type=Path, help="a folder for what fails, made small")
    told = parser.parse_args()
    print(f"seed {told.seed}", flush=True)
    wrong = expressions(told.expressions, told.seed) if told.expressions else 0
    avoid = frozenset[str]() if told.all else OPEN
    wrong += rule_sets(told.count, told.seed, avoid, told.out, told.jobs)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
