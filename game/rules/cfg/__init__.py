"""The control-flow graph: scripts cut into basic blocks with typed terminators."""

from game.rules.cfg.checks import breaks, may_finish
from game.rules.cfg.graph import (
    BasicBlock,
    Branch,
    Decision,
    Function,
    Goto,
    Graph,
    Over,
    Switch,
    Terminator,
)
from game.rules.cfg.link import build
from game.rules.cfg.liveness import live_before
from game.rules.cfg.variables import free, nested

__all__ = [
    "BasicBlock",
    "Branch",
    "Decision",
    "Function",
    "Goto",
    "Graph",
    "Over",
    "Switch",
    "Terminator",
    "breaks",
    "build",
    "free",
    "live_before",
    "may_finish",
    "nested",
]
