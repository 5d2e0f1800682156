"""The words of a game: names and display texts of its moves, members and rules."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final, Literal

from game.engine.core import Core
from game.engine.errors import UnknownMove
from game.engine.model import ActionInfo, Move
from game.engine.view import decode

#: How a coin falls, for people.
COIN: Final = {"true": "Heads", "false": "Tails"}


class Texts(Core):
    """The part of a game that knows its words."""

    @cached_property
    def _ids(self) -> dict[str, int]:
        return {name: move for move, name in enumerate(self.names)}

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
        code = self.program.moves[move]
        if code.action:
            texts = self.program.decls.actions[code.action].texts
            title = texts["name"] or words(code.action)
            action = self.program.actions[code.action]
            types = [self.program.functions[action.unit].locals[p][1] for p in action.params]
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
        title, targets, asked = words(option), (), ""
        for pause in self.program.questions:
            if move in pause.ids:
                kind = "choice" if pause.kind == "choose" else "chance"
                ask = self._ask(pause)
                base, asked = ask.domain.type.base, ask.text
                if (
                    base
                    and base in self.program.world.sets
                    and option in self.program.world.sets[base].ids
                ):
                    title = self.title(base, option)
                    targets = (option,)
                elif kind == "chance":
                    title = COIN.get(option, title)
                break
        return Move(move, code.name, kind, code.script, code.local, targets, title, asked)

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
            return words(ident)
        return info.texts[info.ids.index(ident)].get("name") or words(ident)

    def short(self, set_name: str, ident: str) -> str:
        """What people call a member in few words; see `short_name`."""
        info = self.program.world.sets.get(set_name)
        known = info is not None and ident in info.ids
        return short_name(self.describe("member", f"{set_name}.{ident}") if known else {}, ident)

    def verdict_title(self, verdict: str) -> str:
        """The name of a verdict for people."""
        kinds = {e.verdict.type.base for e in self.program.endings if e.verdict is not None}
        sets = self.program.world.sets
        home = next((k for k in sorted(kinds) if k in sets and verdict in sets[k].ids), None)
        return self.title(home, verdict) if home else verdict

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
            "register": d.registers, "derived": d.derived, "action": d.actions,
            "procedure": d.procedures, "ending": d.endings, "number": d.numbers, "set": d.sets,
            "option": d.options, "ban": d.bans, **d.decks,
        }  # fmt: skip
        texts = dict(tables[kind][name].texts)
        texts["name"] = texts.get("name") or words(name)
        return texts

    @property
    def decks(self) -> tuple[str, ...]:
        """The names of the sets whose members are cards with scripts."""
        return tuple(self.program.decls.decks)

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
                    t["name"] or words(name),
                    seats,
                    code.menu,
                    t["text"],
                    t["trade_off"],
                    dict(decl.cost),
                    t["models"],
                )
            )
        return tuple(out)


def short_name(texts: Mapping[str, Any], ident: str) -> str:
    """What people call something in few words: its short name, else its name, else its id."""
    return str(texts.get("short") or texts.get("name") or words(ident))


def words(ident: str) -> str:
    """An identifier as words: ``second_round`` is Second round."""
    text = ident.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]
