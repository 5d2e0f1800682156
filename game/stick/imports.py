"""Whether a folder holds every module that a program imports: read from its source alone."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path


def imported(source: str) -> set[str]:
    """The packages that a module imports, wherever it does so; those of typing alone left out."""
    return set(_imports(ast.parse(source)))


def _imports(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            for other in node.orelse:
                yield from _imports(other)
            return
        case ast.Import():
            yield from (alias.name.partition(".")[0] for alias in node.names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module.partition(".")[0]
    for child in ast.iter_child_nodes(node):
        yield from _imports(child)


def missing(program: Path, folder: Path, apart: frozenset[str] = frozenset()) -> dict[str, str]:
    """The packages that modules of a program import and that are nowhere.

    Args:
        program: the folder of its package.
        folder: where the packages that it needs lie.
        apart: packages that it does without.

    Returns:
        By package, the first module that imports it.
    """
    there = {path.name.partition(".")[0] for path in folder.iterdir()} | {program.name}
    found: dict[str, str] = {}
    for path in sorted(program.rglob("*.py")):
        for name in imported(path.read_text(encoding="utf-8")):
            known = name in there or name in sys.stdlib_module_names or name in apart
            if not known:
                found.setdefault(name, path.relative_to(program).as_posix())
    return found
