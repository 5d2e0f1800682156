"""The gate between the system's events and the screens: what one viewer began ends with them.

Screens never ask who pressed what, and when. An event reaches them only through this gate, which
holds two rules for all of them:

- Input belongs to the viewer before whose eyes it began. As soon as somebody else is to look,
  all that is held or queued counts for nothing, and a press counts again only if it went down
  after every key and button was up.
- One press is one act. A key that is held repeats only what is no act: moving
  a selection, scrolling, editing text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

#: Keys that go on while they are held: they move a selection, scroll, or edit a text.
STEADY = frozenset(
    {
        pygame.K_LEFT,
        pygame.K_RIGHT,
        pygame.K_UP,
        pygame.K_DOWN,
        pygame.K_TAB,
        pygame.K_PAGEUP,
        pygame.K_PAGEDOWN,
        pygame.K_HOME,
        pygame.K_END,
        pygame.K_BACKSPACE,
        pygame.K_DELETE,
    }
)

_COMMANDING = frozenset({pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LMETA, pygame.K_RMETA})
_OTHER_SIGNS = frozenset({pygame.K_LALT, pygame.K_RALT, pygame.K_MODE})
#: Keys that do nothing by themselves.
MODIFIERS = _COMMANDING | _OTHER_SIGNS | {pygame.K_LSHIFT, pygame.K_RSHIFT}

_DOWN = (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN)
_UP = (pygame.KEYUP, pygame.MOUSEBUTTONUP)
_TYPED = (pygame.TEXTINPUT, pygame.TEXTEDITING, pygame.MOUSEWHEEL)


class Gate:
    """Lets events through to one viewer at a time.

    Attributes:
        discarding: whether all that is pressed now still belongs to the viewer before; it ends
            with `seen`.
    """

    def __init__(self, steady: Callable[[pygame.event.Event], bool] = lambda _: False) -> None:
        """Nothing is held, and nobody looks yet.

        Args:
            steady: whether a key that is held goes on doing what it does, beside those of `STEADY`.
        """
        self._steady = steady
        self.discarding = False
        self._owner: Hashable = None
        #: What is held down, and of it what went down before the present viewer's eyes.
        self._held: dict[Hashable, int] = {}
        self._own: set[Hashable] = set()
        self._barred = False
        #: Keys that type nothing until they come up, since they went down as commands.
        self._mute: set[Hashable] = set()

    @property
    def barred(self) -> bool:
        """Whether something must be let go before anything counts."""
        return self._barred

    def watch(self, owner: Hashable) -> bool:
        """Note who looks at the window now.

        Args:
            owner: anything that stands for the viewer; another one shuts the gate.

        Returns:
            Whether the gate was shut: whatever the screens hold as pressed must be let go.
        """
        if owner == self._owner:
            return False
        self._owner = owner
        self.shut()
        return True

    def shut(self) -> None:
        """Let nothing that is held or queued count any more."""
        self._own.clear()
        self._barred = bool(self._held)
        self.discarding = True

    def seen(self) -> None:
        """Say that the new viewer's picture is on the screen and the queue was emptied before."""
        self.discarding = False
        self._barred = self._barred and bool(self._held)

    def forget(self) -> None:
        """Hold nothing: the window lost the keyboard, so nobody will say when keys come up."""
        self._held.clear()
        self._mute.clear()
        self.shut()

    def mute(self) -> None:
        """Let no key type that is down already: a text is about to take what is typed."""
        self._mute = {t for t, key in self._held.items() if key and key not in MODIFIERS}

    def admit(self, event: pygame.event.Event) -> pygame.event.Event | None:
        """Let an event through, or keep it out.

        Args:
            event: any event of the window; what is not input always passes.

        Returns:
            The event as the screens may have it, or None.
        """
        if event.type in _DOWN:
            return event if self._press(event) else None
        if event.type in _UP:
            return event if self._let_go(event) else None
        shut = self._barred or self.discarding
        if event.type in _TYPED:
            mute = event.type == pygame.TEXTINPUT and (self._mute or self._commanding)
            return None if shut or mute else event
        if event.type == pygame.MOUSEMOTION:
            return self._motion(event)
        return event

    @property
    def _commanding(self) -> bool:
        """Whether a key that is held makes commands of letters; with Alt, Ctrl makes signs."""
        keys = set(self._held.values())
        return bool(keys & _COMMANDING) and not keys & _OTHER_SIGNS

    def _press(self, event: pygame.event.Event) -> bool:
        thing = _thing(event)
        again = thing in self._held
        self._held[thing] = getattr(event, "key", 0)
        if self.discarding:
            self._barred = True
        if self._barred:
            return False
        if again:
            steady = getattr(event, "key", None) in STEADY or self._steady(event)
            return thing in self._own and steady
        self._own.add(thing)
        return True

    def _let_go(self, event: pygame.event.Event) -> bool:
        thing = _thing(event)
        own = thing in self._own
        self._held.pop(thing, None)
        self._own.discard(thing)
        self._mute.discard(thing)
        if not self._held and not self.discarding:
            self._barred = False
        return own

    def _motion(self, event: pygame.event.Event) -> pygame.event.Event:
        """A motion with only those buttons that were pressed by the present viewer."""
        given = getattr(event, "buttons", (0, 0, 0))
        buttons = tuple(int(b and ("button", n) in self._own) for n, b in enumerate(given, 1))
        if buttons == tuple(given):
            return event
        return pygame.event.Event(event.type, {**event.dict, "buttons": buttons})


def _thing(event: pygame.event.Event) -> Hashable:
    """What is pressed: a key by its place on the keyboard, or a button."""
    if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        return ("button", event.button)
    # A key keeps its place when the layout changes while it is held; its symbol may not.
    place = getattr(event, "scancode", 0)
    return ("place", place) if place else ("key", event.key)
