"""The pure transition system: state, legal moves, chance, views, explanations."""

from game.engine.boards import Board, BoardPlace
from game.engine.certain import Certain
from game.engine.errors import (
    EngineError,
    ForeignState,
    IllegalMove,
    InjectError,
    LoopNotFalling,
    Misplaced,
    NoLegalMove,
    OverrideError,
    RangeBreach,
    ScriptError,
    UnknownMove,
    UnknownScenario,
)
from game.engine.evaluator import PlayedGame
from game.engine.explain import not_open
from game.engine.game import Game
from game.engine.guides import StepTold
from game.engine.history import Heard, History
from game.engine.injects import Changes, Inject, InjectLibrary
from game.engine.interpret import State
from game.engine.line import EndLimit, LineOfPlay
from game.engine.model import (
    CHANCE,
    OVER,
    ActionInfo,
    Actor,
    Advice,
    Barrier,
    Clause,
    Difference,
    Effect,
    Event,
    Move,
    Nobody,
    Pending,
    Preview,
    Verdict,
)
from game.engine.reach_picture import ReachPicture
from game.engine.replies import Reply
from game.engine.shifts import Shift
from game.engine.shown import Shown
from game.engine.specs import (
    DerivedSpec,
    FieldSpec,
    RegisterSpec,
    RowSpec,
    ScriptSpec,
    SetSpec,
    TableAxis,
    TableSpec,
)
from game.engine.standings import ScorePart, ScoreRange, SeatScore
from game.engine.texts import short_name
from game.engine.throws import Lookup, Throw
from game.engine.view import HIDDEN, CellValue, Hidden, SeenValue, View
from game.engine.walk import Prospect, Walk
from game.engine.workings import Working, WorkingPart
from game.engine.zones import Lying, PlaceSpec
from game.rules.cell_id import CellId

__all__ = [
    "CHANCE",
    "HIDDEN",
    "OVER",
    "ActionInfo",
    "Actor",
    "Advice",
    "Barrier",
    "Board",
    "BoardPlace",
    "CellId",
    "CellValue",
    "Certain",
    "Changes",
    "Clause",
    "DerivedSpec",
    "Difference",
    "Effect",
    "EndLimit",
    "EngineError",
    "Event",
    "FieldSpec",
    "ForeignState",
    "Game",
    "Heard",
    "Hidden",
    "History",
    "IllegalMove",
    "Inject",
    "InjectError",
    "InjectLibrary",
    "LineOfPlay",
    "Lookup",
    "LoopNotFalling",
    "Lying",
    "Misplaced",
    "Move",
    "NoLegalMove",
    "Nobody",
    "OverrideError",
    "Pending",
    "PlaceSpec",
    "PlayedGame",
    "Preview",
    "Prospect",
    "RangeBreach",
    "ReachPicture",
    "RegisterSpec",
    "Reply",
    "RowSpec",
    "ScorePart",
    "ScoreRange",
    "ScriptError",
    "ScriptSpec",
    "SeatScore",
    "SeenValue",
    "SetSpec",
    "Shift",
    "Shown",
    "State",
    "StepTold",
    "TableAxis",
    "TableSpec",
    "Throw",
    "UnknownMove",
    "UnknownScenario",
    "Verdict",
    "View",
    "Walk",
    "Working",
    "WorkingPart",
    "not_open",
    "short_name",
]
