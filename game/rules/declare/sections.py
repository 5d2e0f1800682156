"""From TOML tables to declarations: shapes, names and unknown keys are checked here."""

from __future__ import annotations

import re
from typing import Any

import attrs

from game.rules.declare.options import judge, option
from game.rules.declare.records import (
    ActionDecl,
    BanDecl,
    CardDecl,
    Declarations,
    DerivedDecl,
    DoctrineDecl,
    EndingDecl,
    Fields,
    InvariantDecl,
    Need,
    NumberDecl,
    RegisterDecl,
    ScriptDecl,
    SetDecl,
)
from game.rules.declare.scenarios import complete, longest, scenario
from game.rules.declare.toml_reader import NAME, TableReader, dotted
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.look.beside import is_beside

SECTIONS = (
    "game", "set", "number", "option", "register", "derived", "action", "procedure", "ban",
    "invariant", "doctrine", "ending", "scenario",
)  # fmt: skip
_SCENARIO = re.compile(r"[a-z][a-z0-9-]{0,39}\Z")
RESERVED = {
    "true", "false", "none", "and", "or", "not", "in", "if", "else", "for", "while", "min", "max",
    "abs", "sum", "any", "all", "count", "lowest", "highest", "lowest_one", "highest_one",
    "reveal", "seen", "known", "choose", "chance", "act", "end", "range", "actor",
    "viewer", "option", "holds", "falling", "is",
}  # fmt: skip


def declare(data: Fields) -> Declarations:
    """Read a parsed rules file into declarations; all shape findings are in `.faults`."""
    out = Declarations()
    top = TableReader(data, (), out)
    decks = _game(TableReader(top.get("game", dict, {}, need=True), ("game",), out), out)
    _each(top, "set", out, _set)
    _each(top, "number", out, _number)
    _each(top, "option", out, option)
    _each(top, "register", out, _register)
    _each(top, "derived", out, _derived)
    _each(top, "action", out, _action)
    _each(top, "procedure", out, _procedure)
    for deck in decks:
        _each(top, deck, out, _card)
    _each(top, "ban", out, _ban)
    _each(top, "ending", out, _ending)
    _each(top, "scenario", out, scenario)
    complete(out)
    judge(out)
    for i, item in enumerate(top.get("invariant", list, [])):
        _invariant(TableReader(item, ("invariant", i), out), out)
    for seat, rows in top.get("doctrine", dict, {}).items():
        ids: set[Any] = set()
        for i, item in enumerate(rows if isinstance(rows, list) else []):
            row = TableReader(item, ("doctrine", seat, i), out)
            _doctrine(seat, row, out)
            name = out.doctrine[-1].name
            if name in ids:
                row.fault("duplicate", f"`{seat}` has a row `{name}` already.", "id", word=name)
            ids |= {name} - {""}
    top.done()
    _clashes(out)
    _breakage(out)
    return out


# The keys of a declaration that whatever reads it depends on.
_LEANED_ON = {
    "set": ("members", "of", "where"), "register": ("of", "range"), "number": ("value",),
    "derived": ("of", "value"), "action": ("seats", "choose"), "procedure": ("params",),
}  # fmt: skip
_HARMLESS = ("unknown-label", "bad-name", "duplicate")


def _breakage(out: Declarations) -> None:
    """Note what the findings leave too misshapen to build on."""
    for fault in out.faults:
        kind, name, key = (*map(str, fault.path[:3]), "", "", "")[:3]
        # Where a member is named twice, another may want its name.
        if fault.code in _HARMLESS and (kind, fault.code) != ("set", "duplicate"):
            continue
        if len(fault.path) <= 1 or (kind == "set" and fault.code != "unknown-key"):
            out.incomplete = True
        leaned_on = _LEANED_ON.get(kind, ())
        if fault.code == "unknown-key":
            leaning = any(f"`{k}`" in (fault.suggestion or "") for k in leaned_on)
        else:
            leaning = len(fault.path) == 2 or (len(fault.path) == 3 and key in leaned_on)
        if leaning and leaned_on:
            out.broken.add(f"{kind}.{name}")


def _clashes(out: Declarations) -> None:
    """What a bare name may mean is declared once."""
    known: dict[str, TomlPath] = {}
    for kind in (out.registers, out.numbers, out.derived):
        for name, decl in kind.items():
            if name in known:
                where = dotted(known[name])
                out.broken |= {f"{known[name][0]}.{name}", f"{decl.path[0]}.{name}"}
                out.faults.append(
                    Diagnostic(
                        "duplicate",
                        decl.path,
                        0,
                        name,
                        f"`{name}` is declared already, in {where}.",
                    )
                )
            known.setdefault(name, decl.path)


def _each(top: TableReader, kind: str, out: Declarations, read: Any) -> None:
    for name, item in top.get(kind, dict, {}).items():
        reader = TableReader(item, (kind, name), out)
        pattern = _SCENARIO if kind == "scenario" else NAME
        if not pattern.match(name):
            mark = "-" if kind == "scenario" else "_"
            said = f"`{name}` is no name: lower-case letters, digits and {mark}, 40 at most."
            reader.fault("bad-name", said)
        elif name in RESERVED:
            reader.fault("bad-name", f"`{name}` is a word of the language; choose another.")
        read(name, reader, out)
        reader.done()


def _pair(r: TableReader, key: str) -> tuple[int, int] | None:
    value = r.get(key, list)
    if value is None:
        return None
    if len(value) != 2 or not all(type(v) is int for v in value) or value[0] > value[1]:
        r.fault("wrong-shape", f"`{key}` must be [low, high].", key)
        return None
    return (value[0], value[1])


def _game(r: TableReader, out: Declarations) -> tuple[str, ...]:
    """Read [game]; returns the names of the decks."""
    out.name = r.get("name", str, "", need=True)
    out.text = r.get("text", str, "")
    out.disclaimer = r.get("disclaimer", str, "")
    out.play = r.get("play", str, "play")
    out.returns = _pair(r, "returns")
    out.longest = longest(r, out)
    out.seated = r.get("seated", str)
    out.round = r.get("round", str)
    out.labels = {k: str(v) for k, v in r.plain("labels", (str,)).items()}
    out.look = r.get("look", str, "")
    if out.look and not is_beside(out.look):
        said = (
            "`look` is the path of a file beside the rules, like `look.toml`, with no `..` in it."
        )
        r.fault("wrong-shape", said, "look", word=out.look)
    decks = r.words("decks", ["event"])
    seats = r.words("seats")
    if seats:
        members = tuple(
            (s, {"name": s.capitalize()}, ("game", "seats", i)) for i, s in enumerate(seats)
        )
        out.sets["seat"] = SetDecl("seat", ("game", "seats"), {}, members)
    r.done()
    for deck in decks:
        if not NAME.match(deck) or deck in RESERVED or deck in SECTIONS:
            r.fault("bad-name", f"`{deck}` cannot name a deck.", "decks", word=deck)
    return tuple(d for d in decks if d not in SECTIONS)


def _set(name: str, r: TableReader, out: Declarations) -> None:
    of, where = r.get("of", str), r.get("where", str)
    members: list[tuple[str, Fields, TomlPath]] = []
    for i, item in enumerate(r.get("members", list, [])):
        path: TomlPath = (*r.path, "members", i)
        if isinstance(item, str):
            members.append((item, {}, path))
        elif isinstance(item, dict) and isinstance(item.get("id"), str):
            members.append((item["id"], {k: v for k, v in item.items() if k != "id"}, path))
            told = TableReader(item, path, out)
            told.label(told.get("label", str, ""))
        else:
            r.fault("wrong-shape", "a member is a name or a table with an `id`.", "members", i)
    for member, _, path in members:
        if not NAME.match(member) or member in RESERVED:
            out.faults.append(
                Diagnostic("bad-name", path, 0, member, f"`{member}` cannot name a member.")
            )
    known: dict[str, tuple[str, Fields, TomlPath]] = {}
    for member, fields, path in members:
        if member in known:
            said = f"[set.{name}] names `{member}` twice."
            hint = "give one of them another name, or leave it out."
            out.faults.append(Diagnostic("duplicate", (*path, "id"), 0, member, said, hint))
        known.setdefault(member, (member, fields, path))
    members = list(known.values())
    if name in out.sets:
        r.fault("duplicate", f"the set `{name}` is declared already.")
    if not members and where is None and not r.data.get("members"):
        r.fault("missing-key", f"[set.{name}] needs `members`.")
    out.sets[name] = SetDecl(name, r.path, r.texts(), tuple(members), of, where)


def _number(name: str, r: TableReader, out: Declarations) -> None:
    value = r.get("value", (int, bool), 0, need=True)
    out.numbers[name] = NumberDecl(name, r.path, r.texts(), value)


def _register(name: str, r: TableReader, out: Declarations) -> None:
    edge = r.get("edge", str, "error")
    if edge not in ("clamp", "error"):
        r.fault("wrong-shape", '`edge` is "clamp" or "error".', "edge", word=edge)
        edge = "error"
    out.registers[name] = RegisterDecl(
        name, r.path, r.texts(), r.index("of"), r.get("range", (list, str), "bool", need=True),
        r.get("start", (int, bool, str)), edge, r.get("see", str, "all"),
    )  # fmt: skip


def _derived(name: str, r: TableReader, out: Declarations) -> None:
    out.derived[name] = DerivedDecl(
        name, r.path, r.texts(), r.index("of"), r.get("value", str, "0", need=True)
    )


def _action(name: str, r: TableReader, out: Declarations) -> None:
    needs = []
    for i, item in enumerate(r.get("needs", list, [])):
        n = TableReader(item, (*r.path, "needs", i), out)
        needs.append(
            Need(
                n.get("id", str, f"need{i + 1}", need=True), n.get("when", str, "true", need=True),
                n.get("say", str, "", need=True), n.path,
            )
        )  # fmt: skip
        n.done()
    out.actions[name] = ActionDecl(
        name, r.path, r.texts(), r.get("seats", (str, list), "all"), r.get("menu", str, "main"),
        r.index("choose"), tuple(needs), r.plain("cost", (int, str)), r.get("do", str, "pass"),
    )  # fmt: skip


def _procedure(name: str, r: TableReader, out: Declarations) -> None:
    out.procedures[name] = ScriptDecl(
        name, r.path, r.texts(), r.index("params"), r.get("do", str, "pass", need=True)
    )


def _card(name: str, r: TableReader, out: Declarations) -> None:
    deck = str(r.path[0])
    texts, do, when = r.texts(), r.get("do", str, "pass"), r.get("when", str, "true")
    fields = {k: v for k, v in r.data.items() if k not in r.asked}
    r.asked.update(fields)
    known = {k: v for k, v in texts.items() if v}
    old = out.sets.get(deck, SetDecl(deck, (deck,), {}))
    out.sets[deck] = attrs.evolve(old, members=(*old.members, (name, {**known, **fields}, r.path)))
    out.decks.setdefault(deck, {})[name] = CardDecl(name, r.path, texts, (), do, when)


def _ban(name: str, r: TableReader, out: Declarations) -> None:
    out.bans[name] = BanDecl(
        name, r.path, r.texts(), r.get("when", str, "false", need=True), r.words("forbids"),
        r.get("say", str, "", need=True),
    )  # fmt: skip


def _invariant(r: TableReader, out: Declarations) -> None:
    out.invariants.append(
        InvariantDecl(
            r.get("id", str, "", need=True), r.path, r.texts(),
            r.get("always", str, "true", need=True),
        )
    )  # fmt: skip
    r.done()


def _doctrine(seat: str, r: TableReader, out: Declarations) -> None:
    out.doctrine.append(
        DoctrineDecl(
            r.get("id", str, "", need=True), r.path, r.texts(), seat, r.get("when", str, "true"),
            r.words("act"), r.get("answer", str), r.get("best", (str, dict)), r.get("say", str, ""),
            r.words("variant"), r.get("least", int),
        )
    )  # fmt: skip
    r.done()


def _ending(name: str, r: TableReader, out: Declarations) -> None:
    out.endings[name] = EndingDecl(
        name, r.path, r.texts(), r.get("winner", str), r.get("score", str), r.get("returns", str),
        r.get("verdict", str),
    )  # fmt: skip
