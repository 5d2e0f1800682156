"""What things are called before people: read, told apart, and short enough to be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import RulesError, parse_rules
from game.rules.declare.names import seen
from game.rules.saved import saved_rules

BARE = '[game]\nname = "X"\nseats = ["red", "blue"]\n[procedure.play]\ndo = "end()"\n'
OPTION = '[number.n]\nvalue = 1\n[option.o]\nname = "{0}"\ntext = "T."\nvalues = [\n'
#: Two of each kind, with the names of both.
TWO = {
    "member": '[set.s]\nmembers = [{{ id = "a", name = "{0}" }}, {{ id = "b", name = "{1}" }}]\n',
    "seat": "",
    "action": '[action.a]\nname = "{0}"\ndo = "pass"\n[action.b]\nname = "{1}"\ndo = "pass"\n',
    "card": '[event.a]\nname = "{0}"\n[event.b]\nname = "{1}"\nworth = 1\n',
    "scenario": '[scenario.a]\nname = "{0}"\n[scenario.b]\nname = "{1}"\n',
    "register": (
        '[register.a]\nname = "{0}"\nrange = "bool"\n[register.b]\nname = "{1}"\nrange = "bool"\n'
    ),
    "derived": '[derived.a]\nname = "{0}"\nvalue = "1"\n[derived.b]\nname = "{1}"\nvalue = "1"\n',
    "ending": '[ending.a]\nname = "{0}"\n[ending.b]\nname = "{1}"\n',
    "value": OPTION
    + '{{ id = "a", name = "{0}", text = "T." }},\n'
    + '{{ id = "b", name = "{1}", text = "T.", numbers = {{ n = 2 }} }}]\n',
}


def codes(kind: str, one: str, other: str) -> set[str]:
    """What is found in rules with two things of a kind, so called."""
    text = BARE + TWO[kind].format(one, other)
    if kind == "seat":
        members = f'[{{ id = "a", name = "{one}" }}, {{ id = "b", name = "{other}" }}]'
        text = f'[game]\nname = "X"\n[set.seat]\nmembers = {members}\n'
        text += '[procedure.play]\ndo = "end()"\n'
    try:
        return {f.code for f in parse_rules(text).warnings}
    except RulesError as error:
        return {f.code for f in error.findings}


@pytest.mark.parametrize("kind", TWO)
def test_names_of_one_kind_are_told_apart(kind: str) -> None:
    ours = {"blank-name", "same-name", "too-long"}
    assert codes(kind, "Kulob", "Kulab") & ours == set()
    assert codes(kind, "Kulob", "Kulob") & ours == {"same-name"}
    assert codes(kind, "Kulob", " Kulob\\u200b") & ours == {"same-name"}
    assert codes(kind, "Kulob", " ") & ours == {"blank-name"}
    assert codes(kind, "Kulob", "\\u2060\\u00ad") & ours == {"blank-name"}
    assert codes(kind, "Kulob", "K" * 200) & ours == {"too-long"}
    assert codes(kind, "A", "K" * 80) & ours == set()
    assert "same-name" in codes(kind, "Cafe\\u0301", "Caf\\u00e9")


def test_copies_may_be_called_alike() -> None:
    rows = ", ".join(f'{{ id = "salt_{i}", name = "Salt", kind = 1 }}' for i in range(4))
    parse_rules(BARE + f"[set.card]\nmembers = [{rows}]\n")
    with pytest.raises(RulesError, match="same-name"):
        parse_rules(BARE + f"[set.card]\nmembers = [{rows.replace('kind = 1', 'kind = 2', 1)}]\n")


def test_a_game_that_is_on_is_not_stopped_by_names() -> None:
    text = BARE + TWO["member"].format("Kulob", "Kulob")
    rules, found = saved_rules(text, "save.toml")
    assert [*rules.members("s")] == ["a", "b"]
    assert found == ()


@given(st.text(max_size=20))
def test_what_is_seen_is_seen_again(name: str) -> None:
    assert seen(seen(name)) == seen(name)
    assert seen(f" \u200b{name}\ufe0f ") == seen(name)
    assert len(seen(name).splitlines()) <= 1
