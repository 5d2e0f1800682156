"""What no scenario uses: names, sets, rows of doctrine, and actions that nobody can ever take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from game.rules.declare.options import options_of
from game.rules.declare.records import Declarations, DoctrineDecl, ScriptDecl, SetDecl
from game.rules.declare.toml_reader import DISPLAY
from game.rules.diagnostics import Diagnostic, TomlPath, did_you_mean
from game.rules.pipeline import Compilation
from game.rules.resolve.scopes import questions_of


class Usage:
    """What the compilations of all scenarios used, and found out of reach."""

    def __init__(self, decls: Declarations) -> None:
        """Nothing is used yet.

        Args:
            decls: the rules file.
        """
        self.decls = decls
        self.used: set[str] = set()
        self.out_of_reach: dict[str, str] = {}
        self.in_reach: set[str] = set()
        self.idle: list[Diagnostic] = []
        self.injects: set[str] = set()

    def add(self, compilation: Compilation) -> None:
        """Note what one scenario uses."""
        self.used |= compilation.ctx.scopes.used
        for name, action in compilation.actions.items():
            if action.never is not None:
                self.out_of_reach[name] = action.never
            elif action.offered:
                self.in_reach.add(name)
        self.idle += _idle_options(compilation)
        self.injects |= compilation.ctx.injects.keys()

    def warnings(self) -> list[Diagnostic]:
        """What the author may have forgotten."""
        return [
            *self._unused(), *self._unused_sets(), *self._left_out(), *self._never_taken(),
            *self._never_injected(), *self.idle,
        ]  # fmt: skip

    def _unused(self) -> list[Diagnostic]:
        """What no rule reads or sets; a derived value with a name is shown to people."""
        decls, out = self.decls, []
        tables: dict[str, Mapping[str, Any]] = {
            "number": decls.numbers, "table": decls.tables,
            "register": {n: r for n, r in decls.registers.items() if not r.zone},
            "derived": decls.derived, "procedure": decls.procedures, "ending": decls.endings,
        }  # fmt: skip
        out += [
            _unused(f"zone.{place.zone}.places", name, place.path)
            for name, place in decls.places.items()
            if name not in self.used
        ]
        for kind, table in tables.items():
            for name, decl in table.items():
                shown = kind == "derived" and (decl.texts["name"] or decl.show)
                whole = kind == "procedure" and name == decls.play
                if name not in self.used and not shown and not whole:
                    out.append(_unused(kind, name, decl.path))
        return out

    def _unused_sets(self) -> list[Diagnostic]:
        """Sets of which no rule names the set, a subset or a member."""
        decls = self.decls
        named = self.used | {"seat"} | set(decls.decks) | set(_set_words(decls))
        fields = {name: set(_field_words(decl)) for name, decl in decls.sets.items()}
        # Counted once, and not gathered anew for each set: a file may have thousands of them.
        told = Counter(word for words in fields.values() for word in words)
        out = []
        for name, decl in decls.sets.items():
            # The members of a subset are the other set's.
            words = {name} if decl.of else {name, *(m[0] for m in decl.members)}
            if not decl.made and not any(
                w in named or told[w] > (w in fields[name]) for w in words
            ):
                out.append(_unused("set", name, decl.path))
        return out

    def _left_out(self) -> list[Diagnostic]:
        """Actions, cards and members that every scenario's own list leaves out."""
        decls, scenarios = self.decls, self.decls.scenarios.values()
        places: dict[str, dict[str, TomlPath]] = {
            "actions": {name: a.path for name, a in decls.actions.items()},
            **{name: {m: path for m, _, path in s.members} for name, s in decls.sets.items()},
            **{name: {c: d.path for c, d in deck.items()} for name, deck in decls.decks.items()},
        }
        out = []
        for kind, declared in places.items():
            told = "`actions`" if kind == "actions" else f"`only.{kind}`"
            lists = [s.actions if kind == "actions" else s.only.get(kind) for s in scenarios]
            listed = {name for names in lists for name in names or ()}
            if lists and None not in lists:
                out += [
                    Diagnostic(
                        "unused", path, 0, name, f"no scenario plays `{name}`.",
                        f"name it in the {told} of one, or leave it out.", severity="warning",
                    )
                    for name, path in declared.items()
                    if name not in listed
                ]  # fmt: skip
        return out

    def _never_taken(self) -> list[Diagnostic]:
        """Actions whose conditions rule out every combination, wherever they are played."""
        return [
            Diagnostic(
                "never", self.decls.actions[name].path, 0, name,
                f"`{name}` can never be taken, {why}.", severity="warning",
            )
            for name, why in self.out_of_reach.items()
            if name not in self.in_reach
        ]  # fmt: skip

    def _never_injected(self) -> list[Diagnostic]:
        """Injects that name, in every scenario, what it leaves out."""
        return [
            Diagnostic(
                "unused", decl.path, 0, name, f"`{name}` names what every scenario leaves out.",
                severity="warning",
            )
            for name, decl in self.decls.injects.items()
            if name not in self.injects
        ]  # fmt: skip


def asked_questions(decls: Declarations) -> frozenset[str]:
    """The questions to seats that any script asks, as ``script.local``, in whichever scenario."""
    scripts = [(name, action.do) for name, action in decls.actions.items()]
    tables: list[Mapping[str, ScriptDecl]] = [decls.procedures, *decls.decks.values()]
    for table in tables:
        scripts += [(name, script.do) for name, script in table.items()]
    return frozenset(question for name, text in scripts for question in questions_of(name, text))


def dead_answers(rows: Iterable[DoctrineDecl], asked: Collection[str]) -> list[Diagnostic]:
    """Rows of doctrine that answer what no script asks.

    Args:
        rows: the rows.
        asked: all that scripts ask, of `asked_questions`.
    """
    return [
        Diagnostic(
            "unknown-name", (*row.path, "answer"), 0, row.answer,
            f"no script asks `{row.answer}`.",
            _asked_near(row.answer, sorted(asked)),
        )
        for row in rows
        if row.answer is not None and row.answer not in asked
    ]  # fmt: skip


def _asked_near(answer: str, asked: list[str]) -> str | None:
    """The hint for an answer to no question: its script may be left out."""
    whole = next((question for question in asked if question.endswith(f".{answer}")), None)
    return f"did you mean `{whole}`?" if whole else did_you_mean(answer, asked)


def _idle_options(compilation: Compilation) -> Iterable[Diagnostic]:
    """Values of options that change no number which anything reads in the scenario."""
    ctx = compilation.ctx
    scenario, numbers = ctx.scenario, ctx.symbols.numbers
    for option in options_of(ctx.decls, scenario):
        idle = [
            value.name
            for value in option.values
            if value.numbers
            and not any(
                number in ctx.scopes.numbers and numbers.get(number) != wanted
                for number, wanted in value.numbers.items()
            )
        ]
        if idle:
            said = " and ".join(f"`{name}`" for name in idle)
            path = scenario.path if scenario.name in ctx.decls.scenarios else option.path
            yield Diagnostic(
                "unused", path, 0, option.name,
                f"{said} of the option `{option.name}` would change nothing in `{scenario.name}`.",
                "name the options it keeps: `options = [...]`.", severity="warning",
            )  # fmt: skip


def _unused(kind: str, name: str, path: TomlPath) -> Diagnostic:
    message = f"[{kind}.{name}] is never used."
    return Diagnostic("unused", path, 0, name, message, severity="warning")


def _set_words(decls: Declarations) -> Iterable[str]:
    """The words by which declarations name sets."""
    for register in decls.registers.values():
        yield register.up_to or str(register.range).partition(" ")[0]
    yield from (zone.of for zone in decls.zones.values())
    indexes = [
        *(register.of for register in decls.registers.values()),
        *(derived.of for derived in decls.derived.values()),
        *(action.choose for action in decls.actions.values()),
        *(procedure.params for procedure in decls.procedures.values()),
        *(inject.params for inject in decls.injects.values()),
        *(table.by for table in decls.tables.values()),
    ]
    yield from (table.value.partition(" ")[0] for table in decls.tables.values())
    yield from (text.partition(" ")[0] for index in indexes for _, text in index)
    for action in decls.actions.values():
        yield from action.seats
    yield from (decl.of for decl in decls.sets.values() if decl.of)


def _field_words(decl: SetDecl) -> Iterable[str]:
    """The words in the fields of a set's members."""
    for _, fields, _ in decl.members:
        for key, value in fields.items():
            if key not in DISPLAY:
                yield from map(str, value if isinstance(value, list) else [value])
