"""Names and texts in any script: joined, turned round, cut where they must be, and drawn."""

from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui import fonts, paint, script
from game.ui.theme import Theme
from game.ui.widgets import Button, Root, Span, Text, Widget
from game.ui.widgets.table import Table
from game.ui.widgets.words import in_order, lay_out
from tests.randomised import examples
from tests.ui.sight import recorder

PERSIAN = "شمس‌الدین شاهین"
NAMES = (
    PERSIAN,
    "کولاب (Kulob) ۱۲",
    "Д" * 200,
    "A name of a place that goes on and on " * 6,
    "中文地名" * 30,
    "😀👍🏽" * 40,
    "אבג (abc) 12",
    "A\u0301" * 90,
    "\x00\x1b[2J\ud800",
    "",
)


@pytest.fixture(autouse=True)
def pygame_on() -> None:
    pygame.display.init()
    pygame.font.init()


def test_persian_letters_are_joined_and_stand_from_right_to_left() -> None:
    assert script.drawn("سلام") == "\ufee1\ufefc\ufeb3"
    assert script.drawn("A سلام B") == "A \ufee1\ufefc\ufeb3 B"
    assert script.drawn("سلام (پنج) 12").startswith("12 (")
    assert script.drawn("(abc) \u05d0\u05d1") == "(abc) \u05d1\u05d0"
    assert script.drawn("\u05d0\u05d1 (abc) 12") == "12 (abc) \u05d1\u05d0"
    assert script.drawn("Kulob") == "Kulob"


def test_marks_that_are_not_drawn_take_no_room() -> None:
    assert fonts.measure("Zero\u200bwidth\u200d") == fonts.measure("Zerowidth")


def test_the_fonts_have_every_persian_letter() -> None:
    letters = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءآأؤئ۰۱۲۳۴۵۶۷۸۹،؛؟«»"
    for char in script.drawn("".join(f"{c} {c}{c}{c} " for c in letters)):
        assert fonts._runs(char, "regular")[0][0], hex(ord(char))


def test_what_no_font_has_is_a_box_with_its_number() -> None:
    drawn = fonts.render("中", 20)
    assert drawn.get_bounding_rect().width >= 14
    assert fonts.render("中", 20).get_buffer().raw != fonts.render("文", 20).get_buffer().raw


@given(st.text(max_size=40), st.sampled_from([9, 14, 33]))
@examples(60)
def test_any_text_is_drawn_and_measured(words: str, px: int) -> None:
    pygame.font.init()
    wide = paint.width(words, "text", px)
    assert fonts.render(words, px).get_width() == max(1, wide)
    places = paint.places(words, "text", px)
    assert len(places) == len(words) + 1
    assert all(0 <= x <= wide + px for x in places)


def test_the_caret_goes_leftwards_through_persian_and_rightwards_through_latin() -> None:
    places = paint.places("سلام", "text", 20)
    assert list(places) == sorted(places, reverse=True)
    assert places[-1] == 0
    places = paint.places("Kulob", "text", 20)
    assert list(places) == sorted(places)
    mixed = paint.places("A سلام", "text", 20)
    assert mixed[0] == 0
    assert mixed[2] > mixed[4] > mixed[1]


def test_lines_are_broken_as_they_are_read_and_each_is_turned_by_itself() -> None:
    words = "سلام دنیا این یک نوشته است"
    spans = [Span(words[:10]), Span(words[10:], role="bold")]
    pieces, _, _ = lay_out(tuple(spans), 16, 90)
    lines = sorted({p.y for p in pieces})
    assert len(lines) > 1
    read = "".join(p.words for y in lines for p in pieces if p.y == y)
    assert read.split() == words.split()
    for y in lines:
        placed = [p for p in in_order(pieces, 16) if p.y == y]
        assert [p.x for p in placed] == sorted(p.x for p in placed)
    first = [p for p in in_order(pieces, 16) if p.y == 0]
    assert first[-1].words.strip().startswith("سلام")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [60, 240])
def test_a_name_stays_in_its_box_and_its_tip_tells_all_of_it(name: str, width: int) -> None:
    size = (400, 300)
    texts: list[Widget] = [
        Text(name, lines=1),
        Text([Span("a "), Span(name, role="bold"), Span(" z")], lines=2),
        Text(name),
        Button(name, name="button"),
    ]
    texts += [Table(("a head",), [("key", name, ("1",))])] if width > 100 else []
    for widget in texts:
        root = Root(Theme(), size)
        root.show(widget)
        high = widget.measure(width)[1]
        widget.place(pygame.Rect(20, 20, width, high))
        with recorder(size) as surface:
            surface.owner = widget
            widget.draw(surface)
        for drawn in surface.found:
            assert widget.rect.inflate(4, 6).contains(drawn.rect), (type(widget), drawn)
        cut = any("…" in d.words for d in surface.found)
        if isinstance(widget, Text) and widget.lines == 1 and cut and name.isprintable():
            assert widget.tooltip() == name
