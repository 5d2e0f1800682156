"""Keys that a person chose: never two acts with one key, each shown and pressed as it is set."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pygame
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.ui.keyset import ACTS, EVERYWHERE, FIXED, SETUP, TABLE, TITLE, KeyAct, KeySet, made
from game.ui.settings import Settings
from game.ui.widgets import Button, Text, key_name
from game.ui.widgets.field import Field
from tests.ui.conftest import Driver
from tests.ui.test_window import take_turn

WHERE = (EVERYWHERE, TITLE, TABLE, SETUP)
KEYS = sorted({act.usual for act in ACTS} | {"J", "Ctrl+K", "F5", "U", "É"} | set(FIXED))
ACT = st.sampled_from(ACTS)
KEY = st.sampled_from(KEYS)


def act_of(ident: str) -> KeyAct:
    return next(act for act in ACTS if act.id == ident)


def alone(keys: KeySet) -> None:
    """No key does two things on one screen, and none that means the same everywhere is taken."""
    for where in WHERE:
        here = [act for act in ACTS if act.where in (where, EVERYWHERE)]
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
    chosen = {"undo": "F6", "values": "Z", "card": "X", "find": "Ctrl+G", "full": "F7"}
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


def test_every_key_of_the_table_and_the_title_may_be_chosen(driver: Driver) -> None:
    """But for those that mean the same everywhere, and the figures of what is listed."""
    driver.app.go("title")
    for where in (TITLE, TABLE):
        if where == TABLE:
            driver.begin(coordination="bot:random", ground="bot:random")
        top = driver.app.root.top
        assert top is not None
        here = [act for act in ACTS if act.where in (where, EVERYWHERE)]
        known = {key for act in here for key in (act.usual, *act.others)}
        hot = {key for w in top.walk() for key in getattr(w, "hot_keys", ())}
        assert hot - known - FIXED - {"Ctrl+Enter"} == set()
        assert len(hot & known) > 4
