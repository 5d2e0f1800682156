"""Puts the pieces of a compilation together: blocks, the layout of a state, moves and pauses."""

from __future__ import annotations

from typing import Any

from game.rules import flow, ir
from game.rules.flow import Block
from game.rules.ir import Expr, Type
from game.rules.program import (
    HEADER,
    ActionCode,
    MoveCode,
    Pause,
    Program,
)
from game.rules.typecheck.context import Work


class AssemblyWork(Work):
    """The last step, taken only when nothing is at fault."""

    def assemble(
        self,
        actions: dict[str, ActionCode],
        bans: Any,
        endings: Any,
        invariants: Any,
        doctrine: Any,
    ) -> Program | None:
        """The program, or None where a local would not fit into a state."""
        menus = {a.unit: a.menu for a in actions.values()}
        cutter = flow.Cutter(self.units, menus, f"procedure.{self.decls.play}")
        for unit in self.units.values():
            if unit.pauses and len(unit.returns) > 1:
                unit.ret_slot = self.names.new_slot()
                unit.locals[unit.ret_slot] = ("", ir.integer(0, len(unit.returns) - 1))
        crossing = flow.settle_lives(cutter.blocks)
        offset = HEADER
        start = bytearray(HEADER)
        for info in self.world.registers.values():
            if info.frozen:
                continue
            info.offset = offset
            start += bytes(v - info.type.lo for v in info.start)
            offset += info.size
        offsets: dict[int, tuple[int, int]] = {}
        sees: dict[int, Expr | None] = {}
        for unit in self.units.values():
            for slot, (name, type_) in unit.locals.items():
                if slot in crossing:
                    if type_.hi - type_.lo > 255:
                        self.fault(
                            "unbounded",
                            (*unit.key.split("."), "do"),
                            f"`{name}` lives across a pause and may take more than 256 values; "
                            f"say its range: `{name}: range(0, 10) = 0`.",
                            name,
                        )
                    offsets[slot] = (offset, type_.lo)
                    sees[slot] = ir.FALSE if slot in self.hidden else unit.sees.get(slot)
                    start.append(0)
                    offset += 1
        if self.faults:
            return None
        moves, pauses = self.moves(actions, cutter.blocks)
        unit = self.units[f"procedure.{self.decls.play}"]
        return Program(
            self.decls, self.world, self.scenario, self.names, self.units, cutter.blocks,
            pauses, actions, bans, endings, invariants, doctrine, moves, offsets, offset,
            bytes(start), sees, unit.entry,
        )  # fmt: skip

    def moves(
        self, actions: dict[str, ActionCode], blocks: list[Block]
    ) -> tuple[tuple[MoveCode, ...], list[Pause]]:
        found: dict[str, MoveCode] = {}
        for code in actions.values():
            types = [self.units[code.unit].locals[p][1] for p in code.params]
            for combo in code.combos:
                words = [self.world.sets[t.base].ids[v] for t, v in zip(types, combo, strict=True)]
                name = ":".join([code.name, *words])
                found[name] = MoveCode(name, code.name, combo)
        asks: list[tuple[int, Block]] = []
        for i, block in enumerate(blocks):
            if block.term[0] in ("act", "ask"):
                asks.append((i, block))
        values_of: dict[int, list[tuple[int, str]]] = {}
        for i, block in asks:
            if block.term[0] != "ask":
                continue
            s: ir.Ask = block.term[1]
            script = s.rule.partition(".")[2]
            options = [
                (v, f"{script}.{s.local}:{self.word(s.domain.type, v)}")
                for v in self.every(s.domain)
            ]
            if s.domain.or_none:
                options.append((-1, f"{script}.{s.local}:none"))
            values_of[i] = options
            for _, name in options:
                found[name] = MoveCode(name, "", (), script, s.local)
        names = sorted(found)
        number = {n: i for i, n in enumerate(names)}
        pauses: list[Pause] = []
        for i, block in asks:
            block.pause = len(pauses)
            asked: ir.Act | ir.Ask = block.term[1]
            script = asked.rule.partition(".")[2]
            if isinstance(asked, ir.Act):
                offered = sorted(
                    number[m.name]
                    for m in found.values()
                    if m.action and actions[m.action].menu == asked.menu
                )
                pauses.append(Pause(len(pauses), "act", i, script, "", asked.text, tuple(offered)))
            else:
                kind = "choose" if asked.seat is not None else "chance"
                pairs = sorted((number[n], v) for v, n in values_of[i])
                ids, values = (tuple(p[k] for p in pairs) for k in (0, 1))
                pause = Pause(len(pauses), kind, i, script, asked.local, asked.text, ids, values)
                pauses.append(pause)
        return tuple(found[n] for n in names), pauses

    @staticmethod
    def every(d: ir.Domain) -> list[int]:
        if d.table:
            return sorted({x for row in d.table for x in row})
        if d.lo is not None and d.hi is not None:
            return list(range(d.lo.type.lo, d.hi.type.hi))
        return list(d.values)

    def word(self, t: Type, value: int) -> str:
        if t.kind == "int":
            return str(value)
        if t.kind == "bool":
            return "true" if value else "false"
        return "none" if value < 0 else self.world.sets[t.base].ids[value]
