"""Every example of the language's reference is read and played."""

import re

import pytest

from game.engine import OVER, Game
from game.rules import Rules, RulesError, parse_rules
from game.rules.codes import CODES
from game.rules.limits import LIMITS
from game.rules.reference.appendix import anchor
from game.rules.reference.constructs import CONSTRUCTS
from game.rules.reference.examples import GOOD_TO_KNOW, WHOLE_GAME
from game.rules.reference.reference import example_rules, language_reference
from game.rules.reference.sections import Construct
from game.rules.reserved_words import DICE, KEYWORDS, LANGUAGE, TABLE


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda c: f"{c.kind}: {c.name}")
def test_example_plays(construct: Construct) -> None:
    game = Game(parse_rules(example_rules(construct)))
    for pick in (0, -1):
        state = game.new_game()
        line = game.line(state)
        steps = 0
        while game.actor(state) != OVER:
            legal = game.legal(state)
            assert legal
            game.apply(state, legal[pick])
            line.arrive(state)
            steps += 1
            assert steps < 100
        assert game.ending(state) is not None


def test_reference_shows_every_construct() -> None:
    text = language_reference()
    for construct in CONSTRUCTS:
        assert construct.example in text
        assert f"### {construct.name}" in text


def test_reference_lists_codes_limits_and_reserved_words() -> None:
    text = language_reference()
    for code in CODES.values():
        assert f"| `{code.name}`" in text
        assert code.cure.replace("|", r"\|") in text
    for limit in LIMITS.values():
        assert f"| {limit.most:,} | {limit.counts} |" in text
    for word in (*LANGUAGE, *KEYWORDS, *DICE, *TABLE):
        assert f"`{word}`" in text


def test_every_link_of_the_reference_leads_to_a_heading() -> None:
    text = language_reference()
    headings = {anchor(line.lstrip("# ")) for line in text.split("\n") if line.startswith("#")}
    links = re.findall(r"\]\(#([^)]+)\)", text)
    assert len(links) > 200
    assert set(links) <= headings


def test_the_index_has_the_words_of_every_construct() -> None:
    listed = language_reference().split("## Index")[1]
    for word in ("choose", "chance", "act", "reveal", "optional", "frozen", "decks", "falling"):
        assert f"- `{word}`: [" in listed


def test_the_neighbours_of_hexes_are_those_of_the_engine() -> None:
    """The table of the reference, the line that it allows and the one that it does not."""
    head = '[game]\nname = "H"\nseats = ["red", "blue"]\n[set.hex]\ngrid = "hex"\nsize = [5, 5]\n'
    play = "[procedure.play]\ndo = '''\np = choose(red, hex)\nend()\n'''\n"
    game = Game(parse_rules(head + play))
    spots = {p.id: (p.x, p.y) for p in game.boards[0].places}
    text = language_reference()
    table = [row.split(" | ") for row in re.findall(r"^\| (.*) \|$", text, re.MULTILINE)]
    ways = next([way.strip("`") for way in row[1:]] for row in table if row[0] == "hex")
    assert sorted(ways) == sorted(game.boards[0].directions)
    rows = [row for row in table if ", its row to the " in row[0]]
    assert [row[0].split()[-1] for row in rows] == ["left", "right"]
    for first, *cells in rows:
        place, beside = first.split("`")[1], [cell.strip("`") for cell in cells]
        assert (game.field("hex", place, "row") % 2 == 0) == first.endswith("right")
        assert {*beside} == {*game.field("hex", place, "near")}
        for way, other in zip(ways, beside, strict=True):
            dx, dy = (a - b for a, b in zip(spots[other], spots[place], strict=True))
            assert ("e" in way, "w" in way) == (dx > 0, dx < 0)
            assert ("s" in way, "n" in way) == (dy > 0, dy < 0)
    found = re.search(
        r'say `"(.*?)"`, and not `"(.*?)"`, between which lie `(.*)` and `(.*)`', text
    )
    assert found is not None
    allowed, refused, *between = found.groups()
    parse_rules(f'{head}lines = {{ road = "{allowed}" }}\n{play}')
    with pytest.raises(RulesError) as caught:
        parse_rules(f'{head}lines = {{ road = "{refused}" }}\n{play}')
    assert {*re.findall("`(.*?)`", caught.value.findings[0].suggestion or "")} == {*between}


def test_doctrine_ranks_legal_moves_alone() -> None:
    """The place of the greatest `best` is refused, and the next is advised."""
    assert any("ranks legal moves alone" in line for line in GOOD_TO_KNOW)
    need = 'needs = [{ id = "low", when = "place.worth < 3", say = "Too high." }]\n'
    game = Game(rules_of("[[doctrine.SEAT]]"))
    advice = game.doctrine(game.new_game(), "red")
    assert advice is not None
    assert game.name(advice.move_id) == "fortify:hill"
    construct = next(c for c in CONSTRUCTS if c.name == "[[doctrine.SEAT]]")
    text = example_rules(construct).replace("[action.fortify]\n", f"[action.fortify]\n{need}")
    game = Game(parse_rules(text))
    advice = game.doctrine(game.new_game(), "red")
    assert advice is not None
    assert game.name(advice.move_id) == "fortify:town"


def test_whole_game_plays() -> None:
    """Two votes of yes, yes, no and a toll of 4 each time: the one who voted no has 8."""
    rules = parse_rules(WHOLE_GAME)
    assert not rules.warnings
    game = Game(rules)
    state = game.new_game()
    for _ in range(2):
        for name in ("play.ballot:yes", "play.ballot:yes", "play.ballot:no"):
            assert game.pending(state).hidden
            game.apply(state, game.id(name))
        game.apply(state, game.id("count_votes.toll:4"))
    assert tuple(game.returns(state).values()) == (-2, -2, 8)
    assert game.winner(state) == "east"
    start = game.new_game()
    advice = game.doctrine(start, "north")
    assert advice is not None
    assert game.name(advice.move_id) == "play.ballot:no"


def rules_of(name: str, add: str = "") -> Rules:
    """The rules around the example of a section."""
    construct = next(c for c in CONSTRUCTS if c.name == name and c.kind == "section")
    return parse_rules(example_rules(construct) + add)


def test_a_file_with_scenarios_is_played_by_them_alone() -> None:
    rules = rules_of("[scenario.NAME]")
    assert [s.id for s in rules.scenarios] == ["short-game", "whole-game", "poor-game"]
    assert [Game(rules, s.id).longest for s in rules.scenarios] == [(4, 0), None, (4, 0)]


def test_what_rules_write_to_a_frozen_register_is_lost() -> None:
    rules = rules_of(
        "[scenario.NAME]", '[action.take]\nseats = "all"\ndo = "owner[hill] = actor"\n'
    )
    for scenario, owner in (("short-game", None), ("whole-game", "red")):
        game = Game(rules, scenario)
        state = game.new_game()
        game.apply(state, game.id("take"))
        assert game.observe(state, "red").get("owner", "hill") == owner


def test_an_optional_seat_acts_where_somebody_plays_it() -> None:
    game = Game(rules_of("seats and optional"))
    assert (game.optional, game.scenario.usual, game.scenario.spare) == (("green",), ("green",), ())
    for played in ([], ["green"]):
        state = game.new_game(played)
        for _ in ("red", "blue", *played):
            game.apply(state, game.id("dare"))
        assert game.actor(state) == OVER
        assert game.observe(state, "red").get("score", "green") == 1


ABSENT = """
[scenario.small]
name = "Without the town"
only = { place = ["hill", "ford"] }

[procedure.never_here]
do = "guard[town] = 0"
text = "Empty the town."

[derived.nowhere]
name = "In the town"
value = "guard[town]"

[action.leave]
seats = "all"
do = "coins[actor] = 9 if hill.rear == town else 0"
text = "Go."
"""


def test_a_member_left_out_equals_nothing() -> None:
    game = Game(rules_of("[number.NAME]", ABSENT))
    state = game.new_game()
    game.apply(state, game.id("leave"))
    assert game.observe(state, "red").get("coins", "red") == 0
    with pytest.raises(RulesError, match="`town` is not in this scenario"):
        rules_of("[number.NAME]", ABSENT.replace("9 if hill.rear == town else 0", "guard[town]"))


def test_a_brief_may_change_one_heading_of_what_it_is_like() -> None:
    rules = rules_of("[scenario.NAME]", '[scenario.poor-game.brief.blue]\nfears = "Hunger."\n')
    assert rules.scenarios[2].briefs == {
        "red": {"aims": "The hill.", "fears": "Blue at the ford."},
        "blue": {"aims": "The ford.", "fears": "Hunger."},
    }
