"""The words of a game: names and display texts of its moves, members and rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final, Literal

from game.catalogue import called, inflected, number_text, phrase
from game.engine.core import Core
from game.engine.errors import UnknownMove
from game.engine.interpret import State
from game.engine.model import ActionInfo, Move
from game.engine.partial import BLANK
from game.engine.specs import Specs
from game.engine.view import decode
from game.rules import ir

#: How a coin falls.
COIN: Final = {"true": "value.heads", "false": "value.tails"}
_WORDS: Final = {True: "value.yes", False: "value.no", None: "value.none"}


class Texts:
    """The words of one game."""

    def __init__(self, core: Core, specs: Specs) -> None:
        self._core, self._specs, self._program = core, specs, core.program
        self.names = tuple(m.name for m in core.program.moves)

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {name: move for move, name in enumerate(self.names)}

    def known(self, name: str) -> int | None:
        """The number of a named move, or None."""
        return self._ids.get(name)

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

    @cached_property
    def _told(self) -> dict[int, Move]:
        return {}

    def move(self, move: int) -> Move:
        """A move with its texts."""
        if move not in self._told:
            self._told[move] = self._with_texts(move)
        return self._told[move]

    def _with_texts(self, move: int) -> Move:
        code = self._program.moves[move]
        if code.action:
            texts = self._program.decls.actions[code.action].texts
            title = texts["name"] or words(code.action)
            action = self._program.actions[code.action]
            types = [self._program.functions[action.function].locals[p][1] for p in action.params]
            targets = tuple(
                self._program.symbols.sets[t.base].ids[v]
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
        title, targets, asked = words(option), (), ""
        for point in self._program.questions:
            if move in point.ids:
                kind = "choice" if point.kind == "choose" else "chance"
                ask = self._core.ask(point)
                base, asked = ask.domain.type.base, ask.text
                if (
                    base
                    and base in self._program.symbols.sets
                    and option in self._program.symbols.sets[base].ids
                ):
                    title = self.title(base, option)
                    targets = (option,)
                elif kind == "chance":
                    title = phrase(COIN[option]) if option in COIN else title
                break
        return Move(move, code.name, kind, code.script, code.local, targets, title, asked)

    def field(self, set_name: str, ident: str, field: str) -> Any:
        """A constant field of a member: a number, truth value, id, None, or tuple of ids."""
        info = self._program.symbols.sets[set_name]
        found = info.fields[field]
        place = info.ids.index(ident)
        if found.is_list:
            ids = self._program.symbols.sets[found.type.base].ids
            return tuple(ids[x] for x in found.lists[place])
        return decode(self._program, found.type, found.table[place])

    def title(self, set_name: str, ident: str) -> str:
        """The display name of a member."""
        info = self._program.symbols.sets.get(set_name)
        if info is None or ident not in info.ids:
            return words(ident)
        return info.texts[info.ids.index(ident)].get("name") or words(ident)

    def short(self, set_name: str, ident: str) -> str:
        """What people call a member in few words; see `short_name`."""
        info = self._program.symbols.sets.get(set_name)
        known = info is not None and ident in info.ids
        return short_name(self.describe("member", f"{set_name}.{ident}") if known else {}, ident)

    def sentence(
        self,
        parts: ir.Sentence,
        state: State,
        env: dict[int, Any],
        value: Callable[..., Any] | None = None,
        brief: bool = False,
    ) -> str:
        """Words with the values that stand in them, in a state.

        Args:
            parts: what it is made of.
            state: the state.
            env: the locals that are not in it.
            value: what works out an expression; `BLANK`, where it cannot, stands there as `?`.
            brief: whether members have their short names, where they have one.
        """
        value = value or self._core.interpreter.value
        name = self.short if brief else self.title

        def told(part: ir.SentencePart) -> str:
            if isinstance(part, str):
                return part
            if isinstance(part, ir.Chosen):
                held = value(part.test, state, env)
                return "?" if held is BLANK else told(part.held if held else part.other)
            if isinstance(part, ir.Formed):
                return inflected(told(part.value), part.form)
            number = value(part, state, env)
            if number is BLANK:
                return "?"
            found = decode(self._program, part.type, number)
            if isinstance(found, str):
                return name(part.type.base, found)
            if isinstance(found, bool) or found is None:
                return phrase(_WORDS[found])
            return number_text(found)

        return "".join(map(told, parts))

    def subject(self, e: ir.Expr, number: Any) -> tuple[str, str] | None:
        """The member that the value of an expression is, as its set and its id; None for none."""
        found = None if number is BLANK else decode(self._program, e.type, number)
        return (e.type.base, found) if isinstance(found, str) else None

    def verdict_title(self, verdict: str) -> str:
        """The name of a verdict for people."""
        home = self._home(verdict)
        return self.title(home, verdict) if home else verdict

    def verdict_text(self, verdict: str) -> str:
        """What a verdict means, in the words of the rules; nothing where they give none."""
        home = self._home(verdict)
        return str(self.describe("member", f"{home}.{verdict}").get("text") or "") if home else ""

    def _home(self, verdict: str) -> str | None:
        """The set that a verdict is of; None where no set has it."""
        kinds = {e.verdict.type.base for e in self._program.endings if e.verdict is not None}
        sets = self._program.symbols.sets
        return next((k for k in sorted(kinds) if k in sets and verdict in sets[k].ids), None)

    def describe(self, kind: str, name: str) -> dict[str, Any]:
        """The display texts of a declared register, derived, action, event, procedure, ending...

        For ``member`` the name is ``set.id``.
        """
        if kind == "member":
            set_name, _, ident = name.rpartition(".")
            info = self._program.symbols.sets[set_name]
            return dict(info.texts[info.ids.index(ident)])
        texts = dict(self._specs.tables[kind][name].texts)
        texts["name"] = texts.get("name") or words(name)
        return texts

    def named(self, kind: str, name: str) -> str:
        """The name that the rules give something declared; empty where they give none."""
        return str(self._specs.tables[kind][name].texts.get("name") or "")

    @cached_property
    def actions(self) -> tuple[ActionInfo, ...]:
        """The actions of this scenario with their texts."""
        out = []
        for name, code in self._program.actions.items():
            decl = self._program.decls.actions[name]
            t = decl.texts
            seats = tuple(self._core.seats[s] for s in code.seats)
            out.append(
                ActionInfo(
                    name,
                    t["name"] or words(name),
                    seats,
                    code.menu,
                    t["text"],
                    t["trade_off"],
                    dict(decl.cost),
                    t["models"],
                    tuple(self._program.functions[code.function].locals[p][0] for p in code.params),
                    tuple(need.say for need in decl.needs if need.say),
                )
            )
        return tuple(out)


def short_name(texts: Mapping[str, Any], ident: str) -> str:
    """What people call something in few words: its short name, else its name, else its id."""
    return str(texts.get("short") or texts.get("name") or words(ident))


def words(ident: str) -> str:
    """An identifier as words: ``second_round`` is Second round, or what the language calls it."""
    return called(ident)
