"""What the rules show on the table beside registers: derived values, and locals of who asks."""

from __future__ import annotations

from itertools import product

import attrs

from game.engine.cells import Cells
from game.engine.core import Core
from game.engine.interpret import State
from game.engine.specs import Specs
from game.engine.texts import Texts
from game.engine.view import HIDDEN, SeenValue, View, decode
from game.rules.cell_id import CellId


@attrs.frozen
class Shown:
    """A value that is shown on the table.

    Attributes:
        name: the derived cell, or the local as ``script.local``.
        title: what it is called for people.
        value: a number, truth value, member's id or None for none; `HIDDEN` where it is not seen.
        words: the value for people, a member by its name; empty where it is not seen.
        low: the lowest number that it may be; 0 where it is no number.
        high: the highest, so that a track of turns can be drawn.
    """

    name: str
    title: str
    value: SeenValue
    words: str
    low: int = 0
    high: int = 0


def shown(
    core: Core, cells: Cells, specs: Specs, texts: Texts, source: State | View
) -> tuple[Shown, ...]:
    """The values that the rules show, as a seat's view or a state tells them, in declared order."""
    out: list[Shown] = []
    program = core.program
    for name, decl in program.decls.derived.items():
        if not decl.show:
            continue
        spec, title = specs.derived[name], texts.describe("derived", name)["name"]
        type_ = program.scopes.derived[name][1].type
        low, high = (type_.lo, type_.hi) if spec.kind == "int" else (0, 0)
        for index in product(*(specs.sets[s].members for s in spec.index)):
            value = cells.value(source, name, index)
            whose = ", ".join(texts.title(s, i) for s, i in zip(spec.index, index, strict=True))
            full = f"{title}: {whose}" if whose else title
            words = _words(texts, spec.of, value)
            out.append(Shown(str(CellId(name, index)), full, value, words, low, high))
    state = source.masked if isinstance(source, View) else source
    if not state[2]:
        point = core.point(state)
        for local, title, e in core.ask(point).words.shown:
            # All seats see it: the check of information lets nothing else be shown.
            value = decode(program, e.type, core.interpreter.value(e, state, {}))
            low, high = (e.type.lo, e.type.hi) if e.type.kind == "int" else (0, 0)
            words = _words(texts, e.type.base, value)
            out.append(Shown(f"{point.script}.{local}", title, value, words, low, high))
    return tuple(out)


def _words(texts: Texts, of: str, value: SeenValue) -> str:
    """A value for people."""
    if value is HIDDEN:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    return texts.title(of, value) if isinstance(value, str) else str(value)
