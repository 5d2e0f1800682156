"""A throw that is ahead, in lines: what the odds are made of, the table's line, what may come."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from game.catalogue import phrase
from game.engine import CellValue, Game, Throw, Working


def told(game: Game, throw: Throw) -> RenderableType:
    """Lines that tell of a throw before it is made.

    Args:
        game: the game.
        throw: as the engine tells it of a seat's view.
    """
    lines = [_made_of(working) for working in throw.workings if working.addends]
    return Group(*lines, *_line(game, throw))


def _made_of(working: Working) -> Text:
    """A value and its addends; where it is looked up, what it is without the shifts."""
    line = Text.assemble((f"{working.title} {working.words}", "bold"))
    if working.scale:
        if working.first and working.first != working.words:
            before = phrase("odds.before_shifts", value=working.first)
            line.append(f", {before}", style="dim")
        return line
    besides = phrase("odds.besides")
    parts = ", ".join(f"{part.title or besides} {part.value:+d}" for part in working.addends)
    return line.append(f": {parts}", style="dim")


def _line(game: Game, throw: Throw) -> Iterator[Text]:
    """The line of the table under the faces, and the share of all that may come of it."""
    spec, lookup = game.tables[throw.lookup.table], throw.lookup
    heads = []
    for key, place in zip(spec.keys, lookup.line, strict=True):
        if place is not None:
            head = key.heads[place]
            heads.append(game.short(key.of, head) if key.of else head)
    name = str(game.describe("table", spec.name)["name"])
    yield Text(", ".join([name, *heads]), style="bold")
    for value, share in throw.shares:
        faces = [
            face
            for cell, (face, _) in zip(lookup.cells, throw.outcomes, strict=True)
            if cell == value
        ]
        text = _text(game, spec.of, value)
        yield Text.assemble(
            f"  {', '.join(faces)}: ",
            (_words(game, spec.of, value), "bold"),
            ", " + phrase("odds.share", share=share, whole=throw.whole),
            (f". {text}" if text else "", "dim"),
        )


def _words(game: Game, of: str, value: CellValue) -> str:
    if isinstance(value, bool):
        return phrase("value.yes") if value else phrase("value.no")
    if value is None:
        return phrase("value.none")
    return game.short(of, value) if isinstance(value, str) else str(value)


def _text(game: Game, of: str, value: CellValue) -> str:
    """What the rules say of a member that stands in the table."""
    if not isinstance(value, str):
        return ""
    return str(game.describe("member", f"{game.sets[of].base}.{value}").get("text") or "")
