"""One scenario as a transition system: states, legal moves, chance, views, explanations."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Literal

import attrs

from game.engine.errors import IllegalMove, OverrideError, RangeBreach, UnknownMove, UnknownScenario
from game.engine.evaluator import Evaluator, Reference, locals_of, pause_of
from game.engine.generated import Generated
from game.engine.interpret import Event, Interpreter, State
from game.engine.lower import Flow
from game.engine.view import Cell, Sight, View, cell_name, cells_of, decode
from game.rules import Rules, ScenarioInfo, ir
from game.rules.compile import Pause, Program, Row, Say
from game.rules.findings import did_you_mean
from game.rules.script import VIEWER
from game.rules.typing import hidden_reads

CHANCE = -1
OVER = -2


@attrs.frozen
class Move:
    """A move as people read it."""

    id: int
    name: str
    kind: Literal["action", "choice", "chance"]
    script: str
    local: str
    targets: tuple[str, ...]
    title: str
    text: str


@attrs.frozen
class Pending:
    """What the game waits for. `hidden`: some seat will not be told the answer."""

    kind: Literal["act", "choose", "chance", "over"]
    seat: str | None
    script: str
    local: str
    text: str
    hidden: bool


@attrs.frozen
class Clause:
    """One condition of a move: did it hold, its words, and the values it read."""

    id: str
    held: bool
    when: str
    say: str
    values: tuple[tuple[str, Cell], ...]


@attrs.frozen
class Verdict:
    """Whether a move is legal, and the clauses that say so."""

    move: Move
    legal: bool
    clauses: tuple[Clause, ...]


@attrs.frozen
class Preview:
    """What a move would do as far as its seat can tell, up to the next question."""

    changes: tuple[Event, ...]
    derived: tuple[tuple[str, Cell, Cell], ...]
    then: Pending
    odds: tuple[tuple[str, int], ...]


@attrs.frozen
class Advice:
    """A doctrine row's move and its reason."""

    move_id: int
    row: str
    say: str


@attrs.frozen
class ActionInfo:
    """An action's texts, for menus and help."""

    id: str
    name: str
    seats: tuple[str, ...]
    menu: str
    text: str
    trade_off: str
    cost: dict[str, Any]
    models: tuple[str, ...]


class Game:
    """A scenario of some rules, ready to play. Pure: no clock, randomness or files.

    A state is a `bytearray`; clone it with ``bytearray(state)``; ``bytes(state)`` is its key.
    """

    def __init__(
        self, rules: Rules, scenario: str | None = None, evaluator: str = "generated"
    ) -> None:
        ids = [s.id for s in rules.scenarios]
        scenario = scenario or ids[0]
        if scenario not in ids:
            hint = did_you_mean(scenario, ids)
            raise UnknownScenario(f"No scenario `{scenario}`; {hint or 'choose ' + ', '.join(ids)}")
        self.rules = rules
        self.scenario: ScenarioInfo = rules.scenarios[ids.index(scenario)]
        self.program: Program = rules.program(scenario)
        flow = Flow(self.program)
        self.interpreter = Interpreter(self.program, flow)
        self._reference = Reference(self.program, self.interpreter)
        self._run: Evaluator = self._reference
        if evaluator == "generated":
            self._run = Generated(self.program, flow)
        self.evaluator = evaluator
        self.seats = self.program.world.sets["seat"].ids
        self.names = tuple(m.name for m in self.program.moves)
        self._ids = {n: i for i, n in enumerate(self.names)}
        self._sight = Sight(self.program, self.interpreter)
        self._needs: dict[tuple[str, tuple[int, ...]], tuple[int, ...]] = {}
        start = bytearray(self.program.start)
        self.interpreter.run(self.program.entry, start)
        self._start = bytes(start)
        self.longest: tuple[int, int] | None = self.program.decls.longest

    # The transition system ---------------------------------------------------------------

    def new_game(self) -> State:
        """The first state: the game up to its first question."""
        return bytearray(self._start)

    def _pause(self, state: State) -> Pause:
        return self.program.pauses[pause_of(state)]

    def _ask(self, pause: Pause) -> Any:
        return self.program.blocks[pause.block].term[1]

    def actor(self, state: State) -> int:
        """The seat to move (its place in `seats`), CHANCE, or OVER."""
        return OVER if state[2] else self._run.seat(state[0] | state[1] << 8, state)

    def legal(self, state: State) -> list[int]:
        """The legal moves, sorted; chance's outcomes where chance is to move; [] when over."""
        return [] if state[2] else self._run.legal(state)

    def chance(self, state: State) -> list[tuple[int, int]]:
        """(outcome, positive weight) where chance is to move, else []."""
        if state[2]:
            return []
        pause = self._pause(state)
        return self._run.options(pause.index, state) if pause.kind == "chance" else []

    def apply(self, state: State, move: int) -> None:
        """Make a move in place; raises IllegalMove and leaves the state as it was."""
        self._run.apply(state, move)

    def apply_traced(self, state: State, move: int) -> list[Event]:
        """Make a move in place by the reference interpreter; returns what changed and why."""
        events: list[Event] = []

        def report(
            kind: str, name: str, args: tuple[int, ...], before: int, after: int, rule: str
        ) -> None:
            if kind == "set":
                info = self.program.world.registers[name]
                ids = [
                    self.program.world.sets[s].ids[a]
                    for (_, s), a in zip(info.index, args, strict=True)
                ]
                one, two = (decode(self.program, info.type, x) for x in (before, after))
                events.append(Event(kind, cell_name(name, ids), one, two, rule))
            elif kind == "end":
                events.append(
                    Event(
                        kind,
                        self.program.endings[before].id,
                        None,
                        self.seats[after] if after >= 0 else None,
                        rule,
                    )
                )
            else:
                events.append(Event(kind, "", before, after, rule))

        self.interpreter.report = report
        try:
            self._reference.apply(state, move)
        finally:
            self.interpreter.report = None
        return events

    def playout(self, state: State, rng: Callable[[int], int]) -> tuple[int, int]:
        """Play on in place with uniform moves (chance by weight); returns (decisions, chance nodes)."""
        return self._run.playout(state, rng)

    # Names -------------------------------------------------------------------------------

    def name(self, move: int) -> str:
        """The readable name of a move; raises UnknownMove."""
        if not 0 <= move < len(self.names):
            raise UnknownMove(f"No move has the number {move}.")
        return self.names[move]

    def id(self, name: str) -> int:
        """The number of a named move; raises UnknownMove with a suggestion."""
        if name not in self._ids:
            near = get_close_matches(name, self.names, n=1, cutoff=0.5)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise UnknownMove(f"No move is called `{name}`.{hint}")
        return self._ids[name]

    def move(self, move: int) -> Move:
        """A move with its texts."""
        code = self.program.moves[move]
        if code.action:
            texts = self.program.decls.actions[code.action].texts
            title = texts["name"] or _words(code.action)
            action = self.program.actions[code.action]
            types = [self.program.units[action.unit].locals[p][1] for p in action.params]
            targets = tuple(
                self.program.world.sets[t.base].ids[v]
                for t, v in zip(types, code.combo, strict=True)
            )
            names = ", ".join(self.title(t.base, x) for t, x in zip(types, targets, strict=True))
            return Move(
                move,
                code.name,
                "action",
                code.action,
                "",
                targets,
                f"{title}: {names}" if names else title,
                texts["text"],
            )
        option = code.name.rpartition(":")[2]
        kind: Literal["choice", "chance"] = "chance"
        title, targets = _words(option), ()
        for pause in self.program.pauses:
            if move in pause.ids:
                kind = "choice" if pause.kind == "choose" else "chance"
                base = self._ask(pause).domain.type.base
                if (
                    base
                    and base in self.program.world.sets
                    and option in self.program.world.sets[base].ids
                ):
                    title = self.title(base, option)
                    targets = (option,)
                break
        return Move(move, code.name, kind, code.script, code.local, targets, title, "")

    def pending(self, state: State) -> Pending:
        """What the game waits for."""
        if state[2]:
            return Pending("over", None, "", "", "", False)
        pause = self._pause(state)
        seat = self._run.seat(pause.index, state)
        hidden = pause.kind != "act" and self._ask(pause).see is not None
        kind: Any = pause.kind
        return Pending(
            kind,
            None if seat < 0 else self.seats[seat],
            pause.script,
            pause.local,
            pause.text,
            hidden,
        )

    def candidates(self, state: State) -> list[int]:
        """Every move that this question could ever offer to who answers, legal or not."""
        if state[2]:
            return []
        pause = self._pause(state)
        if pause.kind != "act":
            return list(pause.ids)
        seat = self._run.seat(pause.index, state)
        return [
            i for i in pause.ids if seat in self.program.actions[self.program.moves[i].action].seats
        ]

    def turns(self, view: View) -> tuple[str, ...]:
        """The seats that act from now on in the script that asks, the one to act first.

        Only where the script says so outright, as one `act` after another by seats known to all;
        else nothing.
        """
        state = view.masked
        pending = self.pending(state)
        unit = self.program.units.get(f"procedure.{pending.script}")
        if pending.kind != "act" or unit is None:
            return ()
        sites = [p for p in self.program.pauses if (p.kind, p.script) == ("act", pending.script)]
        here = self._pause(state)
        if len(sites) != len(unit.body) or here not in sites:
            return ()
        found = []
        for part in unit.body[sites.index(here) :]:
            if not isinstance(part, ir.Act) or hidden_reads(self.program.names, part.seat):
                return ()
            found.append(self.seats[int(self.interpreter.value(part.seat, state, {}))])
        return tuple(found)

    # Explanations ------------------------------------------------------------------------

    def explain(self, state: State, move: int) -> Verdict:
        """Why a move is legal or not, clause by clause, from what the acting seat sees."""
        info = self.move(move)
        if state[2]:
            return Verdict(info, False, (Clause("over", False, "", "The game is over.", ()),))
        pause = self._pause(state)
        if move not in pause.ids:
            say = "This is not asked now."
            return Verdict(info, False, (Clause("asked", False, "", say, ()),))
        if pause.kind != "act":
            legal = move in [i for i, _ in self._run.options(pause.index, state)]
            say = "" if legal else "This is not open now."
            return Verdict(info, legal, (Clause("open", legal, "", say, ()),))
        seat = self._run.seat(pause.index, state)
        code = self.program.moves[move]
        action = self.program.actions[code.action]
        if seat not in action.seats:
            say = "This action belongs to another seat."
            return Verdict(info, False, (Clause("seat", False, "", say, ()),))
        env = locals_of(action, code, seat)
        value = self.interpreter.value
        clauses: list[Clause] = []
        safe = True
        for need in action.needs:
            held = bool(value(need.test, state, env)) if safe else False
            if not safe:
                continue
            clauses.append(
                Clause(
                    need.id,
                    held,
                    need.when,
                    self._say(need.say, state, env),
                    self._reads(need.test, state, env),
                )
            )
            safe = safe and held
        for register, e in action.cost:
            price, purse = int(value(e, state, env)), self.interpreter.purse(register, seat, state)
            name = self.program.decls.registers[register].texts["name"] or _words(register)
            clauses.append(
                Clause(
                    "cost",
                    purse >= price,
                    f"{register} >= {price}",
                    f"{name}: this costs {price}, you have {purse}.",
                    ((register, purse),),
                )
            )
        for ban in self.program.bans:
            if action.name in ban.forbids and value(ban.test, state, {ban.actor: seat}):
                clauses.append(
                    Clause(ban.id, False, "", self._say(ban.say, state, {ban.actor: seat}), ())
                )
                break
        return Verdict(info, all(c.held for c in clauses), tuple(clauses))

    def _say(self, say: Say, state: State, env: dict[int, Any]) -> str:
        out = ""
        for part in say.parts:
            if isinstance(part, str):
                out += part
                continue
            found = decode(self.program, part.type, self.interpreter.value(part, state, env))
            out += self.title(part.type.base, found) if isinstance(found, str) else str(found)
        return out

    def _reads(self, e: ir.Expr, state: State, env: dict[int, Any]) -> tuple[tuple[str, Cell], ...]:
        out: dict[str, Cell] = {}
        bound = {x.domain.slot for x in ir.walk(e) if isinstance(x, (ir.Agg, ir.Pick))}
        for x in ir.walk(e):
            if isinstance(x, (ir.Reg, ir.Der)) and not any(
                isinstance(y, ir.Local) and y.slot in bound for y in ir.walk(x)
            ):
                values = [
                    decode(self.program, a.type, self.interpreter.value(a, state, env))
                    for a in x.args
                ]
                name = cell_name(x.name, [str(v) for v in values])
                out[name] = decode(self.program, x.type, self.interpreter.value(x, state, env))
        return tuple(out.items())

    # Views -------------------------------------------------------------------------------

    def observe(self, state: State, seat: str) -> View:
        """What a seat sees."""
        masked, mask = self._sight.masked(state, self.seats.index(seat))
        return View(self.program, seat, masked, mask)

    def sees_move(self, before: State, seat: str, move: int) -> bool:
        """May this seat be told which option is taken?"""
        if before[2]:
            return True
        pause = self._pause(before)
        see = None if pause.kind == "act" else self._ask(pause).see
        if see is None:
            return True
        return bool(self.interpreter.value(see, before, {VIEWER: self.seats.index(seat)}))

    def value(self, source: View | State, name: str, *index: str) -> Cell:
        """A register, derived value or number; None from a View that may not see all it needs."""
        world = self.program.world
        if name in world.numbers:
            return world.numbers[name]
        if name in world.registers:
            if isinstance(source, View):
                return source.get(name, *index)
            ids = [world.sets[s].ids for _, s in world.registers[name].index]
            args = tuple(i.index(x) for i, x in zip(ids, index, strict=True))
            return decode(
                self.program, world.registers[name].type, self.interpreter.cell(source, name, args)
            )
        _, body = self.program.names.derived[name]
        sets = [world.sets[s] for _, s in self.program.decls.derived[name].of]
        places = tuple(s.ids.index(x) for s, x in zip(sets, index, strict=True))
        state = source.masked if isinstance(source, View) else source
        if isinstance(source, View) and not all(
            source.mask[at] for at in self._hidden_bytes(name, places)
        ):
            return None
        return decode(self.program, body.type, self._run.derived(name, places, state))

    def _hidden_bytes(self, name: str, places: tuple[int, ...]) -> tuple[int, ...]:
        """The bytes of a state that a derived cell may read and that some seat may not see."""
        key = (name, places)
        if key not in self._needs:
            slots, body = self.program.names.derived[name]
            e = ir.substitute(body, dict(zip(slots, places, strict=True)))
            out: list[int] = []
            for read in hidden_reads(self.program.names, e):
                info = self.program.world.registers[read.name]
                combos = cells_of(self.program, read.name)
                if all(isinstance(a, ir.Const) for a in read.args):
                    combos = [tuple(int(a.value) for a in read.args if isinstance(a, ir.Const))]
                out += [] if info.frozen else [info.offset + info.cell(c) for c in combos]
            self._needs[key] = tuple(out)
        return self._needs[key]

    def preview(self, view: View, move: int) -> Preview:
        """What a move would do as far as this view can tell, up to the next question."""
        state = bytearray(view.masked)
        before = self._public(view, state)
        try:
            events = self.apply_traced(state, move)
        except (IllegalMove, RangeBreach, IndexError, ValueError):
            return Preview((), (), self.pending(view.masked), ())
        shown = {n for n, _ in view.items()}
        changes = tuple(e for e in events if e.kind == "set" and e.cell in shown)
        after = self._public(view, state)
        derived = tuple((n, v, after[n]) for n, v in before.items() if after.get(n) != v)
        then = self.pending(state)
        odds: tuple[tuple[str, int], ...] = ()
        if then.kind == "chance" and not then.hidden:
            odds = tuple((self.move(i).title, w) for i, w in self.chance(state))
        return Preview(changes, derived, then, odds)

    def _public(self, view: View, state: State) -> dict[str, Cell]:
        out: dict[str, Cell] = {}
        seen = View(self.program, view.seat, state, view.mask)
        for name, decl in self.program.decls.derived.items():
            combos: list[list[str]] = [[]]
            for _, s in decl.of:
                info = self.program.world.sets[s]
                combos = [[*c, info.ids[m]] for c in combos for m in info.order]
            for ids in combos:
                value = self.value(seen, name, *ids)
                if value is not None:
                    out[cell_name(name, ids)] = value
        return out

    def undo_barrier(self, before: State, move: int, after: State, seat: str) -> str | None:
        """Why this move cannot be taken back by the seat, or None when it can."""
        actor = self.actor(before)
        if actor == CHANCE:
            return "Chance has spoken since."
        if actor < 0 or self.seats[actor] != seat:
            return "Another seat has acted since."
        place = self.seats.index(seat)
        old, new = self._sight.mask(before, place), self._sight.mask(after, place)
        always = set(self._sight.always)
        for at, (x, y) in enumerate(zip(old, new, strict=True)):
            if y and not x and at not in always:
                return "Something hidden was revealed."
        trial = bytearray(before)
        if any(e.kind == "reveal" for e in self.apply_traced(trial, move)):
            return "Something hidden was revealed."
        return None

    # Results and overrides ---------------------------------------------------------------

    def ending(self, state: State) -> str | None:
        """The ending's id, or None while the game goes on."""
        return self.program.endings[state[2] - 1].id if state[2] else None

    def _winner(self, state: State) -> int:
        code = self.program.endings[state[2] - 1]
        if code.winner is not None:
            return int(self.interpreter.value(code.winner, state, {}))
        return state[3] - 1

    def winner(self, state: State) -> str | None:
        """The winning seat, or None."""
        place = self._winner(state) if state[2] else -1
        return self.seats[place] if place >= 0 else None

    def returns(self, state: State) -> tuple[int, ...]:
        """Each seat's return; zeros while the game goes on."""
        if not state[2]:
            return (0,) * len(self.seats)
        code = self.program.endings[state[2] - 1]
        if code.returns is not None:
            return tuple(
                int(self.interpreter.value(code.returns, state, {code.seat: i}))
                for i in range(len(self.seats))
            )
        winner = self._winner(state)
        return tuple(0 if winner < 0 else 1 if i == winner else -1 for i in range(len(self.seats)))

    def score(self, state: State, seat: str) -> int | None:
        """A seat's score in a finished game, if the ending declares one."""
        if not state[2]:
            return None
        code = self.program.endings[state[2] - 1]
        if code.score is None:
            return None
        return int(self.interpreter.value(code.score, state, {code.seat: self.seats.index(seat)}))

    def verdict(self, state: State) -> str | None:
        """The verdict of a finished game, if the ending declares one."""
        if not state[2]:
            return None
        e = self.program.endings[state[2] - 1].verdict
        if e is None:
            return None
        found = decode(self.program, e.type, self.interpreter.value(e, state, {}))
        return found if isinstance(found, str) else None

    @property
    def cells(self) -> tuple[str, ...]:
        """The names of all register cells of this scenario's state."""
        out = []
        for name, info in self.program.world.registers.items():
            if not info.frozen:
                for combo in cells_of(self.program, name):
                    out.append(
                        cell_name(
                            name,
                            [
                                self.program.world.sets[s].ids[m]
                                for (_, s), m in zip(info.index, combo, strict=True)
                            ],
                        )
                    )
        return tuple(out)

    def override(
        self, state: State, cell: str, value: int | bool | str | None
    ) -> tuple[Cell, Cell]:
        """Set a register cell by name; returns (before, after); raises OverrideError."""
        name, _, rest = cell.partition("[")
        info = self.program.world.registers.get(name)
        if (
            info is None
            or info.frozen
            or cell.replace(" ", "") not in {c.replace(" ", "") for c in self.cells}
        ):
            hint = did_you_mean(cell, self.cells)
            raise OverrideError(f"No cell is called `{cell}`{'; ' + hint if hint else '.'}")
        sets = [self.program.world.sets[s] for _, s in info.index]
        parts = [p.strip() for p in rest.rstrip("]").split(",")] if rest else []
        at = info.offset + info.cell(
            tuple(s.ids.index(p) for s, p in zip(sets, parts, strict=True))
        )
        number = self._encode(info.type, value)
        if number is None:
            raise OverrideError(f"`{cell}` holds {info.type}; {value!r} does not fit.")
        before = decode(self.program, info.type, state[at] + info.type.lo)
        state[at] = number - info.type.lo
        return before, decode(self.program, info.type, number)

    def _encode(self, t: ir.Type, value: int | bool | str | None) -> int | None:
        if t.kind == "member":
            if value in (None, "none"):
                return -1 if t.none else None
            ids = self.program.world.sets[t.base].ids
            place = ids.index(value) if isinstance(value, str) and value in ids else -1
            return place if place >= 0 and t.mask >> place & 1 else None
        if type(value) is not (bool if t.kind == "bool" else int):
            return None
        return int(value) if t.lo <= int(value) <= t.hi else None

    # Texts and tables --------------------------------------------------------------------

    def members(self, set_name: str) -> tuple[str, ...]:
        """The members of a set in this scenario, in order."""
        info = self.program.world.sets[set_name]
        return tuple(info.ids[i] for i in info.order)

    def field(self, set_name: str, ident: str, field: str) -> Any:
        """A constant field of a member: a number, truth value, id, None, or tuple of ids."""
        info = self.program.world.sets[set_name]
        found = info.fields[field]
        place = info.ids.index(ident)
        if found.is_list:
            ids = self.program.world.sets[found.type.base].ids
            return tuple(ids[x] for x in found.lists[place])
        return decode(self.program, found.type, found.table[place])

    def title(self, set_name: str, ident: str) -> str:
        """The display name of a member."""
        info = self.program.world.sets.get(set_name)
        if info is None or ident not in info.ids:
            return _words(ident)
        return info.texts[info.ids.index(ident)].get("name") or _words(ident)

    def describe(self, kind: str, name: str) -> dict[str, Any]:
        """The display texts of a declared register, derived, action, event, procedure, ending...

        For ``member`` the name is ``set.id``.
        """
        d = self.program.decls
        if kind == "member":
            set_name, _, ident = name.partition(".")
            info = self.program.world.sets[set_name]
            return dict(info.texts[info.ids.index(ident)])
        tables: dict[str, Any] = {
            "register": d.registers, "derived": d.derived, "action": d.actions, "event": d.events,
            "procedure": d.procedures, "ending": d.endings, "number": d.numbers, "set": d.sets,
            "ban": d.bans,
        }  # fmt: skip
        texts = dict(tables[kind][name].texts)
        texts["name"] = texts.get("name") or _words(name)
        return texts

    @property
    def actions(self) -> tuple[ActionInfo, ...]:
        """The actions of this scenario with their texts."""
        out = []
        for name, code in self.program.actions.items():
            decl = self.program.decls.actions[name]
            t = decl.texts
            seats = tuple(self.seats[s] for s in code.seats)
            out.append(
                ActionInfo(
                    name,
                    t["name"] or _words(name),
                    seats,
                    code.menu,
                    t["text"],
                    t["trade_off"],
                    dict(decl.cost),
                    t["models"],
                )
            )
        return tuple(out)

    def invariants(self, state: State) -> list[str]:
        """The ids of the declared invariants that do not hold in a state."""
        rows = self.program.invariants
        return [row[0] for n, row in enumerate(rows) if not self._run.holds(n, state)]

    # Doctrine ----------------------------------------------------------------------------

    def doctrine(self, state: State, seat: str) -> Advice | None:
        """The first doctrine row of the seat to move that holds and has a legal move.

        Reads only the seat's view.
        """
        place = self.seats.index(seat)
        if self.actor(state) != place:
            return None
        view = self.observe(state, seat).masked
        pause = self._pause(state)
        legal = self.legal(state)
        for row in self.program.doctrine:
            if row.seat != place or (row.answer is None) != (pause.kind == "act"):
                continue
            if row.answer is not None and row.answer != f"{pause.script}.{pause.local}":
                continue
            if not self.interpreter.value(row.when, view, {}):
                continue
            found = self._best(row, pause, legal, view)
            if found is not None:
                return Advice(found, row.id, row.say)
        return None

    def _best(self, row: Row, pause: Pause, legal: list[int], view: State) -> int | None:
        best: tuple[int, int, int] | None = None
        for move in legal:
            code = self.program.moves[move]
            if row.answer is None:
                if code.action not in row.act:
                    continue
                order, key = row.act.index(code.action), code.action
                env: dict[int, Any] = dict(
                    zip(self.program.actions[key].params, code.combo, strict=True)
                )
            else:
                order, key = 0, ""
                env = {row.option: pause.values[pause.ids.index(move)]}
            rank = int(self.interpreter.value(row.best[key], view, env)) if key in row.best else 0
            mine = (-rank, order, move)
            if best is None or mine < best:
                best = mine
        return None if best is None else best[2]


def _words(ident: str) -> str:
    """An identifier as words: ``joint_patrol`` is Joint patrol."""
    text = ident.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]
