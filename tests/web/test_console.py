"""The umpire's page in a real browser: acts are looked at and filed while phones follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from game.table.acts import Injected, Noted, Overridden, Ruled, Seated
from tests.web.browser import PHONE, TABLET, Device, Served, device, joined, served

LAPTOP, WIDE = (1366, 768), (1920, 1080)
HUMANS = dict.fromkeys(("umbrella", "coordination", "ground"), "human")
TABS = ("inject", "spot", "override", "outcome", "ruling", "swap", "back", "rehearsal")
WHY = "to see what comes of it"


def desk(browser: Any, table: Served, size: tuple[int, int] = LAPTOP) -> Device:
    """The umpire's page, opened by the address that the terminal prints."""
    found = device(browser, size)
    found.page.goto(f"{table.address}/desk#{table.host.access.codes.desk}")
    found.see('[data-key="tab-inject"]' if size[0] > 1100 else '[data-key="view-board"]')
    return found


def filed(mine: Device, table: Served, act: str, reason: str = WHY) -> None:
    """Give a reason, file the act that stands there, and wait until it is done."""
    n = table.sitting.n
    mine.page.fill(f"#{act}-reason", reason)
    mine.see(f'.effects[aria-busy=false], [data-key="file-{act}"]:not([aria-disabled])')
    mine.press(f"file-{act}")
    table.wait(lambda: table.sitting.n > n)


def last(table: Served, kind: type) -> Any:
    """The last act of a kind."""
    return next(e.act for e in reversed(table.sitting.entries) if isinstance(e.act, kind))


def test_an_umpire_steps_in_while_a_phone_follows(browser: Any) -> None:
    """Each act is seen before it is done, and what comes of it stands on the phone."""
    with served("first-watch", HUMANS, played=4) as table:
        sitting = table.sitting
        phone = joined(browser, table, "ground")
        mine = device(browser, LAPTOP)
        mine.page.goto(f"{table.address}/desk")
        for code in (table.host.access.codes.seats["ground"], table.host.access.codes.desk):
            mine.page.fill("#code", code)
            mine.press("go")
            mine.see('[role="alert"]' if code != table.host.access.codes.desk else "#tab-inject")
        assert "#" not in mine.page.url

        mine.see(".effects dl")
        n = sitting.n
        assert mine.page.text_content(".effects dd b")
        mine.press("file-inject")
        mine.see('.panel [role="alert"]')
        assert sitting.n == n, "without a reason nothing is filed"
        filed(mine, table, "inject")
        title = last(table, Injected).title
        phone.until(f"document.querySelector('.story')?.textContent.includes({title!r})")

        mine.page.keyboard.press("Escape")
        mine.page.keyboard.press("o")
        mine.page.fill("#override-find", "contagion")
        mine.see('[data-key="cell-contagion"][aria-checked=true]')
        mine.press("value-2")
        mine.see(".effects dl")
        filed(mine, table, "override")
        assert (last(table, Overridden).cell, last(table, Overridden).after) == ("contagion", 2)

        mine.page.keyboard.press("Escape")
        mine.page.keyboard.press("p")
        phone.until("document.querySelector('#head .title').textContent.includes('paused')")
        mine.see("body.paused")
        mine.page.keyboard.press("p")
        phone.until("!document.querySelector('#head .title').textContent.includes('paused')")

        mine.page.keyboard.press("l")
        phone.see("body.rung")

        mine.page.keyboard.press("j")
        mine.page.select_option("#order-seat", "ground")
        mine.page.fill("#order-text", "Hold the road by night, pax.")
        mine.page.keyboard.press("Enter")
        mine.see(".orders .pick")
        assert not sitting.paused, "letters yield while somebody types"
        mine.page.fill("#ruling-text", "It holds until morning.")
        filed(mine, table, "ruling")
        assert last(table, Ruled).text == "It holds until morning."
        phone.until("document.querySelector('.story')?.textContent.includes('until morning')")

        mine.page.keyboard.press("Escape")
        mine.page.keyboard.press("3")
        mine.see('[data-key="give-ground"][aria-checked=true]')
        filed(mine, table, "swap", "they left")
        assert (last(table, Seated).seat, last(table, Seated).occupant) == (
            "ground",
            "bot:doctrine",
        )
        mine.page.keyboard.press("Escape")
        mine.page.keyboard.press("3")
        filed(mine, table, "swap", "")
        assert sitting.seats["ground"] == "human"

        mine.page.keyboard.press("Escape")
        mine.page.keyboard.press("n")
        mine.page.keyboard.type("They doubt it. #doubt")
        mine.page.keyboard.press("Enter")
        table.wait(lambda: isinstance(sitting.entries[-1].act, Noted))
        assert last(table, Noted).tags == ("doubt",)

        before = len(sitting.branches)
        mine.page.keyboard.press("Escape")
        mine.page.keyboard.press("z")
        mine.see("#back-to")
        mine.page.fill("#back-to", "1")
        filed(mine, table, "back", "the wrong card was read out")
        assert len(sitting.branches) == before + 1
        phone.until("document.querySelector('.story')?.textContent.includes('back')")
        mine.page.reload()
        mine.see('[data-key="lines"]')
        assert mine.failed == phone.failed == []


@pytest.fixture(scope="module")
def table() -> Iterator[Served]:
    """A large game with all that a console may have to show."""
    with served("full-equation", HUMANS, played=30) as found:
        found.sitting.facilitator.order("ground", "Hold the road by night.")
        found.sitting.facilitator.bookmark("The heron at the crossing.")
        yield found


@pytest.mark.parametrize(
    "size", [LAPTOP, WIDE, TABLET, PHONE], ids=lambda size: f"{size[0]}x{size[1]}"
)
def test_every_view_of_the_console_can_be_read_named_and_hit(
    browser: Any, table: Served, size: tuple[int, int]
) -> None:
    """Contrast of all words, names and sizes of all controls, nothing out of the page."""
    mine = desk(browser, table, size)
    wrong = {}
    narrow = size[0] < 1100
    for view in ("board", "story", "acts") if narrow else ("acts",):
        if narrow:
            mine.press(f"view-{view}")
        wrong[view] = mine.wrong()
    for tab in TABS:
        mine.press(f"tab-{tab}")
        mine.see(f'[data-key="tab-{tab}"][aria-selected=true]')
        wrong[tab] = mine.wrong()
    assert {view: found for view, found in wrong.items() if found} == {}
    assert mine.failed == []


def test_the_console_may_have_text_twice_as_large_and_a_window_a_third_as_wide(
    browser: Any, table: Served
) -> None:
    """WCAG 1.4.4 and 1.4.10: nothing stands out of the page."""
    for size, larger in (((320, 640), 1.0), (PHONE, 2.0)):
        mine = desk(browser, table, size)
        mine.page.evaluate(f"document.documentElement.style.fontSize = '{16 * larger}px'")
        wrong = {}
        for view in ("board", "story", "acts"):
            mine.press(f"view-{view}")
            wrong[view] = [words for words in mine.wrong() if "wide" in words or "out" in words]
        assert {view: found for view, found in wrong.items() if found} == {}


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_console_the_other_way_round(
    browser: Any, table: Served, size: tuple[int, int]
) -> None:
    """In a language that is written from right to left nothing stands out, and tabs go its way."""
    mine = desk(browser, table, size)
    mine.page.evaluate("document.documentElement.dir = 'rtl'")
    if size == PHONE:
        mine.press("view-acts")
    mine.press("tab-override")
    mine.see('[data-key="tab-override"][aria-selected=true]')
    assert mine.wrong() == []
    mine.page.focus('[data-key="tab-override"]')
    mine.page.keyboard.press("ArrowLeft")
    mine.see('[data-key="tab-outcome"][aria-selected=true]')
    mine.until("document.activeElement?.dataset.key === 'tab-outcome'")
    assert mine.failed == []


#: Counts the tones that a page lets be heard.
TONES = """() => {
  window.tones = 0;
  const home = AudioScheduledSourceNode.prototype;
  const { start } = home;
  home.start = function (...given) {
    window.tones += 1;
    start.apply(this, given);
  };
}"""


def test_the_clock_is_one_for_all_pages_and_the_bell_is_heard_after_a_touch(browser: Any) -> None:
    """More time is seen on the phone and on the big screen; who touched the page hears the bell."""
    with served("first-watch", HUMANS, played=4) as table:
        table.wait(lambda: table.sitting.to_move is not None)
        phone, screen = joined(browser, table, table.sitting.to_move or ""), device(browser, WIDE)
        phone.page.evaluate(TONES)
        screen.page.goto(f"{table.address}/screen#{table.host.access.codes.screen}")
        screen.page.evaluate(TONES)
        screen.see("#head .clock b")
        mine = desk(browser, table)
        read = "parseInt(document.querySelector('#head .clock').textContent.trim(), 10)"
        before = [found.page.evaluate(read) for found in (phone, screen, mine)]
        assert max(before) - min(before) <= 1
        for _ in range(3):
            mine.press("more")
        for found in (phone, screen, mine):
            found.until(f"{read} > {max(before) + 1}")
        mine.press("hold")
        screen.see('#head .clock use[href="#icon-pause"]')
        phone.page.click("#main")
        mine.press("bell")
        for found in (phone, screen, mine):
            found.see("body.rung")
        phone.until("window.tones > 0")
        assert screen.page.evaluate("window.tones") == 0, "nobody touched it"
        assert phone.failed == screen.failed == mine.failed == []


def test_a_device_that_is_not_known_any_more_is_asked_for_the_code(browser: Any) -> None:
    """The server was started anew: nothing of the old table stays on the page."""
    with served("first-watch", HUMANS) as table:
        mine = desk(browser, table)
        table.host.access.forget_token(mine.page.evaluate("localStorage.getItem('panj.desk')"))
        mine.context.set_offline(True)
        mine.see("#line .lost")
        mine.context.set_offline(False)
        mine.see("#code")
        assert mine.page.query_selector(".line") is None
        mine.page.fill("#code", table.host.access.codes.desk)
        mine.press("go")
        mine.see('[data-key="tab-inject"]')
        assert mine.failed == []


def test_no_phone_is_told_anything_of_the_console(browser: Any, table: Served) -> None:
    """What a phone's page was sent names neither the umpire's code nor a text of its page."""
    phone = device(browser, PHONE)
    frames = list[str]()
    phone.page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda data: frames.append(str(data))),
    )
    phone.page.goto(f"{table.address}/desk")
    phone.page.fill("#code", table.host.access.codes.seats["ground"])
    phone.press("go")
    phone.see('[role="alert"]')
    phone.page.goto(table.address)
    phone.page.fill("#code", table.host.access.codes.seats["ground"])
    phone.press("go")
    phone.see('[data-key="turn"]')
    sent = "".join(frames)
    assert '"page"' in sent
    assert table.host.access.codes.desk not in sent
    assert "Hold the road by night." in sent, "its own order it reads"
    assert "heron at the crossing" not in sent
    assert '"desk":' not in sent
