"""What came of a move, told rule by rule: each seat what it may know, with its true cause."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import CHANCE, CellId, Event, Game
from game.rules import parse_rules
from game.story.changes import ChangeWriter
from game.story.log import Happened, LogLine, LogWriter
from game.story.paragraphs import Narrator
from tests.any_rules import EXAMPLES, FILES, any_rules
from tests.making_once import game as compiled_once
from tests.story.walks import walked

HILLS = """
[game]
name = "Two hills"
language = 2
seats = ["red", "blue"]

[set.hill]
members = [{ id = "east", name = "The east hill" }, { id = "west", name = "The west hill" }]

[register.guard]
of = "hill"
range = [0, 5]
start = 1
text = "Guards."

[register.mines]
of = "hill"
range = [0, 3]
start = 2
see = "viewer == red or guard[hill] >= 3"
text = "Mines."

[register.luck]
range = [0, 1]
start = 1
see = "viewer == red"
text = "Luck."

[action.dig]
seats = "all"
choose = { h = "hill" }
do = '''
guard[h] += 1
tell("{actor} digs at {h}, {guard[h]} guards and {mines[h]} mines.", others="{actor} digs.")
if luck > 0:
    tell("Luck holds.")
'''
text = "Dig."

[action.rest]
seats = "all"
do = "guard[west] -= 1 if guard[west] > 0 else 0"
text = "Rest."

[procedure.play]
do = '''
tell("Morning.")
for turn in range(6):
    act(red if turn % 2 == 0 else blue)
    tire()
    dusk()
end()
'''
text = "Turns."

[procedure.tire]
name = "The long day"
text = "Guards go home."
do = '''
for h in hill:
    if guard[h] >= 3:
        guard[h] -= 2
        guard[h] += 1
'''

[procedure.dusk]
text = "What is told depends on who set it."
params = {}
do = '''
if mines[east] > 9 - 8:
    tell("Mines in the east.", see=viewer == red)
'''
"""


def told(game: Game, *moves: str) -> tuple[Game, Happened]:
    """The last of some moves."""
    state = game.new_game()
    for name in moves[:-1]:
        game.apply(state, game.id(name))
    after = bytearray(state)
    events = tuple(game.apply_traced(after, game.id(moves[-1])))
    return game, Happened(state, after, events)


def line(game: Game, step: Happened, move: str, seat: str | None) -> LogLine:
    """What the log tells of it."""
    asked = game.actor(step.before)
    actor = "chance" if asked == CHANCE else str(asked)
    return LogWriter(game).move(1, actor, game.move(game.id(move)), step, seat)


@pytest.fixture(scope="module")
def hills() -> Game:
    return Game(parse_rules(HILLS))


def test_each_reads_what_it_may_know(hills: Game) -> None:
    game, step = told(hills, "dig:east")
    assert line(game, step, "dig:east", "red").text == (
        "Red digs at The east hill, 2 guards and 2 mines. Luck holds. Mines in the east."
    )
    assert line(game, step, "dig:east", "blue").text == "Red digs."


def test_who_was_shown_a_cell_is_told_of_it(hills: Game) -> None:
    """What registers open to a seat it reads as it stands at that moment."""
    game, step = told(hills, "dig:east", "dig:east")
    assert line(game, step, "dig:east", "blue").text == (
        "Blue digs at The east hill, 3 guards and 2 mines. "
        "The long day. Guard (The east hill) fell to 2."
    )


def test_a_rule_that_tells_nothing_is_told_by_what_it_changed(hills: Game) -> None:
    game, step = told(hills, "rest")
    assert line(game, step, "rest", "blue").text == "Red: Rest. Guard (The west hill) fell to 0."


def test_what_happens_before_the_first_question_is_told(hills: Game) -> None:
    (only,) = hills.begin_traced()
    assert (only.kind, only.text) == ("tell", "Morning.")
    assert only.seats == {"red", "blue"}


@given(name=st.sampled_from((*FILES, *EXAMPLES)), seed=st.integers(0, 1 << 16))
def test_causes_are_the_engines(name: str, seed: int) -> None:
    """Each change that is told is one that its rule made, from what was before to what is then."""
    rules, dice = any_rules(name), Random(seed)
    game = compiled_once(rules, dice.choice(rules.scenarios).id)
    narrator = Narrator(game, ChangeWriter(game))
    for _, step in walked(game, dice, 12):
        for seat in (None, *game.seats):
            causes_hold(game, step, seat, narrator)


def causes_hold(game: Game, step: Happened, seat: str | None, narrator: Narrator) -> None:
    """Each change that a reader is told is one that its rule made; each sentence it told."""
    paragraphs, _ = narrator.narrate(step.events, (), seat)
    now: dict[str, object] = {}
    events = [event for event in step.events if _known(event, seat)]
    # What was set unseen on the way may be what a cell holds when it is seen to change.
    unseen = {event.cell for event in step.events if not _known(event, seat)}
    for paragraph in paragraphs:
        own = [event for event in events if event.rule == paragraph.rule]
        said = [event.words(seat) for event in own if event.kind == "tell"]
        assert all(sentence in said for sentence in paragraph.sentences)
        for change in paragraph.changes:
            made = [event for event in own if event.cell == change.cell]
            assert any(event.before == change.before for event in made)
            assert any(event.after == change.after for event in made)
            if change.cell not in now:
                cell = CellId.parse(change.cell)
                now[change.cell] = game.value(step.before, cell.register, *cell.index)
            assert now[change.cell] == change.before or change.cell in unseen
            now[change.cell] = change.after


def _known(event: Event, seat: str | None) -> bool:
    return seat is None or seat in event.seats or seat in event.others


def test_members_are_told_by_their_short_names() -> None:
    """A sentence is prose: a place has there the name that people call it by."""
    east = 'name = "The east hill"'
    assert HILLS.count(east) == 1
    game = Game(parse_rules(HILLS.replace(east, f'{east}, short = "Easthill"')))
    game, step = told(game, "dig:east")
    assert line(game, step, "dig:east", "red").text.startswith("Red digs at Easthill, 2 guards")


def test_a_rule_is_passed_over_where_it_tells_no_words() -> None:
    """Neither what was done nor what it changed is told then, unless the reader is told it."""
    quiet = HILLS.replace(
        '+= 1\ntell("{actor} digs at {h}, {guard[h]} guards and {mines[h]} mines.", '
        'others="{actor} digs.")',
        '+= 1\ntell("Red digs.", see=viewer == red)\ntell("")',
    ).replace('tell("Luck holds.")', "pass")
    game, step = told(Game(parse_rules(quiet)), "dig:west")
    read = {seat: line(game, step, "dig:west", seat) for seat in ("red", "blue")}
    assert read["red"].text == "Red digs. Mines in the east."
    assert read["blue"].text == "Red: Dig: The west hill."
    assert [read[seat].silent for seat in ("red", "blue")] == [False, True]


def test_quiet_registers_are_no_news() -> None:
    """What the look keeps out of the log is told in no line, with no rule and without one."""
    look = 'version = 1\n[log]\nquiet = ["guard"]\n'
    rules = parse_rules(HILLS.replace("[game]\n", '[game]\nlook = "look.toml"\n'), look=look)
    game, step = told(Game(rules), "rest")
    assert line(game, step, "rest", "blue").text == "Red: Rest."
    assert line(game, step, "rest", None).text == "Red: Rest. Mines in the east."


def test_what_a_sentence_is_about_is_not_listed_again() -> None:
    """Mines that come to be seen by the same move are told once."""
    third = HILLS.replace("guard[h] += 1\ntell(", "guard[h] += 3\ntell(")
    game, step = told(Game(parse_rules(third)), "dig:east")
    assert line(game, step, "dig:east", "blue").text.count("mines") == 1
    assert "Mines (" not in line(game, step, "dig:east", "blue").text


def test_a_head_stands_once_over_what_follows_under_it() -> None:
    """Rules of one name in a row have one head."""
    dusk = HILLS.replace('text = "What is told', 'name = "The long day"\ntext = "What is told')
    game, step = told(Game(parse_rules(dusk)), "dig:east", "dig:east")
    assert line(game, step, "dig:east", "red").text.count("The long day. ") == 1


def test_a_rule_that_tells_lists_nothing_before_or_after_another() -> None:
    """What it does once another rule has had its turn is told by its sentences as well."""
    split = HILLS.replace(
        "        guard[h] -= 2\n        guard[h] += 1\n",
        '        tell("Tired.")\n        rest_a_while()\n        guard[h] -= 1\n',
    )
    split += """
[procedure.rest_a_while]
text = "They rest."
do = 'tell("A rest.")'
"""
    game, step = told(Game(parse_rules(split)), "dig:east", "dig:east")
    assert line(game, step, "dig:east", "blue").text.endswith("The long day. Tired. A rest.")


def test_what_is_told_of_chance_stands_for_what_fell() -> None:
    """Who is told nothing of it reads that something fell, unless that is passed over."""
    thrown = HILLS.replace(
        "    tire()\n",
        '    seen = chance(hill, text="Who looks out?", see=viewer == red)\n'
        '    tell("Scouts look out from {seen}.")\n    tire()\n',
    )
    read = {}
    for name, rules in (("head", thrown), ("silent", thrown.replace("    tire()", '    tell("")'))):
        game, step = told(Game(parse_rules(rules)), "rest", "play.seen:west")
        for seat in ("red", "blue"):
            read[name, seat] = line(game, step, "play.seen:west", seat)
    mines = " Mines in the east."
    assert read["head", "red"].text == f"Scouts look out from The west hill.{mines}"
    assert read["head", "blue"].text == "Who looks out? An outcome not seen."
    assert not read["head", "blue"].silent
    assert read["silent", "red"].text == f"Scouts look out from The west hill.{mines}"
    assert read["silent", "blue"].silent


def test_who_sees_a_cell_when_it_is_set_is_told_by_which_rule() -> None:
    """What registers let a seat see before a rule sets it is no news where the rule is silent."""
    swept = HILLS.replace("guard[h] += 1\ntell(", "guard[h] += 2\nmines[h] -= 1\n(").partition(
        "\n("
    )
    dig, _, rest = swept
    for silence, listed in (('tell("")', False), ("", True)):
        rules = parse_rules(f"{dig}\n{silence}\n'''" + rest.partition("'''")[2])
        game, step = told(Game(rules), "dig:east")
        read = line(game, step, "dig:east", "blue")
        own = next(p for p in read.paragraphs if p.rule == "action.dig")
        assert {change.cell for change in own.changes} == {"guard[east]", "mines[east]"}
        assert ("Mines (The east hill) fell to 1" in read.text) == listed


def test_each_phase_is_a_row_and_says_in_which_round() -> None:
    """What goes on by itself under a name begins a row; a new round is that of its rows."""
    rounds = (
        HILLS.replace("[game]\n", '[game]\nround = "day"\n')
        .replace("    dusk()\n", "    dusk()\n    dawn()\n")
        .replace(
            "[procedure.tire]", "[register.day]\nrange = [0, 9]\ntext = 'Day.'\n\n[procedure.tire]"
        )
    )
    rounds += """
[procedure.dawn]
name = "Dawn"
text = "A new day."
do = '''
tell("Cocks crow.")
day += 1
tell("The sun rises.")
'''"""
    game, step = told(Game(parse_rules(rounds)), "rest")
    rows = line(game, step, "rest", "blue").rows
    assert [(row.head, row.words, row.round) for row in rows] == [
        ("", "Rest. Guard (The west hill) fell to 0.", 0),
        ("Dawn", "Cocks crow.", 0),
        ("", "The sun rises.", 1),
    ]
    assert rows[0].text == "Red: Rest. Guard (The west hill) fell to 0."
