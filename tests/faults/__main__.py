"""The long runs: `python -m tests.faults disk --count 2000`, and so on; see `--help` of each."""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.faults import damage, disk, kills, workers
from tests.faults.calls import BEFALLS, HOWS, Plan
from tests.faults.sessions import SESSIONS
from tests.table import two_programs


def _disk(told: argparse.Namespace) -> list[str]:
    names = [name for name in SESSIONS if name.startswith(told.session)]
    if told.call:
        result = disk.Count()
        with disk.homes() as folder, disk.rules_once():
            plan = Plan(told.call, told.error, told.how)
            disk.one(names[0], plan, folder, result, whole=True)
    else:
        result = disk.inject(names, told.count, told.seed)
    print(result.told())
    return result.failures


def _damage(told: argparse.Namespace) -> list[str]:
    tally = damage.Tally()
    with disk.homes() as folder, disk.rules_once():
        for name, data in damage.bases().items():
            if told.save not in ("", name):
                continue
            trial = damage.Trial(name, data, folder)
            trial.positions()
            if told.bit is not None:
                print(trial.judge(damage.flip(data, told.bit)[1]))
                continue
            if told.cut is not None:
                print(trial.judge(data[: told.cut]))
                continue
            damage.try_all(trial, damage.cuts(data), tally)
            damage.try_all(trial, damage.shuffles(data, trial.spans()), tally)
            share = told.flips // len(damage.bases())
            damage.try_all(trial, damage.flips(data, share, random.Random(told.seed)), tally)
    print(tally.told())
    return tally.failures


def _kills(told: argparse.Namespace) -> list[str]:
    with disk.homes() as folder, disk.rules_once():
        result = kills.run(told.count, told.children, told.seed, folder)
    print(result.told())
    return result.failures


def _workers(told: argparse.Namespace) -> list[str]:
    with disk.homes() as folder:
        result = workers.run(told.count, told.seed, folder)
    print(result.told())
    return result.failures


def _two(told: argparse.Namespace) -> list[str]:
    # Its processes start themselves by its own command, so it is asked in the same words.
    sys.argv = [sys.argv[0], "--count", str(told.count), "--seed", str(told.seed)]
    try:
        two_programs.main()
    except AssertionError as error:
        again = f"python -m tests.faults two --count {told.count} --seed {told.seed}"
        return [f"{again}   # {' '.join(str(error).split())}"]
    return []


def main() -> int:
    """Run as asked; 1 if anything fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    kinds = parser.add_subparsers(required=True)
    parts = kinds.add_parser("disk", help="calls of the system that fail in turn")
    parts.add_argument("--count", type=int, default=2_000, help="the most injections")
    parts.add_argument("--seed", type=int, default=int(time.time()))
    parts.add_argument("--session", default="", help=f"of {', '.join(SESSIONS)}")
    parts.add_argument("--call", type=int, default=0, help="only this one, with its trace")
    parts.add_argument("--error", choices=BEFALLS, default="ENOSPC")
    parts.add_argument("--how", choices=HOWS, default="once")
    parts.set_defaults(run=_disk)
    parts = kinds.add_parser("kills", help="a program that plays is killed at random moments")
    parts.add_argument("--count", type=int, default=450, help="forked children")
    parts.add_argument("--children", type=int, default=50, help="processes of their own")
    parts.add_argument("--seed", type=int, default=int(time.time()))
    parts.set_defaults(run=_kills)
    parts = kinds.add_parser("damage", help="saves that are cut, turned and shuffled")
    parts.add_argument("--flips", type=int, default=10_000, help="bits turned, over all formats")
    parts.add_argument("--seed", type=int, default=int(time.time()))
    parts.add_argument("--save", default="", help=f"of {', '.join(damage.bases())}")
    parts.add_argument("--bit", type=int, help="only this one, with its trace")
    parts.add_argument("--cut", type=int, help="only this one, with its trace")
    parts.set_defaults(run=_damage)
    parts = kinds.add_parser("workers", help="simulations whose processes are killed")
    parts.add_argument("--count", type=int, default=60, help="simulations, some seconds each")
    parts.add_argument("--seed", type=int, default=int(time.time()))
    parts.set_defaults(run=_workers)
    parts = kinds.add_parser("two", help="programs that play one save, by turns and at once")
    parts.add_argument("--count", type=int, default=500, help="games by turns")
    parts.add_argument("--seed", type=int, default=int(time.time()))
    parts.set_defaults(run=_two)
    told = parser.parse_args()
    failures: list[str] = told.run(told)
    for line in failures:
        print(line)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
