"""How the code is laid out: floors, no circles, imports in sight, names of one meaning each.

All of it is read from the source; imports for typing alone count like any other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.sources import ROOT, trees

#: The floors of the house, the lowest first; those on one line stand side by side.
FLOORS = (
    ("__init__",),
    ("resources", "pseudo", "files"),
    ("letters",),
    ("catalogue",),
    ("processes",),
    ("rules",),
    ("engine",),
    ("story",),
    ("table",),
    ("drawing",),
    ("bots",),
    ("report",),
    ("check",),
    ("balance",),
    ("umpire",),
    ("paper",),
    ("stick",),
    ("serve",),
    ("terminal", "ui"),
    ("bridge",),
    ("commands",),
    ("cli",),
    ("__main__",),
)

#: Imports inside functions that have a reason: the module, what it imports so, and why.
LATE = {
    ("game.engine.tiered", "game.engine.wasm"): "a program is compiled only once that pays",
    ("game.engine.game", "game.engine.wasm"): "a table is opened without it",
    ("game.__main__", "game.cli"): "Ctrl-C is caught however early it comes",
    ("game.catalogue", "*"): "a command that prints no words of its own loads none",
    ("game.cli", "*"): "a command loads what it needs when it is run, and --help nothing",
    ("game.commands.balance", "*"): "as above",
    ("game.commands.paper", "*"): "as above",
    ("game.commands.review", "*"): "as above",
    ("game.commands.serve", "*"): "as above",
    ("game.commands.stick", "*"): "as above",
    ("game.terminal.exit_status", "*"): "what tells errors apart is loaded when there is one",
    (
        "game.ui.after_game",
        "game.report.folder",
    ): "nobody waits for it before the end",
    ("game.ui.games", "game.serve.kept_devices"): "a window needs no server before phones join",
    ("game.ui.games", "game.serve.running"): "as above",
    ("game.ui.games", "game.ui.phones"): "as above",
    ("game.ui.desktop", "pygame._sdl2.video"): "not every build of pygame has it",
    ("game.serve.running", "fcntl"): "not every system has it",
    ("game.rules.source.positions", "tree_sitter"): "only a finding needs positions",
    ("game.rules.source.positions", "tree_sitter_toml"): "only a finding needs positions",
}


def modules(top: Path = ROOT) -> dict[str, Path]:
    """Every module of the game by its name."""
    found = {}
    for path in sorted((top / "game").rglob("*.py")):
        name = ".".join(path.relative_to(top).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()


@cache
def module_trees() -> dict[str, ast.Module]:
    """The syntax tree of each module."""
    return {name: trees()[path] for name, path in MODULES.items()}


def targets(node: ast.AST, known: dict[str, Path]) -> Iterator[str]:
    """The modules that an import names; of ours the module itself, not what is taken out of it."""
    match node:
        case ast.Import():
            yield from (alias.name for alias in node.names)
        case ast.ImportFrom(module=str(module), level=0):
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner in known else module
        case ast.ImportFrom():
            raise AssertionError(f"line {node.lineno}: name the module whole, not by dots")


@cache
def imports(name: str) -> set[str]:
    """The modules of the game that a module imports, wherever it does so."""
    found = {t for node in ast.walk(module_trees()[name]) for t in targets(node, MODULES)}
    return {target for target in found if target in MODULES}


def room(name: str) -> str:
    """The room that a module belongs to."""
    return [*name.split("."), "__init__"][1]


def floor(name: str) -> int:
    """The floor that a module stands on."""
    return next(n for n, rooms in enumerate(FLOORS) if room(name) in rooms)


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """Modules that import each other round and round; none if nothing does."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def late_imports(tree: ast.AST, known: dict[str, Path]) -> Iterator[tuple[str, int]]:
    """What is imported inside a function, and on which line."""
    for outer in ast.walk(tree):
        if isinstance(outer, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            for node in ast.walk(outer):
                for target in targets(node, known):
                    assert isinstance(node, (ast.Import, ast.ImportFrom))
                    yield target, node.lineno


def test_imports_point_down_the_floors() -> None:
    arrows = [(name, target) for name in MODULES for target in sorted(imports(name))]
    upstairs = [(a, b) for a, b in arrows if floor(b) > floor(a)]
    assert not upstairs, "these import from a floor above their own"


def test_rooms_on_one_floor_do_not_know_each_other() -> None:
    arrows = [(name, target) for name in MODULES for target in sorted(imports(name))]
    beside = [(a, b) for a, b in arrows if floor(a) == floor(b) and room(a) != room(b)]
    assert not beside, "these import from another room on their own floor"


def test_no_module_imports_itself_by_way_of_others() -> None:
    arrows = {name: imports(name) - {name} for name in MODULES}
    assert not circle(arrows), "these import each other in a circle"


def test_imports_stand_at_the_top() -> None:
    late = [
        f"{name}, line {line}: {target}"
        for name, tree in module_trees().items()
        for target, line in late_imports(tree, MODULES)
        if not {(name, "*"), (name, target)} & LATE.keys()
    ]
    assert not late, "import these at the top, or give a reason in LATE"


def test_each_exception_is_needed() -> None:
    for name, target in LATE:
        found = {t for t, _ in late_imports(module_trees()[name], MODULES)}
        assert found if target == "*" else target in found, f"{name} no longer imports {target}"


def sittings(tree: ast.AST) -> Iterator[int]:
    """The lines on which a sitting is named or reached."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(names=names) if any(n.name == "Sitting" for n in names):
                yield node.lineno
            case ast.Attribute(attr="sitting" | "_sitting"):
                yield node.lineno


def test_the_window_reads_a_sitting_in_one_module_and_acts_on_it_in_another() -> None:
    touching = [
        name for name in MODULES if room(name) == "ui" and [*sittings(module_trees()[name])]
    ]
    # What was is read where nothing can be done; the others are what a seat's client is made of.
    assert touching == [
        "game.ui.after_game",
        "game.ui.keeping",
        "game.ui.phones",
        "game.ui.replay_client",
        "game.ui.room_client",
        "game.ui.seat_client",
        "game.ui.shared_table",
        "game.ui.umpire_client",
    ]


def test_screens_do_not_make_each_other() -> None:
    routes = {f"game.ui.screens.{name}" for name in ("title", "setup", "table", "replay", "end")}
    makers = {name for name in MODULES if imports(name) & routes}
    # The pictures and the figures are of a table at rest, which no route leads to; a replay and the
    # umpire's console are the table itself, and so is what a room looks at, and one seat in it.
    assert makers == {
        "game.ui.routes",
        "game.ui.screens.here",
        "game.ui.screens.room",
        "game.ui.screens.replay",
        "game.ui.screens.umpire",
        "game.ui.screenshot",
        "game.ui.bench",
    }


def defined(tree: ast.Module) -> Iterator[str]:
    """The public classes and type aliases that a module defines."""
    for node in tree.body:
        match node:
            case (
                ast.ClassDef(name=name)
                | ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias"))
            ):
                told = name
            # An alias is written like a class, a constant in capitals.
            case ast.Assign(targets=[ast.Name(id=name)]) if not name.isupper():
                told = name
            case _:
                continue
        if told[0].isupper():
            yield told


def test_no_class_name_means_two_things() -> None:
    homes: dict[str, list[str]] = {}
    for module, tree in module_trees().items():
        for name in defined(tree):
            homes.setdefault(name, []).append(module)
    assert not {name: found for name, found in homes.items() if len(found) > 1}


def undocumented(tree: ast.Module | ast.ClassDef) -> Iterator[str]:
    """The public classes, functions and methods that have no docstring."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(decorator_list=[ast.Name(id="overload")]):
                continue
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) if name[0] != "_":
                if ast.get_docstring(node) is None:
                    yield name
                if isinstance(node, ast.ClassDef):
                    yield from (f"{name}.{inner}" for inner in undocumented(node))


def test_what_is_public_in_rules_and_engine_says_what_it_is() -> None:
    floors = [name for name in MODULES if room(name) in ("rules", "engine")]
    assert not {name: found for name in floors if (found := [*undocumented(module_trees()[name])])}


def test_what_this_file_looks_for_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) in (
        ["a", "b", "c", "a"],
        ["b", "c", "a", "b"],
        ["c", "a", "b", "c"],
    )
    tree = ast.parse("import a\ndef f():\n    from game.ui import b\n    import c.d\n")
    assert list(late_imports(tree, {"game.ui.b": ROOT})) == [("game.ui.b", 3), ("c.d", 4)]
    tree = ast.parse(
        "class A: ...\nBee = int | str\nC: TypeAlias = int\nD: int = 1\n_E = F\nG2 = 3\n"
    )
    assert list(defined(tree)) == ["A", "Bee", "C"]
    tree = ast.parse("class A:\n  def f(self): ...\n  def _g(self): ...\n")
    assert list(undocumented(tree)) == ["A", "A.f"]
    assert floor("game.ui.app") > floor("game.table") > floor("game.rules.program")
