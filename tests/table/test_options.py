"""A save keeps the options that were chosen, and none where there is nothing to keep."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from game.rules import Rules, UnknownValue, load_rules
from game.table import GameSetup, HeaderDamaged, SavedGame, Sitting, WrongRules, save_info
from game.table.header import Header, header_bytes
from tests.table.clocks import SetClock
from tests.table.conftest import RULESETS

ROOT = Path(__file__).parents[2]
CHOSEN = {"length": "long", "legs": "springs"}


@pytest.fixture(scope="module")
def steps() -> Rules:
    return load_rules(RULESETS / "steps.toml")


def played(
    rules: Rules, path: Path, bots: Mapping[str, Any], chosen: Mapping[str, str], moves: int = 5
) -> Sitting:
    seats = dict.fromkeys(rules.seats, "bot:random")
    start = GameSetup(rules, "whole", seats, 9, path, options=chosen)
    sitting = Sitting.open(start, bots, clock=SetClock())
    for _ in range(moves):
        sitting.step()
    return sitting


@pytest.mark.parametrize("chosen", [{}, CHOSEN, {"length": "short"}], ids=["usual", "two", "one"])
def test_a_save_is_played_on_with_its_options(
    steps: Rules, tmp_path: Path, bots: Mapping[str, Any], chosen: dict[str, str]
) -> None:
    path = tmp_path / "save.toml"
    sitting = played(steps, path, bots, chosen, 2)
    again = Sitting.open(SavedGame(path), bots)
    assert again.notices == []
    assert again.game.options == {"length": "usual", "legs": "plain", **chosen}
    assert again.header.options == chosen
    assert again.state == sitting.state
    while again.step():
        sitting.step()
    assert again.state == sitting.state
    assert sitting.over
    assert len(sitting.entries) == 2 * {"short": 1, "long": 3}.get(chosen.get("length", ""), 2)


def test_what_is_the_default_anyhow_is_not_written(
    steps: Rules, tmp_path: Path, bots: Mapping[str, Any]
) -> None:
    plain, said = tmp_path / "plain.toml", tmp_path / "said.toml"
    played(steps, plain, bots, {})
    played(steps, said, bots, {"legs": "plain", "length": "usual"})
    assert plain.read_bytes() == said.read_bytes()
    assert b"options = {" not in plain.read_bytes().partition(b"rules = ")[0]


def test_a_list_of_saves_reads_them(steps: Rules, tmp_path: Path, bots: Mapping[str, Any]) -> None:
    path = tmp_path / "save.toml"
    played(steps, path, bots, CHOSEN)
    info = save_info(path)
    assert info is not None
    assert info.problem is None
    assert info.options == CHOSEN


@pytest.mark.parametrize(
    ("old", "new"),
    [('length = "long"', 'length = "short"'), (", legs", ", legz"), ('length = "long", ', "")],
)
def test_changed_options_are_found(
    steps: Rules, tmp_path: Path, bots: Mapping[str, Any], old: str, new: str
) -> None:
    path = tmp_path / "save.toml"
    played(steps, path, bots, CHOSEN)
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    with pytest.raises(HeaderDamaged, match="options"):
        Sitting.open(SavedGame(path), bots)


@pytest.mark.parametrize("value", ["3", "{ length = 3 }", '"long"'])
def test_options_of_another_shape_are_refused(
    steps: Rules, tmp_path: Path, bots: Mapping[str, Any], value: str
) -> None:
    path = tmp_path / "save.toml"
    played(steps, path, bots, CHOSEN)
    path.write_text(re.sub("(?m)^options = .*$", f"options = {value}", path.read_text(), count=1))
    with pytest.raises(HeaderDamaged, match="options"):
        Sitting.open(SavedGame(path), bots)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"length": "lung"}, "no value 'lung'; did you mean 'long'"),
        ({"lenght": "long"}, "no option 'lenght'; did you mean 'length'"),
    ],
)
def test_a_save_with_what_its_rules_do_not_know_is_refused_in_a_sentence(
    steps: Rules, tmp_path: Path, options: dict[str, str], words: str
) -> None:
    path = tmp_path / "save.toml"
    seats = dict.fromkeys(steps.seats, "human")
    header = Header(
        scenario="whole", seed=1, seats=seats, rules=steps.source, rules_name=steps.name,
        rules_sha256=steps.sha256, options=options,
    )  # fmt: skip
    path.write_bytes(header_bytes(header))
    with pytest.raises(WrongRules, match=words) as caught:
        Sitting.open(SavedGame(path), {})
    assert str(path) in str(caught.value)


def test_a_game_with_an_unknown_value_does_not_begin(steps: Rules, tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    with pytest.raises(UnknownValue):
        Sitting.open(GameSetup(steps, "whole", {}, 1, path, options={"legs": "wings"}), {})
    assert not path.exists()


LOADED = """
import sys
from pathlib import Path
from game.table import SavedGame, Sitting

sitting = Sitting.open(SavedGame(Path(sys.argv[1])), {})
print(sitting.n, sorted(sitting.game.options.items()), bytes(sitting.state).hex())
"""


def test_another_process_with_another_hashing_loads_the_same(
    steps: Rules, tmp_path: Path, bots: Mapping[str, Any]
) -> None:
    path = tmp_path / "save.toml"
    sitting = played(steps, path, bots, CHOSEN)
    told = {
        subprocess.run(
            [sys.executable, "-c", LOADED, str(path)],
            env={**os.environ, "PYTHONHASHSEED": hashing, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for hashing in ("1", "2")
    }
    options = sorted({"length": "long", "legs": "springs"}.items())
    assert told == {f"{sitting.n} {options} {bytes(sitting.state).hex()}\n"}
