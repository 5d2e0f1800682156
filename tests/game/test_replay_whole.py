"""Journals of whole games replay to the same states in another process, whatever its hashing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.game.adjudication import RULES

ROOT = RULES.parent
#: The gate plays a shorter one.
LONG, SHORT = "full-equation", "shamsiddin-shohin"

PLAYED = """
import hashlib, sys
from pathlib import Path
from game.bots.uniform import choose_at_random
from game.rules import load_rules
from game.table import GameSetup, Sitting

rules = load_rules(Path(sys.argv[1]), sys.argv[2])
whole = next(s for s in rules.scenarios if s.id == sys.argv[2])
for path in map(Path, sys.argv[3:]):
    # Every other game with the neighbours as automata, the others with options.
    number = int(path.stem)
    seats = dict.fromkeys(whole.seats, "bot:random")
    seats |= dict.fromkeys(whole.optional, "bot:random" if number % 2 else "auto")
    options = {"surge": "severe", "information": "open", "drift": "leaky"} if number % 2 else {}
    setup = GameSetup(rules, whole.id, seats, number, path, options)
    sitting = Sitting.open(setup, {"random": choose_at_random})
    states = hashlib.sha256(bytes(sitting.state))
    while sitting.step():
        states.update(bytes(sitting.state))
    print(path.name, sitting.over, sitting.n, states.hexdigest(), *sitting.game.options.values())
    sitting.close()
"""

REPLAYED = """
import hashlib, sys
from pathlib import Path
from game.bots.uniform import choose_at_random
from game.table import SavedGame, Sitting

for path in map(Path, sys.argv[3:]):
    sitting = Sitting.open(SavedGame(path), {"random": choose_at_random})
    game = sitting.game
    state = game.new_game([s for s in game.optional if sitting.seats[s] != "auto"])
    states = hashlib.sha256(bytes(state))
    for entry in sitting.entries:
        game.apply(state, game.id(entry.act.id))
        states.update(bytes(state))
    assert state == sitting.state
    print(path.name, sitting.over, sitting.n, states.hexdigest(), *sitting.game.options.values())
    sitting.close()
"""


def run(program: str, scenario: str, hashing: str, journals: list[Path]) -> list[list[str]]:
    """Run a program on the journals under a value of PYTHONHASHSEED: the words it prints."""
    done = subprocess.run(
        [sys.executable, "-c", program, str(RULES), scenario, *map(str, journals)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hashing, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_journals_replay_to_the_same_states(tmp_path: Path, long_run: bool) -> None:
    journals = [tmp_path / f"{number}.toml" for number in range(20 if long_run else 2)]
    scenario = LONG if long_run else SHORT
    played = run(PLAYED, scenario, "1", journals)
    assert len(played) == len(journals)
    for _, over, entries, *_ in played:
        assert over == "True"
        assert int(entries) >= 50
    assert [row[-4:] for row in played[:2]] == [
        ["standard", "hidden", "rival", "firm"],
        ["severe", "open", "rival", "leaky"],
    ]
    assert run(REPLAYED, scenario, "2", journals) == played
