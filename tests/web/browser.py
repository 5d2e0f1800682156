"""A table that is served here, and the pages of its people in a real browser.

The browser is Debian's Chromium, driven by Playwright: `pip install playwright`, and no download
of a browser. Where either is missing the tests that need it are skipped, and say so.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from game.bots import bots_of
from game.serve.host import Host
from game.serve.question_page import question_page
from game.serve.running import ALONE, open_at, server_of
from game.serve.served_desk import seat_umpire
from game.serve.sight import Sight
from game.table import GameSetup, Sitting
from tests.loaded import rules_of

CHECKS: Final = (Path(__file__).parent / "checks.js").read_text("utf-8")
#: Milliseconds: so long at most something may take on a machine that does much else.
PATIENCE: Final = 30_000
#: Sizes of a window: a small phone, a phone, a tablet, a screen for all.
SMALL, PHONE, TABLET, SCREEN = (360, 640), (390, 844), (820, 1180), (1920, 1080)


def chromium() -> str:
    """Where the browser is; the test is skipped where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium here (Debian: apt install chromium)")
    return found


@contextmanager
def launched() -> Iterator[Any]:
    """A browser."""
    api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    path = chromium()
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@attrs.define
class Served:
    """A table that is served.

    Attributes:
        sitting: the game.
        host: who hears its devices.
        address: where it is.
    """

    sitting: Sitting
    host: Host
    address: str

    def steps(self, move: int) -> list[str]:
        """What is pressed, one after another, to come to a move of who is asked."""
        page = question_page(Sight(self.sitting, self.sitting.to_move or ""))
        assert page is not None, "somebody is asked"
        return next(list(o["steps"]) for o in page["options"] if o["id"] == move)

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something holds of the table."""
        ends = time.monotonic() + PATIENCE / 1000
        while not until():
            assert time.monotonic() < ends, "it did not come"
            time.sleep(0.05)


@contextmanager
def served(
    scenario: str, seats: Mapping[str, str], seed: int = 3, rules: str = "rules", played: int = 0
) -> Iterator[Served]:
    """Serve a new game on this computer alone.

    Args:
        scenario: which.
        seats: who sits where.
        seed: of chance and bots.
        rules: whose scenario it is.
        played: so many decisions are made by the doctrine first.
    """
    sitting = Sitting.open(
        GameSetup(rules_of(rules), scenario, seats=seats, seed=seed, ask_why=True), bots_of
    )
    while played and not sitting.over:
        if sitting.to_move is None:
            sitting.step()
        else:
            sitting.play(sitting.advice() or 0)
            played -= 1
    host = Host(sitting)
    seat_umpire(host)
    spot = open_at(ALONE, 0)
    server = server_of(host, spot)
    thread = threading.Thread(target=server.run, kwargs={"sockets": list(spot.sockets)})
    thread.start()
    try:
        yield Served(sitting, host, spot.address)
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(20)


@attrs.define
class Device:
    """A page of one device.

    Attributes:
        page: it.
        context: the device.
        failed: what it complained of.
    """

    page: Any
    context: Any
    failed: list[str]

    def press(self, key: str) -> None:
        """Press what bears a key, as its reader would."""
        self.page.click(f'[data-key="{key}"]', timeout=PATIENCE)

    def see(self, selector: str) -> Any:
        """Wait until something is there to be seen."""
        return self.page.wait_for_selector(selector, timeout=PATIENCE)

    def gone(self, selector: str) -> None:
        """Wait until something is seen no more."""
        self.page.wait_for_selector(selector, state="hidden", timeout=PATIENCE)

    def until(self, holds: str) -> None:
        """Wait until an expression of the page is true; its policy lets no text be run there."""
        ends = time.monotonic() + PATIENCE / 1000
        while not self.page.evaluate(holds):
            assert time.monotonic() < ends, holds
            self.page.wait_for_timeout(50)

    def wrong(self) -> list[str]:
        """What is wrong with the page that stands there, for who cannot see or hit well."""
        return list(self.page.evaluate(CHECKS))

    def choose(self, steps: list[str]) -> None:
        """Answer a question, up to its preview."""
        for step in steps:
            self.press(f"step-{step}")
        self.see('[data-key="confirm"]:not([aria-disabled])')

    def confirm(self) -> None:
        """Make what was chosen."""
        self.press("confirm")


def device(browser: Any, size: tuple[int, int], **given: Any) -> Device:
    """A device that has opened nothing yet."""
    wide, high = size
    context = browser.new_context(viewport={"width": wide, "height": high}, **given)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    # A line that was cut off on purpose is told of by the browser, and is no fault of the page.
    page.on(
        "console",
        lambda said: (
            failed.append(said.text)
            if said.type == "error" and "WebSocket" not in said.text
            else None
        ),
    )
    return Device(page, context, failed)


def joined(browser: Any, table: Served, seat: str, size: tuple[int, int] = PHONE) -> Device:
    """A device that has joined as a seat by the table's code, as people do."""
    found = device(browser, size)
    found.page.goto(table.address)
    found.page.fill("#code", table.host.access.codes.table)
    found.press("go")
    found.see('[data-key="take"]')
    found.page.check(f'[data-key="pick-{seat}"]', force=True)
    found.page.fill("#name", "Heron")
    found.press("take")
    found.see('[data-key="turn"]')
    return found
