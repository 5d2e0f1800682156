"""Types what expressions are made of: words, members, fields, cells of registers."""

from __future__ import annotations

import ast

from game.rules import ir
from game.rules.diagnostics import AlreadyTold, did_you_mean
from game.rules.ir import NONE, Const, Expr, Local, Reason, Type, const, fold, member
from game.rules.resolve.symbols import FieldInfo
from game.rules.typecheck.tables import table_cell
from game.rules.typecheck.typer import Typer


def constant(typer: Typer, node: ast.Constant) -> Expr:
    """Type a literal: only whole numbers are; raises Abort for any other."""
    value = node.value
    if isinstance(value, bool) or value is None:
        hint = {True: "true", False: "false", None: "none"}[value]
        raise typer.error(
            node, "unknown-name", f"`{value}` is no word here.", f"did you mean `{hint}`?"
        )
    if not isinstance(value, int):
        bare = isinstance(value, str) and (value.isidentifier() or value.isdecimal())
        unquoted = f"write {value!s} without quotes." if bare else None
        said = "only whole numbers and words of the rules can stand here."
        raise typer.error(node, "wrong-type", said, unquoted)
    return const(value)


def name(typer: Typer, node: ast.Name, expect: Type | None) -> Expr:
    """What a bare word stands for here."""
    word, symbols = node.id, typer.symbols
    if word in typer.scratch and word not in typer.scope:
        said = f"`{word}` is an indexed local; a value is needed here."
        raise typer.error(node, "wrong-type", said, f"write `{word}[...]`.")
    if word in ("true", "false"):
        return const(word == "true")
    if word == "none":
        return Const(NONE, -1)
    if word in typer.scope:
        slot, type_ = typer.scope[word]
        if type_ == ir.UNKNOWN:
            raise AlreadyTold
        return Local(type_, slot)
    if expect is not None and expect.base in symbols.labels and word in symbols.labels[expect.base]:
        place = symbols.labels[expect.base].index(word)
        return Const(member(expect.base, 1 << place), place)
    if word in symbols.numbers:
        typer.sound("number", word)
        typer.scopes.numbers.add(word)
        return const(symbols.numbers[word])
    if word in symbols.decls.registers:
        return _cell(typer, node, word, ())
    if word in symbols.decls.derived:
        return _derived(typer, node, word, ())
    if word in symbols.decls.tables:
        return table_cell(typer, node, word, ())
    owners = symbols.owners.get(word, [])
    if owners:
        if expect is not None and expect.base in owners:
            return _member(typer, node, expect.base, word)
        if len(owners) > 1:
            raise typer.error(
                node, "ambiguous", f"`{word}` is in several sets; write `{owners[0]}.{word}`."
            )
        return _member(typer, node, owners[0], word)
    if word in symbols.sets:
        raise typer.error(node, "wrong-type", f"`{word}` is a set; a value is needed here.")
    known = [
        *typer.scope,
        *symbols.numbers,
        *symbols.decls.registers,
        *symbols.decls.derived,
        *symbols.decls.tables,
        *symbols.owners,
    ]
    # Where an answer is expected, its words come before all others.
    words = symbols.labels.get(expect.base, ()) if expect is not None else ()
    hint = did_you_mean(word, words) or did_you_mean(word, known)
    raise typer.error(node, "unknown-name", f"nothing is called `{word}`.", hint)


def attribute(typer: Typer, node: ast.Attribute) -> Expr:
    """Type `set.member`, a member by its set, or `member.field`, a constant of a member."""
    if isinstance(node.value, ast.Name) and node.value.id not in typer.scope:
        info = typer.symbols.sets.get(node.value.id)
        if info is not None:
            if node.attr not in typer.symbols.declared_members(info.base):
                said, hint = f"`{node.attr}` is no {info.base}.", did_you_mean(node.attr, info.ids)
                if node.attr in info.fields:
                    said = f"`{node.attr}` is a field, and `{info.name}` here the whole set."
                    hint = f"write `x.{node.attr}`, of a member `x`."
                raise typer.error(node, "unknown-name", said, hint)
            return _member(typer, node, info.base, node.attr)
    subject, field = field_of(typer, node)
    if field.is_list:
        raise typer.error(node, "wrong-type", f"`{node.attr}` is a list; use it after `in`.")
    return fold(ir.FieldRef(field.type, field.table, subject))


def field_of(typer: Typer, node: ast.Attribute) -> tuple[Expr, FieldInfo]:
    """The member and the field that `member.field` names."""
    subject = typer.expr(node.value)
    if subject.type.kind != "member" or not subject.type.base:
        raise typer.error(
            node.value, "wrong-type", f"this is {subject.type}; only members have fields."
        )
    typer.not_none(node.value, subject)
    info = typer.symbols.set_of(subject.type.base, typer.path)
    field = info.fields.get(node.attr)
    if node.attr in info.broken:
        raise AlreadyTold
    if field is None:
        raise typer.error(
            node, "unknown-name", f"a {subject.type.base} has no field `{node.attr}`.",
            did_you_mean(node.attr, info.fields),
        )  # fmt: skip
    return subject, field


def subscript(typer: Typer, node: ast.Subscript) -> Expr:
    """Type `register[...]` or `derived[...]`; raises Abort for what has no index."""
    if not isinstance(node.value, ast.Name):
        hint = None
        if isinstance(node.value, ast.Subscript):
            inner = ast.unparse(node.value).removesuffix("]")
            hint = f"write `{inner}, {ast.unparse(node.slice)}]`."
        said = "only registers, derived values and tables have indexes."
        raise typer.error(node, "not-in-language", said, hint)
    word = node.value.id
    parts = tuple(node.slice.elts) if isinstance(node.slice, ast.Tuple) else (node.slice,)
    if word in typer.scope and typer.scope[word][1] == ir.UNKNOWN:
        raise AlreadyTold
    if word in typer.scratch:
        found = typer.scratch[word]
        args = index_args(typer, node, word, found.index, parts)
        return ir.ScratchRef(found.type, found.slot, args, found.shape)
    if word in typer.symbols.decls.registers:
        return _cell(typer, node, word, parts)
    if word in typer.symbols.decls.derived:
        return _derived(typer, node, word, parts)
    decls = typer.symbols.decls
    if word in decls.tables:
        return table_cell(typer, node, word, parts)
    known = [*typer.scratch, *decls.registers, *decls.derived, *decls.tables]
    raise typer.error(
        node,
        "unknown-name",
        f"no register, derived value or table `{word}`.",
        did_you_mean(word, known),
    )


def why_not(typer: Typer, node: ast.expr) -> tuple[Reason, ...] | None:
    """Why the derived value that is read so does not hold; None for anything without `needs`.

    Raises:
        Abort: nothing is called so, or its index is wrong.
    """
    name, parts = node, tuple[ast.expr, ...]()
    if isinstance(node, ast.Subscript):
        name = node.value
        parts = tuple(node.slice.elts) if isinstance(node.slice, ast.Tuple) else (node.slice,)
    if not isinstance(name, ast.Name):
        return None
    declared = typer.symbols.decls.derived
    if name.id not in declared or not declared[name.id].needs:
        typer.expr(node)
        return None
    typer.sound("derived", name.id)
    args = index_args(typer, node, name.id, declared[name.id].of, parts)
    assert typer.scopes.derive is not None
    typer.scopes.derive(name.id)
    return typer.scopes.reasons_of(name.id, args)


def index_args(
    typer: Typer,
    node: ast.AST,
    word: str,
    index: tuple[tuple[str, str], ...],
    parts: tuple[ast.expr, ...],
) -> tuple[Expr, ...]:
    """Type the index of a register or derived value against its declared sets."""
    if len(parts) != len(index):
        wants = ", ".join(s for _, s in index) or "none"
        raise typer.error(node, "wrong-index", f"`{word}` takes the index: {wants}.")
    out = []
    for part, (_, set_name) in zip(parts, index, strict=True):
        info = typer.symbols.sets.get(set_name)
        if info is None:
            raise AlreadyTold
        e = typer.expr(part, info.type)
        if e.type.kind != "member" or e.type.base != info.base:
            raise typer.error(
                part, "wrong-type", f"this is {e.type}; `{word}` takes a {set_name} here."
            )
        typer.not_none(part, e)
        if e.type.mask & ~info.mask:
            raise typer.error(
                part,
                "wrong-index",
                f"this may lie outside `{set_name}`, and `{word}` is of `{set_name}`.",
                flow_dependent=not isinstance(e, Const),
            )
        out.append(e)
    return tuple(out)


def _member(typer: Typer, node: ast.AST, base: str, word: str) -> Expr:
    ids = typer.symbols.sets[base].ids
    if word not in ids:
        raise typer.error(node, "not-in-scenario", f"`{word}` is not in this scenario.")
    return Const(member(base, 1 << ids.index(word)), ids.index(word))


def _cell(typer: Typer, node: ast.AST, word: str, parts: tuple[ast.expr, ...]) -> Expr:
    no_place(typer, node, word)
    info = typer.symbols.registers.get(word)
    if info is None:
        typer.sound("register", word)
        raise typer.error(node, "unknown-name", f"`{word}` cannot be read here.")
    args = index_args(typer, node, word, info.index, parts)
    typer.sound("register", word)
    e = ir.RegisterRef(info.type, word, args)
    if info.frozen:
        if len(set(info.start)) == 1:
            return ir.exact(info.type, info.start[0])
        if len(args) == 1:
            table = tuple(info.start[p] if p >= 0 else 0 for p in info.places[0])
            return fold(ir.FieldRef(info.type, table, args[0]))
    return e


def _derived(typer: Typer, node: ast.AST, word: str, parts: tuple[ast.expr, ...]) -> Expr:
    typer.sound("derived", word)
    args = index_args(typer, node, word, typer.symbols.decls.derived[word].of, parts)
    assert typer.scopes.derive is not None
    _, body = typer.scopes.derive(word)
    if isinstance(body, Const):
        return body
    return ir.DerivedRef(body.type, word, args)


def no_place(typer: Typer, node: ast.AST, word: str) -> None:
    """Stop where what keeps the places of a zone is read, or set, as another register is."""
    decls = typer.symbols.decls
    if not decls.registers[word].zone:
        return
    if word not in decls.places:
        raise typer.error(node, "unknown-name", f"nothing is called `{word}`.")
    typer.sound("register", word)
    place, member = decls.places[word], decls.places[word].members
    index = f"[{', '.join(variable for variable, _ in place.of)}]" if place.of else ""
    said = f"`{word}` is a place of the zone `{place.zone}`, and no register."
    hint = f"ask `{member} in {word}{index}`; write `move({member}, FROM, {word}{index})`."
    raise typer.error(node, "wrong-type", said, hint)
