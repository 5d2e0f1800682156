"""Where in an expression, a script or the file something is wrong, however it is laid out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import RulesError, parse_rules
from game.rules.diagnostics import Rejected
from game.rules.parse.scan import parse_expression
from tests.randomised import examples

HEAD = '[game]\nname = "X"\nseats = ["red", "blue"]\n[procedure.play]\ndo = "end()"\n'
GAPS = st.sampled_from(["", " ", "  ", "\n", "\n  ", " \n "])


def told(text: str) -> list[tuple[str, int, int]]:
    """The codes and places of what is wrong in a text."""
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    return [(f.code, f.line, f.column) for f in caught.value.findings]


@examples(60)
@given(gaps=st.lists(GAPS, min_size=5, max_size=5), wrong=st.sampled_from(["hepa", "1.5", "x / y"]))
def test_a_word_is_found_behind_blanks_and_breaks(gaps: list[str], wrong: str) -> None:
    a, b, c, d, e = gaps
    before = f"{a}1{b}+{c}("
    quoted = f"{before}{d}{wrong}{e})"
    text = f'{HEAD}[derived.d]\nname = "D"\nvalue = """{quoted}"""\n'
    start = text.index('"""') + 3 + len(before) + len(d)
    line = text[:start].count("\n") + 1
    column = start - text[:start].rfind("\n")
    assert (line, column) in [(at, col) for _, at, col in told(text)]


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("  1 + )", 6),
        ("1 +\n )", 5),
        ("\n\n(1", 2),
        ("1) + (2", 1),
        ("1) + (\n2", 1),
        ("1)\n+ (2", 1),
    ],
)
def test_a_bracket_is_blamed_at_its_place(text: str, offset: int) -> None:
    with pytest.raises(Rejected) as caught:
        parse_expression(text, ())
    diagnostic = caught.value.diagnostic
    assert (diagnostic.code, diagnostic.offset) == ("syntax", offset)


@pytest.mark.parametrize(
    ("expression", "code", "offset"),
    [
        ("1 # why", "not-in-language", 2),
        ("2 + 1_000", "not-in-language", 4),
        ("1and 2", "syntax", 0),
        ("0x1G", "syntax", 0),
    ],
)
def test_what_only_python_reads_is_refused(expression: str, code: str, offset: int) -> None:
    with pytest.raises(Rejected) as caught:
        parse_expression(expression, ())
    diagnostic = caught.value.diagnostic
    assert (diagnostic.code, diagnostic.offset) == (code, offset)


@pytest.mark.parametrize("expression", ["0 < 1 < 3", "1 in (1, 2)", "1\n+ 2", "(1 +\n2)", "0xff"])
def test_what_reads_as_on_paper_is_kept(expression: str) -> None:
    parse_expression(expression, ())


def test_comments_in_scripts_are_kept() -> None:
    parse_rules(HEAD.replace('"end()"', '"""\n# The end: 1_000 times\nend()  # 1and\n"""'))


def test_a_start_made_of_a_field_is_blamed_at_the_member() -> None:
    sets = '[set.place]\nmembers = [\n  { id = "a", worth = 1 },\n  { id = "b", worth = 12 },\n]\n'
    register = '[register.r]\nof = "place"\nrange = [0, 9]\nstart = "place.worth"\n'
    assert told(HEAD + sets + register) == [("bad-start", 9, 23)]
    changed = sets.replace("12", "2") + register
    changed += '[scenario.s]\nname = "S"\nfields = { "a.worth" = 30 }\n'
    assert told(HEAD + changed) == [("bad-start", 17, 24)]
    doubled = sets + register.replace("place.worth", "place.worth * 2")
    assert told(HEAD + doubled) == [("bad-start", 14, 10)]


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("[game]\nname = 'Word\n", "close it with its quote", 2),
        ('[game]\nname = "It\\" is', "close it with its quote", 2),
        ("[a]\nx = 1\n[ a ] # again\n", "[a] stands twice", 3),
        ('[game]\nname = "a" "b"\n', "not TOML", 2),
        ("[game]\n# It's\nname = = 3\n", "not TOML", 3),
    ],
)
def test_why_a_text_is_no_toml(text: str, says: str, line: int) -> None:
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    (found,) = caught.value.findings
    assert says in found.message
    assert found.line == line
