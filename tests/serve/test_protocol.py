"""Whatever is sent, nothing is raised, and nothing changes but by the seat that may change it."""

from __future__ import annotations

import json
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.serve.host import Host
from game.serve.protocol import LARGEST, Play, Refused, read_message
from game.table import Rationale
from tests.randomised import examples
from tests.serve.messages import Watch, message, well_made
from tests.serve.tables import Party

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.binary() | st.text() | json_values.map(json.dumps))
@examples(200)
def test_whatever_is_read_is_a_message_or_refused(data: str | bytes) -> None:
    with suppress(Refused):
        read_message(data)


@given(st.integers())
@examples(15, slow=True)
def test_nothing_changes_but_by_the_seat_that_is_asked(seed: int) -> None:
    party, rng = Party(), Random(seed)
    watch = Watch(party)
    guests = [party.guest(), *(party.seated(seat) for seat in party.sitting.game.seats)]
    for _ in range(60):
        watch.send(rng.choice(guests), message(party, rng))
        party.settle()


@pytest.mark.parametrize("guard", ["_asked", "_here"])
def test_a_host_that_asks_nobody_who_they_are_is_found(
    guard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What watches is not blind: a seat that moves for another, or in another position, is met."""
    monkeypatch.setattr(Host, guard, lambda *_: None)
    party, rng = Party(), Random(3)
    watch = Watch(party)
    guests = [party.seated(seat) for seat in party.sitting.game.seats]

    def storm() -> None:
        for _ in range(2000):
            watch.send(rng.choice(guests), json.dumps(well_made(party, rng)))
            party.settle()

    with pytest.raises(AssertionError):
        storm()


def test_what_is_well_made_is_read() -> None:
    sent = {"do": "play", "id": 4, "n": 2, "key": "a", "rationale": {"words": "so", "tags": ["t"]}}
    assert read_message(json.dumps(sent)) == Play(4, 2, "a", Rationale("so", ("t",)))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "{}",
        '{"do": 1}',
        '{"do": "play"}',
        '{"do": "play", "id": true, "n": 0, "key": "a"}',
        '{"do": "play", "id": 1.0, "n": 0, "key": "a"}',
        '{"do": "play", "id": -1, "n": 0, "key": "a"}',
        '{"do": "play", "id": 1, "n": 0, "key": ""}',
        '{"do": "play", "id": 1, "n": 0, "key": "a", "rationale": {"confidence": 6}}',
        '{"do": "offer", "n": 0, "key": "a", "draft": {"gives": "b"}}',
        '{"do": "look", "at": "state"}',
        '{"do": "join", "code": "\\ud800"}',
        '{"do": "ping", "x": Infinity}',
        '{"do": "ping", "x": ' + "[" * 20 + "]" * 20 + "}",
        b"\xff\xfe",
    ],
)
def test_what_is_ill_made_is_refused(data: str | bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_message(data)
    assert caught.value.code == "bad_message"


def test_what_is_too_long_is_not_read() -> None:
    with pytest.raises(Refused) as caught:
        read_message("{" + " " * LARGEST + "}")
    assert caught.value.code == "too_long"
