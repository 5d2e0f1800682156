"""The look of a game that is kept: it travels with the save, and older saves find it again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.bots import bots_of
from game.resources import asset
from game.rules import Rules, parse_rules, saved_rules
from game.rules.look import Look
from game.table import GameSetup, SavedGame, Sitting
from tests.any_rules import own_rules

LOOK = asset("look.toml").read_text(encoding="utf-8")


def older_text() -> str:
    """Our own rules as they were before they named their look, round and labels."""
    text = re.sub(
        r'(?m)^(look = "assets/look.toml"|round = "round"|labels = .*)\n', "", own_rules()
    )
    assert len(text) < len(own_rules()) - 100
    return text


def older(text: str) -> Rules:
    """Rules as a save from before looks brings them."""
    return saved_rules(text, "rules.toml", "first-watch", look=None)[0]


def saved(rules: Rules, path: Path, entries: int = 12) -> None:
    """Let bots play a little, and leave."""
    seats = dict.fromkeys(("umbrella", "coordination", "ground"), "bot:random")
    sitting = Sitting.open(GameSetup(rules, "first-watch", seats, 4, path=path), bots_of(rules))
    while sitting.n < entries:
        sitting.step()
    sitting.close()


def opened(path: Path) -> Sitting:
    return Sitting.open(SavedGame(path), bots_of)


def as_before(path: Path) -> None:
    """Make a save as it was written before saves carried a look."""
    text = path.read_text(encoding="utf-8")
    head, rest = text.split("\n# What happened", 1)
    head = re.sub(r'\nlook = (?:"""(?s:.*?)"""|"")\n', "\n", head)
    assert '\nlook = """' not in head
    path.write_text(f"{head}\n# What happened{rest}", encoding="utf-8")


def test_a_save_carries_the_look_of_its_rules(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    winner = 'winner = "{seat} won: no margin was greater"'
    look = LOOK.replace(winner, 'winner = "{seat} it is"')
    saved(parse_rules(own_rules(), only="first-watch", look=look), path)
    found = opened(path).game.rules
    assert found.look.roles.winner == "{seat} it is"
    assert found.look.roles.places == "space"
    assert found.look_text == look
    # And once more, from the save of the save.
    sitting = opened(path)
    sitting.save_as(tmp_path / "copy.toml")
    assert opened(tmp_path / "copy.toml").game.rules.look_text == look


def test_a_save_of_rules_without_a_look_has_none(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    saved(parse_rules(own_rules(), only="first-watch"), path)
    assert opened(path).game.rules.look == Look()
    assert opened(path).header.look == ""


def test_a_save_from_before_looks_finds_ours_by_the_name_of_the_game(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    saved(older(older_text()), path)
    as_before(path)
    sitting = opened(path)
    assert sitting.header.look is None
    assert sitting.n == 12
    assert not sitting.notices
    rules = sitting.game.rules
    assert rules.look.roles.places == "space"
    assert rules.look.folder == asset("map")
    # Its rounds are counted as they were.
    assert rules.round == "round"
    assert {line.round for line in sitting.log(None)} <= {1, 2}
    assert rules.labels["claim"]


def test_what_does_not_fit_older_rules_is_left_out(tmp_path: Path) -> None:
    text = re.sub(r"(?<![a-z_])coopted(?![a-z_])", "bought", older_text())
    rules = older(text)
    assert "coopted" not in rules.look.marks
    assert {"standard", "network"} <= set(rules.look.marks)


def test_a_save_from_before_looks_of_another_game_has_none(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    text = older_text().replace('name = "The Panj Equation"', 'name = "Another game"')
    saved(older(text), path)
    as_before(path)
    rules = opened(path).game.rules
    assert rules.look == Look()
    assert rules.round == "round"


@pytest.mark.parametrize(
    ("wrong", "places"),
    [("version = ", ""), (LOOK.replace('value = "pressure"', 'value = "presure"'), "space")],
)
def test_a_game_is_loaded_whatever_its_look_and_what_does_not_fit_is_said(
    tmp_path: Path, wrong: str, places: str
) -> None:
    path = tmp_path / "game.toml"
    saved(parse_rules(own_rules(), only="first-watch", look=LOOK), path)
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r'\nlook = """(?s:.*?)"""\n', lambda _: f"\nlook = '''{wrong}'''\n", text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    sitting = opened(path)
    assert sitting.n == 12
    assert sitting.game.rules.look.roles.places == places
    assert "pressure" not in sitting.game.rules.look.counters
    (notice,) = sitting.notices
    assert "look does not fit" in notice
    assert "did you mean `pressure`" in notice.lower() or "not TOML" in notice


def test_rules_from_before_are_lent_the_words_that_their_game_showed() -> None:
    text = re.sub(r', short = "[^"]*"', "", older_text())
    assert "short = " not in text.split("[set.site]")[0]
    rules = older(text)
    (members,) = (decl.members for name, decl in rules.decls.sets.items() if name == "space")
    short = {ident: fields["short"] for ident, fields, _ in members if "short" in fields}
    assert short == {"mur": "Murghob", "tmz": "Termez"}
    assert rules.decls.labels["claim"] == "claim of the source article"
    assert rules.decls.labels["contested"] == "contested"
