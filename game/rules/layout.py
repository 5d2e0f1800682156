"""Layout: the places of registers and locals in a state, the table of moves, the questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import attrs

from game.rules import ir
from game.rules.cfg import Decision, Function, Graph, nested
from game.rules.diagnostics import Diagnostic
from game.rules.ir import Expr, Type
from game.rules.limits import MAX_RANGE
from game.rules.program import HEADER, ActionCode, DecisionPoint, LocalPlace, MoveCode
from game.rules.resolve.symbols import SymbolTable


@attrs.frozen
class Layout:
    """Where everything is in a state, which is a byte or two a cell.

    Attributes:
        size: bytes of a state.
        start: the state before anything ran.
        registers: for each register that is in the state, its first byte.
        locals: for each local that is in the state, its place there.
        sees: for those locals, who sees them: None for all.
        diagnostics: the locals that do not fit.
    """

    size: int
    start: bytes
    registers: dict[str, int]
    locals: dict[int, LocalPlace]
    sees: dict[int, Expr | None]
    diagnostics: tuple[Diagnostic, ...]


def layout(
    symbols: SymbolTable, functions: Mapping[str, Function], hidden: Collection[int], graph: Graph
) -> Layout:
    """Give every register, and every local that outlives its block, a place.

    Args:
        symbols: has the registers.
        functions: have the locals.
        hidden: the locals that no seat may see.
        graph: knows which locals outlive their block.
    """
    start = bytearray(HEADER)
    registers: dict[str, int] = {}
    for info in symbols.registers.values():
        if not info.frozen:
            registers[info.name] = len(start)
            for value in info.start:
                start += (value - info.type.lo).to_bytes(info.cell_bytes, "little")
    places: dict[int, LocalPlace] = {}
    sees: dict[int, Expr | None] = {}
    diagnostics: list[Diagnostic] = []
    for function in functions.values():
        for slot, (name, type_) in function.locals.items():
            if slot not in graph.kept:
                continue
            if type_.hi - type_.lo >= MAX_RANGE:
                path = (*function.key.split("."), "do")
                # No loop goes round so often that its count would be one of these.
                said = f"`{name}` lives across a pause and may take more than {MAX_RANGE} values"
                cure = f"say its range: `{name}: range(0, 10) = 0`."
                at = _widest(function, slot)
                diagnostics.append(Diagnostic("unbounded", path, at, name, f"{said}.", cure))
            sees[slot] = ir.FALSE if slot in hidden else function.sees.get(slot)
            size = function.shapes[slot].size if slot in function.shapes else 1
            places[slot] = LocalPlace(len(start), type_.lo, type_.cell_bytes, size)
            start += bytes(len(places[slot].bytes))
    return Layout(len(start), bytes(start), registers, places, sees, tuple(diagnostics))


def _widest(function: Function, slot: int) -> int:
    """Where in its script a local is set to most values; the first place of several."""
    stores = [s for s in nested(function.body) if isinstance(s, ir.StoreLocal) and s.slot == slot]
    widest = max(stores, key=lambda s: s.value.type.hi - s.value.type.lo, default=None)
    return 0 if widest is None else max(0, widest.at)


def table_of_moves(
    symbols: SymbolTable,
    functions: Mapping[str, Function],
    actions: Mapping[str, ActionCode],
    graph: Graph,
) -> tuple[tuple[MoveCode, ...], list[DecisionPoint]]:
    """All moves, sorted by their readable ids, and the questions they answer.

    An option's id is `script.local:word`. Questions with the same id share the move, but each has
    its own values: the same word may stand for different values in two of them.
    """
    found: dict[str, MoveCode] = {}
    for code in actions.values():
        types = [functions[code.function].locals[slot][1] for slot in code.params]
        for combo in code.combos:
            words = (word_of(symbols, t, v) for t, v in zip(types, combo, strict=True))
            name = ":".join([code.name, *words])
            found[name] = MoveCode(name, code.name, combo)
    options: list[list[tuple[int, str]]] = []
    for decision in graph.decisions:
        ask = decision.ask
        options.append([])
        if isinstance(ask, ir.Ask):
            script = _script(ask)
            for value in every(ask):
                word = ask.decline if value < 0 and ask.decline else ""
                word = word or word_of(symbols, ask.domain.type, value)
                options[-1].append((value, f"{script}.{ask.local}:{word}"))
            for _, name in options[-1]:
                found[name] = MoveCode(name, "", (), script, ask.local)
    names = sorted(found)
    number = {name: i for i, name in enumerate(names)}
    asked: dict[str, int] = {}
    points: list[DecisionPoint] = []
    for decision in graph.decisions:
        rule = decision.ask.rule
        nth = asked[rule] = asked.get(rule, -1) + 1
        if isinstance(decision.ask, ir.Act):
            menu = decision.ask.menu
            offered = (
                m.name for m in found.values() if m.action and actions[m.action].menu == menu
            )
            pairs = [(number[name], 0) for name in offered]
        else:
            pairs = [(number[name], value) for value, name in options[decision.number]]
        points.append(_point(decision, nth, sorted(pairs)))
    return tuple(found[name] for name in names), points


def _point(decision: Decision, nth: int, pairs: Iterable[tuple[int, int]]) -> DecisionPoint:
    """A question with its moves."""
    ask = decision.ask
    ids = tuple(move for move, _ in pairs)
    if isinstance(ask, ir.Act):
        kind, local = "act", ""
        values: tuple[int, ...] = ()
    else:
        kind = "choose" if ask.seat is not None else "chance"
        local, values = ask.local, tuple(value for _, value in pairs)
    return DecisionPoint(
        decision.number, kind, decision, _script(ask), local, ask.text, ids, values, nth
    )


def _script(ask: ir.Act | ir.Ask) -> str:
    """The name of the script that asks, without its kind, as people read it."""
    return ask.rule.partition(".")[2]


def every(ask: ir.Ask) -> list[int]:
    """All values that a question may ever offer; where it may be none, -1 is none."""
    d = ask.domain
    none = [-1] if d.or_none or ask.decline else []
    if d.table:
        return [*sorted({x for row in d.table for x in row}), *none]
    if d.lo is not None and d.hi is not None:
        return [*range(d.lo.type.lo, d.hi.type.hi), *none]
    if d.places is not None:
        mask = d.places.type.mask
        return [*(v for v in range(mask.bit_length()) if mask >> v & 1), *none]
    return [*d.values, *none]


def word_of(symbols: SymbolTable, t: Type, value: int) -> str:
    """A value of a type as readable ids have it."""
    if t.kind == "int":
        return str(value)
    if t.kind == "bool":
        return "true" if value else "false"
    return "none" if value < 0 else symbols.sets[t.base].ids[value]
