"""Two phones in one seat: one commits, the other proposes, and both talk alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tests.web.browser import PHONE, Device, Served, device, joined, served
from tests.web.test_play import HUMANS


def named(mine: Device, name: str, role: str) -> None:
    """Say who one is."""
    mine.press("tab-me")
    mine.page.fill("#member-name", name)
    mine.page.fill("#member-role", role)
    mine.press("member-save")


def second(browser: Any, table: Served, seat: str) -> Device:
    """Another phone that comes into a seat by its own code."""
    found = device(browser, PHONE)
    found.page.goto(f"{table.address}/#{table.host.access.codes.seats[seat]}")
    found.see('[data-key="turn"]')
    return found


def kept(mine: Device, name: str) -> None:
    """A picture, where somebody wants to look at it."""
    if folder := os.environ.get("PANJ_PICTURES"):
        mine.page.screenshot(path=str(Path(folder) / f"{name}.png"))


def test_two_phones_in_one_seat_propose_commit_and_hand_over(browser: Any) -> None:
    with served("first-watch", HUMANS, seed=5) as table:
        table.wait(lambda: table.sitting.to_move is not None)
        seat = table.sitting.to_move or ""
        anna = joined(browser, table, seat)
        bek = second(browser, table, seat)
        named(anna, "Anna", "head")
        named(bek, "Bek", "talks")
        anna.see('[data-key^="hand-"]')
        assert anna.wrong() == []
        kept(anna, "team-me")
        bek.press("tab-now")
        move, n = table.sitting.advice() or 0, table.sitting.n
        for step in table.steps(move):
            bek.press(f"step-{step}")
        bek.see('[data-key="propose"]')
        assert bek.wrong() == []
        kept(bek, "team-propose")
        bek.press("propose")
        anna.press("tab-now")
        anna.see(".proposal")
        assert "Bek" in anna.page.inner_text(".proposal")
        assert anna.wrong() == []
        kept(anna, "team-proposal")
        noted = [e for e in table.sitting.entries[n:] if e.kind == "move"]
        assert not noted, "a proposal is filed nowhere"
        anna.page.click(".proposal")
        anna.see('[data-key="confirm"]:not([aria-disabled])')
        anna.confirm()
        table.wait(lambda: any(e.kind == "move" for e in table.sitting.entries[n:]))
        bek.press("tab-talk")
        bek.page.check('[data-key="write-in-+"]', force=True)
        bek.page.fill("#note", "Hold the summit back")
        bek.press("send-note")
        anna.press("tab-talk")
        anna.see(".letters li")
        assert "Hold the summit back" in anna.page.inner_text(".letters")
        assert anna.wrong() == []
        kept(anna, "team-talk")
        anna.press("tab-me")
        anna.page.click('[data-key^="hand-"]')
        bek.press("tab-me")
        bek.see('[data-key^="hand-"]')
        assert anna.failed == []
        assert bek.failed == []
