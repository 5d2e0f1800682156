"""The umpire's console without a screen: what it shows of a table, and what it may do there."""

from game.umpire.acts import (
    InjectAct,
    MarkAct,
    NoteAct,
    OrderAct,
    OutcomeAct,
    OverrideAct,
    PauseAct,
    RollBackAct,
    RulingAct,
    SwapAct,
    UmpireAct,
    written_note,
)
from game.umpire.board import Apart, PlaceRow
from game.umpire.clock import Dial, TableClocks
from game.umpire.desk import CellRow, OrderRow, SeatHolding, UmpireDesk
from game.umpire.effects import EffectRow, Effects, SeatReading
from game.umpire.gate import UmpireGate, WrongCode
from game.umpire.library import BadInjects, InjectCard, InjectChoice, Library
from game.umpire.rehearsal import FigureSpread, PositionRehearsal, RehearsalReport, rehearse
from game.umpire.story import StoryRow

__all__ = [
    "Apart",
    "BadInjects",
    "CellRow",
    "Dial",
    "EffectRow",
    "Effects",
    "FigureSpread",
    "InjectAct",
    "InjectCard",
    "InjectChoice",
    "Library",
    "MarkAct",
    "NoteAct",
    "OrderAct",
    "OrderRow",
    "OutcomeAct",
    "OverrideAct",
    "PauseAct",
    "PlaceRow",
    "PositionRehearsal",
    "RehearsalReport",
    "RollBackAct",
    "RulingAct",
    "SeatHolding",
    "SeatReading",
    "StoryRow",
    "SwapAct",
    "TableClocks",
    "UmpireAct",
    "UmpireDesk",
    "UmpireGate",
    "WrongCode",
    "rehearse",
    "written_note",
]
