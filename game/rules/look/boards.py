"""Reads how boards are drawn: ``[board.SET]`` and ``[pieces.SET]`` of a look file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from game.rules.look.beside import is_beside
from game.rules.look.drawn import (
    AREAS,
    GRIDS,
    LINES,
    PATTERNS,
    SHAPES,
    SYMBOLS,
    AimLook,
    BoardLook,
    Colour,
    LineLook,
    PieceLook,
    TerrainLook,
    TrailLook,
)
from game.rules.look.page import DeclaredNames, Page, kept
from game.rules.look.pieces import layers

#: The endings of pictures that are read.
_PICTURES = (".png", ".jpg", ".jpeg")


def boards(top: Page, home: Path) -> dict[str, BoardLook]:
    """The boards, by the set of their places.

    Args:
        top: the whole look.
        home: the folder that its paths start from.
    """
    known = top.known.decls.sets

    def read(name: str, page: Page) -> BoardLook | None:
        if known[name].grid is None:
            page.report("no-board", f"`{name}` is no board: its set has no `grid`.", word=name)
            page.skip()
            return None
        return _board(name, page, home)

    return _of_sets(top, "board", read)


def pieces(top: Page) -> dict[str, PieceLook]:
    """What stands on boards, by the set that it is of."""
    return _of_sets(top, "pieces", _piece)


def _of_sets(top: Page, key: str, read: Callable[[str, Page], Any]) -> dict[str, Any]:
    sets = top.known.decls.sets

    def checked(name: str, page: Page) -> Any:
        if not page.check(name, sets, "set"):
            page.skip()
            return None
        return read(name, page)

    return kept(top.each(key), checked)


def _board(name: str, page: Page, home: Path) -> BoardLook:
    known = page.known
    fields = known.fields(name)
    terrain = page.name("terrain", fields, f"field of {name}")
    kinds = _kinds(name, terrain, page)
    values = {str(v) for v in fields.get(terrain, ()) if isinstance(v, str)}
    picture = page.text("picture")
    if picture and not (is_beside(picture) and picture.lower().endswith(_PICTURES)):
        said = "`picture` is the path of a .png or .jpg beside the look file, with no `..` in it."
        page.report("wrong-shape", said, "picture", word=picture)
        picture = ""

    def ground(member: str, part: Page) -> TerrainLook:
        pool = known.members(kinds) or values
        part.check(member, pool, f"member of {kinds}" if kinds else "terrain")
        return TerrainLook(
            colour=_maybe(part, "colour"),
            pattern=part.choice("pattern", PATTERNS, ""),
            note=part.text("note"),
        )

    grid = known.decls.sets[name].grid
    lines = grid.lines if grid is not None else {}

    def line(named: str, part: Page) -> LineLook:
        part.check(named, lines, f"line of {name}")
        return LineLook(
            pattern=part.choice("pattern", LINES, ""),
            colour=_maybe(part, "colour"),
            name=part.text("name"),
            note=part.text("note"),
        )

    def trail(named: str, part: Page) -> TrailLook:
        reach = part.name("reach", known.decls.derived, "derived value", need=True)
        if reach:
            part.fits(reach, known.index(reach)[:1], ("places",), True, "reach")
        title = part.text("name", known.title(reach) or named)
        return TrailLook(reach, title, _maybe(part, "colour"))

    def aimed(named: str, part: Page) -> AimLook:
        registers = known.decls.registers
        pieces_ = part.name("pieces", registers, "register", need=True)
        to = part.name("to", registers, "register", need=True)
        if pieces_:
            part.fits(pieces_, known.index(pieces_)[:1] or ("",), ("bool",), False, "pieces")
        if to and part.fits(to, (), ("member",), False, "to") and known.range_set(to) != name:
            said = f"`{to}` holds no place of `{name}`."
            part.report("wrong-type", said, "to", word=to)
        title = part.text("name", known.title(to) or named)
        return AimLook(pieces_, to, title, _maybe(part, "colour"))

    return BoardLook(
        terrain=terrain,
        cost=page.name(
            "cost",
            [*known.fields(kinds), *_costing(known, kinds)],
            f"field of {kinds or 'the terrain'}, or table by it and one more key,",
        ),
        grid=page.choice("grid", GRIDS, ""),
        areas=page.choice("areas", AREAS, ""),
        colours=_colours(page),
        holes=_maybe(page, "holes"),
        coordinates=bool(page.get("coordinates", bool, True)),
        picture=home / picture if picture else None,
        ground=kept(page.each("ground"), ground),
        lines=kept(page.each("lines"), line),
        trails=kept(page.each("trails"), trail),
        aims=kept(page.each("aims"), aimed),
        layers=layers(page, name),
    )


def _costing(known: DeclaredNames, kinds: str) -> list[str]:
    """The tables that may tell what ground costs: of its kinds, and of one other set."""
    return [
        name
        for name, decl in known.decls.tables.items()
        if not decl.value
        and len(decl.by) == 2
        and {known.base(of) for _, of in decl.by} >= {kinds}
        and all(of in known.decls.sets for _, of in decl.by)
    ]


def _piece(name: str, page: Page) -> PieceLook:
    known = page.known
    fields = known.fields(name)
    of_one = [
        v
        for v in (*known.decls.registers, *known.decls.derived)
        if known.index(v) == (known.base(name),)
    ]
    registers = [v for v in of_one if v in known.decls.registers]
    symbol = page.name("symbol", fields, f"field of {name}")
    pool = {str(v) for v in fields.get(symbol, ())} | {*known.members(name)}
    symbols = {}
    part = page.below("symbols")
    for word in part.given if part is not None else ():
        assert part is not None
        # What the words stand for is not known where the field is at fault, which is told.
        if symbol or not page.text("symbol"):
            part.check(word, pool, f"{symbol or 'member'} of {name}", word)
        symbols[word] = part.choice(word, SYMBOLS, "none")
    colours = {}
    part = page.below("colours")
    for word in part.given if part is not None else ():
        assert part is not None
        part.check(word, known.members(name), f"member of {name}", word)
        colours[word] = part.colour(word)
    return PieceLook(
        at=page.name("at", registers, f"register of {name}"),
        owner=page.name("owner", [*fields, *registers], f"field or register of {name}"),
        shape=page.choice("shape", SHAPES, ""),
        numbers=page.names("numbers", [*fields, *of_one], f"field or value of {name}"),
        symbol=symbol,
        symbols=symbols,
        colours=colours,
    )


def _kinds(name: str, terrain: str, page: Page) -> str:
    """The set of the kinds of ground: that of the field `terrain`, or of the first that may be."""
    known = page.known
    fields = known.fields(name)
    for field in [terrain] if terrain else fields:
        values = {v for v in fields.get(field, ()) if isinstance(v, str)}
        for kind, decl in known.decls.sets.items():
            played = kind in ("seat", known.base(name)) or getattr(decl, "made", False)
            if values and not played and values <= {*known.members(kind)}:
                return kind
    return ""


def _maybe(page: Page, key: str) -> Colour | None:
    return page.colour(key) if key in page.given else None


def _colours(page: Page) -> tuple[Colour, ...]:
    """One or two tones."""
    found = []
    told = page.get("colours", list, [])
    for n, text in enumerate(told):
        good = isinstance(text, str) and len(text) == 7 and text[0] == "#"
        try:
            if not good:
                raise ValueError(text)
            found.append((int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)))
        except ValueError:
            said = f"`{text}` is no colour: write it as #rrggbb."
            page.report("bad-colour", said, "colours", n, word=str(text))
    if len(told) > 2:
        page.report("wrong-shape", "`colours` are one or two, the lighter first.", "colours")
    return tuple(found[:2])
