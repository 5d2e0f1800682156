"""The long runs: `python -m tests.faults disk --count 2000`, and so on; see `--help` of each."""

from __future__ import annotations

import argparse
import time

from tests.faults import disk
from tests.faults.calls import BEFALLS, HOWS, Plan
from tests.faults.sessions import SESSIONS


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
    told = parser.parse_args()
    failures: list[str] = told.run(told)
    for line in failures:
        print(line)
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
