"""`panj stick`: a folder that runs offline, on Windows and Linux, without installing."""

from __future__ import annotations

import re
from pathlib import Path

import click

from game.catalogue import phrase
from game.commands.shared import FILE, NEW_PLACE, Command, own_bars
from game.terminal.exit_status import CommandError, note

_VERSION = re.compile(r"3\.\d{1,2}\Z")


@click.command(cls=Command)
@click.option("--out", type=NEW_PLACE, required=True, metavar="FOLDER", help="Make it there.")
@click.option(
    "--windows-python",
    type=FILE,
    metavar="ZIP|FOLDER",
    help="The embeddable Python for Windows, 64 bits; without it put it there yourself.",
)
@click.option("--windows", default="3.11", show_default=True, metavar="VERSION", help="Or none.")
@click.option("--linux", default="3.11", show_default=True, metavar="VERSION,...", help="Or none.")
@click.option(
    "--linux-python", type=FILE, metavar="FOLDER", help="A Python for Linux to take along."
)
@click.option(
    "--wheels", type=FILE, metavar="FOLDER", help="Take wheels from there, and fetch nothing."
)
@click.option(
    "--paper", "papers", multiple=True, metavar="SCENARIO", help="Scenarios to print; repeatable."
)
@click.option("--games", type=click.IntRange(0, 100_000), default=20, show_default=True)
def stick(
    out: Path,
    windows_python: Path | None,
    windows: str,
    linux: str,
    linux_python: Path | None,
    wheels: Path | None,
    papers: tuple[str, ...],
    games: int,
) -> None:
    """Make a folder for a stick: the program, its packages, sheets to print, and all licences.

    Panj.bat starts it on Windows, panj.sh on Linux; nothing is installed, and nothing is fetched.
    Packages are fetched by pip for each system, or taken from --wheels.

    Example: panj stick --out stick --windows-python python-3.11-embed-amd64.zip
    """
    from game.paper.folder import write_paper
    from game.paper.pages import Paper
    from game.rules import load_criteria
    from game.stick.build import StickOrder, build
    from game.stick.wheels import StickError
    from game.terminal.arguments import setup_of
    from game.terminal.rules_file import load_file

    if out.exists() and not out.is_dir():
        raise CommandError(phrase("stick.no_folder", path=out))
    for path in (windows_python, linux_python, wheels):
        if path is not None and not path.exists():
            raise CommandError(phrase("stick.nothing_there", path=path))
    for_windows = "" if windows == "none" else windows
    for_linux = () if linux == "none" else tuple(linux.split(","))
    for version in (for_windows, *for_linux):
        if version and not _VERSION.match(version):
            raise CommandError(phrase("stick.no_version", word=version))
    order = StickOrder(out, for_windows, windows_python, for_linux, linux_python, wheels)
    try:
        found = build(order, note)
    except StickError as error:
        raise CommandError(str(error)) from error
    rules = load_file(None)
    for scenario in papers or (rules.scenarios[0].id,):
        setup = setup_of(load_file(None, scenario), scenario, None, 77_000, usual="bot:doctrine")
        note(phrase("stick.sheets", scenario=scenario))
        write_paper(setup, out / "paper" / scenario, Paper("a4"), games, load_criteria(own_bars()))
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    names = len({wheel.name for wheel in found})
    note(phrase("stick.made", folder=out, packages=names, size=round(size / 1e6)))
    if for_windows and windows_python is None:
        note(phrase("stick.put_python", version=for_windows, folder=out / "windows" / "python"))
