"""The dock below the board: what happens now, in words, and the buttons that steer the telling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pygame

from game.catalogue import phrase
from game.ui import paint
from game.ui.theme import ACCENT, GROUND, LINE, MUTED, TEXT, icon, mix
from game.ui.widgets import Button, Span, Text, Widget
from game.ui.widgets.die import Die

if TYPE_CHECKING:
    from game.rules.look import Colour
    from game.ui.stage.words import DockWords


class Steers(Protocol):
    """What the dock's buttons ask for."""

    def back(self) -> None:
        """Show the moment before."""
        ...

    def hold(self) -> None:
        """Let the telling stand still, or go on."""
        ...

    def faster(self) -> None:
        """Take the next speed."""
        ...

    def forward(self) -> None:
        """Show the next moment."""
        ...

    def hurry(self) -> None:
        """Let the bot that thinks move now."""
        ...

    def skip(self) -> None:
        """Go to the next decision at once."""
        ...

    def mute(self) -> None:
        """Be silent, or be heard again."""
        ...

    def follow(self, place: str) -> None:
        """Look at a place that is named."""
        ...


#: An area lower than this, at a text size of 1, has a dock of one line of text.
LOW = 430
#: And one higher than this has large words.
HIGH = 840
#: In an area narrower than this the words stand above the buttons.
NARROW = 700
#: The sizes of its sentences, the largest first.
_SMALLER = ("lead", "body", "small")


class StepBar(Widget):
    """How far the telling has come: a short bar for each moment."""

    MOST = 24

    def __init__(self) -> None:
        super().__init__(name="stage.progress")
        self.now, self.count = 0, 0

    def measure(self, width: int) -> tuple[int, int]:
        return (width, self.theme.dot(4))

    def show(self, now: int, count: int) -> None:
        """Show that so many moments of these were told."""
        if (now, count) != (self.now, self.count):
            self.now, self.count = now, count
            self.damage()

    def draw(self, surface: pygame.Surface) -> None:
        count = min(self.count, self.MOST)
        if not count:
            return
        # Of very many the last ones are shown.
        first, gap = self.count - count, self.theme.dot(4)
        each = (self.rect.width + gap) // count
        for n in range(count):
            spot = pygame.Rect(self.rect.x + n * each, self.rect.y, each - gap, self.rect.height)
            each_at = n + first
            tint = ACCENT if each_at == self.now else mix(GROUND, ACCENT, 0.5)
            paint.box(surface, spot, LINE if each_at > self.now else tint, None, 2)


class Dock(Widget):
    """Who, what and its price; two sentences; a bot's own words; and the buttons.

    It has the same height whatever it tells, so that nothing beside it moves.
    """

    def __init__(self, steers: Steers) -> None:
        super().__init__(name="dock")
        self._steers = steers
        self._icon, self._tint = "", ACCENT
        self.die = Die()
        self.die.visible = False
        self.head = Text("", lines=1, name="stage.head")
        self.said = Text("", lines=2, follow=steers.follow, name="stage.said")
        self.why = Text("", size="small", tint=MUTED, lines=1, name="stage.why")
        self.progress = StepBar()
        self.back = Button("", steers.back, key="B", icon_name="chevron-left", name="stage.back")
        self.hold = Button("", steers.hold, key="P", icon_name="pause", name="stage.hold")
        self.speed = Button("", steers.faster, key=".", name="stage.speed")
        self.skip = Button(
            "",
            steers.skip,
            key="End",
            keys=("Enter", "Ctrl+Enter"),
            icon_name="skip-forward",
            name="stage.skip",
        )
        self.next = Button("", steers.forward, key="Space", primary=True, name="stage.next")
        #: In the place of the one before, while a bot thinks that can be hurried.
        self.now = Button("", steers.hurry, key="X", primary=True, name="stage.now")
        self.now.visible = False
        self.mute = Button("", steers.mute, key="Ctrl+M", icon_name="volume-2", name="stage.mute")
        #: The keys of each button that cannot be used at all times.
        self._keys = {b: b.hot_keys for b in (self.back, self.hold, self.skip, self.next)}
        self._buttons = (self.back, self.hold, self.speed, self.mute, self.skip, self.next)
        self.add(self.die, self.head, self.said, self.why, *self._buttons, self.now, self.progress)
        self._low = self._narrow = self._paused = False
        #: How many lines of sentences it has room for at least, and how large they are if they fit.
        self._few, self._large = 2, "body"
        #: Whether the buttons have no room for words beside their signs.
        self._bare = False
        self._speed = ""

    # What is shown

    def tell(self, words: DockWords | None, why: str, rolls: bool, hurries: bool = False) -> None:
        """Tell a moment; None tells that nothing happened yet.

        Args:
            words: what is said.
            why: what a bot says of it.
            rolls: whether a die rolls before it rests.
            hurries: whether a bot thinks that can be told to move now.
        """
        self.now.visible, self.next.visible = hurries, not hurries
        if words is None:
            self._icon = ""
            self.head.set([Span(phrase("stage.nothing"), MUTED)])
            self.said.set("")
            self.why.set("")
            self.die.throw("", False)
        else:
            self._icon, self._tint = words.icon, words.tint
            head = [Span(f"{words.who}  ", words.tint, "bold")] if words.who else []
            head.append(Span(words.what, TEXT, "bold"))
            if words.note:
                head.append(Span(f"   {words.note}", MUTED))
            self.head.set(head)
            self.said.set(list(words.said))
            self.why.set(why)
            self.die.throw(words.face, rolls)
        if self.rect.width:
            self.place(self.rect)
        self.damage()

    def steer(
        self, *, back: str, hold: str, forward: str, paused: bool, speed: str, silent: bool
    ) -> None:
        """Show what the buttons can do now; each word says why one cannot be used, or nothing."""
        told = ((self.back, back), (self.hold, hold), (self.skip, forward), (self.next, forward))
        for button, why_not in told:
            button.why_not = why_not
            # What cannot be used leaves its key to whoever else means something by it.
            button.hot_keys = () if why_not else self._keys[button]
            button.damage()
        self.hold.icon_name = "play" if paused else "pause"
        if silent != (self.mute.icon_name == "volume-x"):
            self.mute.icon_name = "volume-x" if silent else "volume-2"
            self.mute.damage()
        self._paused, self._speed = paused, speed
        self._word()

    def _word(self) -> None:
        """Give the buttons their words, where there is room for them."""
        bare = self._bare
        self.back.words = "" if bare else phrase("stage.back")
        self.hold.words = "" if bare else phrase("stage.go_on" if self._paused else "stage.pause")
        self.speed.words = self._speed
        self.skip.words = "" if bare else phrase("stage.skip")
        self.next.words = phrase("stage.next")
        self.now.words, self.now.tip = phrase("stage.now"), phrase("stage.now_tip")
        for button, tip in (
            (self.back, "stage.back"), (self.skip, "stage.skip_tip"),
            (self.hold, "stage.go_on" if self._paused else "stage.pause"),
            (self.speed, "stage.speed_tip"), (self.mute, "stage.mute"),
        ):  # fmt: skip
            button.tip = phrase(tip)

    # Where it lies

    def suit(self, area: pygame.Rect) -> None:
        """Take the form that suits an area of the board and the dock together."""
        theme = self.theme
        self._low = area.height < theme.px(LOW)
        self._narrow = area.width < theme.px(NARROW)
        high = area.height >= theme.px(HIGH) and not self._narrow
        self._few = 1 if self._low else 2
        self.head.size, self._large = ("head", "lead") if high else ("body", "body")
        self.said.lines, self.said.size = self._few, self._large
        self.why.visible = not self._low and not self._narrow
        self._bare = False
        self._word()
        room = self._third(area.width - 2 * theme.gap(2))
        worded = (self.back, self.hold, self.skip)
        self._bare = self._low or self._narrow or not all(b.holds(room) for b in worded)
        self._word()

    def _wide(self, room: int) -> int:
        """How much of a width the buttons take."""
        return room if self._narrow else min(room // 2, self.theme.px(400))

    def _third(self, room: int) -> int:
        """How broad a button with words is, where there are two rows of them."""
        small = round(self.next.measure(room)[1] * 1.1)
        return (self._wide(room) - small - 3 * self.theme.gap(0.75)) // 3

    def _lines(self) -> list[Text]:
        return [t for t in (self.head, self.said, self.why) if t.visible]

    def measure(self, width: int) -> tuple[int, int]:
        gap = self.theme.gap
        # What is told takes the room that is there: it makes none.
        self.said.lines, self.said.size = self._few, self._large
        words = sum(t.measure(width)[1] for t in self._lines())
        words += gap(0.4) * (len(self._lines()) - 1)
        row = self.next.measure(width)[1]
        if self._narrow:
            return (width, words + row + gap(2.2))
        rows = row if self._low else 2 * row + gap(1) + gap(0.6) + self.theme.dot(4)
        return (width, max(words, rows) + gap(2.2))

    def place(self, rect: pygame.Rect) -> None:
        self.rect = pygame.Rect(rect)
        gap, inner = self.theme.gap, rect.inflate(-2 * self.theme.gap(2), -2 * self.theme.gap(1.1))
        row = self.next.measure(inner.width)[1]
        one = self._low or self._narrow
        wide = self._wide(inner.width)
        tools = pygame.Rect(inner.right - wide, inner.bottom - row, wide, row)
        self._tools(tools, one)
        left = inner.x
        room = inner.width if self._narrow else inner.width - wide - gap(2.5)
        sign = self.theme.px(self.head.size) + gap(1)
        bottom = tools.y - gap(0.4) if self._narrow else inner.bottom
        y = inner.y
        if self.die.visible:
            side = min(self.die.measure(0)[0], inner.height)
            self.die.place(pygame.Rect(left, y, side, side))
            left, room = left + side + gap(1.5), room - side - gap(1.5)
        for text in (self.head, self.said, self.why):
            shift = sign if text is self.head and self._icon else 0
            if text is self.said:
                self._fill(room, bottom - y)
            if text is self.why and self.why.words:
                shift = self.theme.px("small") + gap(1)
            high = text.measure(room - shift)[1]
            text.place(pygame.Rect(left + shift, y, max(8, room - shift), high))
            y += high + gap(0.4) if text.visible else 0

    def _fill(self, room: int, high: int) -> None:
        """Give the sentences as many lines as there are, and where that is too few smaller ones.

        Args:
            room: how wide a line is.
            high: how much height they and a bot's own words have together.
        """
        if self.why.visible and self.why.words:
            high -= self.why.measure(room)[1] + self.theme.gap(0.4)
        sizes = _SMALLER[_SMALLER.index(self._large) :]
        for size in sizes:
            self.said.size = size
            least = self._few if size == self._large else 1
            self.said.lines = max(least, high // self.said.line_height)
            if self.said.whole(room):
                return
        # What no size shows as a whole is better read in the largest.
        self.said.size = self._large
        self.said.lines = max(self._few, high // self.said.line_height)

    def _tools(self, rect: pygame.Rect, one: bool) -> None:
        """Lay the buttons out: in one row, or in two with how far it has come below."""
        gap = self.theme.gap(0.75)
        self.progress.visible = not one
        if one:
            small = min(round(rect.height * 1.15), (rect.width - 5 * gap) // 8)
            x = rect.x
            for button in self._buttons[:-1]:
                # The one that has words, however few, is as broad as they are.
                own = button.measure(rect.width)[0] if button.words else small
                wide = max(small, min(2 * small, own))
                button.place(pygame.Rect(x, rect.y, wide, rect.height))
                x += wide + gap
            self._last(pygame.Rect(x, rect.y, rect.right - x, rect.height))
            return
        bar = self.progress.measure(rect.width)[1]
        self.progress.place(pygame.Rect(rect.x, rect.bottom - bar, rect.width, bar))
        low = rect.y - bar - self.theme.gap(0.6)
        small = round(rect.height * 1.1)
        third = (rect.width - small - 3 * gap) // 3
        for n, button in enumerate(self._buttons[:4]):
            x, wide = rect.x + n * (third + gap), third
            if button is self.mute:
                x, wide = rect.right - small, small
            button.place(pygame.Rect(x, low - rect.height - gap, wide, rect.height))
        self.skip.place(pygame.Rect(rect.x, low, third, rect.height))
        x = rect.x + third + gap
        self._last(pygame.Rect(x, low, rect.right - x, rect.height))

    def _last(self, rect: pygame.Rect) -> None:
        """Lay out the button for what comes next, whichever is there."""
        self.next.place(rect)
        self.now.place(rect)

    def draw(self, surface: pygame.Surface) -> None:
        surface.fill(GROUND, self.rect)
        surface.fill(LINE, (self.rect.x, self.rect.y, self.rect.width, 1))
        self._sign(surface, self._icon, self._tint, self.head)
        if self.why.words:
            self._sign(surface, "bot", ACCENT, self.why)

    def _sign(self, surface: pygame.Surface, name: str, tint: Colour, by: Text) -> None:
        """A sign before a line of text."""
        if not name or not by.visible:
            return
        drawn = icon(name, self.theme.px(by.size), tint)
        if drawn is not None:
            y = by.rect.y + (by.rect.height - drawn.get_height()) // 2
            surface.blit(drawn, (by.rect.x - drawn.get_width() - self.theme.gap(1), y))
