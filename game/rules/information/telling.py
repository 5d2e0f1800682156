"""Who is told an answer, or a target, must see where it is kept."""

from __future__ import annotations

import attrs

from game.rules import cfg, ir
from game.rules.context import CompileContext
from game.rules.information.labels import OPEN, Env, Label, certain, plain, same_locals, within
from game.rules.information.leaks import Leaks
from game.rules.information.visibility import sight_of
from game.rules.ir import BOOL, TRUE, UNKNOWN, VIEWER, Expr, Local


@attrs.define
class ScriptRun:
    """One run through a script: the label of having returned early.

    `action` is the action that is taken, and `targets` its targets, which those of `told` are told.
    """

    returned: Label = OPEN
    action: str = ""
    targets: frozenset[int] = frozenset()
    told: Expr = TRUE


class Telling:
    """Tells of answers and targets that more seats are told than see where they go."""

    def __init__(self, ctx: CompileContext, leaks: Leaks) -> None:
        """Tell of one scenario.

        Args:
            ctx: its scripts are typed.
            leaks: takes what is found.
        """
        self._symbols, self._leaks = ctx.symbols, leaks
        self._seats = ctx.symbols.seats.order
        #: For each local that only answers go into, who is told them.
        self._asked: dict[int, Expr] = {}
        for function in ctx.functions.values():
            stores = {s.slot for s in cfg.nested(function.body) if isinstance(s, ir.StoreLocal)}
            for slot, see in function.sees.items():
                if slot not in stores:
                    self._asked[slot] = TRUE if see is None else certain(see)

    def of_answer(self, s: ir.Ask, env: Env) -> None:
        """Who is told an answer must see the register that keeps it, or be who gave it."""
        if not isinstance(s.into, ir.StoreRegister):
            return
        name = s.into.name
        if f"see.{name}" in self._symbols.broken:
            return
        cell = ir.RegisterRef(self._symbols.registers[name].type, name, s.into.args)
        knows = same_locals(sight_of(self._symbols, cell, Local(UNKNOWN, VIEWER)))
        if s.seat is not None:
            gave = ir.Compare(BOOL, "==", Local(UNKNOWN, VIEWER), plain(s.seat))
            knows = ir.fold(ir.Connective(BOOL, "or", (knows, gave)))
        told = TRUE if s.see is None else certain(s.see)
        if self._within(ir.substitute(told, env.same), ir.substitute(knows, env.same)):
            return
        see = self._symbols.decls.registers[name].see
        self._leaks.tell(
            s.rule, s.at, name, f"more seats are told this answer than see `{name}` ({see}).",
            "say who is told with `see=...`, or keep it in a local first if all may know.",
        )  # fmt: skip

    def of_targets(self, s: ir.StoreRegister, env: Env, frame: ScriptRun) -> None:
        """All seats are told which action is taken with which targets, as they are an answer."""
        name, told = s.name, cfg.free(s.value)
        if f"see.{name}" in self._symbols.broken:
            return
        if not told or not told <= frame.targets:
            return
        if any(isinstance(x, (ir.RegisterRef, ir.DerivedRef, ir.Reveal)) for x in ir.walk(s.value)):
            return
        cell = ir.RegisterRef(self._symbols.registers[name].type, name, s.args)
        knows = same_locals(sight_of(self._symbols, cell, Local(UNKNOWN, VIEWER)))
        if self._within(ir.substitute(frame.told, env.same), ir.substitute(knows, env.same)):
            return
        see = self._symbols.decls.registers[name].see
        who = "every seat is" if frame.told == TRUE else "more seats are"
        self._leaks.tell(
            s.rule, s.at, name,
            f"{who} told the targets of `{frame.action}`, and `{name}` ({see}) keeps one.",
            "tell fewer by `act(..., see=...)`, ask for it in `do`: `x = choose(actor, ..., "
            "see=...)`, or keep it in a local first if all may know.",
        )  # fmt: skip

    def of_moved(self, s: ir.MoveMembers, env: Env, frame: ScriptRun) -> None:
        """Who is told which member is moved must see it come or go."""
        item, places = s.item, (s.source, s.target)
        if any(f"see.{place.name}" in self._symbols.broken for place in places):
            return
        if not isinstance(item, Local):
            return
        target = item.slot in frame.targets
        told = frame.told if target else self._asked.get(item.slot)
        if told is None:
            return
        sights = tuple(self._sight(place, item) for place in places)
        knows = same_locals(ir.fold(ir.Connective(BOOL, "or", sights)))
        if self._within(ir.substitute(told, env.same), ir.substitute(knows, env.same)):
            return
        what = f"the targets of `{frame.action}`" if target else "this answer"
        self._leaks.tell(
            s.rule, s.at, s.target.name,
            f"more seats are told {what} than see `{s.source.name}` or `{s.target.name}`.",
            "say who is told where it is asked, with `see=...`.",
        )  # fmt: skip

    def _sight(self, place: ir.PlaceRef, item: Expr) -> Expr:
        """Who sees whether a member lies in a place."""
        info = self._symbols.registers[place.name]
        cell = ir.RegisterRef(info.type, place.name, (*place.args, item))
        return sight_of(self._symbols, cell, Local(UNKNOWN, VIEWER))

    def _within(self, few: Expr, many: Expr) -> bool:
        return within(few, many, self._seats)
