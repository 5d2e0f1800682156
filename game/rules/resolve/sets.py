"""Resolves the sets of a scenario: which members are in play, and the fields of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import attrs

from game.rules.declare.records import ScenarioDecl, SetDecl
from game.rules.declare.toml_reader import DISPLAY, SHAPES
from game.rules.diagnostics import Abort, Diagnostic, TomlPath, abort, did_you_mean, nearest, note
from game.rules.ir import BOOL, integer, member
from game.rules.resolve.grids import enter_grid
from game.rules.resolve.symbols import FieldInfo, SetInfo, SymbolTable, mask_of

#: The greatest number that a field may hold.
MAX_FIELD = 1_000_000


@attrs.frozen
class FieldValue:
    """What a field of one member is, and where that stands."""

    value: Any
    path: TomlPath


#: A field of all members: by id, where it is said.
FieldColumn = dict[str, FieldValue]


def resolve_sets(
    symbols: SymbolTable, scenario: ScenarioDecl, diagnostics: list[Diagnostic]
) -> None:
    """Enter the sets that are no subsets, their members in play and their fields.

    Args:
        symbols: they are entered here.
        scenario: keeps members, and changes fields.
        diagnostics: findings are added here.
    """
    bases = [d for d in symbols.decls.sets.values() if d.of is None]
    for decl in bases:
        _enter(symbols, scenario, decl, diagnostics)
    changes = _changed_fields(symbols, scenario, bases, diagnostics)
    for decl in bases:
        _fields(symbols, decl, changes, diagnostics)
        if decl.grid is not None:
            enter_grid(symbols, decl, decl.grid, diagnostics)


def _enter(
    symbols: SymbolTable, scenario: ScenarioDecl, decl: SetDecl, diagnostics: list[Diagnostic]
) -> None:
    """Enter a set with those of its members that the scenario keeps."""
    every = {m[0]: None for m in decl.members}
    listed = scenario.only.get(decl.name)
    for i, word in enumerate(listed or ()):
        if word not in every:
            path = (*scenario.path, "only", decl.name, i)
            hint, said = did_you_mean(word, every), f"`{word}` is no {decl.name}."
            diagnostics.append(Diagnostic("unknown-name", path, 0, word, said, hint))
    keep = set(every if listed is None else listed)
    symbols.removed.update(m for m in every if m not in keep)
    ids = tuple(m for m in every if m in keep)
    texts = tuple({"models": (), **f} for m, f, _ in decl.members if m in keep)
    order = tuple(range(len(ids)))
    symbols.sets[decl.name] = SetInfo(decl.name, decl.name, order, mask_of(order), ids, {}, texts)
    for word in every:
        symbols.owners.setdefault(word, []).append(decl.name)


def _changed_fields(
    symbols: SymbolTable,
    scenario: ScenarioDecl,
    bases: list[SetDecl],
    diagnostics: list[Diagnostic],
) -> dict[str, dict[str, FieldValue]]:
    """By member and field, what the scenario puts in place of what the member says."""
    out: dict[str, dict[str, FieldValue]] = {}
    for key, value in scenario.fields.items():
        who, _, what = key.partition(".")
        path = (*scenario.path, "fields", key)
        homes = [d for d in bases if who in symbols.owners and d.name in symbols.owners[who]]
        known = {k for d in homes for _, fields, _ in d.members for k in fields} - {*DISPLAY}
        if not homes:
            hint = did_you_mean(who, symbols.owners)
            diagnostics.append(
                Diagnostic("unknown-name", path, 0, who, f"no member `{who}`.", hint)
            )
        elif what not in known:
            hint = did_you_mean(what, known) or SHAPES["fields"]
            said = f"`{who}` has no field `{what}`."
            diagnostics.append(Diagnostic("unknown-name", path, 0, what, said, hint))
        else:
            out.setdefault(who, {})[what] = FieldValue(value, path)
    return out


def _fields(
    symbols: SymbolTable,
    decl: SetDecl,
    changes: dict[str, dict[str, FieldValue]],
    diagnostics: list[Diagnostic],
) -> None:
    """Enter the fields of a set's members; one at fault is noted as broken."""
    info = symbols.sets[decl.name]
    columns: dict[str, FieldColumn] = {}
    for ident, fields, path in decl.members:
        constants = {k: v for k, v in fields.items() if k not in DISPLAY}
        row = {k: FieldValue(v, _at(decl, path, k, v)) for k, v in constants.items()}
        for key, value in {**row, **changes.get(ident, {})}.items():
            columns.setdefault(key, {})[ident] = value
    _tell_misspelt(decl, info, columns, diagnostics)
    for key, column in columns.items():
        if key in info.broken:
            continue
        try:
            info.fields[key] = _field(symbols, decl, key, column)
        except Abort as error:
            note(diagnostics, error)
            info.broken.add(key)


def _at(decl: SetDecl, path: TomlPath, key: str, value: Any) -> TomlPath:
    """Where a field of a member stands: what is as the set's `defaults` say is told there, once."""
    usual = decl.defaults
    return (*decl.path, "defaults", key) if key in usual and usual[key] == value else (*path, key)


def _tell_misspelt(
    decl: SetDecl, info: SetInfo, columns: dict[str, FieldColumn], diagnostics: list[Diagnostic]
) -> None:
    """Tell of a number that one member alone has, where it lacks one that all the others have."""
    for key, column in columns.items():
        if len(column) != 1:
            continue
        [(ident, value)] = column.items()
        lacking = [
            other
            for other, there in columns.items()
            if ident not in there
            and len(there) == len(decl.members) - 1
            and all(type(cell.value) is int for cell in there.values())
        ]
        if near := nearest(key, lacking):
            said = f"`{ident}` alone has a field `{key}`, and no `{near}`."
            hint = f"did you mean `{near}`?"
            diagnostics.append(
                Diagnostic("unknown-key", value.path, 0, key, said, hint, at_key=True)
            )
            info.broken |= {key, near}


def _field(symbols: SymbolTable, decl: SetDecl, key: str, column: FieldColumn) -> FieldInfo:
    """The field that a column of values makes; raises Abort with the finding."""
    kinds = {type(v.value) for v in column.values()}
    typed: dict[type, Callable[[SymbolTable, SetDecl, str, FieldColumn], FieldInfo]] = {
        bool: _truths, int: _numbers, str: _members, list: _lists,
    }  # fmt: skip
    if len(kinds) == 1 and (kind := next(iter(kinds))) in typed:
        return typed[kind](symbols, decl, key, column)
    choices = "all numbers, all true or false, all members or all lists of members"
    # The one that is unlike most is blamed.
    usual = Counter(type(v.value) for v in column.values()).most_common(1)[0][0]
    values = list(column.values())
    odd = next((v for v in values if type(v.value) is not usual), values[0])
    raise abort("wrong-shape", odd.path, f"`{key}` must be {choices}.", key)


def _truths(symbols: SymbolTable, decl: SetDecl, key: str, column: FieldColumn) -> FieldInfo:
    """True or false; missing is false."""
    ids = symbols.sets[decl.name].ids
    return FieldInfo(BOOL, tuple(int(i in column and column[i].value) for i in ids))


def _numbers(symbols: SymbolTable, decl: SetDecl, key: str, column: FieldColumn) -> FieldInfo:
    """Numbers; every member in play has one."""
    ids = symbols.sets[decl.name].ids
    places = set(ids)
    for ident, _, path in decl.members:
        if ident not in column and ident in places:
            raise abort("missing-key", path, f"`{ident}` needs a number `{key}`.", ident)
    numbers = tuple(column[i].value for i in ids) or (0,)
    for value in column.values():
        if abs(value.value) > MAX_FIELD:
            raise abort("too-large", value.path, f"`{key}` must stay within a million.", key)
    return FieldInfo(integer(min(numbers), max(numbers)), numbers)


def _members(symbols: SymbolTable, decl: SetDecl, key: str, column: FieldColumn) -> FieldInfo:
    """Members of one set; missing, or not in play, is none."""
    base = decl.name if decl.made else ""
    for v in column.values():
        base = _home(symbols, v.value, v.path, base)
    places = symbols.places(base)
    ids = symbols.sets[decl.name].ids
    table = tuple(places.get(column[i].value, -1) if i in column else -1 for i in ids)
    mask = mask_of(tuple(x for x in table if x >= 0))
    return FieldInfo(member(base, mask, -1 in table), table)


def _lists(symbols: SymbolTable, decl: SetDecl, key: str, column: FieldColumn) -> FieldInfo:
    """Lists of members of one set; missing is empty, and what is not in play is left out.

    A member that is named twice, as a template may, is in the list once.
    """
    base = ""
    for v in column.values():
        for i, word in enumerate(v.value):
            base = _home(symbols, word, (*v.path, i), base)
    base = base or decl.name
    places = symbols.places(base)
    ids = symbols.sets[decl.name].ids
    lists = tuple(
        tuple(dict.fromkeys(places[w] for w in column[i].value if w in places))
        if i in column
        else ()
        for i in ids
    )
    mask = mask_of(tuple(x for row in lists for x in row))
    return FieldInfo(member(base, mask), (), lists, True)


def _home(symbols: SymbolTable, word: object, path: TomlPath, base: str) -> str:
    """The set that a member belongs to: `base`, if one is known already."""
    owners = symbols.owners.get(word, []) if isinstance(word, str) else []
    if base and base in owners:
        return base
    if len(owners) == 1 and not base:
        return owners[0]
    what = f"no {base}" if base else "in several sets" if owners else "no member of any set"
    hint = did_you_mean(str(word), symbols.declared_members(base or None))
    raise abort("unknown-name", path, f"`{word}` is {what}.", str(word), hint)
