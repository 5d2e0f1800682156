"""Text that is typed: caret, selection, clipboard, input methods, and no command meanwhile."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui import clipboard
from game.ui.keyboard import Keyboard
from game.ui.theme import Theme
from game.ui.widgets import Root
from game.ui.widgets.field import Field
from game.ui.widgets.keys import key_name, key_symbol
from game.ui.widgets.line import TextLine, clean
from tests.randomised import examples
from tests.ui.conftest import Driver
from tests.ui.large import large_rules

CTRL, SHIFT = pygame.KMOD_CTRL, pygame.KMOD_SHIFT


class Typist:
    """A field with the keyboard, and what somebody does to it."""

    def __init__(self) -> None:
        pygame.init()
        pygame.display.set_mode((400, 200))
        self.told: list[str] = []
        self.field = Field("Search", self.told.append, name="f")
        self.root = Root(Theme(), (400, 40))
        self.root.show(self.field)
        self.root.set_focus(self.field)

    def type(self, text: str) -> Typist:
        """What the system says when a text was typed, by whatever keys."""
        self.root.handle(pygame.event.Event(pygame.TEXTINPUT, text=text))
        return self

    def compose(self, text: str) -> None:
        """What an input method says before it is agreed to."""
        self.root.handle(pygame.event.Event(pygame.TEXTEDITING, text=text, start=0, length=0))

    def keys(self, *codes: int, mod: int = 0) -> Typist:
        """Press keys."""
        for code in codes:
            event = pygame.event.Event(pygame.KEYDOWN, key=code, unicode="", mod=mod)
            self.root.handle(event)
        return self

    def click(self, x: int) -> None:
        """Click into the field."""
        for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            self.root.handle(pygame.event.Event(kind, pos=(x, 20), button=1))

    def picture(self) -> bytes:
        """What the field shows."""
        surface = pygame.Surface((400, 40))
        self.root.invalidate(pygame.Rect(0, 0, 400, 40))
        self.root.render(surface)
        return pygame.image.tobytes(surface, "RGB")


@pytest.fixture
def typist() -> Typist:
    """Somebody before an empty field."""
    return Typist()


@pytest.mark.parametrize(
    "text", ["ё", "Ҷирғатол", "é", "ß", "سلام", "می‌خواهم", "日本", "👍🏽", "ğ"]
)
def test_every_alphabet_can_be_typed(typist: Typist, text: str) -> None:
    typist.type(text)
    assert typist.field.words == text
    assert typist.told == [text]


def test_keys_type_nothing_by_themselves(typist: Typist) -> None:
    event = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a, unicode="a", mod=0)
    assert typist.root.handle(event)
    assert typist.field.words == ""


def test_the_caret_moves_selects_and_takes_away(typist: Typist) -> None:
    typist.type("one two")
    typist.keys(pygame.K_LEFT, pygame.K_LEFT).type("X")
    assert typist.field.words == "one tXwo"
    typist.keys(pygame.K_BACKSPACE).keys(pygame.K_DELETE)
    assert typist.field.words == "one to"
    typist.keys(pygame.K_HOME).keys(pygame.K_RIGHT, pygame.K_RIGHT, mod=SHIFT).type("U")
    assert typist.field.words == "Ue to"
    typist.keys(pygame.K_END, mod=SHIFT).keys(pygame.K_BACKSPACE)
    assert typist.field.words == "U"
    typist.keys(pygame.K_a, mod=CTRL).type("new words")
    assert typist.field.words == "new words"
    typist.keys(pygame.K_LEFT, mod=CTRL).type("|")
    assert typist.field.words == "new |words"
    typist.keys(pygame.K_BACKSPACE, mod=CTRL)
    assert typist.field.words == "words"
    assert typist.told[-1] == "words"


def test_arrows_follow_the_eye_where_text_runs_leftwards(typist: Typist) -> None:
    typist.type("سلام").keys(pygame.K_RIGHT)
    assert typist.field.line.caret == 3
    typist.keys(pygame.K_LEFT)
    assert typist.field.line.caret == 4


def test_clicks_put_the_caret_and_select(typist: Typist) -> None:
    typist.type("one two")
    typist.click(399)
    assert typist.field.line.caret == 7
    typist.click(399)
    assert typist.field.line.selected == "two"
    typist.click(399)
    assert typist.field.line.selected == "one two"
    typist.field._clicked = (-1000, 0)
    typist.click(1)
    assert typist.field.line.selection == (0, 0)


def test_a_drag_selects(typist: Typist) -> None:
    typist.type("one two")
    events = (
        pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(1, 20), button=1),
        pygame.event.Event(pygame.MOUSEMOTION, pos=(399, 20), rel=(0, 0), buttons=(1, 0, 0)),
        pygame.event.Event(pygame.MOUSEBUTTONUP, pos=(399, 20), button=1),
    )
    for event in events:
        typist.root.handle(event)
    assert typist.field.line.selected == "one two"


def test_copy_cut_and_paste(typist: Typist) -> None:
    typist.type("Ҷирғатол سلام").keys(pygame.K_a, pygame.K_c, mod=CTRL)
    assert clipboard.paste() == "Ҷирғатол سلام"
    typist.keys(pygame.K_x, mod=CTRL)
    assert typist.field.words == ""
    typist.keys(pygame.K_v, pygame.K_v, mod=CTRL)
    assert typist.field.words == "Ҷирғатол سلام" * 2


def test_on_a_cyrillic_layout_too(typist: Typist) -> None:
    typist.type("слово")
    for place, code in ((pygame.KSCAN_A, 1092), (pygame.KSCAN_X, 1095), (pygame.KSCAN_V, 1084)):
        typist.root.handle(
            pygame.event.Event(pygame.KEYDOWN, key=code, scancode=place, unicode="", mod=CTRL)
        )
    assert typist.told == ["слово", "", "слово"]


def test_what_is_pasted_is_cleaned_and_bounded(typist: Typist) -> None:
    clipboard.copy("a\x1b[31m\x00\u202eb\r\nc\td" + "x" * 100_000)
    assert len(clipboard.paste()) <= clipboard.MOST
    typist.keys(pygame.K_v, mod=CTRL)
    assert typist.field.words.startswith("a[31mb c dx")
    assert len(typist.field.words) == Field.MOST
    typist.type("y")
    assert len(typist.field.words) == Field.MOST


@pytest.mark.parametrize(
    "error", [pygame.error("no"), NotImplementedError(), OSError(), ValueError(), TypeError()]
)
def test_a_clipboard_that_fails_is_no_error(
    typist: Typist, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    for name in ("init", "get", "put", "get_text", "put_text"):
        monkeypatch.setattr(pygame.scrap, name, fail, raising=name in ("init", "get", "put"))
    typist.type("words").keys(pygame.K_a, pygame.K_c, pygame.K_v, pygame.K_v, mod=CTRL)
    assert typist.field.words == "wordswords"


def test_both_forks_have_a_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []
    monkeypatch.setattr(pygame.scrap, "put_text", held.append, raising=False)
    monkeypatch.setattr(pygame.scrap, "get_text", lambda: held[-1], raising=False)
    clipboard.copy("سلام")
    assert held == ["سلام"]
    assert clipboard.paste() == "سلام"


def test_an_input_method_shows_what_it_composes_and_has_the_keys(typist: Typist) -> None:
    typist.type("ab").keys(pygame.K_LEFT)
    before = typist.picture()
    typist.compose("ni")
    assert typist.picture() != before
    assert typist.field.words == "ab"
    typist.keys(pygame.K_BACKSPACE, pygame.K_RETURN, pygame.K_ESCAPE)
    assert typist.field.words == "ab"
    assert typist.root.focus is typist.field
    typist.type("你")
    assert typist.field.words == "a你b"
    assert typist.field.composing == ""
    typist.compose("ha")
    typist.compose("")
    typist.keys(pygame.K_BACKSPACE)
    assert typist.field.words == "ab"


def test_what_does_not_fit_scrolls_with_the_caret(typist: Typist) -> None:
    typist.root.resize((120, 40))
    typist.type("a long sentence that is wider")
    typist.picture()
    assert typist.field.rect.contains(typist.field.caret_rect)
    typist.keys(pygame.K_HOME)
    typist.picture()
    assert typist.field.rect.contains(typist.field.caret_rect)
    assert typist.field._hidden == 0


ACTS = st.one_of(
    st.tuples(st.just("insert"), st.text(max_size=12)),
    st.tuples(st.sampled_from(["left", "right", "back", "delete"]), st.sampled_from("-ws")),
    st.tuples(st.sampled_from(["all", "cut"]), st.just("")),
    st.tuples(st.just("to"), st.integers(-3, 60).map(str)),
    st.tuples(st.just("word"), st.integers(0, 60).map(str)),
)


@given(st.lists(ACTS, max_size=40))
@examples(300)
def test_a_line_is_always_whole(acts: list[tuple[str, str]]) -> None:
    line = TextLine(30)
    for act, how in acts:
        match act:
            case "insert":
                line.insert(how)
            case "left" | "right":
                line.move(1 if act == "right" else -1, word=how == "w", select=how == "s")
            case "back" | "delete":
                line.delete(1 if act == "delete" else -1, word=how == "w")
            case "all":
                line.select_all()
            case "cut":
                line.insert("")
            case "to":
                line.move_to(int(how), select=how == "7")
            case "word":
                line.select_word(int(how))
        assert len(line.text) <= 30
        assert 0 <= line.caret <= len(line.text)
        assert 0 <= line.anchor <= len(line.text)
        assert line.text == clean(line.text)


# What a key means: the layout's symbol where it has Latin letters, else the place of the key. The
# codes are those that SDL gives under X with these layouts.
RU, IR, GR = (1090, 1103, 1079), (1583, 1592, 1662), (957, 950, 960)
N, Z, P = pygame.KSCAN_N, pygame.KSCAN_Z, pygame.KSCAN_P


@pytest.mark.parametrize("codes", [RU, IR, GR])
def test_commands_go_by_place_where_the_layout_has_no_latin_letters(
    codes: tuple[int, ...],
) -> None:
    for place, code, name in zip((N, Z, P), codes, "NZP", strict=True):
        event = pygame.event.Event(pygame.KEYDOWN, key=code, scancode=place, mod=0, unicode="")
        assert key_name(event) == name
        event = pygame.event.Event(pygame.KEYDOWN, key=code, scancode=place, mod=CTRL, unicode="")
        assert key_name(event) == f"Ctrl+{name}"


@pytest.mark.parametrize(
    ("code", "place", "name", "symbol"),
    [
        (pygame.K_w, pygame.KSCAN_Z, "W", "w"),  # fr
        (pygame.K_y, pygame.KSCAN_Z, "Y", "y"),  # de
        (pygame.K_1, pygame.KSCAN_1, "1", "1"),  # fr: SDL gives the digits of its first row
        (0x11B, pygame.KSCAN_2, "2", "2"),  # cz: a letter with a caron on the key of 2
        (252, pygame.KSCAN_LEFTBRACKET, "[", "["),  # de: ü
        (1 << 30, pygame.KSCAN_LEFTBRACKET, "[", "["),  # fr: a dead circumflex
        (1 << 30, pygame.KSCAN_N, "", ""),
        (287, pygame.KSCAN_G, "", ""),  # a Latin letter with an accent is no other letter
        (1093, pygame.KSCAN_LEFTBRACKET, "[", "["),  # ru
        (1101, pygame.KSCAN_APOSTROPHE, "", ""),
        (pygame.K_KP_PLUS, pygame.KSCAN_KP_PLUS, "[+]", "+"),
        (pygame.K_RETURN, pygame.KSCAN_RETURN, "Enter", ""),
        (pygame.K_SPACE, pygame.KSCAN_SPACE, "Space", " "),
        (pygame.K_F10, pygame.KSCAN_F10, "F10", ""),
    ],
)
def test_what_a_key_is_called(code: int, place: int, name: str, symbol: str) -> None:
    event = pygame.event.Event(pygame.KEYDOWN, key=code, scancode=place, mod=0, unicode="")
    assert key_name(event) == name
    assert key_symbol(event) == symbol


@pytest.fixture
def driver(tmp_path: Path) -> Driver:
    """A window at a game with so many actions that there is a search."""
    made = Driver(large_rules(), tmp_path)
    made.begin()
    return made


def test_no_letter_is_a_command_while_a_text_is_typed(driver: Driver) -> None:
    for code, mod in ((pygame.K_SLASH, 0), (pygame.K_f, CTRL)):
        driver.key(code, mod=mod)
        search = driver.table.panel.search
        assert driver.app.root.focus is search
        driver.app.update(0)
        n, layers = driver.client.n, len(driver.app.root.layers)
        for char in "n1u5cvb []+-/0":
            driver.key(ord(char), char)
        driver.key(pygame.K_z, mod=CTRL)
        assert search.words == "n1u5cvb []+-/0"
        assert not driver.table.choosing.begun
        assert (driver.client.n, len(driver.app.root.layers)) == (n, layers)
        driver.key(pygame.K_ESCAPE)
        assert driver.app.root.focus is not search


def test_text_is_asked_of_the_system_only_for_a_field(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    for name in ("start_text_input", "stop_text_input"):
        monkeypatch.setattr(pygame.key, name, lambda name=name: said.append(name))
    monkeypatch.setattr(pygame.key, "set_text_input_rect", lambda rect: said.append("rect"))
    driver.app.keyboard = Keyboard()
    driver.app.update(0)
    assert said == ["stop_text_input"]
    driver.key(pygame.K_SLASH, "/")
    driver.app.update(0)
    assert said[1:] == ["start_text_input", "rect"]
    driver.key(pygame.K_x, "x")
    driver.app.update(0)
    assert said[3:] == ["rect"]
    driver.table.hand_over()
    driver.app.update(0)
    assert said[4:] == ["stop_text_input"]
