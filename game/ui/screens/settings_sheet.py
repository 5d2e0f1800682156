"""The settings: looks, motion and sound, and keys, on three pages over whatever was shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import pygame

from game.catalogue import languages, phrase
from game.drawing.palette import SEATS
from game.drawing.palettes import PALETTES, Palette
from game.ui import paint
from game.ui.backdrop import Backdrop
from game.ui.keyset import (
    ACTS,
    COUNCIL,
    END,
    EVERYWHERE,
    FULL,
    MENU,
    REPLAY,
    SETUP,
    SHELF,
    TABLE,
    TITLE,
    UMPIRE,
    KeyAct,
)
from game.ui.screens.base import Screen
from game.ui.screens.common import foot
from game.ui.screens.key_button import KeyButton
from game.ui.settings import LOUDEST, MINUTES
from game.ui.theme import ACCENT, AT_ONCE, BAD, MUTED, PERCENTS
from game.ui.widgets import Box, Button, Centre, Choosable, Flow, Scroll, Text, Widget
from game.ui.widgets.slider import Slider
from game.ui.widgets.tabs import Tab, Tabs

if TYPE_CHECKING:
    from game.ui.screens.base import CardHost

SPEEDS: Final = (
    (0.5, "settings.slow"),
    (1.0, "settings.normal"),
    (2.0, "settings.fast"),
    (AT_ONCE, "settings.at_once"),
)
#: How broad the pages are at most, in units of eight pixels.
_BROAD: Final = 116
#: One press of the volume's slider moves it by so much.
_STEP: Final = 5
#: What each switch is called, and what is said beside it.
_SWITCHES: Final = {
    "motion": ("settings.motion", "settings.motion_note"),
    "full": ("settings.full", ""),
    "council_ends": ("settings.council_ends", "settings.council_ends_note"),
    "hints": ("settings.hints", "settings.hints_note"),
    "projector": ("settings.projector", "settings.projector_note"),
}
#: What the screens are called whose keys may be chosen.
_WHERE: Final = {
    EVERYWHERE: "keys.everywhere",
    TABLE: "keys.table",
    TITLE: "keys.title",
    SETUP: "keys.setup",
    MENU: "keys.menu_title",
    COUNCIL: "keys.council_title",
    REPLAY: "keys.replay_title",
    END: "keys.end_title",
    SHELF: "keys.shelf_title",
    UMPIRE: "umpire.title",
}


def show_settings(screen: CardHost, tab: str = "looks") -> None:
    """Show the settings; each change takes effect at once and is kept.

    Args:
        screen: what they are laid over.
        tab: the page that is open: "looks", "motion" or "keys".
    """
    _Settings(screen, tab).show()


class _Settings:
    """The pages of the settings, made anew after each change."""

    def __init__(self, screen: CardHost, tab: str) -> None:
        self.screen, self.tab = screen, tab
        self.window, self.settings = screen.window, screen.window.settings
        self._keys = dict(self.settings.keys.chosen)
        self._told = Text("", size="small", tint=ACCENT, name="told")

    def show(self, focus: str = "") -> None:
        """Lay the pages over the screen, with the keyboard on a control."""
        pages = [
            Tab("looks", phrase("settings.looks"), self._page(self._looks())),
            Tab("motion", phrase("settings.moving"), self._page(self._moving())),
            Tab("keys", phrase("settings.keys"), self._page(self._key_page())),
        ]
        tabs = Tabs(pages, self.tab, self._turn, name="page", grow=1)
        done = Button(
            phrase("button.done"), self._close, key="Esc", primary=True, size="lead", name="done"
        )
        head = Text(phrase("settings.title"), size="title", role="title", tint=ACCENT)
        refused = Text(self.settings.refused, size="small", tint=BAD, name="refused")
        said = Box(refused if self.settings.refused else self._told, grow=1)
        column = Box(head, tabs, foot(said, done), gap=1.5, pad=2.5)
        root = self.window.root
        keyboard = root.keyboard
        self.screen.open(Backdrop(_Sheet(column), scene=None, veil=0, name="settings"))
        found = next(
            (w for w in root.focusables() if w.name == (focus or f"page:{self.tab}")), None
        )
        root.set_focus(found, keyboard=keyboard)

    @staticmethod
    def _page(parts: list[Widget]) -> Widget:
        return Scroll(Box(*parts, gap=1.25), name="settings.body")

    def _turn(self, tab: str) -> None:
        self.tab = tab

    def _again(self, focus: str) -> None:
        self.settings.save()
        self.screen.close_dialog()
        self.window.relayout()
        self.show(focus)

    def _close(self) -> None:
        self.screen.close_dialog()
        if self.settings.keys.chosen != self._keys:
            # What names a key was written before.
            self.screen.respeak()

    # Looks

    def _looks(self) -> list[Widget]:
        theme = self.settings.theme
        sizes = [
            Button(
                f"{n} %",
                partial(self._text, n),
                chosen=theme.text == n / 100,
                name=f"text:{n}",
                grow=1,
            )
            for n in PERCENTS
        ]
        return [
            _head("settings.size"),
            Flow(*sizes, least=10, gap=1),
            *self._bounded(),
            _head("settings.palette"),
            Flow(*self._palettes(), least=30, gap=1),
            self._switch("projector", theme.projector, self._projector),
            self._switch("full", self.settings.full, self._full),
            *self._languages(),
        ]

    def _text(self, percent: int) -> None:
        self.settings.theme.text = percent / 100
        self._again(f"text:{percent}")

    def _bounded(self) -> list[Widget]:
        """That the window has no room for the text that was chosen, where it has none."""
        theme = self.settings.theme
        if theme.scale >= theme.usual * theme.text:
            return []
        words = phrase("settings.bounded", now=theme.percent, wanted=round(100 * theme.text))
        return [Text(words, size="small", tint=ACCENT, name="bounded")]

    def _palettes(self) -> list[Widget]:
        return [
            Choosable(
                Text(phrase(palette.title), role="bold"),
                Text(phrase(palette.note), size="small", tint=MUTED),
                _Swatches(palette),
                act=partial(self._wear, palette.id),
                chosen=palette.id == self.settings.palette,
                name=f"palette:{palette.id}",
                pad=1.25,
            )
            for palette in PALETTES.values()
        ]

    def _wear(self, palette: str) -> None:
        self.settings.palette = palette
        self.settings.save()
        self.screen.close_dialog()
        found = self.window.repaint(palette)
        # The table is another screen now, and the settings lie over that.
        self.screen = found if isinstance(found, Screen) else self.screen
        self.show(f"palette:{palette}")

    def _projector(self) -> None:
        self.settings.theme.projector = not self.settings.theme.projector
        self.screen.rescale()
        self._again("projector")

    def _full(self) -> None:
        self.window.fill_screen(not self.settings.full)
        self._again("full")

    def _languages(self) -> list[Widget]:
        """The languages that there are, where there is a choice."""
        offered, spoken = languages(), self.settings.language
        if len(offered) < 2:
            return []
        buttons = [
            Button(
                name,
                partial(self._speak, ident),
                chosen=ident == spoken,
                name=f"language:{ident}",
                grow=1,
            )
            for ident, name in offered.items()
        ]
        return [_head("settings.language"), Flow(*buttons, least=12, gap=1)]

    def _speak(self, language: str) -> None:
        self.settings.speak(language)
        self.screen.respeak()
        self._again(f"language:{language}")

    def _switch(self, name: str, on: bool, act: Callable[[], None]) -> Widget:
        """A setting that is on or off."""
        title, note = _SWITCHES[name]
        words = phrase(note) if note else ""
        if name == "full":
            key = self.settings.keys.shown(FULL, EVERYWHERE)
            words = phrase("settings.full_note", key=key)
        told = Text(words, size="small", tint=MUTED)
        return Box(
            Box(Text(phrase(title), role="bold"), told, gap=0.25, grow=1),
            Button(phrase("button.on" if on else "button.off"), act, chosen=on, name=name),
            across=True,
            gap=1.5,
            centre=True,
        )

    # Motion and sound

    def _moving(self) -> list[Widget]:
        theme = self.settings.theme
        speeds = [
            Button(
                phrase(name),
                partial(self._speed, value),
                chosen=theme.speed == value,
                name=f"speed:{value}",
                grow=1,
            )
            for value, name in SPEEDS
        ]
        loud = self.settings.sound
        self._loud = Text(self._loudness(loud), name="loudness")
        self._loud.stiff = True
        slider = Slider(LOUDEST // _STEP, loud // _STEP, self._sound, name="sound")
        slider.grow = 1
        return [
            _head("settings.speed"),
            Flow(*speeds, least=12, gap=1),
            Text(phrase("settings.at_once_note"), size="small", tint=MUTED),
            self._switch("motion", theme.motion, self._motion),
            _head("settings.sound"),
            Text(phrase("settings.sound_note"), size="small", tint=MUTED),
            Box(slider, self._loud, across=True, gap=2, centre=True),
            *self._councils(),
            self._switch("hints", self.settings.hints, self._hints),
        ]

    def _councils(self) -> list[Widget]:
        """How long a council may take, and what happens then."""
        limits = [
            Button(
                phrase("settings.minutes", count=n) if n else phrase("settings.no_limit"),
                partial(self._limit, n),
                chosen=n == self.settings.council,
                name=f"council:{n}",
                grow=1,
            )
            for n in MINUTES
        ]
        parts = [_head("settings.council"), Flow(*limits, least=12, gap=1)]
        if self.settings.council:
            parts.append(
                self._switch("council_ends", self.settings.council_ends, self._council_ends)
            )
        return parts

    def _limit(self, minutes: int) -> None:
        self.settings.council = minutes
        self._again(f"council:{minutes}")

    def _council_ends(self) -> None:
        self.settings.council_ends = not self.settings.council_ends
        self._again("council_ends")

    def _hints(self) -> None:
        self.settings.hints = not self.settings.hints
        self._again("hints")

    def _speed(self, value: float) -> None:
        self.settings.theme.speed = value
        self._again(f"speed:{value}")

    def _motion(self) -> None:
        self.settings.theme.motion = not self.settings.theme.motion
        self._again("motion")

    def _sound(self, steps: int) -> None:
        """Keep the volume; nothing is built anew, or a drag would end."""
        self.settings.sound = steps * _STEP
        self.settings.save()
        self._loud.set(self._loudness(self.settings.sound))

    @staticmethod
    def _loudness(sound: int) -> str:
        return phrase("settings.loud", percent=sound) if sound else phrase("settings.silent")

    # Keys

    def _key_page(self) -> list[Widget]:
        parts: list[Widget] = [Text(phrase("keys.intro"), size="small", tint=MUTED)]
        for where, title in _WHERE.items():
            rows = [self._key_row(act) for act in ACTS if act.where == where]
            parts += [_head(title), Flow(*rows, least=42, gap=1.5)]
        usual = Button(phrase("keys.all_usual"), self._all_usual, name="keys.usual")
        return [*parts, Box(usual, across=True)]

    def _key_row(self, act: KeyAct) -> Widget:
        keys = self.settings.keys
        button = KeyButton(
            partial(keys.key, act),
            partial(self._give, act),
            usual=act.usual,
            name=f"key:{act.id}",
            tip=phrase("keys.usual", key=act.usual),
        )
        return Box(Text(act.name, grow=1), button, across=True, gap=1, centre=True)

    def _give(self, act: KeyAct, key: str) -> None:
        """Give an act a key, or say why it cannot have it."""
        refused = self.settings.keys.choose(act, key)
        self._told.tint = BAD if refused else ACCENT
        self._told.set(refused or phrase("keys.given", key=key, act=act.name))
        self._again(f"key:{act.id}")

    def _all_usual(self) -> None:
        self.settings.keys.all_as_usual()
        self._told.set("")
        self._again("keys.usual")


def _head(key: str) -> Widget:
    """What stands over a part."""
    return Text(phrase(key), role="bold", tint=ACCENT)


class _Swatches(Widget):
    """The colours of some seats in a palette."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.px(16))

    def draw(self, surface: pygame.Surface) -> None:
        side, gap = self.rect.height, self.theme.gap(0.5)
        for n, colour in enumerate(SEATS):
            box = pygame.Rect(self.rect.x + n * (side + gap), self.rect.y, side, side)
            if self.rect.contains(box):
                paint.box(surface, box, self._palette.worn(colour), None, 4)


class _Sheet(Centre):
    """A column in the middle of the window, as high as it is."""

    def __init__(self, column: Widget) -> None:
        super().__init__(column, most=_BROAD)

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        wide = min(self.theme.gap(self.most), rect.width)
        place = pygame.Rect(0, rect.y, wide, rect.height)
        place.centerx = rect.centerx
        self.children[0].place(place)
