"""Measure the engine beside its peers: `python -m tests.bench.run [--seconds S] [--json]`.

No test: pytest does not collect it. The peers are `open_spiel` and `chess`, each if installed.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from game.check.bench import Measure, bench
from tests.loaded import path_of

ROOT = Path(__file__).resolve().parents[2]


def table(measures: list[Measure]) -> str:
    """Lay the figures out for reading."""
    lines = []
    for measure in measures:
        value = f"{measure.value:.3f}" if measure.unit == "s" else f"{measure.value:,.0f}"
        lines.append(f"{measure.name:34} {value:>12} {measure.unit}")
        for peer, ratio in measure.ratio.items():
            lines.append(f"{'':36}{ratio:8.2f} x {peer} ({measure.beside[peer]:,.0f})")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="processor time a figure")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--only", help="measure only this subject")
    arguments = parser.parse_args()
    subjects = {"tic-tac-toe": (path_of("tic-tac-toe"), "standard")}
    if (ROOT / "rules.toml").exists():
        subjects["first-watch"] = (ROOT / "rules.toml", "first-watch")
    if arguments.only:
        subjects = {arguments.only: subjects[arguments.only]}
    measures = bench(subjects, arguments.seconds, tell=lambda word: print(word, file=sys.stderr))
    if arguments.json:
        print(json.dumps([measure.as_json() for measure in measures], indent=2))
    else:
        print(table(measures))


if __name__ == "__main__":
    main()
