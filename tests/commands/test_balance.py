"""`panj balance` as people and scripts meet it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import main
from tests.balance.test_plans import BOUTON
from tests.loaded import path_of

NIM = ["balance", "--rules", str(path_of("nim")), "--seats", "all=bot:random", "--games", "20"]
#: Mistakes, with a word of the sentence about each.
MISTAKES = {
    "--seats all=human": "bots",
    "--parts nothing": "games, ways, plans",
    "--ladder random,none": "none",
    "--ladder random": "two bots",
    "--ladder random,random": "twice",
    "--ladder random,": "comma",
    "--ladder ,": "comma",
    "--parts ,": "comma",
    "--parts games,games": "twice",
    "--parts plans": "--against",
    "three-four-five more.toml": "--against",
    "nowhere": "three-four-five",
    "--against none.toml": "none.toml",
    "--bars none.toml": "none.toml",
    "--seats all=bot:none": "none",
}


def run(args: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """The exit status, what was printed, and what was said."""
    with pytest.raises(SystemExit) as ended:
        main(args)
    said = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, said.out, said.err


def test_it_prints_tables_and_writes_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run([*NIM, "--out", str(tmp_path / "new")], capsys)
    assert status == 0
    assert "Who wins" in out
    assert "balance.html" in err
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        "balance.html",
        "balance.json",
        "figures.csv",
    }


def test_the_document_says_what_is_promised(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run([*NIM, "--json"], capsys)
    told = json.loads(out)
    assert status == 0
    assert (told["scenario"], told["games"]) == ("three-four-five", 20)
    assert told["seats"] == {"opener": "random", "replier": "random"}
    assert {"value", "low", "high", "of"} == told["measures"]["wins.opener"].keys()


def test_plans_are_tried_from_a_file_or_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "bouton.toml"
    plan.write_text(BOUTON, encoding="utf-8")
    outs = {run([*NIM, "--against", str(path)], capsys)[1] for path in (plan, tmp_path)}
    assert len(outs) == 1
    assert "bouton" in outs.pop()
    nowhere = tmp_path / "empty"
    nowhere.mkdir()
    assert run([*NIM, "--against", str(nowhere)], capsys)[0] == 2


def test_plans_of_nobody_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, strange = tmp_path / "bouton.toml", tmp_path / "strange.toml"
    plan.write_text(BOUTON, encoding="utf-8")
    strange.write_text(BOUTON.replace("opener", "umbrella"), encoding="utf-8")
    status, out, err = run([*NIM, "--against", str(plan), str(strange)], capsys)
    assert (status, out) == (2, "")
    assert f"{strange}:3:9" in err
    other = BOUTON.replace("bouton", "steady", 1)
    strange.write_text(other, encoding="utf-8")
    status, _, err = run([*NIM, "--against", str(strange)], capsys)
    assert status == 2
    assert f"{strange}:2:9" in err


def test_plans_of_seats_that_nobody_plays_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = ["balance", "shamsiddin-shohin", "--games", "2", "--against"]
    kept, idle = tmp_path / "kept.toml", tmp_path / "idle.toml"
    text = 'name = "{0}"\nseat = "{0}"\nwhy = "Sits."\nrows = []\n'
    kept.write_text(text.format("ground"), encoding="utf-8")
    idle.write_text(text.format("beijing"), encoding="utf-8")
    status, out, err = run([*args, str(kept), str(idle)], capsys)
    assert status == 0
    assert "beijing (beijing)" in err
    assert "beijing" not in out.partition("Scripted plans")[2]
    status, out, err = run([*args, str(idle)], capsys)
    assert (status, out) == (2, "")
    assert "beijing (beijing)" in err


def test_a_bar_that_fails_fails_the_strict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bars = tmp_path / "bars.toml"
    bars.write_text('[[bar]]\nmeasure = "wins.opener"\nlow = 0.99\nwhy = "So."\n', encoding="utf-8")
    asked = [*NIM, "--bars", str(bars), "--parts", "games"]
    assert run(asked, capsys)[0] == 0
    status, out, _ = run([*asked, "--strict"], capsys)
    assert status == 1
    assert "not held" in out


@pytest.mark.parametrize(("typed", "word"), MISTAKES.items())
def test_mistakes_get_one_sentence(
    typed: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = run([*NIM, *typed.split()], capsys)
    assert status == 2
    assert not out
    assert word in err
    assert "Traceback" not in err
