"""The curtain between two people: opaque, and the same whatever lies behind it."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.catalogue import phrase
from game.rules.look import Colour
from game.ui import paint
from game.ui.theme import ACCENT, ACCENT_DEEP, CARD, INK, LINE, MUTED, TEXT, icon, mix
from game.ui.widgets import Box, Centre, Root, Text, Widget

#: What can be held instead of the bar.
_KEYS = (pygame.K_SPACE, pygame.K_RETURN, pygame.K_KP_ENTER)
_POINTER = 0
#: So many units of eight pixels wide is what stands on a curtain at most.
MOST = 96
#: A longer name than this is cut after two lines.
MOST_OF_A_NAME = 60
#: What a curtain shows of a name's size, of the seal and of the hint, the fullest first.
_LEANER = (
    ("hero", True, True),
    ("hero", False, True),
    ("title", False, True),
    ("title", False, False),
    ("head", False, False),
)


class HoldButton(Widget):
    """A bar that fills while it is held, by pointer or key, and then opens."""

    focusable = True
    NEED = 0.6

    def __init__(self, words: str, opened: Callable[[], None], name: str = "reveal") -> None:
        super().__init__(name=name)
        self.words, self.opened = words, opened
        self.held = 0.0
        #: What holds it: a key, or 0 for the pointer; None for nothing.
        self._by: int | None = None

    @property
    def down(self) -> bool:
        """Whether it is held."""
        return self._by is not None

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.gap(8))

    def draw(self, surface: pygame.Surface) -> None:
        paint.box(surface, self.rect, CARD, ACCENT if self.down else LINE, 10)
        if self.held > 0:
            wide = max(20, round(self.rect.width * min(1.0, self.held / self.NEED)))
            part = pygame.Rect(self.rect.x, self.rect.y, wide, self.rect.height)
            paint.box(surface, part, ACCENT_DEEP, ACCENT, 10)
        px = self.theme.px("lead")
        barred = self.root is not None and self.root.barred
        said = phrase("curtain.let_go") if barred else self.words
        words = paint.text(said, "bold", px, TEXT)
        surface.blit(words, words.get_rect(center=self.rect.center))

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._by = _POINTER
        elif event.type == pygame.KEYDOWN and event.key in _KEYS:
            self._by = event.key
        elif self._called_off(event):
            self.let_go()
        else:
            return False
        self.damage()
        return True

    def _called_off(self, event: pygame.event.Event) -> bool:
        """Whether the hold ends with this event: it is let go, left, or given up."""
        if event.type == pygame.MOUSEBUTTONUP and event.button == 1:
            return self._by == _POINTER
        if event.type == pygame.MOUSEMOTION:
            return self._by == _POINTER and not self.rect.collidepoint(event.pos)
        if event.type == pygame.KEYUP:
            return bool(self._by == event.key)
        return event.type == pygame.KEYDOWN and bool(event.key == pygame.K_ESCAPE)

    def let_go(self) -> None:
        if self.down:
            self._by, self.held = None, 0.0
            self.damage()

    def tick(self, seconds: float) -> bool:
        """Let time pass; True while it is held."""
        if self._by is None:
            return False
        self.held += seconds
        self.damage()
        if self.held >= self.NEED:
            self.let_go()
            self.opened()
            return False
        return True


class Curtain(Widget):
    """Covers the whole window. It is told a seat's name and nothing of the game's state."""

    opaque = True

    def __init__(
        self,
        seat: str,
        tint: Colour,
        seal: str,
        opened: Callable[[], None],
    ) -> None:
        super().__init__(name="curtain")
        self.tint, self.seal = tint, seal
        self.hold = HoldButton(phrase("curtain.hold"), opened)
        self._mark = Seal(seal, tint)
        self._name = Text(
            seat, size="hero", role="title", align="centre", snug=True, name="curtain.seat",
            lines=2 if len(seat) > MOST_OF_A_NAME else 0,
        )  # fmt: skip
        self._hint = Text(phrase("curtain.hint"), size="body", tint=MUTED, align="centre")
        self.add(
            Centre(
                Box(
                    self._mark,
                    Text(phrase("curtain.pass"), size="lead", tint=MUTED, align="centre"),
                    self._name,
                    self._hint,
                    self.hold,
                    gap=2.5,
                ),
                most=MOST,
            )
        )

    def place(self, rect: pygame.Rect) -> None:
        """In a low window the seal, the hint and the name's size give way to the button."""
        wide = min(self.theme.gap(MOST), rect.width - self.theme.gap(4))
        content, room = self.children[0].children[0], rect.height - self.theme.gap(4)
        for size, mark, hint in _LEANER:
            self._name.size, self._mark.visible, self._hint.visible = size, mark, hint
            if content.measure(wide)[1] <= room:
                break
        super().place(rect)

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(INK, self.rect)
        surface.fill(self.tint, (self.rect.x, self.rect.y, self.rect.width, 6))
        band = mix(INK, self.tint, 0.05)
        surface.fill(band, (self.rect.x, self.rect.centery - 250, self.rect.width, 500))

    def handle(self, event: pygame.event.Event) -> bool:
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            self.hold.handle(event)
            return True
        return event.type != pygame.MOUSEMOTION


class Seal(Widget):
    """A seat's sign, large."""

    def __init__(self, name: str, tint: Colour) -> None:
        super().__init__(name="curtain.seal")
        self._icon, self._tint = name, tint

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(96))

    def draw(self, surface: pygame.Surface) -> None:
        size = self.theme.px(88)
        drawn = icon(self._icon, size, self._tint)
        if drawn is not None:
            surface.blit(drawn, drawn.get_rect(center=self.rect.center))


def picture(
    root_size: tuple[int, int], curtain: Curtain, theme_root: Root | None = None
) -> pygame.Surface:
    """The curtain alone on a new surface, for comparison."""
    surface = pygame.Surface(root_size)
    root = theme_root or Root(curtain.theme, root_size)
    root.show(curtain)
    root.render(surface)
    return surface
