"""What the loader refuses: where, with which code and sentence; nothing else ever escapes."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.rules import Finding, Rules, RulesError, load_rules, parse_rules
from tests.randomised import examples

HERE = Path(__file__).parent
BASE = (HERE / "base.toml").read_text()
CASES: list[dict[str, str]] = tomllib.loads((HERE / "refusals.toml").read_text())["case"]
MARK = "@@"
PROBE = 'value = "0"'
#: What Python calls the parts of a text, where no English sentence would.
PYTHON = re.compile(
    r"\b(?:Div|Pow|Dict|"
    + "|".join(
        n for n, c in vars(ast).items() if isinstance(c, type) and re.search("[a-z][A-Z]", n)
    )
    + r")\b"
)


def script_of(text: str) -> str:
    """Return the script of procedure.play, as it stands in the file."""
    start = text.index("plot = chance")
    return text[start : text.index("'''", start)]


def text_of(case: dict[str, str]) -> str:
    """Return the whole file of one case, with the mark still in it."""
    if "expression" in case:
        value = case["expression"].replace("\t", "\\t")
        return replaced(BASE, PROBE, f'value = "{value}"')
    if "script" in case:
        return replaced(BASE, script_of(BASE), case["script"].removeprefix("\n"))
    if "add" in case:
        return BASE + case["add"]
    return replaced(BASE, case["old"], case["new"])


def replaced(text: str, old: str, new: str) -> str:
    """Replace a passage that must occur exactly once."""
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in base.toml"
    return text.replace(old, new)


# Several tests ask of the same cases.
@cache
def findings(text: str) -> tuple[Finding, ...]:
    """Return what the loader says of a text that it must refuse."""
    with pytest.raises(RulesError) as caught:
        parse_rules(text, "test.toml")
    return caught.value.findings


def test_the_base_is_sound() -> None:
    rules = parse_rules(BASE)
    assert isinstance(rules, Rules)
    assert rules.seats == ("red", "blue")
    assert [scenario.id for scenario in rules.scenarios] == ["short"]


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 60
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"].replace(" ", "-"))
def test_refused(case: dict[str, str]) -> None:
    marked = text_of(case)
    found = findings(marked.replace(MARK, ""))
    errors = [finding for finding in found if finding.severity == "error"]
    assert errors
    if MARK in marked:
        before = marked[: marked.index(MARK)]
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        assert place in {(f.line, f.column) for f in errors}, f"not at {place}: " + "; ".join(
            map(str, errors)
        )
        errors = [finding for finding in errors if (finding.line, finding.column) == place]
    wanted_code, wanted_words = case.get("code", ""), case.get("says", "").lower()
    assert any(
        wanted_code in finding.code
        and wanted_words in f"{finding.message} {finding.suggestion or ''}".lower()
        for finding in errors
    ), "; ".join(map(str, errors))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"].replace(" ", "-"))
def test_a_finding_is_written_for_people(case: dict[str, str]) -> None:
    lines = text_of(case).replace(MARK, "").split("\n")
    for finding in findings(text_of(case).replace(MARK, "")):
        assert finding.code == finding.code.lower()
        assert finding.message
        assert str(finding).startswith(f"test.toml:{finding.line}:{finding.column}: ")
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert "Traceback" not in finding.message
        assert "ast." not in finding.message
        assert not PYTHON.search(finding.message), finding.message


# Each makes one line of base.toml wrong, and nothing else.
WRONGS = [
    ("disclaimer = ", "disclaimr = "),
    ('members = ["north", "south"]', "members = 3"),
    ('behind = "mill"', 'behind = "mil"'),
    ('near = ["hill"], behind', "near = [7], behind"),
    ('members = ["ford", "mill"]', 'members = ["ford", "mall"]'),
    ("value = 3", 'value = "three"'),
    ("range = [0, 6]", "range = [6]"),
    ('start = "place.worth"', 'start = "place.worht"'),
    ('range = "seat or none"', 'range = "seats or none"'),
    ("range = [0, 9]", "range = [0, 90000]"),
    ("start = 4", "strat = 4"),
    ('see = "viewer == seat"', 'see = "viewer == place"'),
    ('range = "place or none"', 'range = "plaice or none"'),
    ('of = "wet"\nrange', 'of = "wett"\nrange'),
    ('value = "troops[place] + place.worth"', 'value = "troops[place] + nothing"'),
    (PROBE, 'value = "0 +"'),
    ('choose = { place = "place" }', 'choose = { place = "palace" }'),
    ('when = "troops[place] < 6"', 'when = "troops[place] < holder[place]"'),
    ("cost = { purse = 1 }", "cost = { purse = -1 }"),
    ('do = "troops[place] += 1"', 'do = "troops[place] += calm"'),
    ('do = "calm = false"', 'do = "calm = 0"'),
    ('n = "range(0, 4)"', 'n = "range(0, four)"'),
    ('do = "troops[spot] -= n"', 'do = "troops[spot] -= m"'),
    ("plot = chance((p for p in place), see=none)", "plot = chance((p for p in place), se=none)"),
    ("for round in range(limit)", "for round in rang(limit)"),
    ("for who in seat", "for who in seats"),
    ("act(who)", "act(whom)"),
    ("weather = chance(event, weight=event.weight", "weather = chance(event, weight=event.wait"),
    ("flood[ford] += 1 if", "flood[hill] += 1 if"),
    ("if probe[mill] >= 0 and", "if probe[mill] >= 0 or else"),
    ("raid(mill, 1)", "raidd(mill, 1)"),
    ('always = "sum(', 'always = "som('),
    ('when = "purse[red] > 0"', 'when = "purse[red] > none"'),
    ('best = "place.worth"', 'best = "place.side"'),
    ('when = "calm and troops[ford] > 5"', 'when = "calm and troops[calm] > 5"'),
    ('forbids = ["wait"]', 'forbids = ["weight"]'),
    ("does not rest.", "does not {rest}."),
    ('actions = ["march", "wait"]', 'actions = ["mrach", "wait"]'),
    ("numbers = { limit = 2 }", "numbers = { limits = 2 }"),
    ("frozen = { flood = 1 }", "frozen = { flood = 9 }"),
]


def spoilt(wrongs: list[tuple[str, str]]) -> tuple[str, set[int]]:
    """base.toml with these passages replaced, and the numbers of the lines that became wrong."""
    text = BASE
    for old, new in wrongs:
        text = replaced(text, old, new)
    pairs = zip(BASE.split("\n"), text.split("\n"), strict=True)
    return text, {i for i, (a, b) in enumerate(pairs, 1) if a != b}


@pytest.mark.parametrize("wrong", WRONGS, ids=lambda wrong: wrong[1][:30])
def test_one_wrong_line_is_blamed_alone(wrong: tuple[str, str]) -> None:
    text, lines = spoilt([wrong])
    assert {f.line for f in findings(text)} == lines, "; ".join(map(str, findings(text)))


# What a wrong line leaves unknown is passed over: these may hide another wrong line that needs it.
HIDING = {
    *(r"members = 3", 'members = ["ford", "mall"]', 'value = "three"', "range = [6]"),
    *('range = "seats or none"', "range = [0, 90000]", 'of = "wett"\nrange'),
    *('choose = { place = "palace" }', 'actions = ["mrach", "wait"]'),
    *("if probe[mill] >= 0 or else",),
}


def test_a_broken_list_of_targets_blames_no_script() -> None:
    text = replaced(
        BASE, 'choose = { place = "place" }', 'choose = { at = "place", place = "at.near" }'
    )
    parse_rules(text)
    spoilt_text = replaced(text, 'near = ["ford", "mill"]', 'near = ["ford", "mall"]')
    assert [f.message for f in findings(spoilt_text)] == ["`mall` is no place."]


def test_all_wrong_lines_are_told_at_once() -> None:
    wrongs = [wrong for wrong in WRONGS if wrong[1] not in HIDING]
    assert len(wrongs) >= 25
    text, lines = spoilt(wrongs)
    found = findings(text)
    assert {f.line for f in found} == lines, "; ".join(map(str, found))
    assert [f.line for f in found] == sorted(f.line for f in found)


@examples(40, slow=True)
@given(st.sets(st.sampled_from(WRONGS), min_size=2, max_size=6))
def test_no_sound_line_is_blamed(wrongs: set[tuple[str, str]]) -> None:
    text, lines = spoilt(sorted(wrongs))
    found = {f.line for f in findings(text)}
    assert found
    assert found <= lines
    assert lines - found == set() or any(new in HIDING for _, new in wrongs)


# --- files that are no rules ---

BAD_FILES: dict[str, tuple[bytes, tuple[int, int] | None]] = {
    "empty": (b"", None),
    "only spaces": (b" \n\n", None),
    "not UTF-8": (b'[game]\nname = "caf\xe9"\n', (2, 12)),
    "UTF-16": ("[game]\n".encode("utf-16"), (1, 1)),
    "a NUL": (b'[game]\nname = "a\x00b"\n', (2, 10)),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", (1, 1)),
    "not TOML": (b"[game\nname = 3\n", (1, 6)),
    "a half line": (b'[game]\nname = "Wor', None),
    "a table twice": (b'[game]\nname = "a"\n[game]\nname = "b"\n', (3, 6)),
    "a key twice": (b'[game]\nname = "a"\nname = "b"\n', None),
    "too large": (b"# " + b"x" * 1_000_000, (1, 1)),
    "arrays too deep": (b"x = " + b"[" * 5_000 + b"]" * 5_000, None),
    "tables too deep": (b"x = " + b"{a=" * 5_000 + b"1" + b"}" * 5_000, None),
    "a key too deep": (b".".join([b"a"] * 20_000) + b" = 1", None),
    "a header too deep": (b"[" + b".".join([b"a"] * 20_000) + b"]", None),
    "JSON": (b'{"game": {}}', (1, 1)),
    "a date for a table": (b"game = 2020-01-01\n", None),
    "a list for a table": (b"game = [1, 2]\nset = 3\nregister = true\nscenario = 1.5\n", None),
    "numbers for texts": (
        b"[game]\nname = 3\nseats = 4\n[set.a]\nmembers = 5\n[procedure.play]\ndo = 6\n",
        None,
    ),
    "a huge number": (
        b"[game]\nseats = ['a']\n[number.x]\nvalue = 123456789012345678901234567890\n",
        None,
    ),
    "infinity": (b"[game]\nseats = ['a']\n[number.x]\nvalue = inf\n", None),
    "a number of endless digits": (b"x = " + b"9" * 10_000, None),
}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[game]\nname = "a"\n[number.x]\nvalue = 1\n[number.x]\n', "[number.x] stands twice"),
        ('[game]\nname = "Word\n', "close it with its quote"),
    ],
)
def test_what_the_parser_says_is_said_plainly(text: str, says: str) -> None:
    found = findings(text)
    assert len(found) == 1
    assert says in found[0].message


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file(kind: str, tmp_path: Path) -> None:
    content, place = BAD_FILES[kind]
    path = tmp_path / "rules.toml"
    path.write_bytes(content)
    with pytest.raises(RulesError) as caught:
        load_rules(path)
    found = caught.value.findings
    assert found
    assert all(
        f.message and f.file.endswith("rules.toml") and f.line >= 1 and f.column >= 1 for f in found
    )
    if place is not None:
        assert place in {(f.line, f.column) for f in found}, "; ".join(map(str, found))


@pytest.mark.parametrize("where", ["missing.toml", "folder", "no/such/folder.toml", "a\x00b.toml"])
def test_no_file(where: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(RulesError) as caught:
        load_rules(tmp_path / where)
    assert len(caught.value.findings) == 1


def test_a_file_with_a_byte_order_mark_or_windows_lines(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(BASE.replace("\n", "\r\n").encode())
    assert load_rules(path).seats == ("red", "blue")
    plain = load_rules(path)
    path.write_bytes(b"\xef\xbb\xbf" + BASE.encode())
    assert load_rules(path).sha256 == plain.sha256
    path.write_bytes(b"\xef\xbb\xbf[gam]\n")
    with pytest.raises(RulesError) as caught:
        load_rules(path)
    assert (1, 2) in {(f.line, f.column) for f in caught.value.findings}


# --- whatever is written, only Rules or RulesError comes out ---

VOCABULARY = """
troops holder purse plot flood calm force probe march wait storm raid play place seat wet side ford
hill mill red blue north limit actor viewer option none true false if else for in and or not sum any
all count min max abs lowest highest lowest_one highest_one reveal seen known choose chance act end
d6 coin range(0,3) range [ ] ( ) { } , . : ; = == != < <= + - * // % += -= 0 1 2 7 -1 999999 while
falling break return pass ' " \\ @ ~ ** lambda __class__ \u00e9 0.5 1e9 0x1F by= weight= text= see=
menu= winner=
"""
WORDS = st.sampled_from([*VOCABULARY.split(), "", "\n", "\t", "for p in place"])
LINES = BASE.split("\n")
SCRIPT = script_of(BASE)


def outcome(text: str) -> Rules | RulesError:
    """Load a text; anything else than these two outcomes fails the test."""
    result: Rules | RulesError
    try:
        result = parse_rules(text)
    except RulesError as error:
        result = error
    if isinstance(result, RulesError):
        assert result.findings
        for finding in result.findings:
            assert finding.line >= 1
            assert finding.column >= 1
            assert finding.message
    return result


@examples(300, slow=True)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_any_expression(value: str) -> None:
    quoted = (
        value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    )
    outcome(BASE.replace(PROBE, f'value = "{quoted}"'))


@examples(200, slow=True)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.lists(WORDS, max_size=8).map(" ".join)), max_size=6)
)
def test_any_script(lines: list[tuple[int, str]]) -> None:
    script = "\n".join("    " * depth + words for depth, words in lines).replace("'''", "")
    outcome(BASE.replace(SCRIPT, script + "\n"))


@examples(300, slow=True)
@given(st.data())
def test_any_change_of_a_character_or_a_word(data: st.DataObject) -> None:
    text = BASE
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(0, 12))
        text = (
            text[:start]
            + data.draw(st.one_of(WORDS, st.text(max_size=4), st.just("")))
            + text[start + length :]
        )
    outcome(text)


@examples(150, slow=True)
@given(st.data())
def test_any_lines_lost_doubled_or_moved(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 5))):
        i = data.draw(st.integers(0, len(lines) - 1))
        kind = data.draw(st.sampled_from(["lose", "double", "move"]))
        line = lines[i] if kind == "double" else lines.pop(i)
        if kind != "lose":
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    outcome("\n".join(lines))


JSONISH = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-300, 300),
        st.sampled_from(["place", "seat", "red", "x", "1", "calm", ""]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "when", "a", "seat", "place"]), inner, max_size=3),
    ),
    max_leaves=5,
)


def toml(value: object) -> str:
    """Write a small value as inline TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


@examples(300, slow=True)
@given(st.data())
def test_any_value_of_any_key(data: st.DataObject) -> None:
    """A wrong type or a stranger under every key that the base file has."""
    keyed = [i for i, line in enumerate(LINES) if " = " in line and not line.startswith((" ", "#"))]
    i = data.draw(st.sampled_from(keyed))
    key, _, old = LINES[i].partition(" = ")
    if old in {"[", "'''"}:
        return
    outcome("\n".join([*LINES[:i], f"{key} = {toml(data.draw(JSONISH))}", *LINES[i + 1 :]]))
