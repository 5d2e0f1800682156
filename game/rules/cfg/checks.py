"""What can be said of a script's way through its statements without running it."""

from __future__ import annotations

from collections.abc import Mapping

from game.rules import ir
from game.rules.cfg.graph import Function
from game.rules.cfg.variables import nested
from game.rules.ir import Stmt


def may_finish(script: tuple[Stmt, ...], functions: Mapping[str, Function]) -> bool:
    """May a script run to its end, or return, rather than end the game?

    Args:
        script: its statements.
        functions: what it may call, by key.
    """
    return _Finish(functions).script(script)


class _Finish:
    """Asks each function once: those that call each other twice over are many ways through few."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self._functions = functions
        self._known: dict[str, bool] = {}

    def script(self, script: tuple[Stmt, ...]) -> bool:
        returns = any(isinstance(s, ir.Jump) and s.kind == "return" for s in nested(script))
        return returns or self._falls_through(script)

    def _falls_through(self, body: tuple[Stmt, ...]) -> bool:
        for s in body:
            match s:
                case ir.End():
                    return False
                case ir.If(_, _, then, other):
                    if not self._falls_through(then) and not self._falls_through(other):
                        return False
                case ir.Call(_, targets):
                    if not any(self._returns(target) for target in targets):
                        return False
                case ir.OpenLoop(_, test, inner):
                    if test == ir.TRUE and not breaks(inner):
                        return False
        return True

    def _returns(self, target: str) -> bool:
        if target not in self._functions:
            return True
        if target not in self._known:
            # In a circle of calls, which is told elsewhere, whoever is asked again returns.
            self._known[target] = True
            self._known[target] = self.script(self._functions[target].body)
        return self._known[target]


def breaks(body: tuple[Stmt, ...]) -> bool:
    """Does a `break` in a loop's body leave that loop?"""
    for s in body:
        match s:
            case ir.Jump(_, "break"):
                return True
            case ir.If(_, _, then, other):
                if breaks(then) or breaks(other):
                    return True
    return False


def mark_pausing(functions: Mapping[str, Function]) -> None:
    """Note of each function whether it may ask something or end the game, itself or by a call."""
    changed = True
    while changed:
        changed = False
        for function in functions.values():
            for s in nested(function.body):
                targets = s.targets if isinstance(s, ir.Call) else ()
                below = any(functions[target].pauses for target in targets)
                if below or isinstance(s, (ir.Act, ir.Ask, ir.End, ir.OpenLoop)):
                    # All cards that one `play` may run pause if one of them does.
                    for found in (function, *(functions[target] for target in targets if below)):
                        changed = changed or not found.pauses
                        found.pauses = True


def is_native(s: Stmt, functions: Mapping[str, Function], loops: int = 0) -> bool:
    """Can a statement stay inside a block: does it neither pause nor jump out of it?

    Args:
        s: the statement.
        functions: what it may call, by key.
        loops: how many loops around it stay inside the block, too.
    """
    match s:
        case ir.Act() | ir.Ask() | ir.End() | ir.OpenLoop():
            return False
        case ir.Call(_, targets):
            return not any(functions[target].pauses for target in targets)
        case ir.Jump(_, kind):
            return kind != "return" and loops > 0
        case ir.If(_, _, then, other):
            return all(is_native(x, functions, loops) for x in (*then, *other))
        case ir.For() | ir.While():
            return all(is_native(x, functions, loops + 1) for x in s.body)
    return True
