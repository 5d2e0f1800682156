"""A question is its script and its number: never are its words those of another question."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from game.check.checker import check
from game.engine import OVER, Game, NoLegalMove
from game.rules import RulesError, parse_rules
from game.table import GameSetup, Sitting
from game.table.attempt import attempt

RULES = """
[game]
name = "Words"
seats = ["red", "blue"]

[set.place]
members = ["d4", "d6", "c1"]

[register.k]
range = [0, 9]

[register.at]
range = "place or none"

EXTRA

[procedure.play]
do = '''
SCRIPT
end()
'''
"""


def game_of(script: str, extra: str = "") -> Game:
    return Game(parse_rules(RULES.replace("SCRIPT", script).replace("EXTRA", extra)))


def refused(script: str, extra: str = "") -> tuple[str, str, int]:
    """(code, message with cure, line within the script) of the one finding."""
    text = RULES.replace("SCRIPT", script).replace("EXTRA", extra)
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    (finding,) = caught.value.findings
    first = text[: text.index(script)].count("\n") + 1
    return finding.code, f"{finding.message} {finding.suggestion}", finding.line - first + 1


def effects(game: Game, skip: int = 0) -> dict[str, object]:
    """What `k` becomes by each answer to a question, after `skip` answers."""
    state = game.new_game()
    for _ in range(skip):
        game.apply(state, game.legal(state)[0])
    out: dict[str, object] = {}
    for move in game.legal(state):
        after = bytearray(state)
        game.apply(after, move)
        out[game.name(move)] = game.value(after, "k")
    return out


@pytest.mark.parametrize("words", ["hold, march", "no, yes", "no, yes, maybe"])
def test_one_local_asked_with_other_words_is_refused_at_the_second_question(words: str) -> None:
    script = f"x = choose(red, [yes, no])\nk = 1\nx = choose(blue, [{words}])"
    code, said, line = refused(script)
    assert (code, line) == ("wrong-type", 3)
    assert "[yes, no]" in said
    assert f"[{words}]" in said


def test_one_local_may_be_asked_with_the_same_words_again() -> None:
    script = "x = choose(red, [yes, no])\nx = choose(blue, [yes, no])\nk = 2 if x == yes else 3"
    game = game_of(script)
    assert effects(game, skip=1) == {"play.x:no": 3, "play.x:yes": 2}


def test_two_locals_keep_their_own_words_in_their_own_order() -> None:
    script = (
        "x = choose(red, [yes, no])\ny = choose(blue, [no, maybe, yes])\n"
        "k = 1 if y == no else 2 if y == maybe else 3\n"
        "if x == yes:\n    k += 3"
    )
    assert effects(game_of(script), skip=1) == {"play.y:maybe": 2, "play.y:no": 1, "play.y:yes": 3}


@pytest.mark.parametrize("other", ["x = choose(blue, [no, yes])", "x = chance(place)"])
def test_scripts_of_two_kinds_with_one_name_may_not_ask_under_one_name(other: str) -> None:
    extra = f"[event.storm]\ndo = 'x = choose(red, [yes, no])'\n[procedure.storm]\ndo = '{other}'\n"
    code, said, _ = refused("storm()\nplay(storm)", extra)
    assert code == "ambiguous-question"
    assert "`storm.x`" in said


def test_a_card_and_a_procedure_of_one_name_may_ask_for_different_locals() -> None:
    extra = (
        "[event.storm]\ndo = '''\nx = choose(red, [yes, no])\nk = 4 if x == yes else 5\n'''\n"
        "[procedure.storm]\ndo = '''\ny = choose(red, [no, yes])\nk = 6 if y == yes else 7\n'''\n"
    )
    game = game_of("storm()\nplay(storm)", extra)
    assert effects(game) == {"storm.y:no": 7, "storm.y:yes": 6}
    assert effects(game, skip=1) == {"storm.x:no": 5, "storm.x:yes": 4}


@pytest.mark.parametrize(
    ("note", "value", "fine"),
    [
        ("seat or none", "none", True),
        ("seat or none", "red", True),
        ("seat", "red", True),
        ("seat", "none", False),
        ("seat", "at", False),
        ("place or none", "at", True),
        ("range(2, 5)", "4", True),
        ("range(2, 5) or none", "2", False),
        ("(p for p in place if p == d4)", "d4", False),
    ],
)
def test_an_annotated_local_starts_as_its_range_allows_or_is_refused(
    note: str, value: str, fine: bool
) -> None:
    script = f"best: {note} = {value}\nx = choose(red, [yes, no])"
    if fine:
        test = f"\nk = 1 if best == {value} else 2"
        assert set(effects(game_of(script + test)).values()) == {1}
    else:
        assert refused(script)[2] == 1


def test_a_local_that_is_never_none_is_not_set_to_none() -> None:
    code, said, line = refused("best: seat = red\nbest = none")
    assert (code, line) == ("maybe-none", 2)
    assert "best: seat or none" in said


def test_a_derived_value_is_narrowed_by_a_test_until_the_state_changes() -> None:
    extra = "[derived.here]\nvalue = 'at'\n[register.men]\nof = 'place'\nrange = [0, 9]\n"
    script = "if here != none:\n    men[here] = 1"
    game_of(script, extra)
    code, _, line = refused("if here != none:\n    at = none\n    men[here] = 1", extra)
    assert (code, line) == ("maybe-none", 3)
    code, _, line = refused(
        "if here != none:\n    for p in place:\n        men[here] = 1\n        at = none", extra
    )
    assert (code, line) == ("maybe-none", 3)


def test_dice_are_dice_inside_chance_only() -> None:
    script = "at = d4\nfor p in (d4, d6):\n    men[p] += 1\nk = chance(d6)\nk += men[d6]"
    game = game_of(script, "[register.men]\nof = 'place'\nrange = [0, 9]\n")
    assert len(game.chance(game.new_game())) == 6
    code, said, line = refused("for i in d8:\n    k = i")
    assert (code, line) == ("unknown-name", 1)
    assert "chance(d8)" in said


def offered(game: Game, skip: int = 0) -> list[str]:
    """The answers open to a question, after `skip` answers, which both evaluators agree on."""
    plain = Game(game.rules, evaluator="interpreted")
    state = game.new_game()
    for _ in range(skip):
        game.apply(state, game.legal(state)[0])
    assert game.legal(state) == plain.legal(state)
    return [game.name(move) for move in game.legal(state)]


@pytest.mark.parametrize(
    ("language", "options", "given"),
    [
        # In the first language a seat may always choose none where a list ends so.
        (1, "(p for p in place if p == d4) or none", ["d4", "none"]),
        (1, "(p for p in place if p == d4 and k > 0) or none", ["none"]),
        (1, "(p for p in place if p == d4), decline=none", ["d4", "none"]),
        (1, "(p for p in place if p == d4)", ["d4"]),
        (2, "(p for p in place if p == d4) or none", ["d4"]),
        (2, "(p for p in place if p == d4 and k > 0) or none", ["none"]),
        (2, "place or none", ["c1", "d4", "d6"]),
        (2, "(p for p in place if p == d4), decline=none", ["d4", "none"]),
        (2, "(p for p in place if p == d4 and k > 0), decline=stay", ["stay"]),
        (2, "place, decline=stay", ["c1", "d4", "d6", "stay"]),
        (2, "[hold, march], decline=stay", ["hold", "march", "stay"]),
        (2, "(w for w in [hold, march] if w != march or k > 0)", ["hold"]),
        (2, "(w for w in [hold, march] if w != march or k == 0) or none", ["hold", "march"]),
    ],
)
def test_what_a_question_offers(language: int, options: str, given: list[str]) -> None:
    text = RULES.replace("SCRIPT", f"x = choose(red, {options})\nk = 4 if x == none else 5")
    text = text.replace("EXTRA", "").replace("[game]\n", f"[game]\nlanguage = {language}\n")
    game = Game(parse_rules(text))
    assert offered(game) == [f"play.x:{word}" for word in given]
    known = {name.partition(":")[2]: value for name, value in effects(game).items()}
    assert known == {word: 4 if word in ("none", "stay") else 5 for word in given}


def test_a_list_that_may_be_empty_without_a_filter_is_refused() -> None:
    extra = '[set.isle]\nmembers = [{ id = "near", to = ["far"] }, { id = "far", to = [] }]'
    code, said, line = refused("y = choose(red, isle)\nx = choose(red, y.to)", extra)
    assert (code, line) == ("maybe-empty", 2)
    assert "end it with `or none`" in said
    assert game_of("y = choose(red, isle)\nx = choose(red, y.to or none)", extra)
    assert game_of("y = choose(red, isle)\nx = choose(red, y.to, decline=stay)", extra)


@pytest.mark.parametrize(
    ("options", "given"),
    [
        ("(n for n in range(1, 5) if n > 2)", [3, 4]),
        ("(n for n in range(-2, 2) if n < k)", [-2, -1]),
        ("(n for n in range(k, k + 3) if n % 2 == 0)", [0, 2]),
    ],
)
def test_filtered_numbers_are_offered(options: str, given: list[int]) -> None:
    game = game_of(f"x = choose(red, {options})\nk = x + 3")
    assert effects(game) == {f"play.x:{n}": n + 3 for n in given}


def test_filtered_numbers_and_words_are_drawn() -> None:
    script = "x = chance((n for n in range(1, 9) if n % 3 == 0), weight=n)\nk = x"
    game = game_of(script)
    found = game.chance(game.new_game())
    assert [(game.name(move), weight) for move, weight in found] == [
        ("play.x:3", 3),
        ("play.x:6", 6),
    ]


@pytest.mark.parametrize("asked", ["choose(red, {})", "chance({})"])
@pytest.mark.parametrize(
    "options",
    ["(p for p in place if k > p.worth)", "(n for n in range(3) if n > 5 - k)", "range(k)"],
)
def test_a_promise_that_something_is_left_is_tested_by_play(
    asked: str, options: str, tmp_path: Path
) -> None:
    script = f"k = choose(red, range(2))\nx = {asked.format(options)}\nk = 3"
    path = tmp_path / "rules.toml"
    worth = RULES.replace('["d4", "d6", "c1"]', '[{ id = "d4", worth = 0 }]')
    path.write_text(worth.replace("SCRIPT", script).replace("EXTRA", ""), encoding="utf-8")
    for states in (0, 50):
        report = check(path, 0 if states else 12, states=states)
        (finding,) = (f for f in report.findings if f.severity == "error")
        assert finding.code == "empty-choice"
        assert finding.suggestion == "The way there: play.k:0."
        line = path.read_text(encoding="utf-8").splitlines()[finding.line - 1]
        assert line.startswith("x = ")


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
@pytest.mark.parametrize("asked", ["choose(red, {})", "chance({})"])
def test_a_playout_says_so_where_nothing_is_left(asked: str, evaluator: str) -> None:
    text = RULES.replace("EXTRA", "").replace(
        "SCRIPT", "x = " + asked.format("(n for n in range(3) if n > 5 - k)") + "\nk = 3"
    )
    game = Game(parse_rules(text), evaluator=evaluator)
    with pytest.raises(NoLegalMove, match=r"`play\.x` is asked and no answer is open"):
        game.playout(game.new_game(), lambda below: 0)


def test_a_table_says_so_where_nothing_is_left_to_draw() -> None:
    rules = game_of("x = chance((n for n in range(3) if n > 5 - k))\nk = 3").rules
    setup = GameSetup(rules, "standard", dict.fromkeys(rules.seats, "human"), 1)
    tried = attempt(Sitting.open(setup, lambda _: {}).step)
    assert tried.refused.startswith("The rules broke their own promise: chance is to draw")


def test_a_question_tells_values_its_subject_and_why_not() -> None:
    extra = '[register.level]\nof = "place"\nrange = [0, 9]\nstart = 2\n'
    script = (
        "level[d6] = 5\nat = c1\n"
        "for p in place:\n"
        "    x = choose(blue, (q for q in place if q != p and level[q] < 4) or none,\n"
        "        text='From {p} with {level[p] + 1} to?', about=p,\n"
        "        say=[(q != p, 'You are there.'),\n"
        "             (level[q] < 4, '{level[q]} is too much for {q}.')])\n"
        "    if x != none:\n"
        "        level[x] += 1\n"
        "act(red, text='{k} so far', about=at)"
    )
    game = game_of(script, extra + '[action.wait]\ndo = "pass"\n')
    state = game.new_game()
    pending = game.pending(state)
    assert (pending.text, pending.about) == ("From D4 with 3 to?", ("place", "d4"))
    assert (pending.subject, pending.question) == ("D4", "From D4 with 3 to?")

    def why(word: str) -> list[tuple[bool, str]]:
        found = game.explain(state, game.id(f"play.x:{word}"))
        return [(clause.held, clause.say) for clause in found.clauses]

    assert why("d4") == [(False, "You are there.")]
    assert why("d6") == [(False, "5 is too much for D6.")]
    assert why("c1") == [(True, "")]
    assert game.move(game.id("play.x:c1")).text == "From ... with ... to?"
    for _ in range(3):
        game.apply(state, game.legal(state)[0])
    last = game.pending(state)
    assert (last.kind, last.text, last.about, last.question) == (
        "act", "0 so far", ("place", "c1"), "C1: 0 so far",
    )  # fmt: skip


SHARED = """
[register.level]
of = "place"
range = [0, 9]
start = 2

[derived.may_go]
of = "place"
needs = [
  { id = "spot", when = "at != none", say = "There is nowhere to go from." },
  { id = "apart", when = "place != at and at != none", say = "You are at {at}." },
  { id = "room", when = "level[place] < 4", \
say = "{level[place]} is {'too much' if k == 0 else 'more'} for {place}." },
]
text = "One may go there."
"""


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_reasons_of_a_derived_value_stand_among_those_of_a_question(evaluator: str) -> None:
    by_name = "say=[(q != c1, 'Not C1.'), may_go[q], (k == 0, 'It is over.')]"
    in_full = (
        "say=[(q != c1, 'Not C1.'), (at != none, 'There is nowhere to go from.'),"
        " (q != at and at != none, 'You are at {at}.'),"
        " (level[q] < 4, \"{level[q]} is {'too much' if k == 0 else 'more'} for {q}.\"),"
        " (k == 0, 'It is over.')]"
    )
    script = (
        "for n in range(3):\n"
        "    at = choose(blue, place, decline=none)\n    level[d6] = choose(blue, range(10))\n"
        "    k = choose(blue, range(2))\n"
        "    x = choose(red, (q for q in place if q != c1 and may_go[q] and k == 0),\n"
        "        decline=none, SAY)"
    )
    told: list[list[object]] = []
    for say in (by_name, in_full):
        rules = RULES.replace("SCRIPT", script.replace("SAY", say)).replace("EXTRA", SHARED)
        game = Game(parse_rules(rules), evaluator=evaluator)
        lines: list[object] = []
        for at, level, k in itertools.product(("d4", "c1", "none"), (3, 4), (0, 1)):
            state = game.new_game()
            for move in (f"at:{at}", f"level:{level}", f"k:{k}"):
                game.apply(state, game.id(f"play.{move}"))
            for word in ("d4", "d6", "c1"):
                (clause,) = game.explain(state, game.id(f"play.x:{word}")).clauses
                lines.append((at, level, k, word, clause.held, clause.say))
        told.append(lines)
    assert told[0] == told[1]
    said = {str(line[-1]) for line in told[0] if isinstance(line, tuple)}
    assert said == {
        "", "Not C1.", "There is nowhere to go from.", "You are at D4.", "4 is too much for D6.",
        "4 is more for D6.", "It is over.",
    }  # fmt: skip


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_a_derived_value_holds_where_all_its_needs_do(evaluator: str) -> None:
    same = (
        '[derived.same]\nof = "place"\nvalue = "at != none and place != at and level[place] < 4"\n'
    )
    script = "at = choose(red, place, decline=none)\nlevel[d6] = choose(red, range(10))"
    rules = RULES.replace("SCRIPT", script).replace("EXTRA", SHARED + same)
    game = Game(parse_rules(rules), evaluator=evaluator)
    seen = set()
    for at, level in itertools.product(("d4", "d6", "none"), range(10)):
        state = game.new_game()
        game.apply(state, game.id(f"play.at:{at}"))
        game.apply(state, game.id(f"play.level:{level}"))
        for word in ("d4", "d6", "c1"):
            held = game.value(state, "may_go", word)
            assert held == game.value(state, "same", word)
            seen.add(held)
    assert seen == {True, False}


FOUR = '[set.spot]\nmembers = [{ id = "a", to = ["b"] }, { id = "b", to = ["a", "c"] }, '
FOUR += '{ id = "c", to = ["d"] }, { id = "d", to = [] }]\n'


def endings(game: Game) -> dict[tuple[str, ...], int]:
    """What `k` becomes by each line of answers, which both evaluators agree on."""
    plain = Game(game.rules, evaluator="interpreted")
    found: dict[tuple[str, ...], int] = {}
    todo: list[tuple[bytearray, tuple[str, ...]]] = [(game.new_game(), ())]
    while todo:
        state, line = todo.pop()
        if game.actor(state) == OVER:
            value = game.value(state, "k")
            assert isinstance(value, int)
            found[line] = value
            continue
        assert game.legal(state) == plain.legal(state)
        assert game.legal(state), line
        for move in game.legal(state):
            after, other = bytearray(state), bytearray(state)
            game.apply(after, move)
            plain.apply(other, move)
            assert after == other
            todo.append((after, (*line, game.name(move).partition(":")[2])))
    return found


@pytest.mark.parametrize(
    ("least", "most", "lines"),
    [
        (0, 2, {"done", "a done", "a b", "a c", "b done", "b c", "c done"}),
        (1, 2, {"a done", "a b", "a c", "b done", "b c", "c done"}),
        (2, 2, {"a b", "a c", "b c"}),
        (2, 3, {"a b done", "a b c", "a c done", "b c done"}),
        (3, 3, {"a b c"}),
    ],
)
def test_some_of_a_list_are_picked_in_order(least: int, most: int, lines: set[str]) -> None:
    script = (
        f"best = choose_some(red, (p for p in spot if p != d), most={most}, least={least})\n"
        "for p in best:\n    k += 1 if p == a else 2 if p == b else 4\n"
        "k = 9 if d in best or count(p for p in best if p != d) > 3 else k"
    )
    found = endings(game_of(script, FOUR))
    worth = {"a": 1, "b": 2, "c": 4, "done": 0}
    # Where all that is left is to say so, that is still said.
    assert {" ".join(line): value for line, value in found.items() if value < 9} == {
        " ".join(line): sum(worth[word] for word in line) for line in found
    }
    assert {" ".join(w for w in line).removesuffix(" done") for line in found} == {
        line.removesuffix(" done") for line in lines
    }


def test_fewer_than_are_to_be_picked_is_found_by_play(tmp_path: Path) -> None:
    script = "k = choose(red, range(2))\n"
    script += "best = choose_some(red, (p for p in spot if p == a or k > 0), most=3, least=2)"
    path = tmp_path / "rules.toml"
    path.write_text(RULES.replace("SCRIPT", script).replace("EXTRA", FOUR), encoding="utf-8")
    (finding,) = (f for f in check(path, 0, states=50).findings if f.severity == "error")
    assert (finding.code, finding.suggestion) == ("empty-choice", "The way there: play.k:0.")


def test_a_way_goes_on_until_it_is_declined() -> None:
    script = (
        "way = choose_way(red, a, (q for p in spot for q in p.to if q != c or k == 0), most=3,\n"
        "    text='From {way} on?')\n"
        "k = 1 if way == a else 2 if way == b else 3 if way == c else 4"
    )
    game = game_of(script, FOUR)
    assert endings(game) == {
        ("stay",): 1, ("b", "stay"): 2, ("b", "a", "stay"): 1, ("b", "a", "b"): 2,
        ("b", "c", "stay"): 3, ("b", "c", "d"): 4,
    }  # fmt: skip
    state = game.new_game()
    game.apply(state, game.id("play.way:b"))
    assert (game.pending(state).text, game.pending(state).about) == ("From B on?", ("spot", "b"))


SHOWING = """
[game]
name = "Race"
language = 2
seats = ["red", "blue"]

[register.won]
of = "seat"
range = [0, 9]

[derived.lead]
of = "seat"
value = "won[seat] - won[red]"
show = true

[procedure.play]
show = { turn = "Turn", total = "Running total", spot = "Where" }
do = '''
total: range(0, 10) = 0
spot: seat or none = none
for turn in range(1, 4):
    won[blue] += choose(blue, [MORE])
    total += 2
end()
'''
"""


@pytest.mark.parametrize("evaluator", ["compiled", "interpreted"])
def test_derived_values_and_locals_are_shown(evaluator: str) -> None:
    text = SHOWING.replace(
        "    won[blue] += choose(blue, [MORE])\n",
        "    x = choose(blue, range(2))\n    won[blue] += x\n",
    )
    game = Game(parse_rules(text), evaluator=evaluator)
    assert game.shows
    state, told = game.new_game(), []
    while game.actor(state) != OVER:
        shown = game.shown(game.observe(state, "red"))
        told.append([(each.title, each.words) for each in shown])
        game.apply(state, game.id("play.x:1"))
    assert told[1] == [
        ("Lead: Red", "0"), ("Lead: Blue", "1"), ("Turn", "2"), ("Running total", "2"),
        ("Where", "none"),
    ]  # fmt: skip
    assert [dict(row)["Turn"] for row in told] == ["1", "2", "3"]
    assert [dict(row)["Running total"] for row in told] == ["0", "2", "4"]
    turn = next(each for each in shown if each.name == "play.turn")
    assert (turn.low, turn.high) == (1, 3)
    assert [each.title for each in game.shown(state)] == ["Lead: Red", "Lead: Blue"]


def test_what_is_shown_must_be_a_local_and_open_to_all() -> None:
    secret = '[register.hand]\nof = "seat"\nrange = [0, 3]\nsee = "viewer == seat"\n'
    script = "'''\ntotal: range(0, 4) = hand[red]\nx = choose(red, range(2))\nend()\n'''"
    text = "[game]\nname = 'S'\nlanguage = 2\nseats = ['red', 'blue']\n" + secret
    text += "[procedure.play]\nshow = { total = 'Total' }\ndo = " + script
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    assert [f.code for f in caught.value.findings] == ["leak"]
    with pytest.raises(RulesError) as caught:
        parse_rules(text.replace("show = { total", "show = { totl").replace("hand[red]", "1"))
    (finding,) = (f for f in caught.value.findings if f.severity == "error")
    assert (finding.code, finding.offending) == ("unknown-name", "totl")


@pytest.mark.parametrize(
    ("loop", "code"),
    [
        ("for i in range(256):\n", None),
        ("for i in range(257):\n", None),
        ("for i in range(70000, 71000):\n", None),
        ("for i in range(r):\n", None),
        ("while falling(r):\n    r -= 1\n", None),
        ("for i in range(1001):\n", "too-large"),
        ("for i in range(70000):\n", "too-large"),
        ("while falling(r * 100):\n    r -= 1\n", "too-large"),
    ],
)
def test_a_long_loop_that_asks_has_one_finding_at_most_and_it_is_the_loop_s(
    loop: str, code: str | None
) -> None:
    text = (
        '[game]\nname = "X"\nseats = ["red"]\n[register.r]\nrange = [0, 900]\n'
        '[action.go]\ndo = "pass"\n[procedure.play]\n'
        f"do = '''\n{loop}    act(red)\nend()\n'''\n"
    )
    if code is None:
        assert parse_rules(text).scenarios
        return
    with pytest.raises(RulesError) as caught:
        parse_rules(text)
    assert [(f.code, f.line) for f in caught.value.findings] == [(code, 10)]
