"""What is cut on a board of text is still told apart, and what its letters mean is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.engine import Game
from game.rules import parse_rules
from game.terminal.codes import codes
from tests.randomised import examples
from tests.terminal.test_boards import printed

NAMES = st.builds(
    lambda stem, end: f"{stem}{end}",
    st.sampled_from(
        ["Rif", "Rifles", "Rifles of the line", "Rifles of the guard", "Riders", "Guns"]
    ),
    st.sampled_from(["", " 1", " 2", " 12", "1", " 300"]),
)


@examples(200)
@given(
    st.lists(
        st.tuples(st.sampled_from(["R", "B", ""]), NAMES),
        min_size=1,
        max_size=9,
        unique_by=lambda pair: (pair[0] + pair[1]).replace(" ", ""),
    ),
    st.integers(2, 12),
)
def test_no_two_codes_are_alike(named: list[tuple[str, str]], room: int) -> None:
    found = codes(dict(enumerate(named)), room)
    assert len({*found.values()}) == len(named)
    for n, code in found.items():
        before, name = named[n]
        assert len(code) <= room
        assert code.startswith(before)
        if len(before + name.replace(" ", "")) <= room:
            assert code == before + name.replace(" ", "")


def test_a_cut_name_keeps_its_figure_and_others_have_a_number() -> None:
    names = ["Rifles 1", "Rifles 2", "Riders of the guard", "Riders of the line", "Guns"]
    told = [*codes({n: ("R", name) for n, name in enumerate(names)}, 5).values()]
    assert sorted(told) == ["RGuns", "RRid3", "RRid4", "RRif1", "RRif2"]


MARCH = """
[game]
name = "Stones"
language = 2
seats = ["red", "blue"]

[set.hex]
grid = "hex"
size = [9, 2]

[set.unit]
members = [
  { id = "r1", name = "Red rifles 1", side = "red", home = "a1" },
  { id = "r2", name = "Red rifles 2", side = "red", home = "b1" },
  { id = "b1", name = "Riflemen of the weir", side = "blue", home = "c1" },
  { id = "b2", name = "Riflemen of the mill", side = "blue", home = "d1" },
]

[set.stock]
members = ["iron", "ice"]

[set.work]
members = ["redoubt_low", "redoubt_high"]

[register.at]
of = "unit"
range = "hex"
start = "unit.home"

[register.heap]
of = { h = "hex", s = "stock" }
range = [0, 9]

[register.built]
of = "hex"
range = "work or none"

[procedure.play]
do = '''
heap[a2, iron] = 3
heap[b2, ice] = 3
built[c2] = redoubt_low
built[d2] = redoubt_high
p = choose(red, hex)
end()
'''
"""


def test_pieces_kinds_and_stocks_that_would_be_cut_alike_are_told_apart() -> None:
    game = Game(parse_rules(MARCH))
    lines = printed(game, game.observe(game.new_game(), "red"), 60)
    assert lines[0].split()[:5] == ["1", "Rrif1", "Rrif2", "BRif1", "BRif2"]
    assert lines[1].split()[:5] == ["2", "I3", "C3", "Redo1", "Redo2"]
    told = " ".join(" ".join(lines).split())
    for words in ("I Iron", "C Ice", "Redo1 Redoubt low", "Redo2 Redoubt high"):
        assert words in told
    assert "c1: B Riflemen of the weir" in lines
