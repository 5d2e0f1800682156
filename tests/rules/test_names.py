"""What nothing may be called, and what may: every kind of name, with the reason."""

from __future__ import annotations

import keyword

import pytest

from game.rules import Finding, RulesError, parse_rules
from game.rules.reserved_words import DICE, KEYWORDS, LANGUAGE, TABLE

BARE = """[game]
name = "X"
seats = ["red", "blue"]
[procedure.play]
do = "end()"
"""
#: One of each kind of name, written as NAME.
KINDS = {
    "seat": '[game]\nname = "X"\nseats = ["red", "NAME"]\n[procedure.play]\ndo = "end()"\n',
    "seat of a set": (
        '[game]\nname = "X"\n[set.seat]\nmembers = [{ id = "NAME" }]\n'
        '[procedure.play]\ndo = "end()"\n'
    ),
    "set": BARE + '[set.NAME]\nmembers = ["a"]\n',
    "member": BARE + '[set.place]\nmembers = ["a", "NAME"]\n',
    "member with fields": BARE + '[set.place]\nmembers = [{ id = "NAME", worth = 1 }]\n',
    "field": BARE + '[set.place]\nmembers = [{ id = "a", NAME = 1 }]\n',
    "number": BARE + "[number.NAME]\nvalue = 1\n",
    "register": BARE + "[register.NAME]\nrange = [0, 3]\n",
    "index": BARE + '[register.r]\nof = { NAME = "seat" }\nrange = [0, 3]\n',
    "derived": BARE + '[derived.NAME]\nvalue = "1"\n',
    "action": BARE + '[action.NAME]\ndo = "pass"\n',
    "target": BARE + '[action.go]\nchoose = { NAME = "seat" }\ndo = "pass"\n',
    "menu": BARE + '[action.go]\nmenu = "NAME"\ndo = "pass"\n',
    "need": BARE + '[action.go]\nneeds = [{ id = "NAME", when = "true", say = "S." }]\n',
    "procedure": BARE + '[procedure.NAME]\ndo = "pass"\n',
    "parameter": BARE + '[procedure.p]\nparams = { NAME = "seat" }\ndo = "pass"\n',
    "deck": BARE.replace("[procedure", 'decks = ["NAME"]\n[procedure'),
    "card": BARE + '[event.NAME]\nname = "E"\n',
    "card's field": BARE + '[event.e]\nname = "E"\nNAME = 1\n',
    "ban": BARE + '[ban.NAME]\nwhen = "false"\nforbids = []\nsay = "S."\n',
    "invariant": BARE + '[[invariant]]\nid = "NAME"\nalways = "true"\n',
    "row": BARE + '[[doctrine.red]]\nid = "NAME"\nact = []\n',
    "ending": BARE + "[ending.NAME]\n",
    "option": BARE + (
        '[number.n]\nvalue = 1\n[option.NAME]\nname = "O"\ntext = "T."\nvalues = [\n'
        '{ id = "a", name = "A", text = "T." },\n'
        '{ id = "b", name = "B", text = "T.", numbers = { n = 2 } }]\n'
    ),
    "value": BARE + (
        '[number.n]\nvalue = 1\n[option.o]\nname = "O"\ntext = "T."\nvalues = [\n'
        '{ id = "a", name = "A", text = "T." },\n'
        '{ id = "NAME", name = "B", text = "T.", numbers = { n = 2 } }]\n'
    ),
}  # fmt: skip
#: Kinds whose names no expression reads.
UNREAD = {"menu", "need", "invariant", "row"}


def bad_names(text: str) -> list[Finding]:
    """The findings about names in a text."""
    try:
        parse_rules(text)
    except RulesError as error:
        return [f for f in error.findings if f.code == "bad-name"]
    return []


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_name_may_be(kind: str) -> None:
    text = KINDS[kind]
    assert not bad_names(text.replace("NAME", "heron"))
    words = ["from", "class", "in", "is", "Heron", "0red", "my__name", "x" * 41]
    words += [] if kind in UNREAD else ["none", "choose", "viewer"]
    place = text[: text.index("NAME")]
    line = place.count("\n") + 1
    for word in words:
        (found,) = bad_names(text.replace("NAME", word))
        assert found.line == line, (word, str(found))
        assert f"`{word}`" in found.message
        told = "grammar" if keyword.iskeyword(word) else "language" if word in LANGUAGE else "name"
        assert told in found.message or kind.startswith("seat")


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"seat", "seat of a set"}))
def test_a_name_with_a_blank_is_none(kind: str) -> None:
    text = KINDS[kind]
    quoted = '"my name"' if text[text.index("NAME") - 1] not in '"' else "my name"
    assert bad_names(text.replace("NAME", quoted))


def test_every_word_of_the_grammar_is_refused() -> None:
    assert {"from", "class", "lambda", "async", "await", "yield"} <= KEYWORDS
    for word in sorted(KEYWORDS):
        assert len(bad_names(KINDS["register"].replace("NAME", word))) == 1


def test_what_the_table_calls_others_is_no_seat() -> None:
    for word, means in TABLE.items():
        for kind in ("seat", "seat of a set"):
            (found,) = bad_names(KINDS[kind].replace("NAME", word))
            assert means in found.message


def test_squares_may_be_called_like_dice() -> None:
    squares = [f"{file}{rank}" for file in "abcdefgh" for rank in range(1, 13)]
    text = BARE.replace('do = "end()"', 'do = """\nat = d6\nx = chance(d6)\nend()\n"""')
    text += f'[set.square]\nmembers = {squares}\n[register.at]\nrange = "square"\n'.replace(
        "'", '"'
    )
    rules = parse_rules(text)
    assert [m[0] for m in rules.decls.sets["square"].members] == squares
    assert {"d4", "d6", "d8", "d10", "d12"} <= set(squares)
    for word in (*DICE, "coin"):
        assert not bad_names(KINDS["member"].replace("NAME", word))
        assert not bad_names(KINDS["register"].replace("NAME", word))
        # A set of that name could never be drawn from.
        assert bad_names(KINDS["set"].replace("NAME", word))


def test_an_action_may_be_called_pass() -> None:
    assert not bad_names(KINDS["action"].replace("NAME", "pass"))


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (BARE.replace('["red", "blue"]', '["red", "red"]'), "duplicate", 3),
        (BARE.replace("[procedure", 'decks = ["a", "a"]\n[procedure'), "duplicate", 4),
        (BARE.replace("[procedure", 'decks = ["set"]\n[procedure'), "bad-name", 4),
        (
            BARE + '[[invariant]]\nid = "a"\nalways = "true"\n' * 2,
            "duplicate",
            10,
        ),
        (BARE + '[[doctrine.red]]\nid = "a"\nact = []\n' * 2, "duplicate", 10),
        (BARE + "[doctrine]\nred = 3\n", "wrong-shape", 7),
        (
            BARE.replace("[proc", "longest = { decisions = -4, chance = 0 }\n[proc"),
            "wrong-shape",
            4,
        ),
        (
            BARE + '[scenario.a]\nname = "A"\nlongest = { decisions = 4, chance = -1 }\n',
            "wrong-shape",
            8,
        ),
        (BARE + '[scenario.a]\nname = "A"\nrounds = -1\n', "wrong-shape", 8),
        (BARE + '[action.a]\ncost = { purse = true }\ndo = "pass"\n', "wrong-shape", 7),
    ],
)
def test_what_stands_twice_or_below_zero(text: str, code: str, line: int) -> None:
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    assert (code, line) in {(f.code, f.line) for f in caught.value.findings}, str(caught.value)


def test_a_mistyped_key_is_told_once() -> None:
    with pytest.raises(RulesError) as caught:
        parse_rules('[game]\nname = "X"\n[set.seat]\nmambers = ["red"]\n[procedure.play]\ndo = ""')
    assert [(f.code, f.line) for f in caught.value.findings] == [("unknown-key", 4)]
