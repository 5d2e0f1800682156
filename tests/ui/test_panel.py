"""The side panel of the full game: every action at a glance, by its whole name and its price."""

from __future__ import annotations

import pytest

from game.ui.widgets import Button, button

from .conftest import Driver

SEATS = ("umbrella", "coordination", "ground")


def to_act(driver: Driver, seat: str) -> list[Button]:
    """Sit alone among bots, go to the first action, and return the buttons of the actions."""
    seats = {s: "human" if s == seat else "bot:doctrine" for s in SEATS}
    driver.new_game("full-equation", seats, 3)
    driver.settle()
    while not driver.client.acting:
        open_now = [o for o in driver.client.options() if o.legal]
        driver.table.choose_target(*open_now[-1].steps)
        driver.table.confirm()
        driver.settle()
    driver.app.frame()
    shown = driver.table.panel.work.walk()
    return [w for w in shown if isinstance(w, Button) and w.name.startswith("action:")]


@pytest.mark.parametrize("seat", SEATS)
def test_no_name_of_an_action_is_cut(
    driver: Driver, seat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []

    def told(words: str, role: str, px: int, room: int) -> str:
        cut.append(words)
        return words

    buttons = to_act(driver, seat)
    monkeypatch.setattr(button, "fit", told)
    driver.table.panel.damage()
    driver.picture()
    assert len(buttons) > 10
    assert not {b.words for b in buttons} & set(cut)


@pytest.mark.parametrize("seat", SEATS)
def test_every_action_is_at_a_glance(driver: Driver, seat: str) -> None:
    buttons = to_act(driver, seat)
    listed = driver.table.panel.work.find("list").rect
    assert all(listed.contains(b.rect) for b in buttons)


@pytest.mark.parametrize("seat", SEATS)
def test_the_price_on_a_button_is_what_the_action_takes(driver: Driver, seat: str) -> None:
    buttons = to_act(driver, seat)
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
