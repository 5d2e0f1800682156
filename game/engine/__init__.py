"""The pure transition system: state, legal moves, chance, views, explanations."""

from game.engine.errors import (
    EngineError,
    IllegalMove,
    LoopNotFalling,
    NoLegalMove,
    OverrideError,
    RangeBreach,
    ScriptError,
    UnknownMove,
    UnknownScenario,
)
from game.engine.game import Game
from game.engine.history import History
from game.engine.interpret import Event, State
from game.engine.model import (
    CHANCE,
    OVER,
    ActionInfo,
    Advice,
    Clause,
    Move,
    Pending,
    Preview,
    Verdict,
)
from game.engine.texts import short_name
from game.engine.view import Cell, View
from game.rules.cell_id import CellId

__all__ = [
    "CHANCE",
    "OVER",
    "ActionInfo",
    "Advice",
    "Cell",
    "CellId",
    "Clause",
    "EngineError",
    "Event",
    "Game",
    "History",
    "IllegalMove",
    "LoopNotFalling",
    "Move",
    "NoLegalMove",
    "OverrideError",
    "Pending",
    "Preview",
    "RangeBreach",
    "ScriptError",
    "State",
    "UnknownMove",
    "UnknownScenario",
    "Verdict",
    "View",
    "short_name",
]
