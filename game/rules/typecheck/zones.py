"""Types places of zones: what lies there, how many, what is on top, and how it gets there.

What lies where is kept in registers, so that every later pass knows of it: for each place one that
says which members lie there, and one that counts them, which all seats see.
"""

from __future__ import annotations

import ast

import attrs

from game.rules import ir
from game.rules.declare.records import PlaceDecl, end_of, size_of
from game.rules.diagnostics import AlreadyTold, did_you_mean
from game.rules.ir import BOOL, Domain, Expr, Local, integer
from game.rules.resolve.symbols import SetInfo
from game.rules.typecheck.names import index_args
from game.rules.typecheck.typer import Typer

#: The functions that ask about a place.
FUNCTIONS = ("size", "top", "bottom")


@attrs.frozen
class NamedPlace:
    """A place that an expression or statement names, with its index."""

    decl: PlaceDecl
    args: tuple[Expr, ...]
    members: SetInfo

    @property
    def spot(self) -> ir.PlaceRef:
        """The place as statements name it."""
        decl = self.decl
        return ir.PlaceRef(decl.name, size_of(decl.name), self.args, decl.ordered)


def place_at(typer: Typer, node: ast.expr) -> NamedPlace | None:
    """The place that a node names, ``deck`` or ``hand[s]``; None where it names none.

    Raises:
        Abort: it names one with another index than it takes.
    """
    word = node.value if isinstance(node, ast.Subscript) else node
    if not isinstance(word, ast.Name) or not names_place(typer, node):
        return None
    parts: tuple[ast.expr, ...] = ()
    if isinstance(node, ast.Subscript):
        parts = tuple(node.slice.elts) if isinstance(node.slice, ast.Tuple) else (node.slice,)
    decl = typer.symbols.decls.places[word.id]
    typer.sound("register", decl.name)
    typer.sound("zone", decl.zone)
    members = typer.symbols.sets.get(decl.members)
    if members is None or decl.name not in typer.symbols.registers:
        raise AlreadyTold
    typer.scopes.used.add(decl.name)
    return NamedPlace(decl, index_args(typer, node, decl.name, decl.of, parts), members)


def place_of(typer: Typer, node: ast.expr) -> NamedPlace:
    """The place that a node names; raises Abort where it names none."""
    found = place_at(typer, node)
    if found is None:
        word = ast.unparse(node.value if isinstance(node, ast.Subscript) else node)
        hint = did_you_mean(word, typer.symbols.decls.places)
        raise typer.error(node, "wrong-type", "a place of a zone is needed here.", hint)
    return found


def lies_in(place: NamedPlace, item: Expr) -> Expr:
    """Does a member of the zone's set lie in a place?"""
    name, args = place.decl.name, (*place.args, item)
    if not place.decl.ordered:
        return ir.RegisterRef(BOOL, name, args)
    height = ir.RegisterRef(integer(0, len(place.members.order)), name, args)
    return ir.fold(ir.Compare(BOOL, ">", height, ir.const(0)))


def item_of(typer: Typer, node: ast.expr, place: NamedPlace) -> Expr:
    """Type what is asked of or moved: a member of the zone's set, and not none."""
    index = ((place.decl.members, place.decl.members),)
    return index_args(typer, node, place.decl.name, index, (node,))[0]


def is_in(typer: Typer, left: ast.expr, right: ast.expr) -> Expr | None:
    """Type `c in hand[s]`; None where no place stands on the right."""
    place = place_at(typer, right)
    return None if place is None else lies_in(place, item_of(typer, left, place))


def place_domain(typer: Typer, node: ast.expr, slot: int) -> Domain | None:
    """What lies in a place, to be run over or chosen from; None where a node names no place."""
    place = place_at(typer, node)
    if place is None:
        return None
    members = place.members
    return Domain(
        members.type, slot, members.order, filter=lies_in(place, Local(members.type, slot))
    )


def names_place(typer: Typer, node: ast.expr) -> bool:
    """Does a node name a place, whatever its index?"""
    word = node.value if isinstance(node, ast.Subscript) else node
    known = typer.symbols.decls.places
    return isinstance(word, ast.Name) and word.id in known and word.id not in typer.scope


def variable_of(typer: Typer, node: ast.expr) -> str:
    """The variable of one member, in the `by`, `weight` or `say` of what a node runs over."""
    if isinstance(node, ast.GeneratorExp):
        target = node.generators[0].target
        return target.id if isinstance(target, ast.Name) else ""
    if names_place(typer, node):
        word = node.value if isinstance(node, ast.Subscript) else node
        assert isinstance(word, ast.Name)
        return typer.symbols.decls.places[word.id].members
    return node.id if isinstance(node, ast.Name) else ""


def call(typer: Typer, node: ast.Call, word: str) -> Expr:
    """Type `size(hand[s])`, `top(pile)` or `bottom(pile)`."""
    if len(node.args) != 1:
        raise typer.error(node, "wrong-call", f"`{word}` takes one place.")
    place = place_of(typer, node.args[0])
    name, most = place.decl.name, len(place.members.order)
    if word == "size":
        return ir.RegisterRef(integer(0, most), size_of(name), place.args)
    if not place.decl.ordered:
        said = f"what lies in `{name}` has no order."
        hint = "give it one: `ordered = true`, or draw by `chance(...)`."
        raise typer.error(node.args[0], "wrong-call", said, hint)
    assert typer.scopes.derive is not None
    _, body = typer.scopes.derive(end_of(name, word == "top"))
    return ir.DerivedRef(body.type, end_of(name, word == "top"), place.args)


def pile_end(members: SetInfo, pile: str, args: tuple[Expr, ...], slot: int, top: bool) -> Expr:
    """What lies on top of an ordered place, or at its bottom; none where nothing does.

    Args:
        members: the set of what lies there.
        pile: the place.
        args: its index.
        slot: one for the member that is looked at.
        top: whether the top is asked for.
    """
    here = Local(members.type, slot)
    height = ir.RegisterRef(integer(0, len(members.order)), pile, (*args, here))
    some = ir.fold(ir.Compare(BOOL, ">", height, ir.const(0)))
    domain = Domain(members.type, slot, members.order, filter=some)
    type_ = ir.member(members.base, members.mask, True)
    return ir.Pick(type_, -1 if top else 1, domain, (height,))
