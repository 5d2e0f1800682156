"""Files made to cost, grown until they are as large as may be: what reading each takes is measured.

The long run: ``python -m tests.rules.hostile --size 1000000``. Each family of files is written to a
disk and read by its door in a process of its own; the run prints processor seconds and megabytes
beyond those of the program itself, and fails where a file takes more than the bounds. ``--only``
takes a part of a family's name, ``--door`` a door. In the gate `test_hostile_growth` reads small
ones, and counts calls instead of seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from game.bots import bots_of
from game.rules import RulesError, load_rules
from game.rules.limits import MAX_COMPILED
from game.table import GameSetup, SavedGame, SaveError, Sitting
from game.table.glance import glance
from game.ui.settings import Settings

#: What a file of a megabyte may take, beyond what the program takes to start.
SECONDS, MEGABYTES = 1.0, 64.0
#: What rules may take that have as many scenarios as may be, and are as large as they may be then.
#: Each scenario is compiled, and nothing that it made is collected before the last one: a few
#: seconds for a file that is sound are a price that one pays who writes so many scenarios.
SCENARIOS = 64
MANY_SECONDS, MANY_MEGABYTES = 8.0, 256.0
#: A process that takes so long is stopped.
_PATIENCE = 40

HEAD = '[game]\nname = "X"\nseats = ["red", "blue"]\n'
PLAY = '[procedure.play]\ndo = "end()"\n'
BARE = HEAD + PLAY
SAVED = HEAD + '[procedure.play]\ndo = "act(red)\\nact(red)\\nend()"\n[action.go]\ndo = "pass"\n'
LOOK = HEAD.replace("[game]", '[game]\nlook = "look.toml"')
LOOK += PLAY + '[set.place]\nmembers = ["a", "b"]\n[register.r]\nof = "place"\nrange = [0, 3]\n'


@attrs.frozen
class Family:
    """Hostile files of one kind.

    Attributes:
        name: of the kind.
        door: what reads them.
        text: makes one of about so many characters.
        seconds, megabytes: what one may take.
    """

    name: str
    door: str
    text: Callable[[int], str]
    seconds: float = SECONDS
    megabytes: float = MEGABYTES


def _many(line: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Files of one line over and over; `%d` in it is its number."""

    def text(size: int) -> str:
        parts, length, n = [before], len(before) + len(after), 0
        while length < size:
            parts.append(line.replace("%d", str(n)))
            length += len(parts[-1])
            n += 1
        return "".join([*parts, after])

    return text


def _long(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Files of one piece over and over."""
    return lambda size: before + piece * ((size - len(before)) // len(piece)) + after


def _members(size: int, each: str = '"p%d",', most: int = 4_096) -> str:
    count = min(most, size // (len(each) + 3))
    return "members = [" + "".join(each.replace("%d", str(i)) for i in range(count)) + "]\n"


#: What is hostile as TOML, whoever reads it: `x = 1` may be put before.
_TOML: dict[str, Callable[[int], str]] = {
    "a dotted key": _long("a.", "", "a = 1\n"),
    "a dotted key in quotes": _long('"a".', "", "a = 1\n"),
    "a dotted key with blanks": _long("a . ", "", "a = 1\n"),
    "a dotted header": _long("a.", "[", "a]\n"),
    "many dotted keys": _many("a%d.b.c.d.e.f.g.h.i.j = 1\n"),
    "many dotted keys of one table": _many("a.b.c.d.e.f.g.h.i.j%d = 1\n"),
    "tables of many parts": _many("[t%d.a.b.c.d.e.f.g.h.i]\n"),
    "tables": _many("[t%d]\n"),
    "tables in one table": _many("[t.a%d]\n"),
    "lists of tables": _many("[[t]]\n"),
    "lists of tables in lists of tables": _many("[[t]]\n[[t.u]]\n[[t.u.v]]\n"),
    "brackets": _long("[", "x = "),
    "closed brackets": lambda size: "x = " + "[" * (size // 2) + "]" * (size // 2) + "\n",
    "braces": _long("{a=", "x = "),
    "rows of deep lists": _many("x%d = [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]\n"),
    "a number of ten": _long("9", "x = ", "\n"),
    "a number of sixteen": _long("f", "x = 0x", "\n"),
    "a number of two": _long("1", "x = 0b", "\n"),
    "a long fraction": _long("0", "x = 1.", "\n"),
    "a long exponent": _long("9", "x = 1e", "\n"),
    "numbers of eighteen digits": _many("x%d = 999999999999999999\n"),
    "underscores": _long("1_", "x = ", "1\n"),
    "a list of numbers": _long("1,", "x = [", "]\n"),
    "a list of texts": _long('"",', "x = [", "]\n"),
    "a list of lists": _long("[],", "x = [", "]\n"),
    "a list of tables": _long("{},", "x = [", "]\n"),
    "dates": _many("x%d = 1979-05-27T07:32:00Z\n"),
    "a long key": _long("k", "", " = 1\n"),
    "a long key in quotes": _long("k", '"', '" = 1\n'),
    "a long header in quotes": _long("k", '["', '"]\n'),
    "many long keys": _many('"' + "k" * 1_000 + '%d" = 1\n'),
    "many keys": _many("k%d = 1\n"),
    "one key again": _many("k = 1\n"),
    "a long text": _long("t", 'x = "', '"\n'),
    "a text of escapes": _long("\\u00e9", 'x = "', '"\n'),
    "a text of short escapes": _long("\\t", 'x = "', '"\n'),
    "a text of lines that go on": _long("\\\n ", 'x = """', '"""\n'),
    "a text of quotes": _long('""\\"', 'x = """', '"""\n'),
    "a text left open": _long("t", 'x = "'),
    "a long text left open": _long('\\"""', 'x = """'),
    "texts left open": _long('x="'),
    "apostrophes": _long("'"),
    "quotes": _long('"'),
    "dots": _long("."),
    "equals": _long("="),
    "comments": _long("#\n"),
    "one long comment": _long("#"),
    "comments of brackets": _long("#[[[{{{\n"),
    "empty lines": _long("\n"),
    "blanks": _long(" "),
    "returns": _long("\r\n"),
    "tabs": _long("\t"),
    "controls": _long("\\u0001", 'x = "', '"\n'),
    "many texts with controls": _many('x%d = "\\u0001"\n'),
    "wide letters": _long("\U0001f600", 'x = "', '"\n'),
}

_P = BARE + "[set.p]\n" + _members(10**6)
_NAMED = '[set.p]\nmembers = [{ id = "p0", f = 1 }, { id = "p1", f = 2 }]\n'


def derived(number: int, value: str) -> str:
    """A derived value."""
    return f'[derived.d{number}]\nname = "D {number}"\nvalue = "{value}"\n'


def _deep_if(size: int) -> str:
    """Scripts of ifs in each other."""
    lines = [f"{' ' * n}if r == {n}:" for n in range(18)] + [" " * 18 + "r = 1"]
    script = "\n".join(lines)
    return _many(f"[procedure.q%d]\ndo = '''\n{script}\n'''\n", BARE + _R)(size)


_R = '[register.r]\nrange = [0, 200]\n[register.by]\nof = "seat"\nrange = [0, 200]\n'
_SCRIPT = "r = min(200, r + 1)\n" * 300

#: What is hostile as rules, each a text of TOML that is sound.
_RULES: dict[str, Callable[[int], str]] = {
    "members": lambda size: BARE + "[set.p]\n" + _members(size),
    "members of one name": lambda size: BARE + "[set.p]\n" + _members(size, '"p",'),
    "members with fields": lambda size: (
        BARE + "[set.p]\n" + _members(size, '{id="p%d",a=1,b=2,c=3,d=true},')
    ),
    "members with long names": lambda size: (
        BARE + "[set.p]\n" + _members(size, '{id="p%d",name="' + "n" * 200 + '"},')
    ),
    "members of strange names": lambda size: BARE + "[set.p]\n" + _members(size, '"P %d",'),
    "members with strange lists": lambda size: (
        BARE + "[set.p]\n" + _members(size, '{id="p%d",near=["p%d","q%d","pp%d"]},')
    ),
    "sets of the same members": _many('[set.s%d]\nof = "p"\nwhere = "p != p1"\n', _P),
    "sets by a field": _many('[set.s%d]\nof = "p"\nwhere = "p.f == 1"\n', BARE + _NAMED),
    "many sets": _many('[set.s%d]\nmembers = ["m%d"]\n', BARE),
    "one member of many sets": _many('[set.s%d]\nmembers = ["m"]\n', BARE),
    "defaults of many members": lambda size: (
        BARE
        + "[set.p]\ndefaults = { near = ["
        + '"p1",' * (size // 12)
        + "] }\n"
        + _members(size // 2)
    ),
    "rows of each": _many('{ of = "p", id = "x%d_{p}" },', f"{_P}[set.x]\neach = [", "]\n"),
    "rows of one place": _many('{ of = "p", id = "x" },', f"{_P}[set.x]\neach = [", "]\n"),
    "rows of many combinations": lambda _: (
        _P
        + '[set.x]\neach = [{ of = { a = "p", b = "p", c = "p" }, where = "a == b", id = "x" }]\n'
    ),
    "a row of many places": _long(
        "{p}", f'{_P}[set.x]\neach = [{{ of = "p", id = "x_{{p}}", text = "', '" }]\n'
    ),
    "a row of braces": _long("{", BARE + '[set.x]\neach = [{ id = "x", text = "', '" }]\n'),
    "sets made of each other": _many('[set.s%d]\neach = [{ of = "s%d", id = "m%d" }]\n', BARE),
    "tables": _many('[table.t%d]\nby = { k = "1..60" }\ncells = { "1-60" = 1 }\n', BARE),
    "tables with holes": _many('[table.t%d]\nby = { k = "1..60" }\ncells = { "2-60" = 1 }\n', BARE),
    "wide tables": _many('[table.t%d]\nby = { k = "1..60000" }\ncells = { "1-60000" = 1 }\n', BARE),
    "a drawn table": lambda size: (
        BARE
        + '[table.t]\nby = { a = "1..99", b = "1..99" }\ncells = """\n1-99\n'
        + "1 1\n" * (size // 4)
        + '"""\n'
    ),
    "words of a table": _long(
        "a ", BARE + '[table.t]\nby = ["1..9", "seat"]\ncells = """\n', '"""\n'
    ),
    "reads of a table": _many(
        '[derived.d%d]\nvalue = "' + " + ".join(["t[r, r]"] * 20) + '"\n',
        BARE + '[register.r]\nrange = [0, 21]\n[table.t]\nby = { a = "0..21", b = "0..21" }\n'
        'cells = """\n0-21\n0-21 1\n"""\n',
    ),
    "included files": _many('"f%d.toml",', HEAD + "include = [", "]\n" + PLAY),
    "seats": _many('"s%d",', '[game]\nname = "X"\nseats = [', "]\n" + PLAY),
    "seats of one name": _many('"s",', '[game]\nname = "X"\nseats = [', "]\n" + PLAY),
    "decks": _many('"d%d",', HEAD + "decks = [", "]\n" + PLAY),
    "labels": _many('l%d = "a"\n', BARE + "[game.labels]\n"),
    "cards": _many('[event.e%d]\nname = "E %d"\ndo = "pass"\n', BARE),
    "cards with conditions": _many('[event.e%d]\nwhen = "r == 1"\ndo = "r = 1"\n', BARE + _R),
    "numbers": _many("[number.n%d]\nvalue = 1\n", BARE),
    "registers": _many("[register.r%d]\nrange = [0, 9]\n", BARE),
    "registers of many cells": _many('[register.r%d]\nof = "p"\nrange = "bool"\n', _P),
    "starts of many cells": _many(
        '[register.r%d]\nof = "p"\nrange = [0, 9]\nstart = "sum(1 for q in p if q == p) + 1"\n', _P
    ),
    "a start of many steps": lambda _: (
        BARE
        + "[set.p]\n"
        + _members(7_000, most=250)
        + '[register.r]\nof = { a = "p", b = "p" }\nrange = [0, 9]\n'
        + 'start = "min(9, sum(1 for c in p if c != a))"\n'
    ),
    "a set of many steps": lambda _: _P + '[set.s]\nof = "p"\nwhere = "any(q != p for q in p)"\n',
    "sights of many cells": _many(
        '[register.r%d]\nof = "p"\nrange = [0, 9]\nsee = "viewer == red and r%d[p] == 1"\n', _P
    ),
    "derived values": _many('[derived.d%d]\nname = "D %d"\nvalue = "r + 1"\n', BARE + _R),
    "derived values of many cells": _many(
        '[derived.d%d]\nof = "p"\nname = "D %d"\nvalue = "r + 1"\n', _P + _R
    ),
    "derived values of each other": _many(
        '[derived.d%d]\nname = "D %d"\nvalue = "min(9, r)"\n', BARE + _R
    ),
    "a chain of derived values": lambda size: (
        BARE
        + _R
        + "".join(
            f'[derived.d{i}]\nname = "D {i}"\nvalue = "min(9, d{i + 1} + d{i + 1})"\n'
            for i in range(min(110, size // 50))
        )
        + '[derived.d110]\nname = "D"\nvalue = "1"\n'
    ),
    "derived values of those before": lambda size: (
        BARE
        + _R
        + "".join(
            derived(i, " + ".join(f"d{j}" for j in range(max(0, i - 40), i)) or "1")
            for i in range(size // 300)
        )
    ),
    "long expressions": _many(
        '[derived.d%d]\nname = "D %d"\nvalue = "' + " + ".join(["r"] * 90) + '"\n', BARE + _R
    ),
    "brackets in expressions": _many(
        '[derived.d%d]\nname = "D %d"\nvalue = "' + "(" * 20 + "r" + ")" * 20 + '"\n', BARE + _R
    ),
    "sums in sums": _many(
        '[derived.d%d]\nname = "D %d"\nvalue = "sum(sum(r for b in p) for a in p)"\n',
        BARE + _R + '[set.p]\nmembers = ["p0", "p1", "p2", "p3"]\n',
    ),
    "constant sums in sums": _many(
        '[derived.d%d]\nname = "D %d"\nvalue = "sum(sum(1 for b in p) for a in p)"\n',
        BARE + "[set.p]\n" + _members(9_000, most=900),
    ),
    "strange words": _many('[derived.d%d]\nname = "D %d"\nvalue = "rr%d + rrr%d"\n', BARE + _R),
    "strange words among members": lambda size: (
        BARE
        + "[set.p]\n"
        + _members(size // 3)
        + _many('[derived.d%d]\nname = "D %d"\nvalue = "zp%d"\n')(size - size // 3)
    ),
    "expressions that cannot be read": _many('[derived.d%d]\nname = "D %d"\nvalue = "1 +"\n', BARE),
    "strange keys": _many("strange%d = 1\n", BARE + _R),
    "strange tables": _many("[strange.s%d]\nx = 1\n", BARE),
    "strange keys of many tables": _many("[register.r%d]\nragne = [0, 1]\nstrat = 1\n", BARE),
    "values of another kind": _many("[derived.d%d]\nvalue = 1\n", BARE),
    "actions": _many('[action.a%d]\nname = "A %d"\ndo = "pass"\n', BARE),
    "actions of many targets": _many(
        '[action.a%d]\nname = "A %d"\nchoose = { a = "p", b = "p" }\ndo = "pass"\n',
        BARE + "[set.p]\n" + _members(200, most=16),
    ),
    "needs of one action": _many(
        '{ id = "n%d", when = "r == 1", say = "S." },',
        BARE + _R + '[action.a]\ndo = "r = 1"\nneeds = [',
        "]\n",
    ),
    "needs of many targets": _many(
        '{ id = "n%d", when = "r == 1 or a != b", say = "S {a} {b}." },',
        BARE
        + _R
        + "[set.p]\n"
        + _members(200, most=16)
        + '[action.a]\nchoose = { a = "p", b = "p" }\ndo = "r = 1"\nneeds = [',
        "]\n",
    ),
    "needs of one id": _many(
        '{ id = "n", when = "r == 1", say = "S." },',
        BARE + _R + '[action.a]\ndo = "r = 1"\nneeds = [',
        "]\n",
    ),
    "costs": _many("r%d = 1\n", BARE + '[action.a]\ndo = "pass"\n[action.a.cost]\n'),
    "seats of one action": _many('"red",', BARE + '[action.a]\ndo = "pass"\nseats = [', "]\n"),
    "texts": _many('[action.a%d]\nname = "A %d"\ntext = "' + "t" * 9_000 + '"\n', BARE),
    "braces in a text": _long("{r}", BARE + _R + '[action.a]\ntext = "', '"\n'),
    "braces in what is said": _long(
        "{r}", BARE + _R + '[action.a]\nneeds = [{ id = "n", when = "r == 1", say = "', '" }]\n'
    ),
    "procedures": _many('[procedure.q%d]\ndo = "r = 1"\n', BARE + _R),
    "procedures that call two": lambda size: (
        BARE
        + _R
        + "".join(
            f'[procedure.q{i}]\ndo = "q{i + 1}()\\nq{i + 1}()"\n'
            for i in range(min(95, size // 40))
        )
        + '[procedure.q95]\ndo = "r = 1"\n'
    ),
    "procedures that ask and call two": lambda size: (
        HEAD
        + _R
        + ('[procedure.play]\ndo = "q0()\\nend()"\n')
        + "".join(
            f'[procedure.q{i}]\ndo = "q{i + 1}()\\nact(red)\\nq{i + 1}()"\n'
            for i in range(min(95, size // 40))
        )
        + '[procedure.q95]\ndo = "r = 1"\n[action.a]\ndo = "pass"\n'
    ),
    "long scripts": _many(f"[procedure.q%d]\ndo = '''\n{_SCRIPT}'''\n", BARE + _R),
    "long scripts of questions": _many(
        "[procedure.q%d]\ndo = '''\n" + "act(red)\nr = 1\n" * 400 + "'''\n",
        BARE + _R + '[action.a]\ndo = "pass"\n',
    ),
    "long scripts of locals": _many(
        "[procedure.q%d]\ndo = '''\n"
        + "".join(f"v{i} = r\n" for i in range(700))
        + "act(red)\n"
        + "".join(f"r = v{i}\n" for i in range(90))
        + "'''\n",
        BARE + _R + '[action.a]\ndo = "pass"\n',
    ),
    "ifs in ifs": _deep_if,
    "loops in loops": _many(
        "[procedure.q%d]\ndo = '''\nfor a in range(100):\n  for b in range(100):\n"
        "    for c in range(100):\n      r = 1\n'''\n",
        BARE + _R,
    ),
    "falling loops": _many(
        "[procedure.q%d]\ndo = '''\nwhile falling(r):\n  r -= 1\n  while falling(by[red]):\n"
        "    by[red] -= 1\n'''\n",
        BARE + _R,
    ),
    "bans": _many(
        '[ban.b%d]\nwhen = "r == 1"\nforbids = ["a"]\nsay = "S."\n',
        BARE + _R + '[action.a]\ndo = "pass"\n',
    ),
    "what a ban forbids": _many(
        '"a%d",', BARE + '[ban.b]\nwhen = "false"\nsay = "S."\nforbids = [', "]\n"
    ),
    "invariants": _many('[[invariant]]\nid = "i%d"\nalways = "r < 300"\n', BARE + _R),
    "rows of doctrine": _many(
        '[[doctrine.red]]\nid = "d%d"\nact = ["a"]\n', BARE + '[action.a]\ndo = "pass"\n'
    ),
    "rows of doctrine with conditions": _many(
        '[[doctrine.red]]\nid = "d%d"\nwhen = "r == 1"\nact = ["a"]\nbest = "r"\n',
        BARE + _R + '[action.a]\ndo = "pass"\n',
    ),
    "strange rows of doctrine": _many('[[doctrine.red]]\nid = "d%d"\nact = ["strange%d"]\n', BARE),
    "doctrine of strange seats": _many('[[doctrine.s%d]]\nid = "d"\nact = []\n', BARE),
    "endings": _many('[ending.e%d]\nname = "E %d"\nwinner = "red"\n', BARE),
    "scenarios": _many('[scenario.s%d]\nname = "S %d"\n', BARE),
    "large rules": lambda size: _many(
        '[action.a%d]\nname = "A %d"\nneeds = [{ id = "n", when = "r == 1", say = "S." }]\n'
        'do = "r = 2"\n',
        BARE + _R,
    )(min(size, 300_000)),
    "faulty rules of many scenarios": lambda size: _many(
        '[derived.d%d]\nname = "D %d"\nvalue = "zz%d"\n',
        BARE + _R + "".join(f'[scenario.s{i}]\nname = "S {i}"\n' for i in range(64)),
    )(size),
    "facts": _many('{ text = "T." },', BARE + '[scenario.s]\nname = "S"\nfacts = [', "]\n"),
    "questions": _many('"Q?",', BARE + '[scenario.s]\nname = "S"\nquestions = [', "]\n"),
    "briefs": _many('h%d = "T."\n', BARE + '[scenario.s]\nname = "S"\n[scenario.s.brief.red]\n'),
    "starts of a scenario": _many(
        '"by[red%d]" = 1\n', BARE + _R + '[scenario.s]\nname = "S"\n[scenario.s.start]\n'
    ),
    "fields of a scenario": _many(
        '"p%d.f" = 1\n', BARE + _NAMED + '[scenario.s]\nname = "S"\n[scenario.s.fields]\n'
    ),
    "actions of a scenario": _many('"a%d",', BARE + '[scenario.s]\nname = "S"\nactions = [', "]\n"),
    "options": _many(
        '[option.o%d]\nname = "O %d"\ntext = "T."\nvalues = [\n'
        '{ id = "a", name = "A", text = "T." }, '
        '{ id = "b", name = "B", text = "T.", numbers = { n%d = 2 } }]\n',
        BARE,
    ),
    "models": _many('"m",', BARE + '[register.r]\nrange = "bool"\nmodels = [', "]\n"),
}

#: What is hostile as a look, each for rules with a set of places.
_LOOKS: dict[str, Callable[[int], str]] = {
    "counters": _many(
        '[[counters]]\nvalue = "r"\nname = "C"\ncolour = "#ffffff"\n', "version = 1\n"
    ),
    "families": _many('[families.f%d]\ncolour = "#ffffff"\n', "version = 1\n"),
    "seats of a look": _many(
        '[seats.s%d]\ncolour = "#ffffff"\nicon = "nothing%d"\n', "version = 1\n"
    ),
    "tracks": _many('[[tracks]]\nvalue = "r%d"\n', "version = 1\n"),
    "marks": _many('[marks.r%d]\nicon = "handshak"\ncolour = "#fffff"\n', "version = 1\n"),
    "strange colours": _many('c%d = "#ffffff"\n', "version = 1\n[map]\n"),
    "strange keys of a look": _many("strange%d = 1\n", "version = 1\n"),
    "facts of a table": _many('"f%d",', 'version = 1\n[table]\nplaces = "place"\nfacts = [', "]\n"),
}


def _entries(each: str) -> Callable[[int], str]:
    return _many("\n[[entry]]\n" + each)


#: What is hostile after the head of a save.
_ENTRIES: dict[str, Callable[[int], str]] = {
    "entries of nothing": _entries(""),
    "entries that are none": _entries("x = 1\n"),
    "entries of notes": _entries(
        'n = %d\nkind = "note"\nactor = "facilitator"\ntext = "T."\nchain = "0"\n'
    ),
    "entries of moves": _entries('n = %d\nkind = "move"\nactor = "red"\nid = "go"\nchain = "0"\n'),
    "one long entry": lambda size: '\n[[entry]]\nn = 1\nkind = "note"\nactor = "a"\ntext = "' + (
        "t" * size + '"\nchain = "0"\n'
    ),
    "lines that open": _long("[\n"),
    "lines that open an entry": _long("[[entry]]\n"),
    "an entry of changes": _many(
        "c%d = 1, ", '\n[[entry]]\nn = 1\nkind = "inject"\nactor = "a"\ntitle = "T"\nchanges = { ',
        'z = 1 }\nchain = "0"\n',
    ),
    "lines of nothing": _long("x\n"),
}  # fmt: skip

#: What is hostile as settings or as the file of a map.
_JSON: dict[str, Callable[[int], str]] = {
    "json brackets": _long("["),
    "json braces": _long('{"a":'),
    "json closed brackets": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "a json number": _long("9"),
    "a json fraction": _long("9", "0."),
    "a json list": _long("[],", "[", "[]]"),
    "a json list of objects": _long('{"a":1},', "[", "{}]"),
    "json keys": _many('"k%d":1,', "{", '"scale":1}'),
    "a json text of escapes": _long("\\u00e9", '{"spaces":"', '"}'),
    "a json list of spaces": _many('{"id":"p%d"},', '{"spaces":[', '{"id":"a"}]}'),
    "json numbers": _long("1e999,", "[", "1]"),
}


def families() -> Iterator[Family]:
    """Every family there is."""
    for name, text in _TOML.items():
        yield Family(f"{name}, in rules", "rules", text)
        yield Family(f"{name}, in rules that are sound", "rules", _after(BARE + "\n", text))
        yield Family(f"{name}, in a look", "look", _after("version = 1\n", text))
        head = _after('format = "panj-save"\nversion = 3\n', text)
        for door in ("head", "glanced head"):
            yield Family(f"{name}, in a {door}", door, head)
        for door in ("entries", "glanced entries"):
            yield Family(f"{name}, in {door}", door, _after("\n[[entry]]\n", text))
    for name, text in _RULES.items():
        yield Family(name, "rules", text)
    for name, text in _LOOKS.items():
        yield Family(name, "look", text)
    for name, text in _ENTRIES.items():
        for door in ("entries", "glanced entries"):
            yield Family(f"{name}, in {door}", door, text)
    for name, text in _JSON.items():
        yield Family(f"{name}, in settings", "settings", text)
        yield Family(f"{name}, on a map", "map", text)


def in_many_scenarios() -> Iterator[Family]:
    """The families of rules again, each with as many scenarios as there may be."""
    for name, text in _RULES.items():
        told = f"{name}, in many scenarios"
        yield Family(told, "rules", _in_scenarios(text), MANY_SECONDS, MANY_MEGABYTES)


def _in_scenarios(text: Callable[[int], str]) -> Callable[[int], str]:
    """Files of rules with as many scenarios as may be, and as large as may be with them."""
    more = "".join(f'[scenario.many{i}]\nname = "S {i}"\n' for i in range(SCENARIOS))
    most = MAX_COMPILED // SCENARIOS - len(more) - 500
    return lambda size: text(max(0, min(size - len(more), most))) + "\n" + more


def _after(before: str, text: Callable[[int], str]) -> Callable[[int], str]:
    return lambda size: before + text(max(0, size - len(before)))


# The doors


def _told(path: Path) -> str:
    try:
        rules = load_rules(path)
    except RulesError as error:
        return f"{len(error.findings)} findings: {str(error)[:90]!r}"
    return f"accepted, with {len(rules.warnings)} warnings"


def _glance(path: Path) -> str:
    """Look at a save, as the title does."""
    try:
        return glance(path).problem or "well"
    except SaveError as error:
        return str(error).replace(str(path), "PATH")[:90]


def _save(path: Path) -> str:
    """Go on with a save."""
    try:
        sitting = Sitting.open(SavedGame(path), bots_of)
    except SaveError as error:
        return str(error).replace(str(path), "PATH")[:90]
    sitting.close()
    return " ".join(sitting.notices)[:90] or "well"


def _settings(path: Path) -> str:
    Settings(path)
    return "read"


DOORS: dict[str, Callable[[Path], str]] = {
    "rules": _told, "look": _told, "map": _told, "head": _save, "entries": _save,
    "glanced head": _glance, "glanced entries": _glance,
    "settings": _settings,
}  # fmt: skip


def prepare(folder: Path) -> None:
    """Put beside each other what the hostile files are read with."""
    (folder / "plain.toml").write_text(SAVED, encoding="utf-8")
    rules = load_rules(folder / "plain.toml")
    Sitting.open(GameSetup(rules, "standard", {}, 1, folder / "plain-save.toml"), bots_of).close()


def write(family: Family, size: int, folder: Path) -> Path:
    """Write a file of a family where its door finds it; returns what the door opens."""
    text = family.text(size)
    path = folder / "hostile.toml"
    if family.door.endswith("entries"):
        saved = (folder / "plain-save.toml").read_text(encoding="utf-8")
        path.write_text(saved + text, encoding="utf-8")
    elif family.door in ("look", "map"):
        path.write_text(LOOK, encoding="utf-8")
        look = text
        if family.door == "map":
            look = 'version = 1\ngeography = "map"\n[table]\nplaces = "place"\n'
            (folder / "map").mkdir(exist_ok=True)
            (folder / "map" / "spaces.json").write_text(text, encoding="utf-8")
        (folder / "look.toml").write_text(look, encoding="utf-8")
    else:
        path.write_text(text, encoding="utf-8", newline="")
    return path


# What a file takes


@attrs.frozen
class Taken:
    """What reading a file took: seconds of the processor, megabytes, and what was said of it."""

    seconds: float
    megabytes: float
    said: str

    def excessive(self, seconds: float = SECONDS, megabytes: float = MEGABYTES) -> bool:
        """Whether it is more than a file may take."""
        over = self.seconds > seconds or self.megabytes > megabytes
        return over or not self.said or self.said.startswith("ESCAPED")


def _resident(field: str) -> float:
    """Megabytes of this process as Linux counts them: `VmRSS` now, `VmHWM` at most, and so on."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    return 0.0


def measure(door: Callable[[Path], str], path: Path) -> Taken:
    """Open a file in a child of this process, and see what it takes."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(here)
        resource.setrlimit(resource.RLIMIT_CPU, (_PATIENCE, _PATIENCE))
        # Besides what is reserved already: compiled programs reserve much that they never take.
        most = int(_resident("VmSize")) * 2**20 + (4 << 30)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        before, start = _resident("VmRSS"), time.process_time()
        try:
            said = door(path)
        except BaseException:
            said = "ESCAPED: " + " ".join(traceback.format_exc(limit=-2).split())[-300:]
        seconds, more = time.process_time() - start, _resident("VmHWM") - before
        os.write(there, f"{seconds}\t{more}\t{said}".encode("utf-8", "replace"))
        os._exit(0)
    os.close(there)
    with open(here, "rb") as answer:
        told = answer.read().decode("utf-8", "replace")
    os.waitpid(child, 0)
    if not told:
        return Taken(_PATIENCE, 0.0, "")
    took, grown, said = told.split("\t", 2)
    return Taken(float(took), max(0.0, float(grown)), said)


def main() -> int:
    """The long run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--only", default="")
    parser.add_argument("--door", default="")
    parser.add_argument("--all", action="store_true", help="print every file, not the dear ones")
    asked = parser.parse_args()
    both = (*families(), *in_many_scenarios())
    tried = [f for f in both if asked.only in f.name and asked.door in f.door]
    worst_seconds = worst_megabytes = (0.0, "")
    over = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        for warm in ("plain.toml", "plain-save.toml"):
            (_told if warm == "plain.toml" else _save)(folder / warm)
        broken = folder / "broken.toml"
        broken.write_text("[game]\nx = 1\n", encoding="utf-8")
        _told(broken)
        for family in tried:
            taken = measure(DOORS[family.door], write(family, asked.size, folder))
            worst_seconds = max(worst_seconds, (taken.seconds, family.name))
            worst_megabytes = max(worst_megabytes, (taken.megabytes, family.name))
            excessive = taken.excessive(family.seconds, family.megabytes)
            over += excessive
            if asked.all or excessive:
                print(
                    f"{taken.seconds:6.2f} s {taken.megabytes:6.0f} MB  {family.name}: "
                    f"{taken.said or f'did not end within {_PATIENCE} s'}",
                    flush=True,
                )
    print(
        f"{len(tried)} files of {asked.size} characters; {over} over {SECONDS} s or {MEGABYTES} MB "
        f"({MANY_SECONDS} s or {MANY_MEGABYTES} MB with many scenarios) or failed; at most "
        f"{worst_seconds[0]:.2f} s ({worst_seconds[1]}) and "
        f"{worst_megabytes[0]:.0f} MB ({worst_megabytes[1]})"
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
