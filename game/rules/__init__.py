"""Rules as data: TOML text to a checked model to one program, with findings by line and column."""

from game.rules.declare.game_table import LANGUAGE
from game.rules.declare.guide_records import GuideDecl, StepDecl
from game.rules.declare.guides import WORD, marked
from game.rules.declare.options import (
    OptionError,
    OptionInfo,
    OptionLeftOut,
    UnknownOption,
    UnknownValue,
    ValueInfo,
)
from game.rules.declare.people import ClockDecl, Counts, ForPeople
from game.rules.declare.survey_records import SCALE, SurveyInfo, TagInfo
from game.rules.diagnostics import Finding, RulesError, in_order, told
from game.rules.measures import Bar, Criteria, load_criteria, parse_criteria
from game.rules.plans import Plan, load_plan, parse_plan
from game.rules.removal import Removal
from game.rules.ruleset import NOTHING, Rules, ScenarioInfo, load_rules, parse_rules
from game.rules.saved import saved_rules
from game.rules.shelf import ShelfGame, shelf_game
from game.rules.source.reader import text_sha256

__all__ = [
    "LANGUAGE",
    "NOTHING",
    "SCALE",
    "WORD",
    "Bar",
    "ClockDecl",
    "Counts",
    "Criteria",
    "Finding",
    "ForPeople",
    "GuideDecl",
    "OptionError",
    "OptionInfo",
    "OptionLeftOut",
    "Plan",
    "Removal",
    "Rules",
    "RulesError",
    "ScenarioInfo",
    "ShelfGame",
    "StepDecl",
    "SurveyInfo",
    "TagInfo",
    "UnknownOption",
    "UnknownValue",
    "ValueInfo",
    "in_order",
    "load_criteria",
    "load_plan",
    "load_rules",
    "marked",
    "parse_criteria",
    "parse_plan",
    "parse_rules",
    "saved_rules",
    "shelf_game",
    "text_sha256",
    "told",
]
