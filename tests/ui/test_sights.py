"""What a person at the table must see whole, at once, and without looking for it."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.ui.screens.setup import SetupScreen
from game.ui.theme import PERCENTS
from game.ui.widgets import Button, Scroll, Text
from game.ui.widgets import button as buttons
from game.ui.wording import log_spans, short
from tests.seats import seats_of
from tests.ui.conftest import Driver

LAPTOP = (1366, 768)
PEOPLE = dict.fromkeys(("umbrella", "coordination", "ground"), "human")


@pytest.fixture
def laptop(rules: Rules, tmp_path: Path) -> Driver:
    """A window of a small laptop."""
    return Driver(rules, tmp_path, LAPTOP)


@pytest.fixture(scope="module")
def seated(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Driver:
    """The same window at the first question of the largest scenario; only looked at."""
    driver = Driver(rules, tmp_path_factory.mktemp("seated"), LAPTOP)
    largest(driver, PEOPLE)
    return driver


@pytest.fixture(scope="module")
def acting(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Driver:
    """The same window where somebody is asked for an action; only looked at."""
    driver = Driver(rules, tmp_path_factory.mktemp("acting"), LAPTOP)
    largest(driver, PEOPLE)
    to_the_actions(driver)
    return driver


def shown_at(driver: Driver, scale: float) -> None:
    """Show text at a scale."""
    driver.app.theme.text = scale
    driver.app.relayout()


def largest(driver: Driver, seats: dict[str, str]) -> None:
    """Sit down to the largest scenario and go to the first offer; its card is let come."""
    driver.new_game(driver.app.rules.scenarios[-1].id, seats, 3)
    driver.settle()
    while driver.client.pending.script == "weigh_card":
        driver.client.play(driver.client.sitting.legal()[-1].id)
        driver.table.renew()
        driver.settle()


def largest_with(driver: Driver, bots: str, seed: int) -> None:
    """Begin the largest scenario as the only person at the table, in the seat of the ground."""
    info = driver.app.rules.scenarios[-1]
    driver.new_game(info.id, {**seats_of(info, bots), "ground": "human"}, seed)


def decline(driver: Driver) -> None:
    """Answer for the person with nothing where that is offered, and with the last thing if not."""
    if driver.has("council.card"):
        driver.key(pygame.K_ESCAPE)
    legal = driver.client.sitting.legal()
    nothing = [move for move in legal if move.name.endswith(":none")]
    driver.client.play((nothing or legal)[-1].id)
    driver.table.renew()


def to_the_actions(driver: Driver) -> None:
    """Answer with the last thing offered until somebody is asked for an action."""
    while not driver.client.acting:
        driver.client.play(driver.client.sitting.legal()[-1].id)
        driver.table.renew()
        driver.settle()


def in_sight(driver: Driver) -> str:
    """All that the topmost layer says."""
    top = driver.app.root.top
    assert top is not None
    return "\n".join(w.words for w in top.walk() if isinstance(w, Text))


@pytest.mark.parametrize("scale", [n / 100 for n in PERCENTS])
def test_every_action_is_named_whole(
    acting: Driver, monkeypatch: pytest.MonkeyPatch, scale: float
) -> None:
    cut: list[str] = []
    fit = buttons.fit

    def watched(words: str, role: str, px: int, room: int) -> str:
        given = fit(words, role, px, room)
        cut.extend([words] if given != words else [])
        return given

    monkeypatch.setattr(buttons, "fit", watched)
    shown_at(acting, scale)
    named = 0
    for seat in acting.client.game.seats:
        acting.client.viewer = seat
        acting.table.renew()
        listed = acting.table.panel.work.find("list")
        surface = pygame.Surface(LAPTOP)
        for widget in listed.walk():
            if isinstance(widget, Button):
                named += 1
                widget.draw(surface)
    assert named > 20
    assert cut == []


def test_the_card_of_a_round_is_shown_large_once_to_each_person(laptop: Driver) -> None:
    app = laptop.app
    app.theme.speed = 1.0
    first = app.rules.scenarios[0]
    laptop.new_game(first.id, dict.fromkeys(first.seats, "human"), 3)
    shown: list[str] = []
    for _ in range(2000):
        if len(shown) == 3:
            break
        if laptop.table.curtained:
            laptop.lift()
            laptop.key(pygame.K_RETURN)  # the brief
            app.update(0.1)
            assert laptop.has("faceup")
            card = laptop.client.face_up()
            assert card is not None
            assert card.text in in_sight(laptop)
            shown.append(laptop.client.viewer)
            laptop.key(pygame.K_RETURN)
            app.update(0.1)
            assert not laptop.has("faceup")
        elif laptop.client.mine:
            laptop.client.play(laptop.client.sitting.legal()[-1].id)
            laptop.table.renew()
        else:
            laptop.key(pygame.K_RETURN)
            app.update(0.5)
    assert len(set(shown)) == len(shown)


def test_the_only_person_sees_the_card_before_the_bots_go_on(laptop: Driver) -> None:
    app = laptop.app
    app.theme.speed = 1.0
    largest_with(laptop, "bot:random", 3)
    for _ in range(200):
        app.update(2.0)
        if laptop.has("faceup"):
            break
    card = laptop.client.face_up()
    assert card is not None
    assert card.name in in_sight(laptop)
    steps = laptop.client.sitting.n
    app.update(5.0)
    assert laptop.client.sitting.n == steps


def test_who_wants_no_waiting_has_no_card_laid_before_them(laptop: Driver) -> None:
    laptop.app.theme.speed = 6.0
    largest(laptop, PEOPLE)
    assert laptop.client.face_up() is not None
    laptop.app.update(1.0)
    assert not laptop.table.in_dialog


@pytest.mark.parametrize("scale", [n / 100 for n in PERCENTS])
def test_the_small_card_leaves_the_map_to_the_map(seated: Driver, scale: float) -> None:
    shown_at(seated, scale)
    card, ground = seated.table.area.face_up, seated.table.area.rect
    assert card.rect.height <= 0.25 * ground.height
    assert card.text.visible or card.text.words in card.tip


def test_no_hole_gapes_in_the_card_of_a_place(acting: Driver) -> None:
    shown_at(acting, 1.0)
    space, theme = acting.table.panel.space, acting.app.theme
    assert space.equation.legend
    tops = set()
    for place in acting.client.places:
        acting.table.go_to(place, move=False)
        assert space.stakes.rect.top - space.equation.rect.bottom == theme.gap(0.75)
        assert space.rect.bottom == space.stakes.rect.bottom
        tops.add(acting.table.panel.prompt.rect.top)
    assert len(tops) == 1  # what stands below does not move


def test_five_seats_fit_into_a_small_window(laptop: Driver) -> None:
    screen = SetupScreen(laptop.app)
    laptop.app.show(screen)
    laptop.click(f"scenario:{laptop.app.rules.scenarios[-1].id}")
    assert len(screen.seats) == 5
    assert laptop.app.root.top is not None
    seats = laptop.app.root.top.find("seats")
    assert isinstance(seats, Scroll)
    assert not seats.more
    rows = [w for w in seats.walk() if w.name.startswith(("seat:", "brief:"))]
    assert len(rows) == 10
    assert all(seats.rect.contains(w.rect) for w in rows)


def test_a_list_that_goes_on_below_grows_dark_at_its_foot(laptop: Driver) -> None:
    listed = Scroll(Text("\n".join("line" for _ in range(60))))
    laptop.app.root.show(listed)
    surface = pygame.Surface(LAPTOP)

    def foot() -> int:
        surface.fill((200, 200, 200))
        listed.paint(surface, listed.rect)
        return surface.get_at((LAPTOP[0] // 2, LAPTOP[1] - 1))[0]

    above = (listed.more, foot())
    listed.scroll_to(listed.extent)
    below = (listed.more, foot())
    assert above[0]
    assert above[1] < 60
    assert below == (False, 200)


def test_a_list_with_no_room_but_for_its_bar_is_drawn() -> None:
    listed = Scroll(Text("\n".join("line" for _ in range(60))))
    for wide in (1, 5, 12, 13):
        listed.place(pygame.Rect(0, 0, wide, 40))
        assert listed.more
        listed.paint(pygame.Surface((20, 40)), listed.rect)


def a_round(driver: Driver) -> None:
    """Play with bots until the card of the first round lies on the table."""
    driver.app.theme.speed = 8.0
    largest_with(driver, "bot:doctrine", 3)
    for _ in range(2000):
        if driver.has("assess"):
            return
        if driver.client.mine:
            decline(driver)
        driver.app.update(2.0)
    raise AssertionError("no card of the round came")


def test_the_card_of_a_round_tells_it_by_phases_and_what_it_came_to(laptop: Driver) -> None:
    first = laptop.app.rules
    assert first.scenarios[-1].rounds
    a_round(laptop)
    top, client = laptop.app.root.top, laptop.client
    assert top is not None
    heads = [w.name.removeprefix("phase:") for w in top.walk() if w.name.startswith("phase:")]
    assert len(heads) == len(set(heads)) >= 3
    assert {"Council", "Actions", "Growth", "Surge"} <= set(heads)
    lines = [n for n in client.log() if n.round == 1]
    for track in laptop.table.look.tracks:
        moved = [c for n in lines for c in n.changes if c.cell == track.value]
        if moved and moved[0].before != moved[-1].after:
            assert f"{moved[0].before} → {moved[-1].after}" in in_sight(laptop)


def test_a_link_of_the_card_of_a_round_leads_to_its_place(laptop: Driver) -> None:
    a_round(laptop)
    top = laptop.app.root.top
    assert top is not None
    links = (
        (text, at)
        for text in top.walk()
        if isinstance(text, Text) and text.follow is not None
        for x in range(text.rect.left, text.rect.right, 6)
        if text.link_at(at := (x, text.rect.top + 4))
    )
    text, at = next(links)
    place = text.link_at(at)
    laptop.click_at(at)
    assert not laptop.table.in_dialog
    assert laptop.table.selected == place


def test_what_a_step_changed_is_shown_before_an_answer_is_taken(laptop: Driver) -> None:
    largest(laptop, PEOPLE)
    table = laptop.table
    answer = next(t for t, o in table.choosing.stage().items() if o.legal)
    table.choose_target(answer)
    table.confirm()
    assert not table.choosing.pool  # worked out in the frames that follow
    laptop.app.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F5, unicode="", mod=0))
    assert {o.move.id for o in table.choosing.pool} == {o.move.id for o in laptop.client.options()}


def test_a_seat_that_is_called_like_a_place_is_no_link_to_it(laptop: Driver) -> None:
    largest(laptop, PEOPLE)
    client = laptop.client
    asked = next(m for m in client.sitting.legal() if m.targets == ("dushanbe",))
    assert (
        client.words.title("seat", "dushanbe") in client.by_name
        or short(client, "dushanbe") in client.by_name
    )
    client.play(asked.id)
    spans = log_spans(client, client.log()[-1])
    assert "Dushanbe" in "".join(s.words for s in spans)
    assert not any(s.link for s in spans)


def test_the_dock_says_what_a_bot_was_asked_without_what_none_means(laptop: Driver) -> None:
    largest_with(laptop, "bot:random", 4)
    asked, dock = 0, laptop.table.telling.dock
    for _ in range(400):
        pending = laptop.client.pending
        if laptop.client.mine:
            decline(laptop)
        elif laptop.table.in_dialog:
            laptop.key(pygame.K_RETURN)
            if laptop.table.in_dialog:  # the sheet of an offer that was made beside it
                laptop.key(pygame.K_ESCAPE)
        else:
            laptop.app.update(2.0)
            laptop.catch_up()
            if " None: " in pending.text:
                said = " ".join(w.words for w in dock.walk() if isinstance(w, Text))
                asked += pending.text.partition(" None: ")[0].rstrip(".") in said
                assert " None: " not in said
        if asked:
            break
    assert asked
