"""The ledger of deals: what it says of a deal, and that it tells of a secret one to its parties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import CellId, CellValue, State, View
from game.table import Deal, broken_promises, deals_in_force
from tests.loaded import compiled
from tests.randomised import examples

GAME = compiled("rules", "full-equation")
ROLES = GAME.rules.look.roles
#: The registers of the ledger and those that it reads about parties.
REGISTERS = {
    name
    for bond in ROLES.bonds
    for name in (bond.register, bond.giver, bond.receiver, bond.told, bond.public)
    if isinstance(name, str) and name in GAME.registers
}
CELLS = [cell for cell in GAME.cells if CellId.parse(cell).register in REGISTERS]


def begun() -> State:
    """The first position of round 1."""
    state = GAME.new_game()
    assert GAME.rules.round is not None
    GAME.override(state, GAME.rules.round, 1)
    return state


def ledger(state: State, seat: str) -> list[Deal]:
    """The ledger as a seat reads it."""
    return deals_in_force(GAME, GAME.observe(state, seat), ROLES.bonds)


def values(cell: str) -> st.SearchStrategy[CellValue]:
    """Everything that a cell can hold."""
    return st.sampled_from(GAME.values(cell))


def seen(view: View, cell: str) -> bool:
    """Whether a view shows a cell."""
    named = CellId.parse(cell)
    return view.visible(named.register, *named.index)


def filled(data: st.DataObject) -> State:
    """The first position with anything at all in the ledger."""
    state = begun()
    for cell in CELLS:
        if data.draw(st.booleans()):
            GAME.override(state, cell, data.draw(values(cell), label=cell))
    return state


@examples(25)
@given(st.data())
def test_what_a_seat_may_not_see_is_not_in_its_ledger(data: st.DataObject) -> None:
    state = filled(data)
    for seat in GAME.seats:
        view = GAME.observe(state, seat)
        before = ledger(state, seat)
        other = bytearray(state)
        hidden = [c for c in CELLS if not seen(view, c)]
        for cell in hidden:
            GAME.override(other, cell, data.draw(values(cell), label=f"{seat}: {cell}"))
        assert GAME.observe(other, seat).key == view.key
        assert repr(ledger(other, seat)) == repr(before)


@examples(25)
@given(st.data())
def test_a_secret_deal_is_in_the_ledgers_of_its_parties_alone(data: st.DataObject) -> None:
    what = data.draw(st.sampled_from(GAME.members("refrainable")))
    giver = str(GAME.field("refrainable", what, "seat"))
    receiver = data.draw(st.sampled_from([s for s in GAME.seats if s != giver]))
    state = begun()
    before = {seat: ledger(state, seat) for seat in GAME.seats}
    GAME.override(state, f"refraining[{what}]", 3)
    GAME.override(state, f"refrain_for[{what}]", receiver)
    GAME.override(state, f"refrain_told[{what}, {receiver}]", True)
    for seat in GAME.seats:
        found = [d for d in ledger(state, seat) if d not in before[seat]]
        if seat in (giver, receiver):
            assert [(d.giver, d.receiver, d.member) for d in found] == [(giver, receiver, what)]
            assert found[0].terms == "through round 3; binding, secret"
        else:
            assert found == []
    GAME.override(state, f"refrain_open[{what}]", True)
    for seat in GAME.seats:
        (deal,) = (d for d in ledger(state, seat) if d not in before[seat])
        assert (deal.giver, deal.receiver, deal.public) == (giver, receiver, True)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"inquiry_left": 2}, "ground coordination, through round 2; binding, public"),
        ({"inquiry_left": 1}, "ground coordination, through this round; binding, public"),
        (
            {"transit_left[blk]": 3, "transit_from[blk]": "dushanbe"},
            "dushanbe ground blk, through round 3; binding, public",
        ),
        (
            {"protection_left[sho]": 2, "protector[sho]": "umbrella"},
            "umbrella beijing sho, through round 2; a promise, public",
        ),
        (
            {"peace_left[ground]": 3, "peace_open[ground]": True},
            "ground dushanbe, through round 3; a promise, public",
        ),
        (
            {"marked[access_open]": True},
            "ground coordination access_open, until the summit; binding, public",
        ),
        ({"marked[consent_dealt]": True}, ""),
    ],
)
def test_what_the_ledger_says(cells: dict[str, int | bool | str], told: str) -> None:
    state = begun()
    for cell, value in cells.items():
        GAME.override(state, cell, value)
    said = [
        f"{d.giver} {d.receiver} {d.member}".rstrip() + f", {d.terms}"
        for d in ledger(state, "umbrella")
    ]
    assert said == ([told] if told else [])


def test_broken_promises_are_counted_in_public() -> None:
    state = begun()
    GAME.override(state, "word[ground]", 2)
    for seat in GAME.seats:
        view = GAME.observe(state, seat)
        assert broken_promises(GAME, view, ROLES.broken) == [("ground", 2)]
        assert broken_promises(GAME, view, "no_such_register") == []
