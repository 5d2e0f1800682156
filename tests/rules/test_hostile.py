"""Files made to cost: what bounds them is measured before the work, and told at its place."""

from __future__ import annotations

import inspect
import os
import re
import threading
import time
from pathlib import Path

import pytest

from game.check.checker import check
from game.rules import RulesError, limits, load_rules, parse_rules
from game.rules.limits import LIMITS
from game.table.errors import SaveUnreadable
from game.table.save_reader import load_bytes

HEAD = '[game]\nname = "X"\nseats = ["red", "blue"]\n'
PLAY = '[procedure.play]\ndo = "end()"\n'
#: Seconds of this thread; each text takes well under one, and took from six to endless before.
SECONDS = 4.0

HOSTILE: dict[str, tuple[str, str, tuple[int, int] | None]] = {
    "a dotted key": ("a." * 20_000 + "a = 1\n", "too-long", (1, 1)),
    "a dotted key with blanks": ("a . " * 20_000 + "a = 1\n", "too-deep", (1, 47)),
    "a dotted key in quotes": ('"a".' * 20_000 + "a = 1\n", "too-deep", None),
    "a dotted header": ("x = 1\n[" + "a." * 20_000 + "a]\n", "too-long", (2, 2)),
    "dots": ("." * 900_000, "too-deep", (1, 1)),
    "a number of sixteen": (HEAD + "x = 0x" + "f" * 100_000, "too-long", (4, 5)),
    "a number of ten": (HEAD + "x = " + "9" * 4_000, "too-long", (4, 5)),
    "a number of more than 64 bits": (HEAD + "x = " + "9" * 40, "too-large", (4, 5)),
    "a long fraction": ("x = 1." + "0" * 900_000, "too-long", (1, 5)),
    "brackets": ("x = " + "[" * 400_000, "too-deep", (1, 45)),
    "braces": ("x = " + "{a=" * 200_000, "too-deep", None),
    "a list of lists": ("x = [" + "[0,0]," * 60_000 + "]", "too-large", None),
    "a list of numbers": ("x = [" + "0," * 200_000 + "]", "too-large", None),
    "tables": ("".join(f"[t.{n}]\n" for n in range(90_000)), "too-large", None),
    "lists of tables": ("[[a.b]]\n" * 90_000, "too-large", None),
    "strings left open": ('x="' * 300_000, "", None),
    "a string left open": ('x="""' + '\\"""' * 200_000, "not-toml", None),
    "lines": ("#\n" * 400_000, "too-large", (1, 1)),
    "lines that go on": ('x = """' + "\\\n " * 90_000 + '"""', "missing-key", None),
    "apostrophes": ("'" * 900_000, "not-toml", None),
}


def members(name: str, count: int) -> str:
    """A set of so many members."""
    ids = ", ".join(f'"{name}{i}"' for i in range(count))
    return f"[set.{name}]\nmembers = [{ids}]\n"


def derived(name: str, value: str) -> str:
    """A derived value that is shown."""
    return f'[derived.{name}]\nname = "D {name}"\nvalue = "{value}"\n'


def procedure(name: str, do: str) -> str:
    """A procedure of one line or two."""
    return f'[procedure.{name}]\ndo = "{do}"\n'


FOUR = HEAD + PLAY + "".join(members(name, 250) for name in "pqrs")
OF_FOUR = 'of = ["p", "q", "r", "s"]\n'
#: What would cost after the text is read: the text, the code told, and at most how often.
COSTLY: dict[str, tuple[str, str, int]] = {
    "a register over four sets": (FOUR + "[register.x]\nrange = [0, 1]\n" + OF_FOUR, "too-many", 1),
    "a value over four sets": (FOUR + derived("x", "1") + OF_FOUR, "too-many", 1),
    "five sets": (FOUR + '[register.x]\nof = ["p", "q", "r", "s", "seat"]\n', "too-many", 1),
    "cells of many registers": (
        HEAD
        + PLAY
        + members("p", 256)
        + "".join(
            f'[register.x{i}]\nof = {{ a = "p", b = "p" }}\nrange = "bool"\n' for i in range(5)
        ),
        "too-many",
        1,
    ),
    "a board of a hundred thousand places": (
        HEAD + PLAY + '[set.p]\ngrid = "hex"\nboard = "' + ". " * 100_000 + '"\n',
        "bad-board",
        1,
    ),
    "a board of places that no legend has": (
        HEAD
        + PLAY
        + '[set.p]\ngrid = "square"\nboard = "'
        + " ".join(f"t{i}" for i in range(4000))
        + '"\n',
        "unknown-name",
        600,
    ),
    "lines that lead nowhere": (
        HEAD
        + PLAY
        + '[set.p]\ngrid = "square"\nsize = [64, 64]\nlines = { road = ['
        + ", ".join(f'"zz{i} a1"' for i in range(20_000))
        + "] }\n",
        "bad-board",
        600,
    ),
    "values that rest on the next": (
        HEAD
        + PLAY
        + "".join(derived(f"d{i}", f"d{i + 1}") for i in range(3000))
        + derived("d3000", "1"),
        "too-deep",
        100,
    ),
    "values that rest on the last": (
        HEAD
        + PLAY
        + derived("d0", "1")
        + "".join(derived(f"d{i + 1}", f"d{i}") for i in range(3000)),
        "too-deep",
        100,
    ),
    "steep values": (
        HEAD
        + PLAY
        + "".join(derived(f"d{i}", "min(1, " * 20 + f"d{i + 1}" + ")" * 20) for i in range(60))
        + derived("d60", "1"),
        "too-deep",
        20,
    ),
    "procedures that call the next": (
        HEAD
        + procedure("play", "p0()\\nend()")
        + "".join(procedure(f"p{i}", f"p{i + 1}()") for i in range(3000))
        + procedure("p3000", "pass"),
        "too-deep",
        1,
    ),
    "procedures that call the last": (
        HEAD
        + procedure("p0", "pass")
        + "".join(procedure(f"p{i + 1}", f"p{i}()") for i in range(3000))
        + procedure("play", "p3000()\\nend()"),
        "too-deep",
        1,
    ),
    "members": (HEAD + PLAY + members("p", 5_000), "too-many", 1),
    "scenarios": (
        HEAD + PLAY + "".join(f'[scenario.s{i}]\nname = "S"\n' for i in range(1_000)),
        "too-many",
        1,
    ),
    "options": (
        HEAD
        + PLAY
        + "[number.n]\nvalue = 1\n"
        + "".join(f'[option.o{i}]\nname = "O"\ntext = "T"\nvalues = []\n' for i in range(1_000)),
        "too-many",
        1,
    ),
    "values of an option": (
        HEAD
        + PLAY
        + '[option.o]\nname = "O"\ntext = "T"\nvalues = ['
        + '{ id = "a" },' * 1_000
        + "]\n",
        "too-many",
        1,
    ),
    "places in braces of a sentence": (
        HEAD
        + PLAY
        + "[register.r]\nrange = [0, 3]\n[action.a]\nneeds = ["
        + '{ id = "n", when = "r == 1", say = "'
        + "{r}" * 10_000
        + '" }]\n',
        "too-many",
        1,
    ),
    "needs of many moves in many scenarios": (
        HEAD
        + PLAY
        + members("p", 16)
        + '[register.r]\nrange = [0, 3]\n[action.a]\nchoose = { a = "p", b = "p" }\nneeds = ['
        + "".join(f'{{ id = "n{i}", when = "r == 1 or a != b", say = "S." }},' for i in range(64))
        + "]\n"
        + "".join(f'[scenario.s{i}]\nname = "S"\n' for i in range(64)),
        "too-many",
        1,
    ),
    "registers": (
        HEAD + PLAY + "".join(f"[register.r{i}]\nrange = [0, 1]\n" for i in range(5_000)),
        "too-many",
        1,
    ),
    "actions": (
        HEAD + PLAY + "".join(f'[action.a{i}]\ndo = "pass"\n' for i in range(5_000)),
        "too-many",
        1,
    ),
}


@pytest.mark.parametrize("kind", COSTLY)
def test_costly_rules_are_refused_before_the_work(kind: str) -> None:
    text, code, most = COSTLY[kind]
    start = time.thread_time()
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    assert time.thread_time() - start < 2 * SECONDS
    told = [f for f in caught.value.findings if f.code == code]
    assert 1 <= len(told) <= most, str(caught.value)[:500]


def test_what_is_large_and_allowed_is_read() -> None:
    text = HEAD + PLAY + members("p", 4_000) + '[register.x]\nof = "p"\nrange = "bool"\n'
    start = time.thread_time()
    parse_rules(text)
    assert time.thread_time() - start < SECONDS


def test_many_strange_words_among_many_known_ones() -> None:
    text = HEAD + PLAY + members("p", 2_000)
    text += "".join(derived(f"d{i}", f"zp{i}") for i in range(1_000))
    start = time.thread_time()
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    assert time.thread_time() - start < SECONDS
    assert str(caught.value.findings[7].suggestion) == "Did you mean `p7`?"


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_text_costs_little(kind: str) -> None:
    text, code, place = HOSTILE[kind]
    start = time.thread_time()
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    assert time.thread_time() - start < SECONDS
    first = caught.value.findings[0]
    assert code in {f.code for f in caught.value.findings} or not code, str(first)
    assert place in (None, (first.line, first.column)), str(first)
    assert all(len(str(f)) < 400 for f in caught.value.findings)


def test_brackets_in_strings_and_comments_nest_nothing() -> None:
    nested = "(" * 12 + "1" + ")" * 12
    comment = "# " + "[" * 100 + "\n"
    text = HEAD + comment + PLAY + f'[derived.a]\nname = "A"\nvalue = "{nested}"\n' * 1
    text += 'text = """' + "[{" * 60 + '"""\n'
    parse_rules(text)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_is_no_file() -> None:
    with pytest.raises(RulesError) as caught:
        load_rules(Path("/dev/zero"))
    assert [f.code for f in caught.value.findings] == ["unreadable"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_is_not_checked_and_is_no_save() -> None:
    report = check(Path("/dev/zero"), games=0)
    assert report.unreadable
    assert report.sha256 is None
    with pytest.raises(SaveUnreadable, match="not a plain file"):
        load_bytes(Path("/dev/zero"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    pipe = tmp_path / "rules.toml"
    os.mkfifo(pipe)
    said: list[str] = []

    def load() -> None:
        try:
            load_rules(pipe)
        except RulesError as error:
            said.append(error.findings[0].code)

    thread = threading.Thread(target=load, daemon=True)
    thread.start()
    thread.join(30)
    assert said == ["unreadable"]


def test_no_more_is_read_than_may_be(tmp_path: Path) -> None:
    large = tmp_path / "rules.toml"
    with large.open("wb") as file:
        file.truncate(50_000_000_000)
    with pytest.raises(RulesError) as caught:
        load_rules(large)
    assert [f.code for f in caught.value.findings] == ["too-large"]


CONTROLS = {
    "an escape to the terminal": ('name = "a\\u001b[2Jb"', 10),
    "a bell": ('name = "\\u0007"', 9),
    "a return": ('name = "a\\rFORGED"', 10),
    "a NUL": ('name = "Tic\\u0000tac"', 12),
    "a C1 control": ('name = "\u009b2J"', 9),
    "a mark that turns the direction": ('name = "ab\u202ecd"', 11),
    "the same as an escape": ('name = "\\u00e9\\u2066"', 15),
    "in a key": ('"a\\u001b" = 1', 1),
    "a break in a key": ('"a\\nb" = 1', 1),
    "in a comment": ('name = "a" # \u202e', 14),
}


@pytest.mark.parametrize("kind", CONTROLS)
def test_a_control_character_is_told_at_its_place(kind: str) -> None:
    line, column = CONTROLS[kind]
    with pytest.raises(RulesError) as caught:
        parse_rules("[game]\n" + line + '\nseats = ["a"]\n')
    found = caught.value.findings
    assert [(f.code, f.line, f.column) for f in found] == [("control-character", 2, column)]
    assert str(found[0]).isprintable()


def test_texts_of_many_lines_and_scripts_read_from_right_to_left_are_kept() -> None:
    text = HEAD + 'text = """One\n\tTwo"""\ndisclaimer = "\u0641\u0627\u0631\u0633\u200c\u06cc"\n'
    assert parse_rules(text + PLAY).text == "One\n\tTwo"


def test_every_limit_says_what_it_counts() -> None:
    names = re.findall(r"^(MAX_\w+) = _limit\(", inspect.getsource(limits), re.MULTILINE)
    assert len(names) == len(set(names)) == len(LIMITS), "no limit stands in the place of another"
    for name, limit in LIMITS.items():
        assert limit.name == name
        assert limit.most > 0
        assert limit.counts
