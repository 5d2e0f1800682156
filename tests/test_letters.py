"""Which letters fonts have, where those of a language are found, and what is told where none is."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.catalogue import SPOKEN, faults, fonts_of, speaking, unwritten
from game.letters import found_fonts, letters_of
from game.resources import asset
from game.ui import fonts
from game.ui.widgets.button import halved
from game.ui.widgets.words import Span, lay_out, parts_of
from tests.sources import ROOT

#: Languages of a few texts each: Chinese, Dari, Tajik.
TONGUES = ROOT / "tests" / "tongues"
CHINESE = "现在还没有可以继续的游戏。请先选择一个场景，再为每个席位安排玩家；然后开始新的游戏。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of languages, with those few and nothing else."""
    for path in TONGUES.glob("*.toml"):
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(SPOKEN, "folder", tmp_path)
    return tmp_path


def named(folder: Path, name: str) -> None:
    """Let the Chinese file name one font and no other."""
    path = folder / "zh.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [f'fonts = ["{name}"]' if line.startswith("fonts") else line for line in lines]
    path.write_text("\n".join(kept), encoding="utf-8")


@pytest.mark.parametrize("language", ["prs", "tg"])
def test_shipped_fonts_write_dari_and_tajik(folder: Path, language: str) -> None:
    with speaking(language) as spoken:
        assert spoken == language
    assert unwritten(language) == ""
    assert list(faults(language)) == []


def test_a_language_without_a_font_is_told_in_a_sentence(folder: Path) -> None:
    named(folder, "no-such-font.ttf")
    assert fonts_of("zh") == []
    assert set("中文") <= set(unwritten("zh"))
    (told,) = faults("zh")
    assert told.startswith("zh.toml: No font here has ")


def test_a_font_beside_the_file_of_a_language_is_used(folder: Path) -> None:
    """Any font does to show it: what counts is its name in the head, and its place."""
    named(folder, "Mine.ttf")
    shutil.copy(asset("fonts", "DejaVuSansCondensed.ttf"), folder / "Mine.ttf")
    assert fonts_of("zh") == [folder / "Mine.ttf"]
    assert fonts._others(folder) == (str(folder / "Mine.ttf"),)


@pytest.mark.parametrize("name", ["../Mine.ttf", "/etc/passwd", "Mine.txt", "", "a/b.otf"])
def test_a_name_that_is_no_font_of_a_folder_finds_none(tmp_path: Path, name: str) -> None:
    assert found_fonts([name], tmp_path) == []


@given(st.integers(0, 700_000), st.binary(min_size=1, max_size=40))
def test_a_broken_font_is_no_failure(at: int, noise: bytes) -> None:
    data = asset("fonts", "Barlow-Regular.ttf").read_bytes()
    with TemporaryDirectory() as spare:
        path = Path(spare) / "broken.ttf"
        place = at % len(data)
        path.write_bytes(data[:place] + noise + data[place + len(noise) :])
        assert all(len(char) == 1 for char in letters_of(path))
        path.write_bytes(data[:place])
        assert letters_of.__wrapped__(path) <= letters_of(asset("fonts", "Barlow-Regular.ttf"))


@pytest.mark.parametrize("path", sorted(asset("fonts").glob("*.ttf")), ids=lambda p: p.name)
def test_letters_of_a_font_are_those_that_are_drawn_with_it(path: Path) -> None:
    """Judged by what is drawn: a letter that lacks looks like one that no font has."""
    font = fonts._load(str(path), 24)
    box = font.render("\ue123", True, (255, 255, 255)).get_buffer().raw
    for char in "AZaz09Жжҷғӣدی۵中é→−":
        drawn = font.render(char, True, (255, 255, 255)).get_buffer().raw
        assert (char in letters_of(path)) == (drawn != box)


@given(st.text(alphabet="ab 中文游。，「」（）", max_size=40))
def test_parts_are_the_text_and_no_mark_begins_a_line(text: str) -> None:
    parts = parts_of(text)
    assert "".join(parts) == text
    for before, after in itertools.pairwise(parts):
        assert after[0] not in "。，」）" or before[-1] == " "
        assert before[-1] not in "「（"


def test_chinese_fills_its_lines_and_breaks_before_no_mark() -> None:
    pieces, widest, _ = lay_out((Span("A " + CHINESE),), 20, 300)
    lines = [p.words for p in pieces]
    assert len(lines) > 2
    assert widest <= 300
    assert len(lines[0]) > 8, "it begins behind the word before it, on its line"
    assert not any(line[0] in "。，；" for line in lines)
    first, second = halved("骰子和机器人的速度", "text", 20)
    assert first + second == "骰子和机器人的速度"
    assert min(len(first), len(second)) == 4
