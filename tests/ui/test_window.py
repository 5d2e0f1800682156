"""The window by posted events: a whole game, curtains, refusals, undo, saves, sizes."""

from __future__ import annotations

import random
from pathlib import Path

import pygame
import pytest

from game.rules import Rules
from game.table import GameSetup, SavedGame, Sitting
from game.table.lock import SaveLock
from game.ui.app import NoDisplay, run
from game.ui.screens.end import EndScreen
from game.ui.screens.setup import SetupScreen
from game.ui.screens.table import TableScreen
from game.ui.screens.title import TitleScreen
from game.ui.screenshot import take
from game.ui.widgets import Button, Root, Text
from game.ui.widgets.log import LogList
from tests.loaded import rules_of
from tests.ui.conftest import Driver


def open_actions(driver: Driver) -> list[Button]:
    """The buttons of the actions that can be taken now."""
    return [
        w
        for w in driver.app.root.focusables()
        if isinstance(w, Button) and w.name.startswith("action:") and w.enabled
    ]


def take_turn(driver: Driver, dice: random.Random, keyboard: bool) -> None:
    """Answer what is asked, by keys or by the pointer."""
    driver.catch_up()
    table = driver.table
    for _ in range(8):
        if table.choosing.option is not None:
            break
        if not table.choosing.choosing:
            chosen = dice.choice(open_actions(driver))
            if keyboard and chosen.key:
                driver.key(getattr(pygame, f"K_{chosen.key}"), chosen.key)
            else:
                driver.click(chosen.name)
            continue
        target = dice.choice([t for t, o in table.choosing.stage().items() if o.legal])
        if target in driver.client.places and not keyboard:
            driver.click_at(table.mapview.place_of(target))
        else:
            table.choose_target(target)
    driver.key(pygame.K_RETURN)


def test_a_whole_game_by_keys_and_pointer(driver: Driver) -> None:
    driver.app.go("title")
    driver.click("New game")
    assert isinstance(driver.app.screen, SetupScreen)
    driver.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    driver.settle()
    dice = random.Random(3)
    for turn in range(120):
        if driver.client.over:
            break
        before = len(driver.client.log())
        take_turn(driver, dice, keyboard=turn % 2 == 0)
        driver.settle()
        assert len(driver.client.log()) > before
    assert driver.client.over
    driver.key(pygame.K_RETURN)
    if not isinstance(driver.app.screen, EndScreen):
        driver.table.finish()
    assert isinstance(driver.app.screen, EndScreen)
    assert driver.has("winner")
    for seat in driver.client.game.seats:
        assert driver.has(f"score:{seat}")
    assert driver.picture()
    driver.click("report")
    assert driver.app.root.top is not None
    told = [w for w in driver.app.root.top.walk() if isinstance(w, Text) and w.name == "path"]
    where = Path(told[0].words)
    assert where.name == "report.html"
    assert where.read_text("utf-8").endswith("</html>")


def test_bots_play_while_nobody_sits(driver: Driver) -> None:
    seats = dict.fromkeys(driver.app.rules.scenarios[0].seats, "bot:random")
    driver.begin(5, **seats)
    assert driver.client.over


def test_curtain_is_the_same_for_every_state(rules: Rules, tmp_path: Path) -> None:
    pictures: dict[str, set[bytes]] = {}
    states: dict[str, set[bytes]] = {}
    for seed in (1, 2):
        driver = Driver(rules, tmp_path / str(seed), (1024, 640))
        driver.new_game(rules.scenarios[0].id, {}, seed)
        dice, fallen = random.Random(seed), 0
        while fallen < 8 and not driver.client.over:
            if driver.table.curtained:
                fallen += 1
                seat = driver.client.pending.seat
                assert seat is not None
                pictures.setdefault(seat, set()).add(driver.picture())
                states.setdefault(seat, set()).add(bytes(driver.client.sitting.state))
                driver.lift(keyboard=fallen % 2 == 0)
            elif driver.table.in_dialog:
                driver.key(pygame.K_RETURN)
            elif driver.client.mine:
                take_turn(driver, dice, keyboard=False)
            elif driver.client.human_turn:
                driver.key(pygame.K_RETURN)
            else:
                driver.app.update(0.5)
    assert any(len(found) > 1 for found in states.values())
    for seat, found in pictures.items():
        assert len(found) == 1, seat


def test_nobody_sees_anything_before_the_first_curtain(driver: Driver) -> None:
    driver.new_game(driver.app.rules.scenarios[0].id, {}, 1)
    assert driver.app.root.top is driver.table.curtain
    seat = driver.client.pending.seat
    path = driver.client.sitting.path
    assert seat is not None
    assert path is not None
    driver.app.leave_game()
    driver.app.play(SavedGame(path))
    assert driver.app.root.top is driver.table.curtain


def test_curtain_hides_keys_and_tree(driver: Driver) -> None:
    driver.new_game(driver.app.rules.scenarios[0].id, {}, 1)
    assert driver.table.curtained
    for code, char in ((pygame.K_ESCAPE, ""), (pygame.K_1, "1"), (pygame.K_TAB, "")):
        driver.key(code, char)
        assert driver.table.curtained
        assert driver.app.root.top is driver.table.curtain


def test_refused_buttons_say_why(driver: Driver) -> None:
    driver.begin()
    while not driver.client.acting:
        take_turn(driver, random.Random(1), keyboard=False)
        driver.settle()
    shut = [
        (b, o)
        for b in driver.app.root.focusables()
        if isinstance(b, Button) and b.name.startswith("action:")
        for o in driver.table.choosing.of_action(b.name.removeprefix("action:"))
        if not o.legal
    ]
    assert shut
    for button, option in shut:
        assert button.focusable
        assert option.why_not
        driver.table.choose_action(option.move.script)
        stage = driver.table.choosing.stage()
        bad = [t for t, o in stage.items() if not o.legal]
        if bad:
            driver.table.choose_target(bad[0])
            said = driver.table.panel.work.find("why_not")
            assert isinstance(said, Text)
            assert stage[bad[0]].why_not in said.words
            assert driver.table.choosing.option is None
            break
        driver.table.back()


def test_preview_comes_before_the_move(driver: Driver) -> None:
    driver.begin()
    table = driver.table
    while not driver.client.acting:
        take_turn(driver, random.Random(1), keyboard=False)
        driver.settle()
    wanted = next(b for b in open_actions(driver) if table.choosing.of_action(b.name[7:])[0].steps)
    driver.click(wanted.name)
    state = bytes(driver.client.sitting.state)
    while table.choosing.option is None:
        table.choose_target(next(t for t, o in table.choosing.stage().items() if o.legal))
    assert driver.has("preview:0")
    assert bytes(driver.client.sitting.state) == state
    driver.key(pygame.K_ESCAPE)
    assert table.choosing.option is None


def test_undo_takes_a_move_back_or_says_why_not(driver: Driver) -> None:
    driver.begin()
    before = bytes(driver.client.sitting.state)
    take_turn(driver, random.Random(2), keyboard=False)
    assert bytes(driver.client.sitting.state) != before
    allowed = driver.client.undo_reason() is None
    driver.key(pygame.K_z, "z", pygame.KMOD_CTRL)
    if allowed:
        assert bytes(driver.client.sitting.state) == before
    else:
        assert driver.table.in_dialog


def test_save_and_load_give_the_same_state(driver: Driver) -> None:
    driver.begin()
    take_turn(driver, random.Random(2), keyboard=False)
    state = bytes(driver.client.sitting.state)
    path = driver.client.sitting.path
    assert path is not None
    driver.app.leave_game()
    driver.app.play(SavedGame(path))
    assert bytes(driver.client.sitting.state) == state


def test_a_broken_save_is_said_and_not_thrown(driver: Driver) -> None:
    driver.app.games.saves.mkdir(parents=True)
    (driver.app.games.saves / "broken.toml").write_text("not a save", encoding="utf-8")
    driver.app.go("title")
    driver.click("Continue")
    assert isinstance(driver.app.screen, TitleScreen)
    assert driver.app.screen.in_dialog


def test_saves_that_come_and_go_behind_the_title(driver: Driver) -> None:
    """What the title showed of them may be otherwise when it is pressed."""
    driver.begin()
    save = driver.client.path
    assert save is not None
    driver.app.leave_game()
    driver.app.go("title")
    away = save.rename(save.with_suffix(".away"))
    for autosave in driver.app.games.autosaves.glob("*.toml"):
        autosave.unlink()
    driver.click("Continue")
    assert isinstance(driver.app.screen, TitleScreen)
    assert driver.app.screen.in_dialog
    driver.key(pygame.K_RETURN)
    driver.app.go("title")
    away.rename(save)
    driver.click("Continue")  # it was not there, and is now
    driver.click("Continue")
    assert driver.client.path == save


def test_a_save_that_is_played_elsewhere_can_be_opened_as_a_copy(driver: Driver) -> None:
    driver.begin()
    take_turn(driver, random.Random(2), keyboard=False)
    path = driver.client.sitting.path
    assert path is not None
    driver.app.leave_game()
    kept = path.read_bytes()
    lock = SaveLock(path)
    driver.app.go("title")
    driver.click("Continue")
    assert isinstance(driver.app.screen, TitleScreen)
    driver.click("yes")
    assert driver.client.path != path
    driver.client.sitting.facilitator.note("in the copy")
    assert path.read_bytes() == kept
    driver.app.leave_game()
    lock.release()


@pytest.fixture(scope="module")
def seated(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Driver:
    """A window at the first question; only looked at."""
    made = Driver(rules, tmp_path_factory.mktemp("seated"))
    made.begin()
    return made


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1280, 720)])
@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_nothing_overlaps_at_any_size(seated: Driver, size: tuple[int, int], scale: float) -> None:
    driver = seated
    driver.app.theme.text = scale
    driver.post(pygame.VIDEORESIZE, w=size[0], h=size[1], size=size)
    driver.app.relayout()
    driver.app.frame()
    assert driver.app.surface.get_size() == size
    window = pygame.Rect((0, 0), size)
    table = driver.table
    panel = table.panel
    assert table.pane.rect.right <= panel.rect.left + 1
    for part in (table.bar, panel, panel.foot, table.pane):
        assert window.contains(part.rect), part.name
    assert not panel.foot.rect.colliderect(panel.work.rect)
    assert not panel.space.rect.colliderect(panel.prompt.rect)


def test_keyboard_reaches_every_button(driver: Driver) -> None:
    driver.begin()
    wanted = {w.name for w in driver.app.root.stops()}
    assert {w.name for w in driver.app.root.focusables()} <= wanted
    seen = set()
    for _ in range(len(driver.app.root.stops()) + 1):
        driver.key(pygame.K_TAB)
        assert driver.app.root.focus is not None
        seen.add(driver.app.root.focus.name)
    assert seen == wanted


def test_an_idle_window_draws_nothing(driver: Driver) -> None:
    driver.begin()
    for _ in range(30):
        driver.app.update(0.1)
        driver.app.frame()
    driver.app.update(0.1)
    assert driver.app.frame() == []


def test_the_log_lays_out_only_what_is_seen() -> None:
    from game.ui.theme import Theme
    from game.ui.widgets import Span

    pygame.font.init()
    root = Root(Theme(), (400, 300))
    log = LogList(lambda _: None)
    root.show(log)
    log.show([[Span(f"line {n} of a very long game")] for n in range(5000)])
    root.render(pygame.Surface((400, 300)))
    assert 0 < log.laid_out < 40


def test_a_picture_of_the_table(rules: Rules, tmp_path: Path) -> None:
    file = tmp_path / "table.png"
    assert take(rules, GameSetup(rules, "first-watch", seed=1), file, 6) == 0
    assert pygame.image.load(str(file)).get_size() == (1920, 1080)


def test_a_picture_of_a_save_leaves_the_save_as_it_is(tmp_path: Path) -> None:
    rules, save = rules_of("dice-race"), tmp_path / "race.toml"
    Sitting.open(GameSetup(rules, rules.scenarios[0].id, path=save), {}).play("walk")
    before = save.read_bytes()
    assert take(rules, SavedGame(save), tmp_path / "table.png", 3) == 0
    assert save.read_bytes() == before


def test_no_display_is_said_in_a_sentence(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.display.quit()
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    with pytest.raises(NoDisplay, match="display"):
        run(rules)


def test_screens_are_known(driver: Driver) -> None:
    driver.begin()
    assert isinstance(driver.app.screen, TableScreen)


def test_a_track_ends_where_it_ends_in_this_scenario(driver: Driver, long_run: bool) -> None:
    usual = {"consent": 3, "institution": 10, "recognition": 7, "mistrust": 6}
    scenarios = driver.app.rules.scenarios
    # The one that has an end of its own, and one that has not.
    for scenario in scenarios if long_run else (scenarios[0], scenarios[-1]):
        driver.new_game(scenario.id, {}, 5)
        ends = usual | {"contagion": driver.client.sitting.game.numbers["collapse_at"]}
        driver.settle()
        tracks = [w for w in driver.table.bar.walk() if w.name.startswith("track:")]
        assert tracks
        for text in tracks:
            assert isinstance(text, Text)
            register = text.name.removeprefix("track:")
            assert text.words.endswith(f"{driver.client.value(register)}/{ends[register]}")


def test_a_press_fills_all_seats(driver: Driver) -> None:
    """Somebody alone begins at once; people at one table press once."""
    driver.app.go("title")
    driver.click("New game")
    screen = driver.app.screen
    assert isinstance(screen, SetupScreen)
    seats = screen.scenario.seats
    assert [screen.seats[seat] for seat in seats] == ["human", "bot:doctrine", "bot:doctrine"]
    driver.click("together")
    assert [screen.seats[seat] for seat in seats] == ["human"] * len(seats)
    driver.click("alone")
    driver.click(f"brief:{seats[1]}")
    assert [screen.seats[seat] for seat in seats] == ["bot:doctrine", "human", "bot:doctrine"]
    assert screen.brief == seats[1]
    driver.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    driver.settle()
    assert list(driver.client.humans) == [seats[1]]
