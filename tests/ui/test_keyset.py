"""Keys that a person chose: never two acts with one key, each shown and pressed as it is set."""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pygame
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import game.ui
from game.table import GameSetup
from game.ui.keyset import (
    ACTS,
    COUNCIL,
    END,
    EVERYWHERE,
    FIXED,
    MENU,
    REPLAY,
    SETUP,
    SHELF,
    TABLE,
    TITLE,
    UMPIRE,
    KeyAct,
    KeySet,
    made,
)
from game.ui.screens.choice_lists import NONE
from game.ui.settings import Settings
from game.ui.widgets import Button, Text, key_name
from game.ui.widgets.field import Field
from tests.ui.conftest import Driver
from tests.ui.test_window import take_turn
from tests.umpire.tables import CODE

WHERE = (EVERYWHERE, TITLE, TABLE, MENU, SETUP, COUNCIL, SHELF, END, REPLAY)
KEYS = sorted({act.usual for act in ACTS} | {"J", "Ctrl+K", "F5", "U", "É"} | set(FIXED))
ACT = st.sampled_from(ACTS)
KEY = st.sampled_from(KEYS)


def act_of(ident: str) -> KeyAct:
    return next(act for act in ACTS if act.id == ident)


def alone(keys: KeySet) -> None:
    """No key does two things on one screen, and none that means the same everywhere is taken."""
    for where in WHERE:
        here = [act for act in ACTS if act.means(where)]
        held = [key for act in here for key in (keys.key(act), *act.others)]
        assert len(held) == len(set(held)), where
        assert not FIXED & set(held)


def test_the_usual_keys_do_one_thing_each() -> None:
    alone(KeySet())
    assert len({act.id for act in ACTS}) == len(ACTS)
    for act in ACTS:
        assert act.name != act.title
        assert key_name(made(act.usual)) == act.usual


@given(st.lists(st.tuples(ACT, KEY), max_size=12))
def test_no_choice_gives_one_key_to_two_acts(choices: list[tuple[KeyAct, str]]) -> None:
    keys = KeySet()
    for act, key in choices:
        before = dict(keys.chosen)
        refused = keys.choose(act, key)
        if refused:
            assert keys.chosen == before
            assert key in refused
        else:
            assert keys.key(act) == key
        alone(keys)
    again = KeySet()
    assert again.take(json.loads(json.dumps(keys.chosen))) == []
    assert again.chosen == keys.chosen


KEPT = st.dictionaries(
    st.sampled_from([act.id for act in ACTS] + ["from_tomorrow"]),
    KEY | st.none() | st.integers() | st.text(max_size=30) | st.lists(KEY, max_size=2),
    max_size=10,
)


@given(KEPT)
@example({"undo": "V", "values": "Ctrl+Z"})
@example({"undo": "V", "values": "F11", "full": "H", "pieces": "J"})
def test_whatever_was_kept_comes_to_keys_of_which_each_does_one_thing(
    found: dict[str, object],
) -> None:
    keys = KeySet()
    told = keys.take(found)
    alone(keys)
    lost = [
        ident
        for ident, key in found.items()
        if ident != "from_tomorrow" and keys.key(act_of(ident)) != key
    ]
    assert len(told) == len(lost)


def test_two_acts_may_change_their_keys() -> None:
    keys = KeySet()
    assert keys.take({"undo": "V", "values": "Ctrl+Z"}) == []
    assert (keys.key(act_of("undo")), keys.key(act_of("values"))) == ("V", "Ctrl+Z")


@given(st.lists(st.tuples(ACT, st.sampled_from(["J", "F5", "Ctrl+K", "N", "M"])), max_size=9))
def test_a_pressed_key_means_the_act_that_has_it(choices: list[tuple[KeyAct, str]]) -> None:
    keys = KeySet()
    for act, key in choices:
        keys.choose(act, key)
    for where in WHERE:
        here = [act for act in ACTS if act.where in (where, EVERYWHERE)]
        for act in here:
            assert keys.shown(act.usual, where) == keys.key(act)
            came = keys.inward(made(keys.key(act)), where)
            assert came is not None
            assert key_name(came) == act.usual
            if keys.key(act) != act.usual and act.usual not in map(keys.key, here):
                assert keys.inward(made(act.usual), where) is None
        for fixed in ("Enter", "Esc", "Space", "7"):
            came = keys.inward(made(fixed), where)
            assert came is not None
            assert key_name(came) == fixed


@pytest.mark.parametrize("kept", [[], "Ctrl+Z", {"undo": 5}, {"undo": "V"}, {"undo": ["U"]}])
def test_keys_that_cannot_be_are_told_and_the_rest_is_kept(tmp_path: Path, kept: object) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"sound": 5, "keys": kept}), encoding="utf-8")
    settings = Settings(file)
    assert settings.sound == 5
    assert settings.keys.chosen == {}
    assert str(file) in settings.take_problem()


def told(driver: Driver) -> str:
    top = driver.app.root.top
    assert top is not None
    found = top.find("told")
    assert isinstance(found, Text)
    return found.words


def give(driver: Driver, act: str, code: int, char: str, mod: int = 0) -> str:
    """Give an act a key by the keyboard alone, at any screen; what is said of it."""
    root = driver.app.root
    for _ in range(80):
        driver.key(pygame.K_TAB, "\t")
        if root.focus is not None and root.focus.name == "page:keys":
            break
    driver.key(pygame.K_RETURN, "\r")
    for _ in range(80):
        driver.key(pygame.K_TAB, "\t")
        if root.focus is not None and root.focus.name == f"key:{act}":
            break
    driver.key(pygame.K_RETURN, "\r")
    driver.key(code, char, mod)
    assert root.focus is not None
    assert root.focus.name == f"key:{act}"
    return told(driver)


def test_a_key_is_chosen_by_the_keyboard_alone_shown_and_kept(driver: Driver) -> None:
    app = driver.app
    app.go("title")
    driver.key(pygame.K_s, "s")
    assert "K is the key" in give(driver, "new", pygame.K_k, "k")
    assert act_of("load").name in give(driver, "new", pygame.K_l, "l")
    driver.key(pygame.K_RETURN, "\r")
    driver.key(pygame.K_ESCAPE)
    button = app.root.focus
    assert isinstance(button, Button)
    assert button.words == "K"
    driver.key(pygame.K_ESCAPE)
    assert len(app.root.layers) == 1
    top = app.root.top
    assert top is not None
    new = top.find("New game")
    assert new.key_shown("N") == "K"
    driver.key(pygame.K_n, "n")
    assert app.screen is not None
    assert app.screen.keys == TITLE
    driver.key(pygame.K_k, "k")
    assert app.screen.keys == SETUP
    assert json.loads(app.settings._file.read_bytes())["keys"] == {"new": "K"}


def test_every_place_at_the_table_shows_the_key_that_is_set(driver: Driver) -> None:
    """What is shown is what works; the key that an act had before does nothing."""
    driver.begin(coordination="bot:random", ground="bot:random")
    chosen = {"undo": "F6", "values": "Z", "card": "E", "find": "Ctrl+G", "full": "F7"}
    assert driver.app.settings.keys.take(chosen) == []
    assert driver.app.screen is not None
    driver.app.screen.respeak()
    said = "\n".join(
        [
            *(w.words for w in _walk(driver) if isinstance(w, Text)),
            *(w.tooltip() for w in _walk(driver)),
            driver.table.panel.search.hint,
        ]
    )
    for ident, key in chosen.items():
        if ident != "full":
            assert f"({key})" in said
            assert f"({act_of(ident).usual})" not in said
    dice, before = random.Random(3), driver.client.sitting.n
    while driver.client.undo_reason() is not None or driver.client.sitting.n == before:
        take_turn(driver, dice, keyboard=False)
        driver.settle()
    n = driver.client.sitting.n
    driver.key(pygame.K_z, "z", pygame.KMOD_CTRL)
    assert driver.client.sitting.n == n
    driver.key(pygame.K_z, "z")
    assert driver.table.in_dialog
    driver.key(pygame.K_ESCAPE)
    driver.key(pygame.K_F6)
    assert driver.client.sitting.entries[-1].kind == "undo"
    full = driver.app.settings.full
    driver.key(pygame.K_F11)
    assert driver.app.settings.full is full
    driver.key(pygame.K_F7)
    assert driver.app.settings.full is not full


def _walk(driver: Driver) -> list[Button | Text | Field]:
    top = driver.app.root.top
    assert top is not None
    return [w for w in top.walk() if isinstance(w, Button | Text | Field)]


def test_what_is_typed_is_no_act(driver: Driver) -> None:
    driver.app.settings.keys.take({"begin": "K", "full": "M"})
    driver.app.go("setup")
    driver.click("seed")
    driver.key(pygame.K_k, "k")
    driver.key(pygame.K_m, "m")
    top = driver.app.root.top
    assert top is not None
    field = top.find("seed")
    assert isinstance(field, Field)
    assert field.words.endswith("km")


def test_every_place_has_its_acts_and_no_other(driver: Driver) -> None:
    """Each screen: its keys may be chosen, but for those that mean the same everywhere."""
    for where, show in PLACES.items():
        show(driver)
        top = driver.app.root.top
        assert top is not None
        known = {key for act in ACTS if act.means(where) for key in (act.usual, *act.others)}
        hot = {key for w in top.walk() for key in getattr(w, "hot_keys", ())}
        assert hot - known - FIXED - {"Ctrl+Enter"} == set(), where
        assert hot & known, where


def _table(driver: Driver) -> None:
    driver.begin(coordination="bot:random", ground="bot:random")


def _menu(driver: Driver) -> None:
    _table(driver)
    driver.table.menu()


def _council(driver: Driver) -> None:
    driver.new_council(PEOPLE)
    assert driver.table.covers.floor is not None


def _private(driver: Driver) -> None:
    _council(driver)
    driver.settle()
    driver.table.council()


def _end(driver: Driver) -> None:
    driver.begin(5, **dict.fromkeys(driver.app.rules.scenarios[0].seats, "bot:random"))
    driver.table.finish()


def _replay(driver: Driver) -> None:
    _end(driver)
    driver.click("replay")


def _umpire(driver: Driver) -> None:
    driver.app.play(GameSetup(driver.app.rules, "first-watch", {"all": "human"}, 3, umpire=CODE))
    driver.client.desk.open(CODE)
    driver.app.go("umpire")


def _shelf(driver: Driver) -> None:
    driver.app.go("shelf")
    driver.app.update(0)


PEOPLE = ("umbrella", "coordination", "ground")
#: How each place comes to be shown whose keys may be chosen.
PLACES: dict[str, Callable[[Driver], None]] = {
    TITLE: lambda driver: driver.app.go("title"),
    SETUP: lambda driver: driver.app.go("setup"),
    SHELF: _shelf,
    TABLE: _table,
    MENU: _menu,
    END: _end,
    REPLAY: _replay,
    COUNCIL: _council,
    UMPIRE: _umpire,
}


def test_every_place_is_looked_at() -> None:
    assert {act.where for act in ACTS} == {*PLACES, EVERYWHERE}


@pytest.mark.parametrize(
    ("show", "ident", "name"),
    [
        (_council, "council_none", "say:none"),
        (_private, "council_table", "aside"),
        (_end, "report", "report"),
        (_replay, "pace", "pace"),
        (_shelf, "own_rules", "open_own"),
    ],
)
def test_a_chosen_key_is_shown_and_pressed(
    driver: Driver, show: Callable[[Driver], None], ident: str, name: str
) -> None:
    """At each place: what is shown is what works, and the usual key does nothing."""
    assert driver.app.settings.keys.take({ident: "Z"}) == []
    show(driver)
    driver.catch_up()
    top = driver.app.root.top
    assert top is not None
    button = top.find(name)
    usual = act_of(ident).usual
    assert button.key_shown(usual) == "Z"
    done: list[str] = []
    button.activate = lambda: done.append(name)  # type: ignore[method-assign]
    driver.key(ord(usual.lower()), usual.lower())
    assert not done
    driver.key(pygame.K_z, "z")
    assert done == [name]


#: Keys that mean the same everywhere, as pygame calls them; a text field has some more.
PLAIN = {
    "UP", "DOWN", "LEFT", "RIGHT", "HOME", "END", "PAGEUP", "PAGEDOWN", "TAB", "RETURN",
    "KP_ENTER", "SPACE", "ESCAPE", "BACKSPACE", "DELETE",
}  # fmt: skip
#: Keys that do nothing by themselves.
HELD = {"LCTRL", "RCTRL", "LMETA", "RMETA", "LALT", "RALT", "MODE", "LSHIFT", "RSHIFT"}
#: Where keys are named, and where all those that type nothing are told from those that do.
NAMING = {"keyset.py", "keys.py"}
SPAN = {"app.py": {"F1", "F12"}, "field.py": {"F1", "F12"}}
#: Where what has a key is made.
SHOWN = {"screens", "widgets", "stage"}


def test_no_key_is_handled_outside_the_set() -> None:
    """No code but the key set's own asks for a letter, digit, sign or function key by itself."""
    known = {key for act in ACTS for key in (act.usual, *act.others)} | FIXED | {"", "Ctrl+Enter"}
    found = []
    for path in Path(game.ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            asked = set(_asked(path, node)) - known
            found += [f"{path.name}:{getattr(node, 'lineno', 0)} {key}" for key in asked]
    assert not found


def _asked(path: Path, node: ast.AST) -> Iterator[str]:
    """The keys that a part of the code asks for, but those that mean the same everywhere."""
    match node:
        case ast.Attribute(value=ast.Name(id="pygame"), attr=str(name)) if name[:2] == "K_":
            if path.name not in NAMING and name[2:] not in PLAIN | HELD | SPAN.get(
                path.name, set()
            ):
                yield name
        case ast.keyword(arg="key", value=ast.Lambda()):
            pass  # by which something is sorted
        case ast.keyword(arg="key" | "keys", value=value) if path.parent.name in SHOWN:
            yield from _words(value)
        case ast.Compare(left=ast.Call(func=ast.Name(id="key_name" | "key_symbol"))):
            for compared in node.comparators:
                yield from _words(compared)
        case ast.Match(subject=ast.Call(func=ast.Name(id="key_name" | "key_symbol"))):
            for case in node.cases:
                yield from _words(case.pattern)


def _words(node: ast.AST) -> Iterator[str]:
    """The texts that stand in a part of the code."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def test_no_key_of_a_bot_that_is_hurried_answers_the_question_that_may_come_meanwhile() -> None:
    """Who presses it a moment too late must not have declined what they had not read."""
    (now,) = (act for act in ACTS if act.id == "now")
    answers = {NONE, *(act.usual for act in ACTS if act.where == COUNCIL)}
    answers |= {str(digit) for digit in range(10)}
    assert now.usual not in answers
