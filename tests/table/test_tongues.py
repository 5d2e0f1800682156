"""Two people at one table read it in two languages; the save knows nothing of that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.bots import bots_of
from game.catalogue import speaking
from game.resources import rules_path
from game.rules import load_rules
from game.table import GameSetup, SavedGame, Sitting

LATIN, CYRILLIC = re.compile(r"[A-Za-z]{4,}"), re.compile(r"[А-Яа-яё]")


def played(folder: Path, language: str) -> Sitting:
    """A game of bots that was opened in a language."""
    rules = load_rules(rules_path(), "first-watch").told_in(language)
    setup = GameSetup(
        rules, "first-watch", {"all": "bot:random"}, 4, path=folder / f"{language}.toml"
    )
    with speaking(language):
        sitting = Sitting.open(setup, bots_of)
        while not sitting.over:
            sitting.step()
        sitting.flush()
    return sitting


@pytest.mark.parametrize("opened", ["en", "ru"])
def test_each_reads_the_same_game_in_a_language_of_their_own(tmp_path: Path, opened: str) -> None:
    sitting = played(tmp_path, opened)
    with speaking("en"):
        english = [line.text for line in sitting.log("ground")]
        name = sitting.game.rules.name
    with speaking("ru"):
        russian = [line.text for line in sitting.log("ground")]
        assert sitting.game.rules.name != name
    assert len(english) == len(russian) > 20
    assert not any(CYRILLIC.search(text) for text in english)
    assert not any(LATIN.search(text) for text in russian)
    with speaking("en"):
        assert [line.text for line in sitting.log("ground")] == english


def test_a_save_is_the_same_in_every_language(tmp_path: Path) -> None:
    saves = [played(tmp_path, language).path for language in ("en", "ru")]
    kept = []
    for path in saves:
        assert path is not None
        text = path.read_text(encoding="utf-8")
        # Why a bot chose is kept as it was said, as a person's reason is.
        lines = [line for line in text.splitlines() if not line.startswith("why = ")]
        assert not CYRILLIC.search("\n".join(lines))
        kept.append([line for line in lines if re.match(r"(id|kind|state) = ", line)])
    assert kept[0] == kept[1]
    assert len(kept[0]) > 20


def test_a_save_is_taken_up_in_another_language(tmp_path: Path) -> None:
    path = played(tmp_path, "en").path
    assert path is not None
    with speaking("ru"):
        sitting = Sitting.open(SavedGame(path), bots_of)
        assert not any(LATIN.search(line.text) for line in sitting.log("umbrella"))
