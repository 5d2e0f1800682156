"""A table in real browsers: join, play a whole game, lose the network, load the page anew."""

from __future__ import annotations

from typing import Any

from tests.web.browser import PHONE, SMALL, device, joined, served

THREE = ("umbrella", "coordination", "ground")
HUMANS = dict.fromkeys(THREE, "human")


def test_three_pages_play_a_whole_game(browser: Any) -> None:
    """What each presses is what is played, and all read how it ended."""
    with served("first-watch", HUMANS, seed=5) as table:
        devices = {seat: joined(browser, table, seat, PHONE) for seat in THREE}
        pressed = list[str]()
        while True:
            table.wait(lambda: table.sitting.over or table.sitting.to_move is not None)
            seat = table.sitting.to_move
            if seat is None:
                break
            n, move = table.sitting.n, table.sitting.advice()
            assert move is not None
            steps = table.steps(move)
            devices[seat].see(".turn.yours")
            devices[seat].choose(steps)
            devices[seat].confirm()
            pressed.append(table.sitting.game.name(move))
            table.wait(lambda n=n: table.sitting.n > n)  # type: ignore[misc]
            devices[seat].gone('[data-key="confirm"]')
        played = [
            step.move.name
            for step in table.sitting.steps()
            if step.actor in THREE and step.move.kind != "chance"
        ]
        assert played == pressed
        assert len(pressed) > 20
        for found in devices.values():
            found.see('[data-key="result-head"]')
            assert found.failed == []


def test_a_lost_network_comes_back_and_nothing_is_lost(browser: Any) -> None:
    """What is pressed without a network is sent when there is one again, and is done once."""
    with served("first-watch", HUMANS, seed=5) as table:
        seat = "umbrella"
        mine = joined(browser, table, seat)
        table.wait(lambda: table.sitting.to_move is not None)
        while table.sitting.to_move != seat:
            table.sitting.play(table.sitting.advice() or 0)
        table.host.version += 1
        mine.see(".turn.yours")
        move, n = table.sitting.advice(), table.sitting.n
        assert move is not None
        mine.choose(table.steps(move))
        mine.context.set_offline(True)
        mine.see("#line .lost")
        mine.confirm()
        assert table.sitting.n == n
        mine.context.set_offline(False)
        mine.see("#line .back")
        table.wait(lambda: table.sitting.n > n)
        mine.gone('[data-key="confirm"]')
        moves = [e for e in table.sitting.entries[n:] if e.actor == seat]
        assert [e.act.id for e in moves if hasattr(e.act, "id")] == [table.sitting.game.name(move)]
        assert mine.failed == []


def test_a_page_that_is_loaded_anew_goes_on_in_the_middle_of_a_decision(browser: Any) -> None:
    """The choice, the reason and the tab are as they were, and the seat is still one's own."""
    with served("first-watch", {**HUMANS, "ground": "bot:doctrine"}, seed=5) as table:
        seat = "umbrella"
        mine = joined(browser, table, seat, SMALL)
        other = joined(browser, table, "coordination")
        table.wait(lambda: table.sitting.to_move is not None)
        devices = {seat: mine, "coordination": other}
        while table.sitting.to_move != seat or table.sitting.pending.kind != "act":
            asked, n = table.sitting.to_move or "", table.sitting.n
            devices[asked].choose(table.steps(table.sitting.advice() or 0))
            devices[asked].confirm()
            table.wait(
                lambda n=n: table.sitting.n > n and table.sitting.to_move is not None  # type: ignore[misc]
            )
        move, n = table.sitting.advice() or 0, table.sitting.n
        mine.choose(table.steps(move))
        mine.page.fill("#reason", "The next raid is here")
        mine.press("why-more")
        mine.page.check('[data-key="sure-in-4"]', force=True)
        mine.page.reload()
        mine.see('[data-key="confirm"]:not([aria-disabled])')
        assert mine.page.input_value("#reason") == "The next raid is here"
        mine.press("back")
        mine.page.reload()
        mine.see(".question")
        mine.choose(table.steps(move)[-1:])
        mine.confirm()
        table.wait(lambda: table.sitting.n > n)
        done = table.sitting.chronicle(seat)[-1 if table.sitting.n == n + 1 else n]
        assert any(
            e.rationale == "The next raid is here" and e.confidence == 4
            for e in table.sitting.chronicle(seat)
        ), done
        mine.press("tab-board")
        mine.page.reload()
        mine.see('[data-key="board"]')
        assert mine.failed == []


def test_a_code_that_is_wrong_is_told_and_one_of_the_picture_joins_at_once(browser: Any) -> None:
    """A wrong code leaves the page as it was; the address of the picture needs no typing."""
    with served("first-watch", HUMANS) as table:
        code = table.host.access.codes.table
        wrong = "0" * len(code) if code != "0" * len(code) else "1" * len(code)
        mine = device(browser, PHONE)
        mine.page.goto(table.address)
        mine.page.fill("#code", wrong)
        mine.press("go")
        mine.see('[role="alert"]')
        assert mine.page.input_value("#code") == wrong
        quick = device(browser, PHONE)
        quick.page.goto(f"{table.address}/#{code}")
        quick.see('[data-key="take"]')
        quick.press("watch")
        quick.see('[data-key="turn"]')
        assert quick.page.query_selector('[data-key="tab-me"]') is None
        assert "#" not in quick.page.url
        assert mine.failed == quick.failed == []
