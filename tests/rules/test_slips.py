"""Slips of who writes rules for the first time: each is one finding, there, with a cure."""

from __future__ import annotations

import pytest

from tests.rules.test_refusals import BASE, MARK, PROBE, findings, replaced

#: A ballot of new words, whose answer is read again.
BALLOT = "    weather = chance(event"
ASKED = '    vote = choose(red, [for_it, against], text="A vote")\n'
COUNTED = "    calm = vote == @@"
#: Old text of base.toml, what is written instead (@@ where the finding points), and the cure.
SLIPS = [
    ("an and of another language", PROBE, 'value = "1 if calm @@&& calm else 0"', "write `and`"),
    ("an or of another language", PROBE, 'value = "1 if calm @@|| calm else 0"', "write `or`"),
    ("a not of another language", PROBE, 'value = "1 if @@!calm else 0"', "write `not`"),
    ("an and in capitals", PROBE, 'value = "1 if calm @@AND calm else 0"', "write `and`"),
    ("an old inequality", PROBE, 'value = "1 if 1 @@<> 2 else 0"', "write `!=`"),
    ("one sign too few", PROBE, 'value = "1 if 1 @@= 2 else 0"', "compare with `==`"),
    ("a half expression", PROBE, 'value = "1 +@@"', "something is missing"),
    ("a keyword as a word", PROBE, 'value = "1 + @@for"', "`for` cannot stand here"),
    ("a text for a word", PROBE, "value = '1 if place == @@\"ford\" else 0'", "without quotes"),
    ("a text for a number", PROBE, "value = '@@\"1\"'", "write 1 without quotes"),
    ("a capital letter", PROBE, 'value = "@@Limit"', "did you mean `limit`?"),
    ("round brackets", PROBE, 'value = "@@troops(place)"', "write `troops[place]`"),
    ("two pairs of brackets", PROBE, 'value = "@@troops[place][red]"', "`troops[place, red]`"),
    ("a procedure as a value", PROBE, 'value = "@@raid(place, 1)"', "has no result"),
    ("a comparison as a step", "    raid(mill, 1)", "    @@holder[mill] == red", "[mill] = ..."),
    ("a step in C", "    raid(mill, 1)", "    purse[red]@@++", "write `+= 1`"),
    ("a call without brackets", "    raid(mill, 1)", "    @@raid", "write `raid(...)`"),
    ("a call without values", "    raid(mill, 1)", "    @@raid()", "write raid(spot, n)"),
    ("a derived value set", "    raid(mill, 1)", "    @@force[mill] = 1", "is worked out"),
    ("an index in two", "    raid(mill, 1)", "    @@troops[mill][red] = 1", "`troops[mill, red]`"),
    ("no indent", "        raid(mill, 1)\n", "    @@raid(mill, 1)\n", "block after 'if'"),
    ("a tab", "        raid(mill, 1)\n", "@@\traid(mill, 1)\n", "a tab"),
    ("a misspelt chance", "chance(event, weight=event.weight", "@@chanse(event", "x = chance("),
    ("strange dice", "chance(event, weight=event.weight", "chance(@@d7", "the dice are d4, d6"),
    ("dice in quotes", "chance(event, weight=event.weight", 'chance(@@"d6"', "d6 without quotes"),
    (
        "a weight of the whole set", "chance(event, weight=event.weight",
        "chance((e for e in event), weight=@@event.weight", "`x.weight`, of a member",
    ),
    ("a word of no answer", BALLOT, f"{ASKED}{COUNTED}forit\n{BALLOT}", "`for_it`"),
    (
        "another's else if", "    if probe[mill]",
        "    if calm:\n        pass\n    @@else if probe[mill]", "write `elif`",
    ),
    ("no start", 'start = "place.worth"', 'start = "@@none"', "none does not fit"),
    ("a member for a number", "start = 4", 'start = "@@ford"', "ford does not fit"),
    ("a truth for a number", "start = 4", "start = @@true", "true does not fit"),
    ("a cell that is not there", '{ "troops[hill]" = 2', '{ "troops[hil]" = @@2', "mean `hill`"),
    ("a row in single brackets", "[[invariant]]\n", "[[invariant]]\nid = 'a'\nalways = '1 == 1'\n\n"
     "[invariant@@]\n", "[[invariant]] stands before"),
    ("a truth in capitals", "start = true", "start = @@True", "write true"),
    ("a number of a member", '"The hill", worth', '"The hill", @@wort', "mean `worth`"),
    (
        "a deck that is not named", "[event.sun]",
        '[@@news.x]\ndo = "pass"\n\n[event.sun]', 'decks = ["news"]',
    ),
    ("truths by a longer name", 'range = "bool"', 'range = "@@boolean"', 'write "bool"'),
    ("a range from its end", "range = [0, 9]", "range = @@[9, 0]", "write [0, 9]"),
    ("an open list", 'range = "seat or none"', 'range = ["a"\n@@other = 1', "close it with `]`"),
    ("nothing", 'see = "none"', "see = @@none", "in quotes"),
    ("a name in no quotes", 'name = "Two camps"', "name = @@Two camps", 'write "Two camps"'),
    ("a cell in no quotes", '{ "troops[hill]" = 2', "{ troops@@[hill] = 2", '"troops[hill]"'),
]  # fmt: skip


@pytest.mark.parametrize(("slip", "old", "new", "cure"), SLIPS, ids=[s[0] for s in SLIPS])
def test_a_slip_is_one_finding_there_with_a_cure(slip: str, old: str, new: str, cure: str) -> None:
    marked = replaced(BASE, old, new)
    before = marked[: marked.index(MARK)]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    [found] = findings(marked.replace(MARK, ""))
    told = str(found)
    assert (found.line, found.column) == place, told
    assert cure.lower() in told.lower()
    assert "invalid syntax" not in told
    assert " on line " not in told


def test_an_answer_without_its_script_is_told_the_whole_name() -> None:
    row = '[[doctrine.blue]]\nid = "votes"\nanswer = "vote"\nbest = "0"\nsay = "A vote."\n'
    [found] = findings(replaced(BASE, BALLOT, ASKED + BALLOT) + row)
    assert found.offending == "vote"
    assert "`play.vote`" in str(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"troops[hill]" = 2', '"troop[hill]" = 2'),
        ('"troops[hill]" = 2', '"troops[hil]" = 2'),
        ("calm = false }", "calm = 1 }"),
        ('seats = ["red", "blue"]\nonly', 'seats = ["red", "blu"]\nonly'),
    ],
)
def test_a_slip_in_a_scenario_is_not_told_again_of_those_like_it(old: str, new: str) -> None:
    like = '\n[scenario.shorter]\nlike = "short"\nname = "Shorter"\n'
    [found] = findings(replaced(BASE, old, new) + like)
    assert new in BASE.replace(old, new).split("\n")[found.line - 1] or "seats" in new
