"""Whose input it is: what one viewer began to press changes nothing before the next one's eyes."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import Rules
from game.ui import display
from game.ui.gate import STEADY, Gate
from game.ui.screens.curtain import HoldButton
from tests.randomised import examples
from tests.ui.conftest import Driver

KEYS = (
    pygame.K_RETURN, pygame.K_SPACE, pygame.K_ESCAPE, pygame.K_1, pygame.K_2, pygame.K_TAB,
    pygame.K_DOWN, pygame.K_n, pygame.K_LCTRL, pygame.K_LSHIFT, pygame.K_BACKSPACE,
)  # fmt: skip
BUTTONS = (1, 2, 3)

#: A key (-n-1 stands for a mouse button n).
things = st.sampled_from([*KEYS, *(-1 - button for button in BUTTONS)])
places = st.tuples(st.integers(0, 1365), st.integers(0, 767))


def press(thing: int, at: tuple[int, int] = (700, 400), *, up: bool = False) -> pygame.event.Event:
    """A key or button that goes down or comes up."""
    if thing < 0:
        kind = pygame.MOUSEBUTTONUP if up else pygame.MOUSEBUTTONDOWN
        return pygame.event.Event(kind, button=-1 - thing, pos=at)
    kind = pygame.KEYUP if up else pygame.KEYDOWN
    return pygame.event.Event(kind, key=thing, unicode="", mod=0, scancode=thing % 509 + 1)


def typed(text: str = "x") -> pygame.event.Event:
    """Text from the keyboard."""
    return pygame.event.Event(pygame.TEXTINPUT, text=text)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("down"), things),
        st.tuples(st.just("up"), things),
        st.tuples(st.just("again"), things),
        st.tuples(st.sampled_from(["next viewer", "shown", "focus", "text", "wheel"]), st.just(0)),
    ),
    max_size=60,
)


@given(STEPS)
@examples(400)
def test_a_press_counts_once_and_only_for_whom_it_was_begun(steps: list[tuple[str, int]]) -> None:
    gate, viewer = Gate(), 0
    gate.watch(viewer)
    gate.seen()
    held: set[int] = set()
    counted: set[int] = set()
    free = True  # whether all was up at some moment since the viewer saw the window
    shown = True
    for what, thing in steps:
        if what == "next viewer":
            viewer += 1
            assert gate.watch(viewer)
            assert not gate.watch(viewer)
            counted, free, shown = set(), False, False
        elif what == "shown":
            gate.seen()
            shown, free = True, free or not held
        elif what == "focus":
            gate.forget()
            held, counted, free, shown = set(), set(), False, False
        elif what == "text":
            assert (gate.admit(typed()) is not None) == (free and shown)
        elif what == "wheel":
            wheel = pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=1)
            assert (gate.admit(wheel) is not None) == (free and shown)
        elif what == "up":
            assert (gate.admit(press(thing, up=True)) is not None) == (thing in counted)
            held.discard(thing)
            counted.discard(thing)
            free = free or (shown and not held)
        elif thing in held:
            again = thing in counted and thing in STEADY
            assert (gate.admit(press(thing)) is not None) == again
        elif what == "down":
            assert (gate.admit(press(thing)) is not None) == (free and shown)
            held.add(thing)
            if free and shown:
                counted.add(thing)


def test_a_drag_that_was_begun_before_is_no_drag_after() -> None:
    gate = Gate()
    gate.watch("one")
    gate.seen()
    gate.admit(press(-2))
    motion = pygame.event.Event(pygame.MOUSEMOTION, pos=(1, 1), rel=(1, 1), buttons=(1, 0, 0))
    assert gate.admit(motion) is motion
    gate.watch("two")
    gate.seen()
    passed = gate.admit(motion)
    assert passed is not None
    assert passed.buttons == (0, 0, 0)


def test_a_command_types_nothing_into_the_field_that_it_opens() -> None:
    gate = Gate()
    gate.watch("one")
    gate.seen()
    gate.admit(press(pygame.K_LSHIFT))
    gate.admit(press(pygame.K_7))
    gate.mute()
    assert gate.admit(typed("/")) is None
    gate.admit(press(pygame.K_7, up=True))
    assert gate.admit(typed("a")) is not None


@pytest.fixture(scope="module")
def shared(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Driver:
    """A window at a game of three people."""
    driver = Driver(rules, tmp_path_factory.mktemp("gate"))
    driver.begin(7)
    return driver


def standing(driver: Driver) -> tuple[object, ...]:
    """All that an act would change."""
    table = driver.table
    return (
        table.curtained,
        len(driver.app.root.layers),
        driver.client.viewer,
        driver.client.n,
        len(driver.client.sitting.entries),
        table.selected,
        table.choosing.action,
        table.choosing.picked,
        table.panel.search.words,
        table.look is driver.client.look,
    )


before = st.lists(st.tuples(things, places), min_size=1, max_size=4, unique_by=lambda x: x[0])
after = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["up", "again", "down"]), things, places),
        st.tuples(st.sampled_from(["move", "wheel", "text", "wait"]), st.just(0), places),
    ),
    max_size=30,
)


@given(before, st.booleans(), after)
@examples(60)
def test_nothing_begun_before_the_curtain_changes_anything_behind_it(
    shared: Driver,
    before: list[tuple[int, tuple[int, int]]],
    queued: bool,
    after: list[tuple[str, int, tuple[int, int]]],
) -> None:
    driver, app, table = shared, shared.app, shared.table
    driver.settle()
    held = dict(before)
    if not queued:
        for thing, at in before:
            app.handle(press(thing, at))
    while driver.client.pending.seat is None and not driver.client.over:
        app.update(0.5)
    if not driver.table.curtained:
        table.hand_over()
    assert table.curtained
    app.update(0)
    # What waited in the queue when the curtain fell comes before it is on the screen.
    app.shown(press(thing, at) for thing, at in before if queued)
    app.frame()
    was = standing(driver)
    for what, thing, at in after:
        if not held:
            break
        if what == "up" and thing in held:
            app.handle(press(thing, at, up=True))
            del held[thing]
        elif what == "again" and thing in held:
            app.handle(press(thing, at))
        elif what == "down" and thing not in held:
            app.handle(press(thing, at))
            held[thing] = at
        elif what == "move":
            app.handle(
                pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(9, 9), buttons=(1, 0, 0))
            )
        elif what == "wheel":
            app.handle(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=1))
        elif what == "text":
            app.handle(typed())
        elif what == "wait":
            app.update(0.7)
        app.shown(())
        assert standing(driver) == was
    for thing, at in held.items():
        app.handle(press(thing, at, up=True))
    app.update(0.7)
    assert standing(driver) == was
    driver.lift()
    driver.settle()


def test_the_key_that_lifts_the_curtain_does_not_close_the_news(driver: Driver) -> None:
    driver.begin(7)
    driver.table.hand_over()
    driver.app.update(0)
    driver.app.shown(())
    driver.app.handle(press(pygame.K_RETURN))
    for _ in range(200):
        driver.app.update(1 / 60)
        driver.app.shown(())
        driver.app.handle(press(pygame.K_RETURN))
    assert not driver.table.curtained
    assert driver.table.in_dialog
    driver.app.handle(press(pygame.K_RETURN, up=True))
    assert driver.table.in_dialog
    driver.key(pygame.K_RETURN)
    assert not driver.table.in_dialog


@pytest.fixture
def curtain(driver: Driver) -> HoldButton:
    """The bar of a curtain that just fell."""
    driver.begin(7)
    driver.table.hand_over()
    driver.app.update(0)
    driver.app.shown(())
    driver.app.frame()
    return driver.table.curtain.hold


def slide_off(driver: Driver) -> None:
    driver.post(pygame.MOUSEMOTION, pos=(1, 1), rel=(0, 0), buttons=(1, 0, 0))


def escape(driver: Driver) -> None:
    driver.post(pygame.KEYDOWN, key=pygame.K_ESCAPE, unicode="", mod=0)


def lose_focus(driver: Driver) -> None:
    driver.post(pygame.WINDOWFOCUSLOST)


@pytest.mark.parametrize("call_off", [slide_off, escape, lose_focus])
def test_a_hold_by_the_pointer_can_be_called_off(
    driver: Driver, curtain: HoldButton, call_off: Callable[[Driver], None]
) -> None:
    driver.post(pygame.MOUSEBUTTONDOWN, pos=curtain.rect.center, button=1)
    driver.app.update(0.3)
    assert curtain.held > 0
    call_off(driver)
    driver.post(pygame.MOUSEMOTION, pos=curtain.rect.center, rel=(0, 0), buttons=(1, 0, 0))
    for _ in range(20):
        driver.app.update(0.1)
    assert driver.table.curtained


@pytest.mark.parametrize("call_off", [escape, lose_focus])
def test_a_hold_by_a_key_can_be_called_off(
    driver: Driver, curtain: HoldButton, call_off: Callable[[Driver], None]
) -> None:
    driver.post(pygame.KEYDOWN, key=pygame.K_SPACE, unicode=" ", mod=0)
    driver.app.update(0.3)
    assert curtain.held > 0
    call_off(driver)
    for _ in range(20):
        # The system lets go of all keys with the window, so only Escape leaves one that repeats.
        if call_off is escape:
            driver.post(pygame.KEYDOWN, key=pygame.K_SPACE, unicode=" ", mod=0)
        driver.app.update(0.1)
    assert driver.table.curtained


def test_after_the_keyboard_was_lost_every_key_is_up(driver: Driver) -> None:
    driver.app.go("title")
    driver.post(pygame.KEYDOWN, key=pygame.K_LALT, unicode="", mod=0)
    driver.post(pygame.WINDOWFOCUSLOST)
    driver.post(pygame.WINDOWFOCUSGAINED)
    assert not driver.app.gate.barred
    driver.key(pygame.K_n, "n")
    assert driver.has("begin")


def test_a_held_key_acts_once(driver: Driver) -> None:
    driver.app.go("title")
    for _ in range(5):
        driver.post(pygame.KEYDOWN, key=pygame.K_n, unicode="n", mod=0)
    assert driver.has("begin")
    for _ in range(5):
        driver.post(pygame.KEYDOWN, key=pygame.K_ESCAPE, unicode="", mod=0)
    assert driver.has("New game")


def test_keys_repeat_however_the_window_was_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.display.init()
    for accelerated in (None, "0"):
        if accelerated is None:
            monkeypatch.delenv("SDL_FRAMEBUFFER_ACCELERATION", raising=False)
        else:
            monkeypatch.setenv("SDL_FRAMEBUFFER_ACCELERATION", accelerated)
        pygame.key.set_repeat()
        display.open_window((320, 200))
        assert pygame.key.get_repeat() == display.REPEAT


def test_keys_repeat_after_the_display_was_started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.display.init()

    def slow(size: tuple[int, int]) -> pygame.Surface:
        display._restart()
        return pygame.display.set_mode(size, pygame.RESIZABLE)

    monkeypatch.setattr(display, "_fastest", slow)
    monkeypatch.setattr(display, "_UNSEEN", ())
    monkeypatch.delenv("SDL_FRAMEBUFFER_ACCELERATION", raising=False)
    display.open_window((320, 200))
    assert pygame.key.get_repeat() == display.REPEAT
