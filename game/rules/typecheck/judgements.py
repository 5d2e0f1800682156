"""Types what judges a state: bans on actions, how a game ends, what must always hold."""

from __future__ import annotations

from game.rules.context import CompileContext
from game.rules.declare.records import BanDecl, EndingDecl, InvariantDecl
from game.rules.diagnostics import AlreadyTold, TomlPath, abort, did_you_mean
from game.rules.information.disclosure import Acting, must_be_seen
from game.rules.ir import Expr, member
from game.rules.program import BanCode, EndingCode
from game.rules.resolve.scopes import Scope
from game.rules.typecheck.actions import seats_of
from game.rules.typecheck.expressions import typer_of
from game.rules.typecheck.sentences import sentence


def known_action(ctx: CompileContext, word: str, path: TomlPath) -> None:
    """A finding unless an action is called so."""
    if word not in ctx.decls.actions:
        hint = did_you_mean(word, ctx.decls.actions)
        ctx.report("unknown-name", path, f"no action `{word}`.", word, hint)


def type_ban(ctx: CompileContext, decl: BanDecl) -> BanCode:
    """Type a ban; raises Abort with the finding."""
    actor = ctx.scopes.new_slot()
    actors: set[int] = set()
    for i, word in enumerate(decl.forbids):
        known_action(ctx, word, (*decl.path, "forbids", i))
        if word in ctx.decls.actions:
            actors.update(seats_of(ctx, ctx.decls.actions[word]))
    acting = Acting({"actor": (actor, member("seat", sum(1 << s for s in actors)))})
    say = ctx.attempt(sentence, ctx.scopes, decl.say, (*decl.path, "say"), acting)
    path = (*decl.path, "when")
    test = typer_of(ctx.scopes, path, decl.when, acting.scope).whole()
    if test.type.kind != "bool":
        raise abort("wrong-type", path, "`when` is true or false.", decl.when)
    must_be_seen(ctx.scopes, test, acting, path)
    if say is None:
        raise AlreadyTold
    return BanCode(decl.name, test, actor, frozenset(decl.forbids), say)


def type_ending(ctx: CompileContext, decl: EndingDecl) -> EndingCode:
    """Type an ending; its findings are told, and what is at fault is None."""
    slot, seats = ctx.scopes.new_slot(), ctx.symbols.seats.type

    def one(key: str, text: str | None, kind: str, scope: Scope) -> Expr | None:
        if text is None:
            return None
        path = (*decl.path, key)
        expect = seats if key == "winner" else None
        e = typer_of(ctx.scopes, path, text, scope).whole(expect)
        if e.type.kind != kind:
            raise abort("wrong-type", path, f"`{key}` cannot be {e.type}.", text)
        return e

    by_seat: Scope = {"seat": (slot, seats)}
    winner = ctx.attempt(one, "winner", decl.winner, "member", {})
    verdict = ctx.attempt(one, "verdict", decl.verdict, "member", {})
    score = ctx.attempt(one, "score", decl.score, "int", by_seat)
    returns = ctx.attempt(one, "returns", decl.returns, "int", by_seat)
    return EndingCode(decl.name, slot, winner, score, returns, verdict)


def type_invariant(ctx: CompileContext, decl: InvariantDecl) -> tuple[str, Expr, TomlPath]:
    """Type an invariant: its id, its condition, where it stands; raises Abort with the finding."""
    path = (*decl.path, "always")
    e = typer_of(ctx.scopes, path, decl.always, {}).whole()
    if e.type.kind != "bool":
        raise abort("wrong-type", path, "an invariant is true or false.", decl.always)
    return decl.name, e, decl.path
