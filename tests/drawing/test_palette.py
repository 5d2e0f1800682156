"""What a look leaves out is chosen by words, else by turn: unlike things look unlike."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.drawing import palette
from game.drawing.styles import Styles
from game.engine import Game
from game.rules import parse_rules
from game.rules.look import Look
from tests.randomised import examples

#: Words that no palette knows.
STRANGE = [f"qu{letter}x" for letter in "abcdefghijkl"]
WATERS = ["water", "sea", "lake", "mere", "pond", "brook", "creek", "river", "ponds", "Otter mere"]


def styles(grounds: Sequence[str], lines: Sequence[str]) -> Styles:
    """The looks of a board with such kinds of ground and such lines."""
    kinds = ", ".join(f'{{ id = "k{n}_{word}" }}' for n, word in enumerate(grounds))
    places = "\n".join(
        f'{{ id = "{chr(97 + n)}1", soil = "k{n}_{word}" }},' for n, word in enumerate(grounds)
    )
    drawn = ", ".join(f'{word} = "a1 b1"' for word in lines)
    game = Game(
        parse_rules(f"""
[game]
name = "Words"
language = 2
seats = ["red", "blue"]

[set.soil]
members = [{kinds}]

[set.hex]
grid = "hex"
size = [{max(2, len(grounds))}, 1]
places = [
{places}
]
lines = {{ {drawn} }}

[register.at]
of = "seat"
range = "hex or none"

[procedure.play]
do = '''
at[red] = choose(red, hex)
end()
'''
""")
    )
    return Styles(game, game.boards[0], Look())


@examples(25)
@given(
    st.lists(
        st.sampled_from([*STRANGE, "wood", "woods", "forest", "hill", "ridge", "mere", "pond"]),
        min_size=2,
        max_size=14,
    )
)
def test_no_two_kinds_of_ground_look_alike(words: list[str]) -> None:
    found = styles(words, []).ground
    assert len(found) == len(words)
    assert len({(s.colour, s.pattern) for s in found.values()}) == len(words)


@examples(25)
@given(
    st.lists(
        st.sampled_from([*STRANGE, "road", "highway", "brook", "creek", "wall", "track", "path"]),
        min_size=2,
        max_size=12,
        unique=True,
    )
)
def test_no_two_lines_look_alike_and_none_that_is_unknown_is_water(words: list[str]) -> None:
    found = styles(["open", "wood"], words).lines
    assert [s.id for s in found] == words
    assert len({(s.colour, s.pattern) for s in found}) == len(words)
    assert not any(s.pattern == "river" for s in found if s.id in STRANGE)


def test_unknown_lines_have_patterns_that_no_other_line_has_while_there_are_some() -> None:
    patterns = {s.id: s.pattern for s in styles(["open", "wood"], ["road", *STRANGE[:3]]).lines}
    assert sorted(patterns.values()) == ["dashes", "road", "track", "wall"]
    assert patterns["road"] == "road"


def test_the_ground_of_most_places_is_plain_where_no_word_of_it_is_known() -> None:
    rules = styles(["quax", "qubx"], [])
    assert [s.pattern for s in rules.ground.values()] == ["plain", "rising"]
    known = styles(["wood", "qubx"], [])
    assert [s.pattern for s in known.ground.values()] == ["trees", "rising"]


def test_ground_by_turn_is_not_taken_for_water() -> None:
    for ground in styles(STRANGE, []).ground.values():
        red, green, blue = ground.colour
        assert blue < max(red, green), ground
        assert ground.pattern not in ("waves", "marsh")


@pytest.mark.parametrize("word", WATERS)
def test_waters_are_blue_waves(word: str) -> None:
    found = palette.ground(palette.words_of(word))
    assert found is not None
    (red, green, blue), pattern = found
    assert blue == max(red, green, blue)
    assert pattern == "waves"


@pytest.mark.parametrize("word", ["river", "rivers", "brook", "creeks", "stream", "canal", "burn"])
def test_lines_of_water_are_drawn_as_rivers(word: str) -> None:
    assert palette.line(palette.words_of(word)) == "river"
