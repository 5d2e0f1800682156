"""One sitting: seats, the journal that is also the save, undo, snapshots, the facilitator.

The floor above the engine: it adds time (an order of entries), people (who sits where), a
generator for chance and a file on disk.  It imports the engine and the rules, and nothing above.
"""

from game.engine.generator import Generator
from game.story.changes import Change
from game.story.log import LogLine
from game.table.attempt import Attempt, attempt
from game.table.autosaves import Autosaves
from game.table.bot import Bot, BotChoice, Recall, Weighed
from game.table.chronicle import ChronicleEntry
from game.table.clock import Clock
from game.table.council import Council, council_of
from game.table.deals import Deal, broken_promises, deals_in_force
from game.table.entry import Entry
from game.table.errors import (
    BadSeat,
    HeaderDamaged,
    NotASave,
    NotToml,
    NotYourMove,
    OtherVersion,
    SaveError,
    SaveExists,
    SaveFailed,
    SaveInUse,
    SaveUnreadable,
    TableError,
    TooLarge,
    UndoRefused,
    WrongRules,
)
from game.table.face_up import FaceUp, face_up, label_words
from game.table.header import Header
from game.table.journal import Journal
from game.table.offers import Draft, LaidOffer, OfferChoice, Whole
from game.table.open_table import (
    HandOvers,
    OpenQuestions,
    aloud,
    common_lines,
    open_questions_of,
    play_all,
)
from game.table.outcome import Outcome, outcomes
from game.table.places import autosaves_folder, saves_folder
from game.table.question import Question
from game.table.rationale import Rationale, read_line
from game.table.records import Result, Step
from game.table.saves import SaveInfo, Shelf, games, list_saves, save_info
from game.table.setup import GameSetup, SavedGame, fresh_seed
from game.table.sitting import Sitting
from game.table.survey import SurveyAnswer, SurveyQuestion, survey_questions
from game.table.timeline import AbandonedLine
from game.table.told import BY_HAND

__all__ = [
    "BY_HAND",
    "AbandonedLine",
    "Attempt",
    "Autosaves",
    "BadSeat",
    "Bot",
    "BotChoice",
    "Change",
    "ChronicleEntry",
    "Clock",
    "Council",
    "Deal",
    "Draft",
    "Entry",
    "FaceUp",
    "GameSetup",
    "Generator",
    "HandOvers",
    "Header",
    "HeaderDamaged",
    "Journal",
    "LaidOffer",
    "LogLine",
    "NotASave",
    "NotToml",
    "NotYourMove",
    "OfferChoice",
    "OpenQuestions",
    "OtherVersion",
    "Outcome",
    "Question",
    "Rationale",
    "Recall",
    "Result",
    "SaveError",
    "SaveExists",
    "SaveFailed",
    "SaveInUse",
    "SaveInfo",
    "SaveUnreadable",
    "SavedGame",
    "Shelf",
    "Sitting",
    "Step",
    "SurveyAnswer",
    "SurveyQuestion",
    "TableError",
    "TooLarge",
    "UndoRefused",
    "Weighed",
    "Whole",
    "WrongRules",
    "aloud",
    "attempt",
    "autosaves_folder",
    "broken_promises",
    "common_lines",
    "council_of",
    "deals_in_force",
    "face_up",
    "fresh_seed",
    "games",
    "label_words",
    "list_saves",
    "open_questions_of",
    "outcomes",
    "play_all",
    "read_line",
    "save_info",
    "saves_folder",
    "survey_questions",
]
