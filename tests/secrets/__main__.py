"""The long run: `python -m tests.secrets --count 100000 --pictures 1000 --seed 1`."""

from __future__ import annotations

import argparse
import time

from tests.secrets.hunt import Hunt, Shares, prepared, run


def main() -> int:
    """Run as asked; 1 if a seat was shown what it may not know."""
    parser = argparse.ArgumentParser(prog="python -m tests.secrets", description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="pairs of worlds to compare")
    parser.add_argument("--pictures", type=int, default=1_000, help="pictures to compare")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--game", type=int, help="only this game of the seed")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="of processor time")
    told = parser.parse_args()
    if told.game is None:
        tally = run(told.count, told.pictures, told.seed, Shares(), told.seconds)
    else:
        with prepared() as folder:
            hunt = Hunt(told.seed, Shares(), folder)
            hunt.game(told.game)
            tally = hunt.tally
    print(tally.told())
    for line in tally.failures:
        print(line)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
