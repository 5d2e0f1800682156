"""The wheels that a program needs on another system: fetched, put together, and unpacked."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from email.message import Message
from email.parser import Parser
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Final
from zipfile import BadZipFile, ZipFile

import attrs
import tomli
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from game.catalogue import phrase
from game.resources import PACKAGE
from game.stick.systems import System, environment

#: The heads of folders in a wheel whose contents belong beside its packages.
_BESIDE = ("purelib", "platlib")


#: The extra without which nobody joins with a phone.
SERVED: Final = "serve"


class StickError(Exception):
    """A stick cannot be made; the words say why."""


@attrs.frozen
class Wheel:
    """A wheel.

    Attributes:
        path: the file.
        name: of what it holds, in its plain form.
        version: of that.
        licence: its licence as it says it; empty where it does not.
        needs: what it needs, as requirements.
    """

    path: Path
    name: str
    version: str
    licence: str
    needs: tuple[str, ...]


def own_needs() -> list[str]:
    """What the program needs, with what serves a workshop's phones, as requirements."""
    project = PACKAGE.parent / "pyproject.toml"
    if project.is_file():
        read = tomli.loads(project.read_text(encoding="utf-8"))["project"]
        extra = read.get("optional-dependencies", {}).get(SERVED, [])
        return [str(need) for need in (*read["dependencies"], *extra)]
    told = [Requirement(need) for need in metadata.requires("panj") or []]
    found = []
    for need in told:
        if "extra" not in str(need.marker):
            found.append(str(need))
        elif need.marker is not None and need.marker.evaluate({"extra": SERVED}):
            need.marker = None
            found.append(str(need))
    return found


def wanted(needs: Sequence[str], system: System, python: str) -> dict[str, str]:
    """Of some requirements those that count on a system: what pip is asked for, by name.

    Args:
        needs: requirements with their markers.
        system: where.
        python: the version of Python there.
    """
    found: dict[str, str] = {}
    for need in needs:
        try:
            asked = Requirement(need)
        except InvalidRequirement:
            continue
        if asked.marker is None or asked.marker.evaluate(environment(system, python)):
            found[canonicalize_name(asked.name)] = f"{asked.name}{asked.specifier}"
    return found


def read_wheel(path: Path) -> Wheel:
    """What a wheel says of itself.

    Raises:
        StickError: it is no wheel that can be read.
    """
    try:
        with ZipFile(path) as file:
            inside = next(n for n in file.namelist() if n.endswith(".dist-info/METADATA"))
            told: Message = Parser().parsestr(file.read(inside).decode("utf-8", "replace"))
    except (OSError, BadZipFile, StopIteration) as error:
        raise StickError(phrase("stick.no_wheel", path=path)) from error
    classed = [
        str(c).rpartition("::")[2].strip()
        for c in told.get_all("Classifier") or ()
        if str(c).startswith("License ::")
    ]
    licence = str(told.get("License-Expression") or "") or ", ".join(classed)
    if not licence:
        licence = next(iter(str(told.get("License") or "").splitlines()), "")
    return Wheel(
        path,
        canonicalize_name(str(told["Name"])),
        str(told["Version"]),
        licence,
        tuple(map(str, told.get_all("Requires-Dist") or ())),
    )


def fetch(folder: Path, system: System, python: str, source: Path | None) -> list[Wheel]:
    """Get all wheels that the program needs on a system, what they need themselves included.

    Args:
        folder: where they are put.
        system: for which they are.
        python: the version of Python there.
        source: a folder of wheels to take them from, fetching nothing; None lets pip fetch them.

    Raises:
        StickError: one cannot be had; the words are pip's last line.
    """
    folder.mkdir(parents=True, exist_ok=True)
    asked = wanted(own_needs(), system, python)
    found: dict[str, Wheel] = {}
    while missing := {name: need for name, need in asked.items() if name not in found}:
        _download(folder, [*missing.values()], system, python, source)
        found = {wheel.name: wheel for wheel in map(read_wheel, sorted(folder.glob("*.whl")))}
        if lost := sorted(set(missing) - set(found)):
            raise StickError(phrase("stick.no_download", why=", ".join(lost)))
        for wheel in found.values():
            for name, need in wanted(wheel.needs, system, python).items():
                asked.setdefault(name, need)
    return list(found.values())


def _download(
    folder: Path, needs: list[str], system: System, python: str, source: Path | None
) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "--dest", str(folder)]
    command += ["--python-version", python, "--implementation", "cp"]
    for platform in system.platforms:
        command += ["--platform", platform]
    if source is not None:
        command += ["--no-index", "--find-links", str(source)]
    done = subprocess.run([*command, *needs], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        last = lines[-1] if lines else done.stderr.strip().rpartition("\n")[2]
        raise StickError(phrase("stick.no_download", why=last))


def unpack(wheel: Path, folder: Path) -> list[str]:
    """Unpack a wheel beside others; its scripts are left out.

    Args:
        wheel: the file.
        folder: where its packages are put.

    Returns:
        The names of what was written, from that folder.

    Raises:
        StickError: it cannot be read, or would write elsewhere.
    """
    written = []
    try:
        with ZipFile(wheel) as file:
            for name in file.namelist():
                to = _place(name)
                if to is None or name.endswith("/"):
                    continue
                if to.is_absolute() or ".." in to.parts or ":" in str(to) or "\\" in str(to):
                    raise StickError(phrase("stick.no_wheel", path=wheel))
                path = folder / to
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(file.read(name))
                written.append(to.as_posix())
    except (OSError, BadZipFile) as error:
        raise StickError(phrase("stick.no_wheel", path=wheel)) from error
    return written


def _place(name: str) -> PurePosixPath | None:
    """Where a file of a wheel goes; None for what only an installer needs."""
    parts = PurePosixPath(name).parts
    if parts and parts[0].endswith(".data"):
        return PurePosixPath(*parts[2:]) if len(parts) > 2 and parts[1] in _BESIDE else None
    return PurePosixPath(name)


def licences(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """The texts of licences in a wheel, each with the name of its file.

    Where none stands beside what the wheel says of itself, those in its packages count.
    """
    with ZipFile(wheel) as file:
        texts = [n for n in file.namelist() if not n.endswith("/") and _is_licence(n)]
        inside = [name for name in texts if ".dist-info/" in name]
        for name in inside or texts:
            yield PurePosixPath(name).name, file.read(name)


def _is_licence(name: str) -> bool:
    last = PurePosixPath(name).name.upper()
    words = ("LICEN", "COPYING", "NOTICE", "LGPL", "GPL")
    return last.startswith(words) and not last.endswith((".PY", ".PYI"))
