"""Acts of the umpire: a look at one tells what filing it does, and all of them survive a save."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.bots import bots_of
from game.catalogue import speaking
from game.engine import EngineError, InjectError
from game.table import SavedGame, Sitting, TableError
from game.table.acts import Injected, Moved, Overridden, Ruled, Seated
from game.umpire import (
    InjectAct,
    MarkAct,
    NoteAct,
    OrderAct,
    OutcomeAct,
    OverrideAct,
    PauseAct,
    RollBackAct,
    RulingAct,
    SwapAct,
    UmpireAct,
    UmpireDesk,
)
from tests.randomised import examples
from tests.umpire.tables import play_on, table

WHY = "to see what comes of it"


def any_act(desk: UmpireDesk, draw: st.DataObject) -> UmpireAct | None:
    """An act that may be filed now; None where the one that was drawn makes no sense now."""
    sitting = desk.sitting
    kind = draw.draw(
        st.sampled_from(["override", "inject", "order", "rule", "swap", "pause", "back", "note"])
    )
    if kind == "override":
        rows = desk.cells
        row = draw.draw(st.sampled_from(rows))
        values = [value for value, _ in row.choices]
        if row.low is not None and row.high is not None:
            values = list(range(row.low, row.high + 1))
        return OverrideAct(row.cell, draw.draw(st.sampled_from(values)), WHY)
    if kind == "inject":
        cards = [card for card in desk.injects if card.choices]
        if not cards:
            return None
        card = draw.draw(st.sampled_from(cards))
        return desk.inject(card.id, draw.draw(st.sampled_from(card.choices)).of, WHY)
    if kind == "order":
        return OrderAct(draw.draw(st.sampled_from(desk.played)), "Hold the road by night.")
    if kind == "rule":
        if not desk.orders:
            return None
        script = draw.draw(st.sampled_from(["", "contagion += 1", "pressure[sho] -= 1"]))
        about = draw.draw(st.sampled_from(desk.orders)).n
        return RulingAct(about, bool(script), "So be it.", desk.drafted(script), WHY, "4", script)
    if kind == "swap":
        return desk.swapped(draw.draw(st.sampled_from(desk.played)), "doctrine")
    if kind == "pause":
        return PauseAct(not sitting.paused, WHY)
    if kind == "back":
        return RollBackAct(draw.draw(st.integers(0, sitting.n)), WHY)
    moment = draw.draw(st.none() | st.integers(0, sitting.n))
    codes = tuple(draw.draw(st.lists(st.sampled_from(["doubt", "deal"]), unique=True)))
    if draw.draw(st.booleans()):
        return MarkAct("Here.", moment)
    return NoteAct("Seen.", moment, codes)


@given(draw=st.data())
@examples(30, slow=True)
def test_a_look_tells_what_filing_does_and_a_replay_comes_to_the_same(
    draw: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("umpire") / "save.toml"
    desk = table(moves=draw.draw(st.integers(0, 6)), path=path)
    sitting = desk.sitting
    for _ in range(8):
        act = any_act(desk, draw)
        if act is None:
            continue
        before, entries, branches = sitting.state, sitting.n, len(sitting.branches)
        looked = desk.preview(act)
        assert (sitting.state, sitting.n) == (before, entries), "a look changes nothing"
        if looked.stuck and not isinstance(act, RollBackAct):
            with pytest.raises(TableError):
                desk.file(act)
            assert sitting.n == entries
            continue
        left = [change.entry.n for change in _line(sitting) if change.entry.n in looked.leaves]
        desk.file(act)
        game = sitting.game
        changed = {row.cell: row.after for row in looked.changes}
        quiet = game.rules.look.roles.quiet
        found = {
            d.cell: desk._teller.value(d.cell.partition("[")[0], d.after)
            for d in game.differences(before, sitting.state)
            if d.cell.partition("[")[0] not in quiet
        }
        assert found == changed
        for reading in looked.readings:
            lines = {e.n: e.text for e in sitting.chronicle(reading.seat)}
            assert lines.get(sitting.n, "") == reading.words
        if isinstance(act, RollBackAct):
            assert len(sitting.branches) == branches + 1
            assert [e.n for e in sitting.branches[-1].moves] == left
            assert max(sitting.line, default=0) <= act.to
        if not sitting.paused:
            play_on(sitting, draw.draw(st.integers(0, 2)))
    again = Sitting.open(SavedGame(path), bots_of)
    assert again.notices == []
    assert again.state == sitting.state
    assert again.seats == sitting.seats
    assert again.paused == sitting.paused
    assert [line.text for line in again.log(None)] == [line.text for line in sitting.log(None)]


def _line(sitting: Sitting) -> Any:
    return sitting._timeline.line


def test_rolling_back_restores_the_position_and_keeps_the_branch() -> None:
    desk = table()
    sitting = desk.sitting
    states = {0: sitting.state}
    for _ in range(8):
        play_on(sitting, 1)
        states[max(sitting.line)] = sitting.state
    for to in sorted(states, reverse=True)[1:4]:
        given = [n for n in sitting.line if n > to]
        desk.file(RollBackAct(to, "the wrong card was read out"))
        assert sitting.state == states[to]
        assert [e.n for e in sitting.branches[-1].moves] == given
        assert sitting.branches[-1].reason == "the wrong card was read out"


def test_every_act_is_an_entry_with_its_author_its_reason_before_and_after() -> None:
    desk = table(moves=3)
    sitting = desk.sitting
    pressure = sitting.sight(None).get("pressure", "sho")
    assert isinstance(pressure, int)
    desk.file(OverrideAct("pressure[sho]", pressure + 1, "a die was misread"))
    desk.file(desk.inject("men_from_the_valleys", ["sbz"], "the south is forgotten"))
    desk.file(desk.spot("Rain", "It rains.", "contagion += 1", "a shock for all"))
    desk.file(OrderAct("ground", "Hold the road by night."))
    order = desk.orders[0]
    assert (order.seat, order.text) == ("ground", "Hold the road by night.")
    effect = "pressure[sho] -= 1"
    desk.file(RulingAct(order.n, True, "It holds.", desk.drafted(effect), "bold", "4", effect))
    assert desk.orders == []
    desk.file(SwapAct("ground", "bot:doctrine", "", "they left"))
    overridden, inject, spot, _, ruling, swap = [e.act for e in sitting.entries[-6:]]
    assert {e.actor for e in sitting.entries[-6:]} == {"facilitator"}
    assert isinstance(overridden, Overridden)
    assert (overridden.before, overridden.after) == (str(pressure), pressure + 1)
    assert isinstance(inject, Injected)
    assert (inject.inject, inject.of) == ("men_from_the_valleys", ("sbz",))
    assert inject.was is not None
    assert inject.changes["pressure[sbz]"] == int(inject.was["pressure[sbz]"]) + 1
    assert isinstance(spot, Injected)
    assert spot.script == "contagion += 1"
    assert isinstance(ruling, Ruled)
    assert (ruling.was, ruling.changes) == (
        {"pressure[sho]": pressure + 1},
        {"pressure[sho]": pressure},
    )
    assert isinstance(swap, Seated)
    reasons = [e.reason for e in sitting.chronicle(None)[-6:]]
    assert reasons == [
        "a die was misread", "the south is forgotten", "a shock for all", None, "bold", "they left",
    ]  # fmt: skip
    told = {e.n: e for e in sitting.chronicle("umbrella")}
    assert all(e.reason is None for e in told.values())
    assert order.n not in told, "an order is between its seat and the umpire"
    assert order.n in {e.n for e in sitting.chronicle("ground")}


def test_an_act_without_a_reason_is_refused_and_nothing_is_done() -> None:
    desk = table(moves=1)
    n = desk.sitting.n
    acts: list[UmpireAct] = [
        OverrideAct("contagion", 4, " "),
        desk.inject("drone_over_a_camp"),
        InjectAct("Rain", "It rains."),
        RollBackAct(0),
    ]
    for act in acts:
        with pytest.raises(TableError):
            desk.file(act)
    assert desk.sitting.n == n


@pytest.mark.parametrize(
    "script",
    [
        "contagoin += 1",
        "act(ground)",
        "pressure[kulob] = 1",
        "x = chance(d6)",
        "end(collapse)",
        "1 +",
    ],
)
def test_what_is_written_on_the_spot_is_refused_with_its_place(script: str) -> None:
    desk = table()
    with pytest.raises(EngineError) as refused:
        desk.drafted(f"pressure[sho] += 1\n{script}")
    if isinstance(refused.value, InjectError):
        assert "Line 2" in str(refused.value)


def test_nothing_is_filed_after_which_nobody_could_go_on() -> None:
    desk = table(moves=3)
    sitting = desk.sitting
    rows = [row for row in desk.cells if row.cell.startswith(("actor", "acting", "left"))]
    for row in rows:
        for value in (v for v, _ in row.choices):
            act = OverrideAct(row.cell, value, WHY)
            if desk.preview(act).stuck:
                n = sitting.n
                with pytest.raises(TableError, match="Nobody could go on"):
                    desk.file(act)
                assert sitting.n == n


def test_an_outcome_is_set_with_its_reason_or_rolled_without() -> None:
    desk = table()
    sitting = desk.sitting
    while not desk.outcomes:
        if sitting.actor is not None:
            sitting.play_usual()
    die = desk.outcomes[0][0].name
    with pytest.raises(TableError):
        desk.file(OutcomeAct(die, rolled=False))
    looked = desk.preview(OutcomeAct(die))
    desk.file(OutcomeAct(die, rolled=False, reason="a lesson on bad luck"))
    act = sitting.entries[-1].act
    assert isinstance(act, Moved)
    assert (act.author, act.rationale) == ("facilitator", "a lesson on bad luck")
    assert looked.readings == ()


def test_a_file_of_injects_beside_a_save_is_in_the_library(tmp_path: Path) -> None:
    beside = tmp_path / "save.injects.toml"
    beside.write_text(
        '[inject.flood]\nname = "Flood"\ntext = "Water comes."\nchoose = ["river"]\n'
        'when = "pressure[river] < 6"\ndo = "pressure[river] += 1"\n'
    )
    desk = table(path=tmp_path / "save.toml")
    card = next(card for card in desk.injects if card.id == "flood")
    assert card.file
    assert card.choices
    desk.file(desk.inject("flood", card.choices[0].of, WHY))
    assert next(card for card in desk.injects if card.id == "flood").used == 1
    beside.write_text('[inject.flood]\nname = "Flood"\ntext = "W."\ndo = "presure[sho] += 1"\n')
    with pytest.raises(TableError, match=r"save.injects.toml:4:7.*presure"):
        UmpireDesk(desk.sitting)


def test_that_the_umpire_looked_is_noted_and_no_player_reads_it() -> None:
    desk = table(moves=2)
    sitting = desk.sitting
    view = desk.seen_by("ground")
    assert view.seat == "ground"
    assert sitting.entries[-1].kind == "view"
    assert "looks at what" in sitting.chronicle(None)[-1].text
    for seat in sitting.game.seats:
        assert all(e.kind != "view" for e in sitting.chronicle(seat))


def test_the_story_has_what_is_hidden_and_when_it_comes_out() -> None:
    desk = table("full-equation", moves=12)
    rows = desk.story
    hidden = [row for row in rows if row.hidden]
    assert hidden
    for row in hidden:
        assert set(row.readers) < set(desk.played)
        assert row.out
        for seat in set(desk.played) - set(row.readers):
            own = {e.n: e.text for e in desk.sitting.chronicle(seat)}
            assert own.get(row.n) != row.text.replace("\n", " ")
    opened = {title for row in hidden for title in [row.out] if "the others by" in title}
    assert opened, "plans are turned up at the end of a round, and that is said"


def test_an_order_that_is_refused_has_no_effects_whatever_was_written() -> None:
    desk = table("first-watch")
    act = desk.ruling(1, False, "No.", "contagion += 1", WHY)
    assert (act.changes, act.script) == ({}, "")
    assert desk.ruling(1, True, "Yes.", "contagion += 1", WHY).script == "contagion += 1"


def _texts() -> st.SearchStrategy[str]:
    """What people write: with a stop at its end, without, with brackets, or nothing."""
    words = st.sampled_from(["A drone over a camp", "The men ask (so they say)", "Чужие люди"])
    ends = st.sampled_from(["", ".", "!", "?", "…"])
    return st.builds(lambda said, end: said + end, words, ends)


@pytest.mark.parametrize("language", ["en", "ru"])
@examples(8)
@given(st.data())
def test_what_people_wrote_is_told_with_one_stop_and_in_no_brackets(
    language: str, data: st.DataObject
) -> None:
    desk = table("first-watch", 4)
    desk.file(OrderAct(desk.played[0], "Hold the road by night."))
    title, text, why = (data.draw(_texts()) for _ in range(3))
    why = data.draw(st.sampled_from([why, ""]))
    changes = desk.drafted(data.draw(st.sampled_from(["", "contagion += 1"])))
    cell = next(row for row in desk.cells if row.low is not None and row.value != row.low)
    assert cell.low is not None
    acts: list[UmpireAct] = [
        InjectAct(title, data.draw(st.sampled_from([text, ""])), changes, why),
        RulingAct(desk.orders[0].n, True, text, changes, why),
        RulingAct(desk.orders[0].n, False, text, {}, why),
        OverrideAct(cell.cell, cell.low, why),
        PauseAct(True, why),
        RollBackAct(2, why),
    ]
    with speaking(language):
        for act in acts:
            for reading in desk.preview(act).readings:
                told = reading.words
                assert not re.search(r"[.!?…][.:;]|[.!?…]\)?[.]|\(\W*\)|: *$", told), told
                assert not re.search(r"\([^)]*\(", told), told
                assert not told or told.rstrip(")").endswith((".", "!", "?", "…")), told
