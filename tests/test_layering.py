"""What each room may touch of another, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.sources import GAME, trees

#: Where the rules' own text is read, in which a bracket opens a table or an index.
READERS = {"rules/cell_id.py", "rules/parse/scan.py"}
SPLITS = {"split", "rsplit", "partition", "rpartition", "find", "index"}


def sources() -> dict[str, ast.Module]:
    """Each module by its path below `game/`."""
    return {path.relative_to(GAME).as_posix(): tree for path, tree in trees().items()}


def bracket_splits(tree: ast.AST) -> Iterator[int]:
    """The lines on which a text is taken apart at a bracket."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(_, method), [ast.Constant(str(text)), *_]) if (
                method in SPLITS and "[" in text
            ):
                yield node.lineno


#: Rooms that may look into a program; all others ask a `Game`.
INSIDE = ("engine/", "rules/")
#: What a program is made of.
PARTS = {"program", "decls", "interpreter", "_core", "_specs", "_program"}
MODULES = {"game.rules.ir", "game.rules.program"}


def program_uses(tree: ast.AST) -> Iterator[int]:
    """The lines on which something of a program is read or imported."""
    for node in ast.walk(tree):
        match node:
            # What is private is one's own where it is said of `self`.
            case ast.Attribute(ast.Name("self"), part) if part.startswith("_"):
                pass
            case ast.Attribute(_, part) if part in PARTS:
                yield node.lineno
            case ast.Import(names) if any(name.name in MODULES for name in names):
                yield node.lineno
            case ast.ImportFrom(module, names) if module in MODULES or (
                module == "game.rules" and any(f"game.rules.{n.name}" in MODULES for n in names)
            ):
                yield node.lineno


def test_nothing_outside_the_engine_looks_into_a_program() -> None:
    found = {
        name: list(program_uses(tree))
        for name, tree in sources().items()
        if not name.startswith(INSIDE)
    }
    assert len(found) > 100
    # `Rules.program` compiles: the checker calls it for its findings alone.
    del found["check/option_coverage.py"][:1]
    assert not {name: lines for name, lines in found.items() if lines}, "ask the game there"


def test_only_cell_id_takes_the_name_of_a_cell_apart() -> None:
    found = {
        name: list(bracket_splits(tree)) for name, tree in sources().items() if name not in READERS
    }
    assert len(found) > 300
    assert not {name: lines for name, lines in found.items() if lines}, "use CellId.parse there"


#: What a sitting counts for the decision that is due: faces ask it, and not the game.
COUNTED = {"explain", "preview", "briefs"}
FACES = ("ui/", "terminal/")
#: Before a game is set up there is no sitting yet; whether there is a brief at all is no look.
UNCOUNTED = {"ui/screens/setup.py", "terminal/loop.py"}


def uncounted_looks(tree: ast.AST) -> Iterator[int]:
    """The lines on which a game is asked for what its sitting would count."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(ast.Attribute(_, "game" | "_game" | "scenario"), part) if (
                part in COUNTED
            ):
                yield node.lineno


def test_what_faces_show_before_a_decision_is_counted() -> None:
    found = {
        name: list(uncounted_looks(tree))
        for name, tree in sources().items()
        if name.startswith(FACES)
    }
    assert len(found) > 50
    for name in UNCOUNTED:
        del found[name][:1]
    assert not {name: lines for name, lines in found.items() if lines}, "ask the sitting there"
