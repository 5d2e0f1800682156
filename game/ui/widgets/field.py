"""One line of text to type in, as for a search."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui import clipboard, mirror, paint
from game.ui.paint import fit
from game.ui.script import leftwards
from game.ui.theme import ACCENT, ACCENT_DEEP, FAINT, INK, LINE, TEXT, icon
from game.ui.widgets.base import Widget
from game.ui.widgets.keys import key_name
from game.ui.widgets.line import TextLine, clean

#: Clicks that follow each other within so many milliseconds belong together.
_DOUBLE = 400
#: Keys that stay the window's while a text is typed.
_WINDOWS = frozenset(
    {pygame.K_TAB, pygame.K_PAGEUP, pygame.K_PAGEDOWN, *range(pygame.K_F1, pygame.K_F12 + 1)}
)
#: Where the caret goes, by key: by signs (-1, 1), or to an end.
_SIDES = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}
_ENDS = {pygame.K_HOME: False, pygame.K_UP: False, pygame.K_END: True, pygame.K_DOWN: True}


class Field(Widget):
    """Takes typed text while it has the keyboard; `changed` is told the words.

    What is typed comes as text, never as keys, so that every layout, dead keys and input methods
    work; keys only move the caret, select, and take away. While it has the keyboard, no letter is
    a command.
    """

    focusable = True
    takes_keys = True
    MOST = 40

    def __init__(
        self,
        hint: str,
        changed: Callable[[str], None],
        *,
        entered: Callable[[], None] = lambda: None,
        name: str = "",
        grow: float = 0.0,
        most: int = MOST,
        sign: str = "search",
        stepped: Callable[[int], None] | None = None,
        left: Callable[[], None] | None = None,
    ) -> None:
        """Hold no words.

        Args:
            hint: what stands there while it is empty.
            changed: is told the words whenever they change.
            entered: is called by Enter.
            name: of the widget.
            grow: its share of room that is left over.
            most: how many letters it may hold.
            sign: the icon that stands before the words.
            stepped: is told -1 by the key upwards and 1 by the one downwards, where these go
                through what was found instead of to the ends of the text.
            left: is called by Escape in an empty field, instead of giving up the keyboard.
        """
        super().__init__(name=name, grow=grow)
        self.hint, self.changed, self.entered = hint, changed, entered
        self.line = TextLine(most)
        self._sign, self._stepped, self._left = sign, stepped, left
        #: What an input method shows before it is agreed to.
        self.composing = ""
        self._dragging = False
        self._clicks, self._clicked = 0, (-_DOUBLE, -1)
        #: So many pixels of the text are out of sight at the left.
        self._hidden = 0

    @property
    def words(self) -> str:
        """The words that it holds."""
        return self.line.text

    @words.setter
    def words(self, words: str) -> None:
        self.line.set(words)
        self.composing = ""
        self.damage()

    def set(self, words: str) -> None:
        """Hold other words, and tell so."""
        self._edit(lambda: self.line.set(words))

    def _edit(self, change: Callable[[], None]) -> None:
        before = self.line.text
        change()
        self.damage()
        if self.line.text != before:
            self.changed(self.line.text)

    def measure(self, width: int) -> tuple[int, int]:
        return (width, round(self.theme.px("small") * 1.35) + self.theme.gap(1.2))

    def activate(self) -> None:
        self.entered()

    def let_go(self) -> None:
        self._dragging = False
        if self.composing:
            self.composing = ""
            self.damage()

    # What is typed

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.TEXTINPUT:
            self.composing = ""
            self._edit(lambda: self.line.insert(event.text))
            return True
        if event.type == pygame.TEXTEDITING:
            self.composing = clean(event.text)[: self.line.most]
            self.damage()
            return True
        if event.type == pygame.KEYDOWN:
            return self._key(event)
        return self._pointer(event)

    def _key(self, event: pygame.event.Event) -> bool:
        if event.key in _WINDOWS:
            return False
        if self.composing:
            return True  # the keys are the input method's
        ctrl = event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META)
        if ctrl and not event.mod & pygame.KMOD_ALT and self._command(event):
            return True
        if self._stepped is not None and event.key in (pygame.K_UP, pygame.K_DOWN):
            self._stepped(-1 if event.key == pygame.K_UP else 1)
            return True
        if event.key == pygame.K_ESCAPE and self._left is not None:
            if self.words:
                self.set("")
            else:
                self._left()
            return True
        if event.key == pygame.K_ESCAPE:
            self.set("")
            if self.root is not None:
                self.root.set_focus(None, keyboard=False)
            return True
        if event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            if not ctrl:
                self.entered()
            return not ctrl
        if self._caret(event, word=bool(ctrl)):
            return True
        # Keys with Ctrl that mean nothing to a text are the window's; what types is not.
        return not ctrl or bool(event.mod & pygame.KMOD_ALT)

    def _caret(self, event: pygame.event.Event, word: bool) -> bool:
        """Move the caret or take letters away; True if the key does so."""
        line, select = self.line, bool(event.mod & pygame.KMOD_SHIFT)
        if event.key == pygame.K_BACKSPACE:
            self._edit(lambda: line.delete(-1, word=word))
        elif event.key == pygame.K_DELETE:
            self._edit(lambda: line.delete(1, word=word))
        elif event.key in _SIDES:
            # In a mirror the arrows have changed places already.
            back = self._leftwards != mirror.on()
            way = -_SIDES[event.key] if back else _SIDES[event.key]
            line.move(way, word=word, select=select)
        elif event.key in _ENDS:
            line.move_to(len(line.text) if _ENDS[event.key] else 0, select=select)
        else:
            return False
        self.damage()
        return True

    def _command(self, event: pygame.event.Event) -> bool:
        """Act on a letter with Ctrl; True if it means something to a text."""
        letter = key_name(event).rpartition("+")[2]
        if letter == "A":
            self.line.select_all()
            self.damage()
        elif letter in ("C", "X"):
            if self.line.selected:
                clipboard.copy(self.line.selected)
            if letter == "X":
                self._edit(lambda: self.line.insert(""))
        elif letter == "V":
            self._edit(lambda: self.line.insert(clipboard.paste()))
        else:
            # A slip of somebody who types must not take back a move.
            return letter in ("Z", "Y")
        return True

    # The pointer

    def _pointer(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._click(self._place_at(event.pos[0]))
            return True
        if event.type == pygame.MOUSEMOTION and self._dragging:
            self.line.move_to(self._place_at(event.pos[0]), select=True)
            self.damage()
            return True
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            self._dragging = False
            return True
        return bool(event.type == pygame.MOUSEBUTTONDOWN)

    def _click(self, place: int) -> None:
        """One click puts the caret, two select a word, three the whole."""
        now = pygame.time.get_ticks()
        again = now - self._clicked[0] < _DOUBLE and abs(place - self._clicked[1]) <= 1
        self._clicks = self._clicks % 3 + 1 if again else 1
        self._clicked = (now, place)
        self._dragging = self._clicks == 1
        if self._clicks == 1:
            self.line.move_to(place)
        elif self._clicks == 2:
            self.line.select_word(place)
        else:
            self.line.select_all()
        self.damage()

    # Where things are

    @property
    def _leftwards(self) -> bool:
        """Whether the text runs from right to left: its first letter that has a way does."""
        return leftwards(self._shown())

    def _shown(self) -> str:
        """The text with what is being composed, at the caret."""
        text, at = self.line.text, self.line.caret
        return text[:at] + self.composing + text[at:]

    def _across(self, place: int) -> int:
        """How far from its left end the text's letter number `place` begins, in pixels."""
        return paint.places(self._shown(), "text", self.theme.px("small"))[place]

    def _room(self) -> tuple[int, int]:
        """Where the text begins and ends in the window, in pixels from the left."""
        px, gap = self.theme.px("small"), self.theme.gap(1)
        begin = self.rect.x + gap
        if icon(self._sign, px, FAINT) is not None:
            begin += px + gap
        return begin, self.rect.right - gap

    def _place_at(self, x: int) -> int:
        """The place between two letters that is nearest to a pixel of the window."""
        along = x - self._room()[0] + self._hidden
        return min(range(len(self._shown()) + 1), key=lambda n: abs(self._across(n) - along))

    @property
    def caret_rect(self) -> pygame.Rect:
        """Where the caret is in the window: an input method shows its choices there."""
        begin, end = self._room()
        x = begin + self._across(self.line.caret + len(self.composing)) - self._hidden
        return pygame.Rect(max(begin, min(x, end)), self.rect.y + 6, 2, self.rect.height - 12)

    def draw(self, surface: pygame.Surface) -> None:
        px, (begin, end) = self.theme.px("small"), self._room()
        paint.box(surface, self.rect, INK, ACCENT if self.focused else LINE, 7)
        drawn = icon(self._sign, px, FAINT)
        if drawn is not None:
            left = self.rect.x + self.theme.gap(1)
            surface.blit(drawn, drawn.get_rect(midleft=(left, self.rect.centery)))
        shown = self._shown()
        if not shown:
            self._hidden = 0
            words = paint.text(fit(self.hint, "text", px, end - begin), "text", px, FAINT)
            surface.blit(words, words.get_rect(midleft=(begin, self.rect.centery)))
        else:
            self._draw_words(surface, shown, px)
        if self.focused:
            surface.fill(ACCENT, self.caret_rect)

    def _draw_words(self, surface: pygame.Surface, shown: str, px: int) -> None:
        begin, end = self._room()
        room, caret = end - begin, self._across(self.line.caret + len(self.composing))
        most = max(0, paint.width(shown, "text", px) + 2 - room)
        self._hidden = max(caret + 2 - room, min(self._hidden, caret, most), 0)
        clip = surface.get_clip()
        surface.set_clip(pygame.Rect(begin, self.rect.y, room, self.rect.height).clip(clip))
        start, stop = (self._across(n) for n in self.line.selection)
        if start != stop and not self.composing:
            lit = pygame.Rect(min(start, stop), 5, abs(stop - start), self.rect.height - 10)
            surface.fill(ACCENT_DEEP, lit.move(begin - self._hidden, self.rect.y))
        words = paint.text(shown, "text", px, TEXT if self.focused or self.words else FAINT)
        place = words.get_rect(midleft=(begin - self._hidden, self.rect.centery))
        surface.blit(words, place)
        if self.composing:
            at = self.line.caret
            ends = sorted((self._across(at), self._across(at + len(self.composing))))
            under = pygame.Rect(ends[0], 0, ends[1] - ends[0], 1)
            surface.fill(ACCENT, under.move(begin - self._hidden, self.rect.bottom - 6))
        surface.set_clip(clip)
