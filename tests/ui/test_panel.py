"""The side panel of the full game: every action at a glance, by its whole name and its price."""

from __future__ import annotations

import pytest

from game.rules import Rules
from game.ui.widgets import Button, button

from .conftest import Driver

SEATS = ("umbrella", "coordination", "ground")


@pytest.fixture(scope="module", params=SEATS)
def table(
    request: pytest.FixtureRequest, rules: Rules, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Driver, str]:
    """A table of the full game, and the seat of the only person there, who is asked to act."""
    driver, seat = Driver(rules, tmp_path_factory.mktemp(request.param)), request.param
    to_act(driver, seat)
    return driver, seat


def to_act(driver: Driver, seat: str) -> None:
    """Sit alone among bots, go to the first action, and draw it."""
    seats = {s: "human" if s == seat else "bot:doctrine" for s in SEATS}
    driver.new_game("full-equation", seats, 3)
    driver.settle()
    while not driver.client.acting:
        open_now = [o for o in driver.client.options() if o.legal]
        driver.table.choose_target(*open_now[-1].steps)
        driver.table.confirm()
        driver.settle()
    driver.app.frame()


def buttons_of(driver: Driver) -> list[Button]:
    """The buttons of the actions."""
    shown = driver.table.panel.work.walk()
    return [w for w in shown if isinstance(w, Button) and w.name.startswith("action:")]


def test_no_name_of_an_action_is_cut(
    table: tuple[Driver, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, _ = table
    cut: list[str] = []

    def told(words: str, role: str, px: int, room: int) -> str:
        cut.append(words)
        return words

    buttons = buttons_of(driver)
    monkeypatch.setattr(button, "fit", told)
    driver.table.panel.damage()
    driver.picture()
    assert len(buttons) > 10
    assert not {b.words for b in buttons} & set(cut)


def test_every_action_is_at_a_glance(table: tuple[Driver, str]) -> None:
    driver, _ = table
    buttons = buttons_of(driver)
    listed = driver.table.panel.work.find("list").rect
    assert all(listed.contains(b.rect) for b in buttons)


def test_the_price_on_a_button_is_what_the_action_takes(table: tuple[Driver, str]) -> None:
    driver, seat = table
    buttons = buttons_of(driver)
    game, view = driver.client.game, driver.client.view
    taken = 0
    for shown in buttons:
        pool = driver.table.choosing.of_action(shown.name.removeprefix("action:"))
        ends = [int(n) for n in shown.note.split("–")] if shown.note else [0]
        for option in (o for o in pool if o.legal):
            after = bytearray(view.masked)
            game.apply(after, option.move.id)
            before, left = (game.value(x, "means", seat) for x in (view, after))
            assert isinstance(before, int)
            assert isinstance(left, int)
            assert ends[0] <= before - left <= ends[-1] or left > before
            taken += before > left
    assert taken
