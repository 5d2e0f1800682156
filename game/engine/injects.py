"""Injects: what an umpire may let happen, and what would come of it.

Nothing here changes a state that it is given: an inject is looked at in a copy. What it comes to is
a list of cells with their new values, which is all that a table has to remember of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from game.engine.cells import Cells
from game.engine.core import Core
from game.engine.errors import InjectError
from game.engine.interpret import State
from game.engine.view import CellValue, Hidden
from game.rules.diagnostics import RulesError, did_you_mean
from game.rules.injects import WrittenInjects, draft, load_injects, parse_injects
from game.rules.program import InjectCode

#: Cells and their new values, by name.
Changes = Mapping[str, CellValue]
NO_CHANGES: Changes = MappingProxyType({})


@frozen
class Inject:
    """An inject as people are shown it.

    Attributes:
        id: its id.
        title: its name.
        text: what is read out.
        label: how far it is known, by the words of the game; may be empty.
        source: where it is told; may be empty.
        models: the rows of the source that it models.
        choose: what must be chosen, each a name and the set that it is of.
    """

    id: str
    title: str
    text: str
    label: str = ""
    source: str = ""
    models: tuple[str, ...] = ()
    choose: tuple[tuple[str, str], ...] = ()


class Injects:
    """The injects of one scenario: those of its rules, of files, and those made on the spot."""

    def __init__(self, core: Core, cells: Cells) -> None:
        self._core, self._cells = core, cells
        program = core.program
        decls = {name: program.decls.injects[name] for name in program.injects}
        self._own = WrittenInjects(decls, program.injects)

    def read(self, path: Path) -> InjectLibrary:
        """Read a file of injects; raises RulesError with all findings."""
        found = load_injects(path, self._core.program, self._core.program.decls.injects)
        return InjectLibrary(self, found)

    def parsed(self, text: str) -> InjectLibrary:
        """Read injects from a text; raises RulesError with all findings."""
        found = parse_injects(text, self._core.program, taken=self._core.program.decls.injects)
        return InjectLibrary(self, found)

    @property
    def own(self) -> InjectLibrary:
        """The injects of the rules."""
        return InjectLibrary(self, self._own)

    def drafted(self, state: State, text: str) -> Changes:
        """What a few statements would change that somebody writes on the spot.

        Raises:
            InjectError: they cannot be read or used; with the first finding.
            ScriptError: they would break a promise of the rules here.
        """
        try:
            code = draft(text, self._core.program)
        except RulesError as error:
            first = error.findings[0]
            hint = f" {first.suggestion}" if first.suggestion else ""
            where = f"Line {first.line}, column {first.column}"
            raise InjectError(f"{where}: {first.message}{hint}") from None
        return self.run(code, state, ())

    def run(self, code: InjectCode, state: State, chosen: Sequence[int]) -> Changes:
        """What an inject would change in a state, which stays as it is."""
        after = bytearray(state)
        self._core.interpreter.call(code.function, list(chosen), after)
        return {
            found.cell: found.after
            for found in self._cells.differences(state, after)
            if not isinstance(found.after, Hidden)
        }

    def fits(self, code: InjectCode, state: State) -> Iterator[tuple[int, ...]]:
        """What may be chosen now, as places in the sets."""
        sets = self._core.program.symbols.sets
        for chosen in product(*(sets[name].order for name in code.sets)):
            env = dict(zip(code.params, chosen, strict=True))
            if self._core.interpreter.value(code.when, state, env):
                yield chosen

    def ids(self, code: InjectCode, chosen: Sequence[int]) -> tuple[str, ...]:
        """The ids of what is chosen."""
        sets = self._core.program.symbols.sets
        return tuple(sets[s].ids[place] for s, place in zip(code.sets, chosen, strict=True))


class InjectLibrary:
    """Some injects: those of the rules, or of a file."""

    def __init__(self, injects: Injects, written: WrittenInjects) -> None:
        self._injects, self._written = injects, written

    @property
    def injects(self) -> tuple[Inject, ...]:
        """All of them, as people are shown them."""
        return _told(self._written, self._injects._core)

    def targets(self, state: State, name: str) -> list[tuple[str, ...]]:
        """What may be chosen for an inject in a state: the ids of members, in order.

        An inject of which nothing is chosen has one choice, the empty one, while it makes sense.

        Raises:
            InjectError: there is no such inject.
        """
        code = self._code(name)
        return [self._injects.ids(code, c) for c in self._injects.fits(code, state)]

    def changes(self, state: State, name: str, chosen: Sequence[str] = ()) -> Changes:
        """What an inject would change in a state.

        Args:
            state: the state, which stays as it is.
            name: the inject.
            chosen: what is chosen, as `targets` lists it.

        Raises:
            InjectError: there is no such inject, or it makes no sense so.
            ScriptError: it would break a promise of the rules here.
        """
        code = self._code(name)
        wanted = tuple(chosen)
        for places in self._injects.fits(code, state):
            if self._injects.ids(code, places) == wanted:
                return self._injects.run(code, state, places)
        title = self._written.decls[name].texts["name"]
        of = ", ".join(wanted)
        said = f"`{title}` cannot happen now"
        raise InjectError(f"{said} of {of}; `targets` lists of what it can." if of else f"{said}.")

    def _code(self, name: str) -> InjectCode:
        code = self._written.codes.get(name)
        if code is None:
            hint = did_you_mean(name, self._written.codes)
            raise InjectError(f"There is no inject `{name}`{f'; {hint}' if hint else '.'}")
        return code


def _told(written: WrittenInjects, core: Core) -> tuple[Inject, ...]:
    labels = core.program.decls.labels
    return tuple(
        Inject(
            name,
            decl.texts["name"],
            decl.texts["text"],
            labels.get(decl.texts["label"], ""),
            decl.texts["source"],
            tuple(decl.texts["models"]),
            decl.params,
        )
        for name, decl in written.decls.items()
        if name in written.codes
    )
