"""The lock of the console, the clocks of a table, and rehearsal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.balance.judging import judging_of
from game.balance.questions import roles_of
from game.balance.sums import Sums
from game.balance.table_time import HAND_OVER_SECONDS
from game.balance.watch import Watch
from game.bots import bots_of
from game.check.simulate import whole_games
from game.table import GameSetup, SavedGame, Sitting, TableError
from game.table.acts import Moved
from game.table.entry import Entry
from game.table.umpire_code import code_fits, fresh_code, kept_code
from game.umpire import PauseAct, UmpireDesk, UmpireGate, WrongCode, rehearse
from game.umpire.rehearsal import spread_of
from tests.loaded import compiled, rules_of
from tests.table.clocks import SetClock
from tests.umpire.tables import CODE, play_on, table, usual_at_nought


def test_a_code_opens_and_is_nowhere_in_the_save(tmp_path: Path) -> None:
    path = tmp_path / "save.toml"
    desk = table(path=path)
    desk.open(f" {CODE} ")
    head = path.read_text("utf-8").partition("rules =")[0]
    assert desk.sitting.header.umpire in head
    # Four digits may stand in a hash by chance; the code by itself stands nowhere.
    assert not re.search(rf"(?<![0-9a-f]){CODE}(?![0-9a-f])", head)
    again = Sitting.open(SavedGame(path), bots_of)
    assert again.umpired
    assert again.opens(CODE)
    assert not again.opens("0000")


def test_wrong_codes_are_told_and_slowed_down() -> None:
    clock = SetClock()
    desk = table(clock=clock)
    n = desk.sitting.n
    for _ in range(3):
        with pytest.raises(WrongCode, match="does not open"):
            desk.open("0000")
    with pytest.raises(WrongCode, match="is heard in 2 seconds"):
        desk.open(CODE)
    clock.wait(2_000)
    with pytest.raises(WrongCode, match="does not open"):
        desk.open("0000")
    with pytest.raises(WrongCode, match="is heard in 4 seconds"):
        desk.open(CODE)
    clock.wait(4_000)
    assert desk.sitting.n == n
    desk.open(CODE)
    assert desk.sitting.entries[-1].kind == "view"


def test_a_table_without_a_code_has_no_console() -> None:
    sitting = Sitting.open(GameSetup(rules_of("rules"), "first-watch"), bots_of)
    with pytest.raises(WrongCode, match="no umpire"):
        UmpireGate(sitting).open("")


def test_codes_are_salted_and_damage_fits_none() -> None:
    one, two = kept_code("Panj"), kept_code("Panj")
    assert one != two
    assert code_fits("panj ", one)
    assert not code_fits("panj2", one)
    for damaged in ("", "scrypt", "scrypt-zz-00", one[:-1], one.replace("scrypt", "plain")):
        assert not code_fits("Panj", damaged)
    assert len(fresh_code()) == 4


def dial(desk: UmpireDesk, each: str) -> int:
    return next(d.spent for d in desk.clocks.dials if d.each == each)


def test_clocks_count_while_a_person_is_asked_and_stand_while_the_game_is_paused() -> None:
    clock = SetClock()
    desk = table(clock=clock, moves=1)
    desk.clocks.tick()
    clock.wait(5_000)
    assert desk.clocks.tick() == ()
    assert dial(desk, "turn") == dial(desk, "round") == 5_000
    desk.file(PauseAct(True, "tea"))
    clock.wait(60_000)
    desk.clocks.tick()
    assert dial(desk, "turn") == 5_000
    desk.file(PauseAct(False))
    desk.clocks.held = True
    clock.wait(60_000)
    desk.clocks.tick()
    assert dial(desk, "turn") == 5_000
    desk.clocks.held = False
    turn = desk.clocks.turn
    assert turn is not None
    clock.wait(turn.left)
    assert [d.each for d in desk.clocks.tick()] == ["turn"]
    assert desk.clocks.tick() == (), "a bell rings once"
    desk.clocks.more(60)
    turn = desk.clocks.turn
    assert turn is not None
    assert turn.left == 60_000
    seat = desk.sitting.to_move
    while desk.sitting.to_move in (seat, None) and not desk.sitting.over:
        play_on(desk.sitting, 1)
    desk.clocks.tick()
    assert dial(desk, "turn") == 0
    assert dial(desk, "round") > 0


def test_the_usual_is_done_for_whoever_let_the_time_run_out() -> None:
    desk = table(moves=1)
    sitting = desk.sitting
    seat, advised = sitting.to_move, sitting.advice()
    assert advised is not None
    desk.usual()
    entry = sitting.entries[-1]
    assert (entry.actor, getattr(entry.act, "id", "")) == (seat, sitting.game.name(advised))
    assert getattr(entry.act, "bot", "") == "doctrine"
    assert "Time was up" in getattr(entry.act, "why", "")


def test_a_rehearsal_tells_how_long_and_how_differently_it_may_go() -> None:
    desk = table(moves=4)
    state = desk.sitting.state
    report = rehearse(desk.sitting.game, state, desk.played, 12)
    assert report is not None
    assert report.games == 12
    assert desk.sitting.state == state
    assert report.rounds is not None
    assert 0 < report.minutes.least <= report.minutes.middle <= report.minutes.most
    assert report.rounds.most <= 3
    assert sum(count for _, count in report.winners) == 12
    assert set(report.margins) == set(desk.played)
    again = rehearse(desk.sitting.game, state, desk.played, 12)
    assert again == report


def test_the_usual_is_done_at_nought_where_a_secret_plan_is_asked_too() -> None:
    """Whatever is asked when time is up, of whoever has not answered, nobody else answers it."""
    clock = SetClock()
    desk = table("shamsiddin-shohin", clock=clock, rules=usual_at_nought())
    sitting = desk.sitting
    desk.keep_time()
    secrets = 0
    for _ in range(400):
        if sitting.over or secrets >= 3:
            break
        if sitting.to_move is None:
            assert sitting.step() is not None
            continue
        seat, n, hidden = sitting.to_move, sitting.n, sitting.pending.hidden
        desk.clocks.tick()
        left = min(d.left for d in desk.clocks.dials if d.running and d.nought == "usual")
        if left > 0:
            clock.wait(left - 1)
            desk.keep_time()
            assert sitting.n == n, "nothing is done before nought"
            clock.wait(1)
        assert desk.keep_time()
        (entry,) = sitting.entries[n:]
        assert (entry.actor, getattr(entry.act, "bot", "")) == (seat, "doctrine")
        secrets += hidden and sitting.game.scenario.clock[1].of[0] in _scripts(sitting, entry)
    assert secrets >= 3


def _scripts(sitting: Sitting, entry: Entry) -> tuple[str, ...]:
    assert isinstance(entry.act, Moved)
    return (sitting.game.move(sitting.game.id(entry.act.id)).script,)


def test_what_others_write_gives_nobody_more_time_and_a_pause_holds_the_usual_back() -> None:
    clock = SetClock()
    desk = table(clock=clock, rules=usual_at_nought())
    sitting = desk.sitting
    desk.keep_time()
    seat = sitting.to_move
    other = next(s for s in desk.played if s != seat)
    clock.wait(100_000)
    desk.keep_time()
    sitting.facilitator.note("Wait for us.", other)
    clock.wait(1_000)
    desk.keep_time()
    assert dial(desk, "turn") == 101_000
    desk.file(PauseAct(True, "tea"))
    clock.wait(600_000)
    n = sitting.n
    assert not desk.keep_time()
    assert sitting.n == n
    desk.file(PauseAct(False))
    desk.clocks.more(-60)
    assert desk.keep_time()
    assert sitting.entries[-1].actor == seat


def test_the_bell_is_heard_only_where_a_clock_says_so() -> None:
    clock = SetClock()
    desk = table(moves=1, clock=clock)
    desk.keep_time()
    assert desk.clocks.shown == desk.clocks.turn
    turn = desk.clocks.turn
    assert turn is not None
    clock.wait(turn.left)
    assert desk.keep_time()
    assert desk.clocks.rings == 1
    assert not desk.keep_time()
    desk.clocks.held = True
    clock.wait(10_000_000)
    desk.keep_time()
    desk.clocks.held = False
    clock.wait(10_000_000)
    n = desk.sitting.n
    desk.keep_time()
    assert [d.over for d in desk.clocks.dials if d.each == "round"] == [True]
    assert (desk.clocks.rings, desk.sitting.n) == (1, n), "the round's clock says nothing at nought"


@pytest.mark.parametrize("scenario", ["first-watch", "full-equation"])
def test_a_rehearsal_reckons_the_time_of_the_guide(scenario: str) -> None:
    """From the start on, the minutes are those that balance tells of the same games."""
    game = compiled("rules", scenario)
    seats = [seat for seat in game.seats if seat in game.scenario.seats]
    bots, seeds = dict.fromkeys(seats, "doctrine"), range(1, 7)
    watch = Watch(game, judging_of(game.rules), roles_of(game.rules), seats)
    told = []
    for seed, played in zip(seeds, whole_games(game, bots, seeds, traced=True), strict=True):
        watch.play(seed, played)
        told.append(watch.sums)
        watch.sums = Sums()
    report = rehearse(game, game.new_game(seats), seats, len(seeds), seeds[0])
    assert report is not None
    seconds = [sums.total("seconds") for sums in told]
    handed = [sums.total("hand-overs") * HAND_OVER_SECONDS for sums in told]
    own = [all_ - over for all_, over in zip(seconds, handed, strict=True)]
    for words, _ in report.endings:
        assert words[:1].isupper(), "people read a title, no id"
        assert "_" not in words
    assert min(handed) > 0, "people hand the screen over"
    assert report.minutes == spread_of([each / 60 for each in seconds])
    assert report.own_minutes == spread_of([each / 60 for each in own])


def test_acts_need_a_table_that_has_such_an_entry() -> None:
    desk = table()
    with pytest.raises(TableError):
        desk.sitting.facilitator.rule(99, True, "So be it.")
