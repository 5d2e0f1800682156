"""A small retained toolkit: every widget keeps its place, is reached by keyboard, and redraws
only when it changes."""

from game.ui.paint import fit
from game.ui.widgets.base import Widget
from game.ui.widgets.button import Button, Choosable
from game.ui.widgets.keys import key_name, key_symbol
from game.ui.widgets.layout import Box, Centre, Flow, Grid, Rule, Spacer, Stack
from game.ui.widgets.root import Root
from game.ui.widgets.scrolling import Columns, Fold, Scroll, Split
from game.ui.widgets.words import Span, Text, spans

__all__ = [
    "Box",
    "Button",
    "Centre",
    "Choosable",
    "Columns",
    "Flow",
    "Fold",
    "Grid",
    "Root",
    "Rule",
    "Scroll",
    "Spacer",
    "Span",
    "Split",
    "Stack",
    "Text",
    "Widget",
    "fit",
    "key_name",
    "key_symbol",
    "spans",
]
