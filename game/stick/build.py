"""Puts the folder of a stick together."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import attrs

from game.catalogue import phrase
from game.resources import BUNDLED, PACKAGE, asset, data_root, rules_path
from game.stick.imports import missing
from game.stick.systems import SYSTEMS
from game.stick.wheels import StickError, Wheel, fetch, licences, unpack

#: Packages of extras that the program does without.
EXTRAS: Final = frozenset(
    ("chess", "dask", "distributed", "gymnasium", "numpy", "open_spiel", "packaging",
     "pettingzoo", "pip", "pyspiel")
)  # fmt: skip
#: What a stick has no use for.
_LEFT_OUT: Final = shutil.ignore_patterns("__pycache__", "*.pyc", "_data", "readme")

BAT: Final = """@echo off
setlocal
set "HERE=%~dp0"
if not exist "%HERE%windows\\python\\python.exe" (
  echo Unpack the embeddable Python {python} into "%HERE%windows\\python" first.
  pause
  exit /b 1
)
"%HERE%windows\\python\\python.exe" -X utf8 -m game %*
if errorlevel 1 pause
"""

# -P: a folder that one stands in, and that has a `game` as well, is not taken for ours.
SHELL: Final = """#!/bin/sh
# Starts Panj on Linux; nothing is installed.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
for python in "$here/linux/python/bin/python3" {candidates} python3; do
  found=$(command -v "$python" 2>/dev/null) || continue
  version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  if [ -d "$here/linux/lib-$version" ]; then
    PYTHONPATH="$here/app:$here/linux/lib-$version" PYTHONNOUSERSITE=1 \\
      exec "$found" -P -X utf8 -m game "$@"
  fi
done
echo "Panj needs one of these: {named}. None was found on this computer." >&2
exit 1
"""


#: A workshop with phones: the same, with one word more.
WORKSHOP_BAT: Final = '@call "%~dp0Panj.bat" serve %*\n'
WORKSHOP_SHELL: Final = """#!/bin/sh
exec sh "$(dirname -- "$0")/panj.sh" serve "$@"
"""


@attrs.frozen
class StickOrder:
    """What a stick is to have.

    Attributes:
        folder: where it is made.
        windows: the version of Python for Windows; empty for no Windows.
        embeddable: the embeddable Python for Windows, a zip or an unpacked folder; None where
            whoever carries the stick puts it there.
        linux: the versions of Python for Linux.
        portable: a folder with a Python for Linux that runs from anywhere; None for the
            computer's own.
        wheels: a folder of wheels to take instead of letting pip fetch them.
    """

    folder: Path
    windows: str = "3.11"
    embeddable: Path | None = None
    linux: tuple[str, ...] = ("3.11",)
    portable: Path | None = None
    wheels: Path | None = None


def build(order: StickOrder, tell: Callable[[str], None] = lambda _: None) -> list[Wheel]:
    """Make the folder of a stick.

    Args:
        order: what it is to have.
        tell: told in a few words what is being done.

    Returns:
        The wheels that are on it.

    Raises:
        StickError: something cannot be had, or lacks.
        OSError: the folder or a file cannot be written.
    """
    order.folder.mkdir(parents=True, exist_ok=True)
    app = order.folder / "app"
    _program(app)
    found: list[Wheel] = []
    with tempfile.TemporaryDirectory() as spare:
        if order.windows:
            tell("Windows")
            lib = order.folder / "windows" / "lib"
            found += _system("windows", order.windows, lib, Path(spare), order)
            _embed(order)
        for python in order.linux:
            tell(f"Linux, Python {python}")
            lib = order.folder / "linux" / f"lib-{python}"
            found += _system("linux", python, lib, Path(spare), order)
        if order.linux and order.portable is not None:
            _fresh(order.folder / "linux" / "python")
            shutil.copytree(
                order.portable, order.folder / "linux" / "python", symlinks=False,
                ignore=shutil.ignore_patterns("__pycache__", "*.pyc", "test", "*.a"),
            )  # fmt: skip
        _licences(order.folder / "licences", found)
    _starters(order)
    return found


def _fresh(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _program(app: Path) -> None:
    """The program itself, as a wheel of it would lie."""
    _fresh(app)
    shutil.copytree(PACKAGE, app / "game", ignore=_LEFT_OUT)
    data = app / "game" / BUNDLED.name
    shutil.copytree(data_root() / "assets", data / "assets", ignore=_LEFT_OUT)
    shutil.copy(rules_path(), data / "rules.toml")


def _system(name: str, python: str, lib: Path, spare: Path, order: StickOrder) -> list[Wheel]:
    wheels = fetch(spare / f"{name}-{python}", SYSTEMS[name], python, order.wheels)
    _fresh(lib)
    for wheel in wheels:
        unpack(wheel.path, lib)
    lost = missing(order.folder / "app" / "game", lib, EXTRAS)
    if lost:
        raise StickError(phrase("stick.lacks", system=name, what=", ".join(sorted(lost))))
    return wheels


def _embed(order: StickOrder) -> None:
    """Unpack the embeddable Python, and tell it where the program and its packages lie."""
    python = order.folder / "windows" / "python"
    if order.embeddable is not None:
        _fresh(python)
        try:
            if order.embeddable.is_dir():
                shutil.copytree(order.embeddable, python)
            else:
                with ZipFile(order.embeddable) as file:
                    file.extractall(python)
        except (OSError, BadZipFile) as error:
            raise StickError(phrase("stick.no_python", path=order.embeddable)) from error
        if not (python / "python.exe").is_file():
            raise StickError(phrase("stick.no_python", path=order.embeddable))
    python.mkdir(parents=True, exist_ok=True)
    digits = order.windows.replace(".", "")
    # With this file beside it Python looks nowhere else, whatever is set on the computer.
    lines = (f"python{digits}.zip", ".", "..\\lib", "..\\..\\app", "")
    (python / f"python{digits}._pth").write_bytes("\r\n".join(lines).encode())


def _starters(order: StickOrder) -> None:
    """What one clicks or types."""
    if order.windows:
        texts = {"Panj.bat": BAT.format(python=order.windows), "Workshop.bat": WORKSHOP_BAT}
        for name, text in texts.items():
            (order.folder / name).write_bytes(text.replace("\n", "\r\n").encode("ascii"))
    if order.linux:
        names = [f"python{version}" for version in order.linux]
        starter = SHELL.format(candidates=" ".join(names), named=", ".join(names))
        for name, text in {"panj.sh": starter, "workshop.sh": WORKSHOP_SHELL}.items():
            path = order.folder / name
            path.write_bytes(text.encode("ascii"))
            path.chmod(0o755)
    read_me = f"{phrase('stick.read_me')}\n".replace("\n", "\r\n")
    (order.folder / "READ ME.txt").write_bytes(read_me.encode("utf-8"))


def _licences(folder: Path, wheels: Sequence[Wheel]) -> None:
    """The licences of all that is on the stick, and a list of them."""
    _fresh(folder)
    folder.mkdir(parents=True)
    rows = []
    for wheel in sorted({w.name: w for w in wheels}.values(), key=lambda w: w.name):
        rows.append(f"{wheel.name} {wheel.version}: {wheel.licence or '?'}")
        for name, text in licences(wheel.path):
            place = folder / f"{wheel.name}-{wheel.version}"
            place.mkdir(exist_ok=True)
            (place / name).write_bytes(text)
    own = next((p for p in (PACKAGE.parent / "LICENSE",) if p.is_file()), None)
    if own is not None:
        shutil.copy(own, folder / "Panj-LICENSE.txt")
    shutil.copy(asset("CREDITS.md"), folder / "Panj-CREDITS.md")
    for path in sorted(asset().rglob("*")):
        if path.name.upper().startswith(("LICENSE", "OFL")):
            shutil.copy(path, folder / f"Panj-{path.parent.name}-{path.name}")
    (folder / "LIST.txt").write_text("\n".join([*rows, ""]), encoding="utf-8", newline="\r\n")
