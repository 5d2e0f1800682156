"""Rules of several files: read as one text, each finding in its own file, none from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.check.checker import check
from game.engine import Game
from game.rules import Finding, RulesError, load_rules, parse_rules
from game.rules.limits import MAX_INCLUDES
from game.rules.source.parts import IncludedFile, Origins, parts_in, put_together

MAIN = """\
[game]
name = "In parts"
seats = ["red", "blue"]
include = ["sets.toml", "more/scripts.toml"]

[register.at]
of = "seat"
range = "place"

[[invariant]]
id = "first"
always = "at[red] in place"
"""
SETS = """\
# Where one may be.
[set.place]
members = ["hill", "ford"]
"""
SCRIPTS = """\
[action.go]
choose = { to = "place" }
do = "at[actor] = to"

[procedure.play]
do = '''
act(red)
act(blue)
end()
'''

[[invariant]]
id = "second"
always = "at[blue] in place"
"""


def written(folder: Path, main: str = MAIN, sets: str = SETS, scripts: str = SCRIPTS) -> Path:
    """Rules of three files."""
    (folder / "more").mkdir(exist_ok=True)
    (folder / "rules.toml").write_text(main, encoding="utf-8")
    (folder / "sets.toml").write_text(sets, encoding="utf-8")
    (folder / "more" / "scripts.toml").write_text(scripts, encoding="utf-8")
    return folder / "rules.toml"


def refused(path: Path) -> tuple[Finding, ...]:
    """What is found in rules that cannot be used."""
    with pytest.raises(RulesError) as caught:
        load_rules(path)
    return caught.value.findings


def places(folder: Path, findings: tuple[Finding, ...]) -> list[tuple[str, int, str]]:
    """The file of each finding within a folder, its line and its code."""
    return [(os.path.relpath(f.file, folder), f.line, f.code) for f in findings]


def test_files_are_one_set_of_rules(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path))
    assert list(rules.members("place")) == ["hill", "ford"]
    assert [i.name for i in rules.decls.invariants] == ["first", "second"]
    game = Game(rules)
    state = game.new_game()
    game.apply(state, game.id("go:ford"))
    assert game.value(state, "at", "red") == "ford"


def test_the_text_of_all_files_is_the_rules_again(tmp_path: Path) -> None:
    rules = load_rules(written(tmp_path))
    again = parse_rules(rules.source)
    assert again.sha256 == rules.sha256
    assert list(again.members("place")) == ["hill", "ford"]
    assert parts_in(rules.source) == ("sets.toml", "more/scripts.toml")


def test_the_hash_is_that_of_all_files(tmp_path: Path) -> None:
    first = load_rules(written(tmp_path)).sha256
    other = load_rules(written(tmp_path, sets=SETS.replace("ford", "mill"))).sha256
    moved = load_rules(written(tmp_path, sets=SETS.replace("\n", "\r\n"))).sha256
    assert first != other
    assert first == moved


@pytest.mark.parametrize(
    ("main", "sets", "scripts", "where"),
    [
        (MAIN.replace('"place"', '"plaice"'), SETS, SCRIPTS, ("rules.toml", 8, "unknown-name")),
        (MAIN, SETS.replace('"ford"', '"ford", "hill"'), SCRIPTS, ("sets.toml", 3, "duplicate")),
        (MAIN, SETS, SCRIPTS.replace("act(blue)", "act(bleu)"),
         ("more/scripts.toml", 8, "unknown-name")),
        (MAIN, SETS, SCRIPTS.replace("at[blue] in", "at[blue] on"),
         ("more/scripts.toml", 14, "syntax")),
        (MAIN, SETS + SETS, SCRIPTS, ("sets.toml", 5, "not-toml")),
        (MAIN, SETS, SCRIPTS + SETS, ("more/scripts.toml", 16, "not-toml")),
        (MAIN, SETS + '\n[set.more]\nmembers = ["a\n', SCRIPTS, ("sets.toml", 6, "not-toml")),
        (MAIN, 'name = "no section"\n' + SETS, SCRIPTS, ("sets.toml", 1, "wrong-shape")),
        (MAIN, SETS + "[game]\nplay = 'play'\n", SCRIPTS, ("sets.toml", 4, "wrong-shape")),
        (MAIN, SETS + '#= included from "x.toml"\n', SCRIPTS, ("sets.toml", 4, "not-toml")),
        (MAIN + '#= included from "sets.toml"\n', SETS, SCRIPTS, ("rules.toml", 13, "not-toml")),
        (MAIN, SETS + "# \u202e\n", SCRIPTS, ("sets.toml", 4, "control-character")),
    ],
)  # fmt: skip
def test_a_finding_names_its_file_and_line(
    main: str, sets: str, scripts: str, where: tuple[str, int, str], tmp_path: Path
) -> None:
    assert places(tmp_path, refused(written(tmp_path, main, sets, scripts))) == [where]


def test_what_breaks_in_play_names_its_file(tmp_path: Path) -> None:
    scripts = SCRIPTS.replace("at[blue] in place", "at[blue] == hill")
    report = check(written(tmp_path, scripts=scripts), games=4)
    assert ("more/scripts.toml", 12) in {f[:2] for f in places(tmp_path, report.findings)}


@pytest.mark.parametrize(
    "named",
    ["../sets.toml", "/etc/passwd", "more/../../x.toml", "C:\\\\x.toml", "a\\\\b.toml", "",
     "more/../sets.toml", "a\\u0000b.toml", "a\\nb.toml", 'a\\"b.toml'],
)  # fmt: skip
def test_no_file_elsewhere_is_included(named: str, tmp_path: Path) -> None:
    main = MAIN.replace("sets.toml", named)
    found = refused(written(tmp_path, main))
    assert {f.code for f in found} <= {"wrong-shape", "control-character"}
    assert {place[:2] for place in places(tmp_path, found)} == {("rules.toml", 4)}


@pytest.mark.parametrize("what", ["missing.toml", "more", "long/" * 2000 + "x.toml", "x" * 5000])
def test_what_is_no_file_is_said_where_it_is_named(what: str, tmp_path: Path) -> None:
    found = refused(written(tmp_path, MAIN.replace("sets.toml", what)))
    assert places(tmp_path, found) == [("rules.toml", 4, "no-include")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_and_an_endless_device_are_no_files(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / "sets.toml").unlink()
    os.mkfifo(tmp_path / "sets.toml")
    assert places(tmp_path, refused(path)) == [("rules.toml", 4, "no-include")]
    (tmp_path / "sets.toml").unlink()
    (tmp_path / "sets.toml").symlink_to("/dev/zero")
    assert places(tmp_path, refused(path)) == [("rules.toml", 4, "no-include")]


def test_all_files_together_are_bounded(tmp_path: Path) -> None:
    long = "# " + "x" * 600_000 + "\n"
    found = refused(written(tmp_path, sets=SETS + long, scripts=SCRIPTS + long))
    assert places(tmp_path, found) == [("rules.toml", 4, "too-large")]
    found = refused(written(tmp_path, sets=SETS + long * 2))
    assert places(tmp_path, found) == [("sets.toml", 1, "too-large")]
    many = ", ".join(f'"f{i}.toml"' for i in range(MAX_INCLUDES + 1))
    found = refused(written(tmp_path, MAIN.replace('"sets.toml", "more/scripts.toml"', many)))
    assert ("rules.toml", 4, "too-many") in places(tmp_path, found)


def test_a_file_is_named_once(tmp_path: Path) -> None:
    found = refused(written(tmp_path, MAIN.replace('"sets.toml"', '"sets.toml", "sets.toml"')))
    assert places(tmp_path, found) == [("rules.toml", 4, "duplicate")]


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, sets="", scripts=SCRIPTS + SETS)
    assert list(load_rules(path).members("place")) == ["hill", "ford"]


def test_a_text_alone_has_nothing_beside_it() -> None:
    with pytest.raises(RulesError) as caught:
        parse_rules(MAIN)
    assert ("no-include", 4) in {(f.code, f.line) for f in caught.value.findings}


def test_lines_are_told_apart() -> None:
    text = put_together("a\nb", [IncludedFile("x.toml", "c\n"), IncludedFile("y/z.toml", "d")])
    assert [Origins("dir/r.toml", text).of(n) for n in (1, 2, 4, 6)] == [
        ("dir/r.toml", 1), ("dir/r.toml", 2), (str(Path("dir/x.toml")), 1),
        (str(Path("dir/y/z.toml")), 1),
    ]  # fmt: skip
