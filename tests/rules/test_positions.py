"""Where a character of a TOML value stands in the file, for all four kinds of strings."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules.source.positions import Positions
from tests.randomised import examples

#: Pieces of a string: what is written, and the characters that it means.
_PLAIN = st.sampled_from(["a", " ", "é", "字", "😀", "#", "=", "[", "]", "{", ".", ","]).map(
    lambda c: (c, c)
)
_ESCAPES = st.sampled_from(
    [
        ("\\n", "\n"), ("\\t", "\t"), ('\\"', '"'), ("\\\\", "\\"), ("\\u00e9", "é"),
        ("\\U0001f600", "😀"),
    ]
)  # fmt: skip
_BREAK = st.just(("\n", "\n"))
_ON = st.sampled_from(["\\\n", "\\\n  \n\t ", "\\  \n"]).map(lambda s: (s, ""))
_QUOTE, _APOSTROPHE = st.just(('"', '"')), st.just(("'", "'"))
KINDS = {
    '"': st.one_of(_PLAIN, _ESCAPES, _APOSTROPHE),
    "'": st.one_of(_PLAIN, _QUOTE, st.just(("\\", "\\"))),
    '"""': st.one_of(_PLAIN, _ESCAPES, _BREAK, _ON, _APOSTROPHE),
    "'''": st.one_of(_PLAIN, _BREAK, _QUOTE, st.just(("\\", "\\"))),
}


def _place(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@pytest.mark.parametrize("quote", KINDS)
@examples(150)
@given(data=st.data())
def test_each_character_is_found_where_it_stands(quote: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(KINDS[quote], max_size=12))
    opened = "\n" if len(quote) == 3 and data.draw(st.booleans()) else ""
    # A line that goes on drops the white space after it too, and a break at once is no text.
    if len(quote) == 3 and not opened and pieces and pieces[0][0] == "\n":
        opened = "\n"
    before = data.draw(st.sampled_from(["", "é = 1\n", "# 字\n\n"])).replace("é", '"é"')
    frame = data.draw(st.sampled_from(["k = {}", "k = [1, {}]", 'k = {{ "é" = "字", b = {} }}']))
    head, tail = frame.replace("{{", "\0").replace("}}", "\1").split("{}")
    head, tail = (part.replace("\0", "{").replace("\1", "}") for part in (head, tail))
    raw = before + head + quote + opened
    starts: list[int] = []
    dropping = False
    for written, meant in pieces:
        if meant and not (dropping and written in " \t\n"):
            starts.append(len(raw))
            dropping = False
        elif not meant:
            dropping = True
        raw += written
    end = len(raw)
    raw += quote + tail + "\n"
    value = tomllib.loads(raw)["k"]
    path: tuple[str | int, ...] = ("k",)
    while not isinstance(value, str):
        path = (*path, 1 if isinstance(value, list) else "b")
        value = value[path[-1]]
    assert len(value) == len(starts)
    places = Positions(raw)
    for offset, start in enumerate(starts):
        assert places.find(path, offset) == _place(raw, start)
    assert places.find(path, len(value)) == _place(raw, end)


def test_keys_are_found_however_they_are_written() -> None:
    text = "[\"a\\u0062\".'c d']\n\"é\".x = 1\n'y' = {z = 2}\n"
    assert tomllib.loads(text) == {"ab": {"c d": {"é": {"x": 1}, "y": {"z": 2}}}}
    places = Positions(text)
    assert places.find(("ab", "c d"), at_key=True) == (1, 2)
    assert places.find(("ab", "c d", "é", "x")) == (2, 9)
    assert places.find(("ab", "c d", "é", "x"), at_key=True) == (2, 1)
    assert places.find(("ab", "c d", "é"), at_key=True) == (2, 1)
    assert places.find(("ab", "c d", "y", "z")) == (3, 12)


def test_tables_in_lists_are_found() -> None:
    text = "[[a]]\nb = 1\n[[a]]\nb = 2\n[[a.c]]\nd = 3\n[a.e]\nf = 4\n"
    places = Positions(text)
    assert places.find(("a", 0, "b")) == (2, 5)
    assert places.find(("a", 1, "b")) == (4, 5)
    assert places.find(("a", 1, "c", 0, "d")) == (6, 5)
    assert places.find(("a", 1, "e", "f")) == (8, 5)
