"""How a game looks, read with its rules: a file that they name, checked like them.

A look names nothing that the rules do not declare; whatever is wrong in it is a finding with its
place in the look file. Rules that name no look have the empty one: no map, no roles, plain names.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from game.rules.declare.records import Declarations
from game.rules.diagnostics import Diagnostic
from game.rules.look import boards, pieces, table
from game.rules.look.beside import is_beside
from game.rules.look.debrief import debrief
from game.rules.look.drawn import (
    AimLook,
    BoardLook,
    Colour,
    LayerLook,
    LineLook,
    PieceLook,
    TerrainLook,
    TrailLook,
)
from game.rules.look.model import (
    VERSION,
    Accent,
    AlarmLook,
    Badge,
    BadgeState,
    BotLook,
    CounterLook,
    CountLook,
    Look,
    MarkLook,
    RollLook,
    SeatLook,
    TrackLook,
)
from game.rules.look.page import DeclaredNames, Page
from game.rules.look.past import AnswerLook, ClaimLook, DebriefLook, PastTest, PastValue
from game.rules.look.roles import (
    Bond,
    CardRole,
    Grouping,
    OfferAsks,
    OfferRole,
    OutcomeRole,
    Roles,
    WholeOffer,
)

#: The sections that are about places of the map.
_ON_PLACES = ("counters", "shadows", "badge", "accent", "marks", "layers")


def declare_look(
    data: dict[str, object], decls: Declarations, kinds: Mapping[str, str], home: Path
) -> tuple[Look, list[Diagnostic]]:
    """Read the tables of a look file.

    Args:
        data: the parsed file.
        decls: what the rules declare.
        kinds: what each derived value is, "int", "bool" or "member", as far as that is known.
        home: the folder that the file's paths start from.

    Returns:
        The look, what is at fault left out, and the findings.
    """
    out: list[Diagnostic] = []
    top = Page(data, (), DeclaredNames(decls, kinds), out)
    version = top.number("version", need=True)
    if version is not None and version != VERSION:
        top.report("wrong-shape", f"`version` is {VERSION} in the looks read here.", "version")
    roles = table.roles(top)
    places = roles.places
    for key in _ON_PLACES:
        if key in data and not places and "places" not in (top.get("table", dict) or {}):
            said = f"[{key}] is about places: say in [table] which set they are, `places`."
            top.report("missing-key", said, key)
            break
    folder = top.text("geography")
    if folder and not is_beside(folder):
        said = "`geography` is the path of a folder beside the look file, with no `..` in it."
        top.report("wrong-shape", said, "geography", word=folder)
        folder = ""
    counters, badge = pieces.counters(top, places), pieces.badge(top, places)
    pieces.no_addends(top, counters, badge)
    look = Look(
        game=top.text("game"),
        folder=home / folder if folder and places else None,
        roles=roles,
        seats=pieces.seats(top),
        bots=pieces.bots(top),
        counters=counters,
        badge=badge,
        accent=pieces.accent(top, places),
        marks=pieces.marks(top, places),
        tracks=pieces.tracks(top),
        alarms=pieces.alarms(top),
        counts=pieces.counts(top),
        rolls=pieces.rolls(top),
        layers=pieces.layers(top, places),
        families=pieces.families(top),
        map=pieces.map_colours(top),
        boards=boards.boards(top, home),
        pieces=boards.pieces(top),
        debrief=debrief(top),
    )
    pieces.before(top, places)
    top.done()
    return look, out


__all__ = [
    "Accent",
    "AimLook",
    "AlarmLook",
    "AnswerLook",
    "Badge",
    "BadgeState",
    "BoardLook",
    "Bond",
    "BotLook",
    "CardRole",
    "ClaimLook",
    "Colour",
    "CountLook",
    "CounterLook",
    "DebriefLook",
    "Grouping",
    "LayerLook",
    "LineLook",
    "Look",
    "MarkLook",
    "OfferAsks",
    "OfferRole",
    "OutcomeRole",
    "PastTest",
    "PastValue",
    "PieceLook",
    "Roles",
    "RollLook",
    "SeatLook",
    "TerrainLook",
    "TrackLook",
    "TrailLook",
    "WholeOffer",
    "declare_look",
]
