"""The pure transition system: state, legal moves, chance, views, explanations."""

from game.engine.errors import (
    BeyondView,
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
from game.engine.interpret import State
from game.engine.model import (
    CHANCE,
    OVER,
    ActionInfo,
    Advice,
    Clause,
    Difference,
    Event,
    Move,
    Pending,
    Preview,
    Verdict,
)
from game.engine.specs import DerivedSpec, FieldSpec, RegisterSpec, ScriptSpec, SetSpec
from game.engine.texts import short_name
from game.engine.view import HIDDEN, Cell, Hidden, Seen, View
from game.rules.cell_id import CellId

__all__ = [
    "CHANCE",
    "HIDDEN",
    "OVER",
    "ActionInfo",
    "Advice",
    "BeyondView",
    "Cell",
    "CellId",
    "Clause",
    "DerivedSpec",
    "Difference",
    "EngineError",
    "Event",
    "FieldSpec",
    "Game",
    "Hidden",
    "History",
    "IllegalMove",
    "LoopNotFalling",
    "Move",
    "NoLegalMove",
    "OverrideError",
    "Pending",
    "Preview",
    "RangeBreach",
    "RegisterSpec",
    "ScriptError",
    "ScriptSpec",
    "Seen",
    "SetSpec",
    "State",
    "UnknownMove",
    "UnknownScenario",
    "Verdict",
    "View",
    "short_name",
]
