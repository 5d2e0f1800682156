"""Guides: what they say of a moment, and a located finding for whatever is at fault in them."""

from __future__ import annotations

import pytest

from game.engine import Game
from game.rules import RulesError, parse_rules
from game.table.lesson import spoken_guides

RULES = """
[game]
name = "Coins"
seats = ["red", "blue"]
longest = { decisions = 4, chance = 0 }

[set.place]
members = ["hill", "ford"]

[register.coins]
of = "seat"
range = [0, 9]
start = 2
see = "seat == viewer"

[register.held]
of = "place"
range = "seat or none"
start = "none"

[action.hold]
seats = ["red"]
choose = { place = "place" }
cost = { coins = 1 }
do = "held[place] = actor"

[action.wait]
do = "pass"

[procedure.play]
do = \"\"\"
for s in seat:
    act(s)
    act(s)
end(over)
\"\"\"

[ending.over]
winner = "held[hill]"
"""
GUIDE = """
[guide.first]
name = "First steps"
seat = "red"
seats = { blue = "bot:random" }
words = { coin = "What holding costs." }

[[guide.first.steps]]
id = "purse"
name = "Your purse: {coins[red]}"
text = "You have {coins[actor]} [coins|coin]."
points = { register = "coins", place = "hill" }

[[guide.first.steps]]
id = "hold"
text = "Hold the hill."
task = "Choose {'it' if held[hill] == none else 'another'}."
points = { action = "hold", part = "choices" }
waits = "act"

[[guide.first.steps]]
id = "held"
when = "held[hill] == red"
text = "It is yours."
waits = "until"
until = "coins[red] == 0"
"""


def test_texts_and_conditions_are_of_what_the_seat_sees() -> None:
    game = Game(parse_rules(RULES + GUIDE))
    (guide,) = game.guides
    state = game.new_game()

    def told(step: int) -> tuple[str, str, bool, bool]:
        found = game.told(game.observe(state, "red"), guide.name, step)
        return found.name + found.text, found.task, found.holds, found.reached

    assert guide.title == "First steps"
    assert told(0) == ("Your purse: 2You have 2 [coins|coin].", "", True, False)
    assert told(1)[1] == "Choose it."
    assert told(2)[2:] == (False, False)
    game.apply(state, game.id("hold:hill"))
    assert told(1)[1] == "Choose another."
    assert told(2)[2:] == (True, False)
    game.apply(state, game.id("hold:hill"))
    assert told(2)[2:] == (True, True)


@pytest.mark.parametrize(
    ("old", "new", "code", "word", "said"),
    [
        ('seat = "red"', 'seat = "reed"', "unknown-name", "reed", "ean `red`?"),
        ('blue = "bot:random"', 'blu = "bot:random"', "unknown-name", "blu", "`blue`"),
        ("bot:random", "bot:randm", "unknown-name", "bot:randm", "bot:random"),
        ('name = "First steps"', 'scenario = "long"', "unknown-name", "long", "no scenario"),
        ('place = "hill" }', 'place = "hll" }', "unknown-name", "hll", "`hill`"),
        ('place = "hill" }', 'plce = "hill" }', "unknown-name", "plce", "`place`"),
        ('register = "coins"', 'register = "coin"', "unknown-name", "coin", "`coins`"),
        ('action = "hold"', 'action = "hlod"', "unknown-name", "hlod", "`hold`"),
        ('part = "choices"', 'part = "choice"', "unknown-name", "choice", "`choices`"),
        ("[coins|coin]", "[coins|con]", "unknown-name", "con", "`coin`"),
        ("[coins|coin]", "[penny]", "unknown-name", "penny", "do not explain"),
        ("{coins[actor]}", "{coins[blue]}", "hidden-read", "coins", "not always seen"),
        ("{coins[actor]}", "{cons[actor]}", "unknown-name", "cons", "`coins`"),
        ('waits = "act"', 'waits = "acts"', "wrong-shape", "acts", "ean `act`?"),
        ('waits = "act"', 'waits = "look"', "missing-key", "", "must point"),
        ('waits = "act"', 'waits = "phase"', "missing-key", "", "`phase`"),
        ('waits = "act"', 'waits = "phase"\nphase = "ply"', "unknown-name", "ply", "`play`"),
        (
            'waits = "act"',
            'waits = "act"\ntyped = "hold:hil"',
            "unknown-name",
            "hold:hil",
            "hold:hill",
        ),
        ('until = "coins[red] == 0"', "", "missing-key", "", "`until`"),
        ('when = "held[hill] == red"', 'when = "coins[red]"', "wrong-type", "", "true or false"),
        ('id = "held"', 'id = "hold"', "duplicate", "hold", "already"),
        ('id = "held"', 'id = "Held"', "bad-name", "Held", "no name"),
        ('text = "It is yours."', "", "missing-key", "", "`text`"),
        ('text = "It is yours."', 'txt = "It is yours."', "unknown-key", "txt", "`text`"),
    ],
)
def test_what_is_at_fault_is_a_finding_in_its_place(
    old: str, new: str, code: str, word: str, said: str
) -> None:
    assert GUIDE.count(old) == 1
    text = RULES + GUIDE.replace(old, new)
    with pytest.raises(RulesError) as raised:
        parse_rules(text)
    found = [f for f in raised.value.findings if f.code == code]
    assert len(found) == 1, str(raised.value)
    assert said in f"{found[0].message} {found[0].suggestion}"
    lines = text.splitlines()
    assert found[0].line > RULES.count("\n")
    if word:
        assert word in lines[found[0].line - 1]


def test_an_action_of_another_seat_is_none_to_learn() -> None:
    with pytest.raises(RulesError, match="no action of this seat"):
        parse_rules(
            RULES
            + GUIDE.replace('seat = "red"', 'seat = "blue"')
            .replace('blue = "bot', 'red = "bot')
            .replace("{coins[red]}", "")
            .replace("coins[red] == 0", "true")
        )


ANEW = """
[guide.erste]
like = "first"
language = "de"
name = "Erste Schritte"
words = { Pfennig = "Was Halten kostet." }

[[guide.erste.steps]]
id = "purse"
text = "Du hast {coins[actor]} [Pfennige|Pfennig]."

[[guide.erste.steps]]
id = "hold"
text = "Halte den Hügel, für einen [coin]."
"""


def test_a_guide_is_told_anew_step_by_step_in_another_language() -> None:
    game = Game(parse_rules(RULES + GUIDE + ANEW))
    first, anew = game.guides
    state = game.new_game()
    view = game.observe(state, "red")
    told = [game.told(view, anew.name, step) for step in range(3)]
    assert told[0].text == "Du hast 2 [Pfennige|Pfennig]."
    assert told[1].text == "Halte den Hügel, für einen [coin]."
    # What it leaves out is as the other has it.
    assert told[0].name == "Your purse: 2"
    assert told[1].task == "Choose it."
    assert told[2].text == "It is yours."
    assert (anew.seat, anew.seed, anew.seats, anew.scenario) == ("red", 0, first.seats, "")
    assert [s.waits for s in anew.steps] == [s.waits for s in first.steps]
    assert [s.points for s in anew.steps] == [s.points for s in first.steps]
    assert set(anew.words) == {"coin", "Pfennig"}


@pytest.mark.parametrize(
    ("old", "new", "code", "word", "said"),
    [
        ('like = "first"', 'like = "frst"', "unknown-name", "frst", "`first`"),
        ('like = "first"', 'like = "erste"', "unknown-name", "erste", "no other guide"),
        ('id = "hold"', 'id = "hlod"', "unknown-name", "hlod", "`hold`"),
        ("[Pfennige|Pfennig]", "[Pfennige|Groschen]", "unknown-name", "Groschen", "do not explain"),
        ("{coins[actor]}", "{cons[actor]}", "unknown-name", "cons", "`coins`"),
    ],
)
def test_what_is_at_fault_in_another_telling_is_found_there(
    old: str, new: str, code: str, word: str, said: str
) -> None:
    assert ANEW.count(old) == 1
    text = RULES + GUIDE + ANEW.replace(old, new)
    with pytest.raises(RulesError) as raised:
        parse_rules(text)
    (found,) = raised.value.findings
    assert found.code == code
    assert said in f"{found.message} {found.suggestion}"
    assert word in text.splitlines()[found.line - 1]
    assert found.line > (RULES + GUIDE).count("\n")


def test_a_guide_is_not_like_one_that_is_like_another() -> None:
    third = '\n[guide.third]\nlike = "erste"\nlanguage = "fr"\nsteps = []\n'
    with pytest.raises(RulesError, match="like another itself"):
        parse_rules(RULES + GUIDE + ANEW + third)


def test_who_speaks_a_language_is_offered_the_guide_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    guides = parse_rules(RULES + GUIDE + ANEW).guides
    assert [guide.name for guide in spoken_guides(guides)] == ["first"]
    monkeypatch.setattr("game.table.lesson.spoken", lambda: "de")
    assert [guide.name for guide in spoken_guides(guides)] == ["erste"]
    monkeypatch.setattr("game.table.lesson.spoken", lambda: "fr")
    assert [guide.name for guide in spoken_guides(guides)] == ["first"]
