"""Tells of leaks: one finding for one cause, where the cause is."""

from __future__ import annotations

import attrs

from game.rules.context import CompileContext
from game.rules.declare.records import Declarations
from game.rules.diagnostics import Diagnostic, TomlPath
from game.rules.information.labels import Secret

#: From so many places on, the derived value that they all read is the cause, not each place.
MANY_READERS = 3
#: So many secret writes to a register, and no open one, blame its `see`.
MANY_WRITES = 2
_NAMED = 4


@attrs.frozen
class Leak:
    """One place where a secret decides what more seats see; `into` is the register it reaches."""

    rule: str
    at: int
    secret: Secret
    what: str
    into: str = ""


class Leaks:
    """The leaks of a scenario, as they are found; `findings` tells of their causes."""

    def __init__(self, decls: Declarations) -> None:
        """None is found yet."""
        self._decls = decls
        self._leaks: list[Leak] = []
        self._findings: list[Diagnostic] = []
        self._told: set[tuple[str, int, str]] = set()
        self._open_writes: set[str] = set()

    def add(self, leak: Leak) -> None:
        """A secret decides too much; told once for one secret at one statement."""
        if self._first(leak.rule, leak.at, leak.secret.name):
            self._leaks.append(leak)

    def tell(self, rule: str, at: int, name: str, said: str, hint: str) -> None:
        """A leak that is its own cause."""
        if self._first(rule, at, name):
            self._findings.append(_leak(_script(rule), at, name, said, hint))

    def written_openly(self, register: str) -> None:
        """What all may know is written to a register too: then its `see` is not to blame."""
        self._open_writes.add(register)

    def _first(self, rule: str, at: int, name: str) -> bool:
        here = (rule, max(at, 0), name)
        new = here not in self._told
        self._told.add(here)
        return new

    def findings(self) -> list[Diagnostic]:
        """One finding for each cause: a derived value, the `see` of a register, a single place."""
        out, rest = list(self._findings), list(self._leaks)
        for via in dict.fromkeys(x.secret.via for x in rest):
            shared = [x for x in rest if x.secret.via == via]
            if via in self._decls.derived and len(shared) >= MANY_READERS:
                rest = [x for x in rest if x.secret.via != via]
                out.append(self._at_value(via, shared))
        for into in dict.fromkeys(x.into for x in rest if x.into):
            shared = [x for x in rest if x.into == into and not x.secret.act]
            if into not in self._open_writes and len(shared) >= MANY_WRITES:
                rest = [x for x in rest if x not in shared]
                out.append(self._at_see(into, shared))
        for leak in rest:
            name = leak.secret.name
            said, hint = f"`{name}` decides {leak.what}.", f"{_cure(name)}."
            if leak.secret.act:
                said = f"which action is taken is told to few seats, and decides {leak.what}."
                hint = (
                    "note here only what as few see, and let the rest come of it after the `act`."
                )
            out.append(_leak(_script(leak.rule), leak.at, name, said, hint))
        return out

    def _at_value(self, derived: str, leaks: list[Leak]) -> Diagnostic:
        """A derived value that reads a secret."""
        name = leaks[0].secret.name
        said = f"`{derived}` reads `{name}`, which few seats see, and decides what more see"
        path = self._decls.derived[derived].told_at
        return _leak(path, 0, name, f"{said} {_places(leaks)}.", f"{_cure(name)} in `{derived}`.")

    def _at_see(self, register: str, leaks: list[Leak]) -> Diagnostic:
        """A register that more seats see than what is written to it."""
        name = leaks[0].secret.name
        said = f"`{register}` is seen by more seats than `{name}`, which decides it"
        hint = f"let fewer seats see `{register}`, or {_cure(name)} there."
        path = (*self._decls.registers[register].path, "see")
        return _leak(path, 0, name, f"{said} {_places(leaks)}.", hint)


def _leak(path: TomlPath, at: int, name: str, said: str, hint: str) -> Diagnostic:
    return Diagnostic("leak", path, max(at, 0), name, said, hint)


def _script(rule: str) -> TomlPath:
    return (*rule.split("."), "do")


def _cure(name: str) -> str:
    return f"write `reveal(...)` around what may be learnt of `{name}`"


def _places(leaks: list[Leak]) -> str:
    """How many places there are, and in which scripts."""
    scripts = list(dict.fromkeys(f"[{x.rule}]" for x in leaks))
    more = f" and {len(scripts) - _NAMED} more" if len(scripts) > _NAMED else ""
    return f"in {len(leaks)} places: {', '.join(scripts[:_NAMED])}{more}"


def told_by_repetition(ctx: CompileContext) -> None:
    """A finding where positions that hold secrets are compared: all learn when one comes back."""
    _, repetition = ctx.limits_declared
    if repetition is None:
        return
    hidden = [n for n, r in ctx.symbols.registers.items() if r.see is not None and not r.frozen]
    what = f"`{hidden[0]}` is" if hidden else "some answers are"
    said = f"{what} seen by few seats, and all would learn from an end that it stands as before."
    hint = "end such a game by `cap`, which counts decisions alone."
    ctx.report("leak", repetition.path, said, "", hint)
