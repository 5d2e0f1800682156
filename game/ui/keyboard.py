"""The system's keyboard: it is told when a text is typed, and where, so that input methods work."""

from __future__ import annotations

import os

import pygame

from game.ui.gate import Gate
from game.ui.widgets import Root
from game.ui.widgets.field import Field

#: An input method of the system shows its choices itself; SDL asks this before it starts.
os.environ.setdefault("SDL_IME_SHOW_UI", "1")


class Keyboard:
    """Follows the focus: text is taken only while a field has it."""

    def __init__(self) -> None:
        """Nothing is known of the system's state, so the first `follow` sets it."""
        self._field: Field | None = None
        self._rect: pygame.Rect | None = None
        self._told = False

    def follow(self, root: Root, gate: Gate) -> None:
        """Tell the system whether a text is typed now, and where its caret is.

        Args:
            root: the tree that has the focus.
            gate: keeps what was pressed as a command from being typed.
        """
        if not pygame.display.get_init():
            return  # a picture is drawn, and nobody types
        focus = root.focus
        field = focus if isinstance(focus, Field) and focus.root is root else None
        if field is not self._field:
            if self._field is not None:
                self._field.let_go()
            if field is not None:
                gate.mute()
        if not self._told or (field is None) != (self._field is None):
            (pygame.key.stop_text_input if field is None else pygame.key.start_text_input)()
            self._told = True
        self._field = field
        rect = field.caret_rect if field is not None else None
        if rect is not None and rect != self._rect:
            pygame.key.set_text_input_rect(rect)
        self._rect = rect
