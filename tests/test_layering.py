"""What each room may touch of another, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

GAME = Path(__file__).parent.parent / "game"
#: Where the rules' own text is read, in which a bracket opens a table or an index.
READERS = {"rules/cell_id.py", "rules/parse/scan.py"}
SPLITS = {"split", "rsplit", "partition", "rpartition", "find", "index"}


def sources() -> list[Path]:
    return sorted(GAME.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(GAME).as_posix()


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


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_nothing_outside_the_engine_looks_into_a_program(path: Path) -> None:
    if not name_of(path).startswith(INSIDE):
        found = list(program_uses(ast.parse(path.read_text(encoding="utf-8"))))
        # `Rules.program` compiles: the checker calls it for its findings alone.
        if name_of(path) == "check/option_coverage.py":
            found = found[1:]
        assert not found, f"{path}: ask the game on lines {found}"


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_only_cell_id_takes_the_name_of_a_cell_apart(path: Path) -> None:
    if name_of(path) not in READERS:
        found = list(bracket_splits(ast.parse(path.read_text(encoding="utf-8"))))
        assert not found, f"{path}: use CellId.parse on lines {found}"


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


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_what_faces_show_before_a_decision_is_counted(path: Path) -> None:
    if name_of(path).startswith(FACES):
        found = list(uncounted_looks(ast.parse(path.read_text(encoding="utf-8"))))
        allowed = 1 if name_of(path) in UNCOUNTED else 0
        assert len(found) <= allowed, f"{path}: ask the sitting on lines {found}"
