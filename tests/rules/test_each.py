"""Sets made of sets: one member for each combination, with ids, names and fields filled in."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import Finding, RulesError, parse_rules
from game.rules.declare.toml_reader import DISPLAY
from tests.randomised import examples

HEAD = """
[game]
name = "Made"
seats = ["red", "blue"]

[set.place]
members = [
  { id = "hill", name = "The hill", worth = 3, owner = "red", near = ["ford"] },
  { id = "ford", worth = 1, near = ["hill", "mill"], wet = true },
  { id = "mill", name = "The mill", worth = 0, owner = "blue", wet = true },
]

[set.wet]
of = "place"
where = "place.wet"

[action.wait]

[procedure.play]
do = '''
act(red)
end()
'''
"""


def made(rows: str, more: str = "") -> dict[str, dict[str, Any]]:
    """The members of the set `made` with all that they say, in order."""
    rules = parse_rules(f"{HEAD}\n[set.made]\n{rows}\n{more}")
    blank = {key: () if key == "models" else "" for key in DISPLAY}
    return {
        ident: {k: v for k, v in told.items() if blank.get(k) != v}
        for ident, told in rules.members("made").items()
    }


def refused(rows: str, more: str = "") -> list[Finding]:
    """What is found where the set `made` has such rows."""
    with pytest.raises(RulesError) as caught:
        parse_rules(f"{HEAD}\n[set.made]\n{rows}\n{more}")
    return [f for f in caught.value.findings if f.severity == "error"]


def test_one_member_for_each_member() -> None:
    row = '{ of = "place", id = "go_{place}", name = "To {place}", text = "{place.worth} coins", to'
    assert made(f'each = [{row} = "{{place}}" }}]') == {
        "go_hill": {"name": "To The hill", "text": "3 coins", "to": "hill"},
        "go_ford": {"name": "To Ford", "text": "1 coins", "to": "ford"},
        "go_mill": {"name": "To The mill", "text": "0 coins", "to": "mill"},
    }


def test_what_people_read_of_a_member() -> None:
    rows = (
        'members = [{ id = "foot", name = "Foot soldiers", short = "Foot", text = "red" }, "horse"]'
    )
    row = 'id = "go_{o}", name = "{o.short}: {o.name}", text = "{o.text}"'
    rules = parse_rules(
        f'{HEAD}\n[set.other]\n{rows}\n[set.made]\neach = [{{ of = {{ o = "other" }}, {row}, '
        f'where = "o == foot" }}]'
    )
    found = rules.members("made")["go_foot"]
    assert (found["name"], found["text"]) == ("Foot: Foot soldiers", "red")


def test_one_member_for_each_combination_in_order() -> None:
    of = 'of = { p = "wet", s = "seat" }, id = "{s}_{p}", both = ["{p}", "hill"], who = "{s}"'
    found = made(f"each = [{{ {of} }}]")
    assert list(found) == ["red_ford", "blue_ford", "red_mill", "blue_mill"]
    assert found["blue_mill"] == {"both": ["mill", "hill"], "who": "blue"}


def test_a_condition_chooses_among_the_combinations() -> None:
    of = 'of = { a = "place", b = "place" }, where = "b in a.near and a.worth > b.worth"'
    assert list(made(f'each = [{{ {of}, id = "{{a}}_{{b}}" }}]')) == ["hill_ford", "ford_mill"]


def test_a_field_in_braces_keeps_its_kind() -> None:
    fields = 'worth = "{p.worth}", near = "{p.near}", wet = "{p.wet}", owner = "{p.owner}"'
    found = made(f'each = [{{ of = {{ p = "place" }}, id = "x_{{p}}", {fields} }}]')
    assert found["x_hill"] == {"worth": 3, "near": ["ford"], "owner": "red"}
    assert found["x_mill"] == {"worth": 0, "wet": True, "owner": "blue"}


def test_what_is_listed_comes_first_and_a_row_may_be_one_member() -> None:
    rows = """
defaults = { cost = 2, text = "As usual." }
members = ["rest", { id = "sleep", cost = 0 }]
each = [
  { of = "wet", id = "swim_{wet}", cost = "{wet.worth}" },
  { id = "stop" },
  { of = "seat", id = "ask_{seat}", text = "Ask {seat}." },
]
"""
    found = made(rows)
    assert list(found) == [
        "rest", "sleep", "swim_ford", "swim_mill", "stop", "ask_red", "ask_blue",
    ]  # fmt: skip
    assert [told["cost"] for told in found.values()] == [2, 0, 1, 0, 2, 2, 2]
    assert found["stop"]["text"] == "As usual."
    assert found["ask_red"]["text"] == "Ask Red."


def test_a_set_may_be_made_of_sets_that_are_made() -> None:
    more = (
        '[set.pair]\neach = [{ of = "made", id = "p_{made}", name = "Two {made}", n = "{made.n}" }]'
    )
    rules = parse_rules(
        f'{HEAD}\n{more}\n[set.made]\neach = [{{ of = "place", id = "m_{{place}}", n = 4, '
        f'name = "Of {{place}}" }}]'
    )
    assert rules.members("pair")["p_m_hill"]["name"] == "Two Of The hill"
    assert rules.members("pair")["p_m_hill"]["n"] == 4


def test_a_scenario_changes_fields_and_not_what_is_made() -> None:
    more = (
        '[scenario.poor]\nname = "Poor"\nfields = { "hill.worth" = 0, "x_ford.n" = 9 }\n'
        'only = { made = ["x_ford"] }\n'
    )
    found = made(
        'each = [{ of = "place", where = "place.worth > 0", id = "x_{place}", n = 1 }]', more
    )
    assert list(found) == ["x_hill", "x_ford"]


REFUSED = [
    ('each = [{ of = "place", id = "x_@@{plce}" }]', "unknown-name", "did you mean `place`"),
    ('each = [{ id = "x_@@{}" }]', "unknown-name", "of = { x ="),
    ('each = [{ of = "place", id = "x_{place}", n = "@@{place.wort}" }]', "unknown-name",
     "did you mean `worth`"),
    ('each = [{ of = "@@plaice", id = "x_{plaice}" }]', "unknown-name", "did you mean `place`"),
    ('each = [{ of = "place", id = "@@x" }]', "duplicate", "makes `x` twice"),
    ('members = ["x_ford"]\neach = [{ of = "place", id = "@@x_{place}" }]', "duplicate",
     "has `x_ford` already"),
    ('each = [{ of = "place", id = "@@x-{place}" }]', "bad-name", "no name for a member"),
    ('each = [@@{ of = "place", name = "x" }]', "wrong-shape", "a table with an `id`"),
    ('each = [{ of = "place", id = "x_{place}", name = "a @@} b" }]', "syntax", "brace"),
    ('each = [{ of = "place", id = "x_{place}", name = "@@{place.near}" }]', "wrong-type",
     "a list"),
    ('each = [{ of = "place", id = "x_{place}", name = "@@{place.owner}" }]', "wrong-type", "none"),
    ('each = [{ of = "place", where = "@@place.wort > 1", id = "x_{place}" }]', "unknown-name",
     "did you mean `worth`"),
    ('each = [{ of = "place", where = "@@place.worth", id = "x_{place}" }]', "not-constant", ""),
    ('each = [{ of = "@@made", id = "x_{made}" }]', "cycle", "made > made"),
    ('each = [{ of = "wet", id = "x_{wet}", home = "@@{wet.worth}" }, '
     '{ of = "place", id = "y_{place}", home = "hill" }]', "wrong-shape", "of `x_ford`"),
    ('each = [{ of = "place", id = "x_{place}", home = "@@moor" }]', "unknown-name",
     "`moor` is no member of any set (of `x_hill`)"),
    ('each = [{ of = "place", id = "x_{place}", name = "@@Here" , n = "{place.worth}" }]',
     "same-name", "of `x_ford` and 1 more"),
    ('defaults = { home = "@@moor" }\neach = [{ of = "place", id = "x_{place}" }]', "unknown-name",
     "no member of any set"),
    ('defaults = { id = "@@x" }\nmembers = ["a"]', "wrong-shape", "an id of its own"),
    ('of = "place"\nmembers = ["hill"]\ndefaults = @@{ n = 1 }', "wrong-shape",
     "that set's members"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "code", "says"), REFUSED, ids=lambda x: str(x)[:40])
def test_findings_point_at_the_row_and_name_the_member(rows: str, code: str, says: str) -> None:
    marked = f"{HEAD}\n[set.made]\n{rows}\n"
    before = marked[: marked.index("@@")]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    found = refused(rows.replace("@@", ""))
    told = {f: f"{f.message} {f.suggestion or ''}".replace("Did", "did") for f in found}
    fitting = [f for f, text in told.items() if f.code == code and says in text]
    assert fitting, "; ".join(map(str, found))
    assert {(f.line, f.column) for f in fitting} == {place}, "; ".join(map(str, found))
    assert len(found) == 1, "; ".join(map(str, found))


def test_what_is_made_is_bounded() -> None:
    many = ", ".join(f'"a{i}"' for i in range(200))
    more = f"[set.many]\nmembers = [{many}]\n"
    wide = 'each = [{ of = { a = "many", b = "many" }, id = "x_{a}_{b}" }]'
    assert [f.code for f in refused(wide, more)] == ["too-many"]
    long = f'each = [{{ of = "many", id = "x_{{many}}", text = "{"long " * 2000}{{many}}" }}]'
    assert [f.code for f in refused(long, more)] == ["too-many"]
    deep = 'each = [{ of = { a = "many", b = "many", c = "many" }, where = "a == b", id = "{a}" }]'
    assert [f.code for f in refused(deep, more)] == ["too-many"]


@examples(40)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=6),
    st.lists(st.booleans(), min_size=1, max_size=4),
    st.integers(0, 9),
)
def test_rows_make_what_loops_would(first: list[int], second: list[bool], least: int) -> None:
    one = ", ".join(f'{{ id = "a{i}", n = {n} }}' for i, n in enumerate(first))
    two = ", ".join(f'{{ id = "b{i}", t = {str(t).lower()} }}' for i, t in enumerate(second))
    more = f"[set.one]\nmembers = [{one}]\n[set.two]\nmembers = [{two}]\n"
    row = 'of = { x = "one", y = "two" }, id = "{x}_{y}", n = "{x.n}", pair = ["{x}", "{x}"]'
    rows = f'members = ["last"]\neach = [{{ {row}, where = "x.n >= {least} or y.t" }}]'
    wanted = ["last"] + [
        f"a{i}_b{k}"
        for (i, n), (k, t) in product(enumerate(first), enumerate(second))
        if n >= least or t
    ]
    if len(wanted) == 1:
        rows = rows.replace('"last"', '{ id = "last" }')
    found = made(rows.replace('["last"]', '[{ id = "last", n = 0 }]'), more)
    assert list(found) == wanted
    for ident in wanted[1:]:
        assert found[ident]["n"] == first[int(ident[1 : ident.index("_")])]
        assert found[ident]["pair"] == [ident.partition("_")[0]] * 2
