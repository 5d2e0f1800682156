"""The pages for who cannot see, hit or wait well: every view, at the sizes of devices there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from game.pseudo import pseudo
from tests.languages import ID, LEFTWARDS, english
from tests.web.browser import PHONE, SCREEN, SMALL, TABLET, Device, Served, device, joined, served

SEATS = dict.fromkeys(("umbrella", "coordination", "ground"), "human")
TABS = ("now", "board", "me", "talk", "rules")


@pytest.fixture(scope="module")
def table() -> Iterator[Served]:
    """A large game that has gone on a little, so that all views have something to show."""
    with served("full-equation", SEATS, played=30) as found:
        yield found


def _asked(table: Served) -> str:
    table.wait(lambda: table.sitting.to_move is not None)
    return table.sitting.to_move or ""


def _views(mine: Device, table: Served, words: str = "balance") -> Iterator[str]:
    """Every view of a seat that is asked, one after another; each name once it stands there."""
    for tab in TABS:
        mine.press(f"tab-{tab}")
        mine.see(f'[data-key="tab-{tab}"][aria-current]')
        if tab == "board":
            mine.page.click(".places .place >> nth=0")
            mine.see(".about li")
        if tab == "rules":
            mine.page.fill("#rules", words)
            mine.see(".folding button")
        yield tab
    mine.press("tab-now")
    if mine.page.query_selector('[data-key="plainly"]'):
        yield "council"
        mine.press("plainly")
    for closed in mine.page.query_selector_all(".card.off")[:2]:
        closed.click()
    yield "question"
    steps = table.steps(table.sitting.advice() or 0)
    for n, step in enumerate(steps):
        mine.press(f"step-{step}")
        if n + 1 < len(steps):
            yield "targets"
    mine.see(".comes[aria-busy=false]")
    if mine.page.query_selector('[data-key="why-more"]'):
        mine.press("why-more")
    yield "preview"
    for _ in steps:
        mine.press("back")


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("e.style.color = '#555d66'; e.textContent = 'Faint'", "contrast"),
        ("e.textContent = ''", "no name"),
        ("e.textContent = 'Tiny'; e.style.cssText = 'min-height: 0; height: 20px'", "too small"),
        ("e.textContent = 'Wide'; e.style.width = '2000px'", "wide in a window"),
        ("e.textContent = 'Twice'; e.id = 'code'", "two have the id code"),
        ("e.textContent = 'By'; e.setAttribute('aria-labelledby', 'none')", "not there"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(
    browser: Any, table: Served, made: str, told: str
) -> None:
    """The checks see a fault of each kind that they are for."""
    mine = device(browser, PHONE)
    mine.page.goto(table.address)
    mine.see("#code")
    assert mine.wrong() == []
    mine.page.evaluate(
        "() => { const e = document.createElement('button'); e.className = 'second'; "
        f"document.querySelector('main').append(e); {made}; }}"
    )
    assert any(told in each for each in mine.wrong())


@pytest.mark.parametrize("size", [SMALL, PHONE, TABLET], ids=lambda s: f"{s[0]}x{s[1]}")
def test_every_view_can_be_read_named_and_hit(
    browser: Any, table: Served, size: tuple[int, int]
) -> None:
    """Contrast of all words, names and sizes of all controls, nothing out of the page."""
    seat = _asked(table)
    before = device(browser, size)
    before.page.goto(table.address)
    before.see("#code")
    assert before.wrong() == []
    before.page.fill("#code", table.host.access.codes.seats[seat])
    before.press("go")
    before.see('[data-key="turn"]')
    wrong = {view: found for view in _views(before, table) if (found := before.wrong())}
    assert wrong == {}
    assert before.failed == []


def test_text_may_be_twice_as_large_and_a_window_a_third_as_wide(
    browser: Any, table: Served
) -> None:
    """WCAG 1.4.4 and 1.4.10: at 200 % of text and at 320 pixels nothing stands out of the page."""
    seat = _asked(table)
    for size, larger in (((320, 640), 1.0), (PHONE, 2.0)):
        mine = device(browser, size)
        mine.page.goto(table.address)
        mine.see("#code")
        mine.page.evaluate(f"document.documentElement.style.fontSize = '{16 * larger}px'")
        mine.page.fill("#code", table.host.access.codes.seats[seat])
        mine.press("go")
        mine.see('[data-key="turn"]')
        wrong = {view: found for view in _views(mine, table) if (found := mine.wrong())}
        assert wrong == {}


def test_a_choice_is_made_by_keyboard_alone_and_focus_goes_where_one_reads_on(
    browser: Any, table: Served
) -> None:
    """Tab goes down the page; a step of a choice leads to its head, and back to the question."""
    seat = _asked(table)
    mine = device(browser, PHONE)
    mine.page.goto(table.address)
    mine.see("#code")
    mine.page.focus("#code")
    mine.page.keyboard.type(table.host.access.codes.seats[seat])
    mine.page.keyboard.press("Enter")
    mine.see('[data-key="turn"]')
    if mine.page.query_selector('[data-key="plainly"]'):
        mine.press("plainly")
    mine.until("document.activeElement?.dataset.key === 'turn'")
    places = list[float]()
    for _ in range(60):
        mine.page.keyboard.press("Tab")
        at = mine.page.evaluate(
            """() => {
            const e = document.activeElement, box = e.getBoundingClientRect();
            const seen = box.top >= -1 && box.bottom <= innerHeight + 1;
            const outline = getComputedStyle(e).outlineStyle;
            return e === document.body ? null
                : [e.closest("#main") !== null, box.top + scrollY, outline, seen];
            }"""
        )
        if at is None:
            break
        inside, top, outline, in_sight = at
        assert outline != "none", "what has the focus is not seen to have it"
        assert in_sight, "what has the focus is out of sight"
        if inside:
            places.append(top)
    assert len(places) > 3
    assert places == sorted(places), "the focus goes down the page"
    steps = table.steps(table.sitting.advice() or 0)
    for step in steps:
        mine.page.focus(f'[data-key="step-{step}"]')
        mine.page.keyboard.press("Enter")
        mine.until("document.activeElement?.dataset.key === 'ask'")
    # Other devices of the module sit here too, of which another may be the one that commits.
    mine.see(':is([data-key="confirm"], [data-key="propose"]):not([aria-disabled])')
    mine.page.focus('[data-key="back"]')
    mine.page.keyboard.press("Enter")
    mine.until("document.activeElement?.dataset.key === 'ask'")


def test_what_happens_is_announced(browser: Any) -> None:
    """Whose turn it has become breaks in, what others did is told, and a lost line too."""
    with served("first-watch", SEATS, seed=5) as own:
        first = _asked(own)
        mine = joined(browser, own, first)
        mine.see(".turn.yours")
        other = next(seat for seat in SEATS if seat != first)
        heard = joined(browser, own, other)
        while own.sitting.to_move == first:
            n = own.sitting.n
            mine.choose(own.steps(own.sitting.advice() or 0))
            mine.confirm()
            own.wait(lambda n=n: own.sitting.n > n and own.sitting.to_move is not None)  # type: ignore[misc]
            mine.gone('[data-key="confirm"]')
        if own.sitting.to_move == other:
            heard.until("document.querySelector('[aria-live=assertive]').textContent.length > 5")
        heard.context.set_offline(True)
        heard.until(
            "document.querySelector('[aria-live=assertive]').textContent.includes('onnection')"
        )


@pytest.mark.parametrize("language", [ID, LEFTWARDS])
def test_longer_words_and_the_other_way_round(browser: Any, table: Served, language: str) -> None:
    """All is said in it, nothing stands out of the page, and the one from the right mirrors it."""
    seat = _asked(table)
    mine = device(browser, SMALL)
    mine.page.goto(f"{table.address}/?lang={language}")
    mine.see("#code")
    leftwards = language == LEFTWARDS
    assert mine.page.evaluate("document.documentElement.dir") == ("rtl" if leftwards else "ltr")
    mine.page.fill("#code", table.host.access.codes.seats[seat])
    mine.press("go")
    mine.see('[data-key="turn"]')
    wrong, plain = dict[str, list[str]](), dict[str, set[str]]()
    made = pseudo(language)
    assert made is not None
    for view in _views(mine, table, made.words("balance")):
        if found := mine.wrong():
            wrong[view] = found
        said = mine.page.evaluate("document.querySelector('main').innerText + document.title")
        if words := english(said) - {"English"}:
            plain[view] = words
    assert wrong == {}
    assert plain == {}
    sign = mine.page.query_selector(".turn .sign").bounding_box()
    assert (sign["x"] > SMALL[0] / 2) == leftwards


def test_each_device_reads_its_own_language(browser: Any, table: Served) -> None:
    """What the browser reads is spoken, until another is chosen; that is kept on the device."""
    code = table.host.access.codes.seats[_asked(table)]
    mine = device(browser, PHONE, locale="ru-RU")
    other = device(browser, PHONE, locale="en-GB")
    for each, language in ((mine, "ru"), (other, "en")):
        each.page.goto(table.address)
        each.see("#code")
        assert each.page.evaluate("document.documentElement.lang") == language
    other.page.select_option('[data-key="language-list"]', "ru")
    other.until("document.documentElement.lang === 'ru'")
    for each in (mine, other):
        each.page.fill("#code", code)
        each.press("go")
        each.see('[data-key="turn"]')
    titles = {each.page.inner_text(".turn .title") for each in (mine, other)}
    assert len(titles) == 1
    other.page.reload()
    other.see('[data-key="turn"]')
    assert other.page.evaluate("document.documentElement.lang") == "ru"
    mine.press("tab-me")
    mine.page.select_option('[data-key="language-list"]', "en")
    mine.until("document.documentElement.lang === 'en'")
    mine.press("tab-now")
    mine.until("!/[а-я]/.test(document.querySelector('#main').innerText)")
    assert mine.page.inner_text(".turn .title") not in titles
    assert (mine.wrong(), other.wrong()) == ([], [])
    assert (mine.failed, other.failed) == ([], [])


def test_the_map_can_be_moved_by_keys_and_closed(browser: Any, table: Served) -> None:
    """It takes the focus, and gives it back to what opened it."""
    mine = device(browser, PHONE)
    mine.page.goto(table.address)
    mine.page.fill("#code", table.host.access.codes.seats[_asked(table)])
    mine.press("go")
    mine.press("tab-board")
    mine.press("open-map")
    mine.see("dialog .over .badge")
    box = "document.querySelector('dialog svg.ground').getAttribute('viewBox')"
    mine.page.focus("dialog .map")
    for key in ("+", "ArrowRight", "-", "0"):
        before = mine.page.evaluate(box)
        mine.page.keyboard.press(key)
        assert mine.page.evaluate(box) != before, key
    assert mine.wrong() == []
    mine.page.keyboard.press("Escape")
    mine.gone("dialog")
    mine.until("document.activeElement?.dataset.key === 'open-map'")
    assert mine.failed == []


def test_the_page_for_all_can_be_read(browser: Any, table: Served) -> None:
    """Contrast of all words; nothing out of the page; the map is also told in words."""
    screen = device(browser, SCREEN)
    screen.page.goto(f"{table.address}/screen#{table.host.access.codes.screen}")
    screen.see("#map .over .badge")
    screen.see(".heard li")
    assert screen.wrong() == []
    words = screen.page.get_attribute("#map", "aria-label")
    assert words.count(";") >= 20
    out = screen.page.evaluate(
        """() => [...document.querySelectorAll("#head *, #aside *, #foot *")].filter((e) => {
        const box = e.getBoundingClientRect();
        const out = box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
        return box.width && !e.closest("[hidden]") && out;
        }).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert out == []
    assert screen.failed == []
