"""What the loader lets pass and still tells: what nothing uses, and what can never be done."""

from pathlib import Path

import pytest

from game.rules import load_rules, parse_rules

HERE = Path(__file__).parent
BASE = (HERE / "base.toml").read_text()
USED = {
    "number": ("[number.spare]\nvalue = 1\n", "troops[ford] = spare"),
    "register": ('[register.spare]\nrange = "bool"\n', "spare = true"),
    "derived": ('[derived.spare]\nvalue = "1"\n', "troops[ford] = spare"),
    "procedure": ('[procedure.spare]\ndo = "pass"\n', "spare()"),
    "set": ('[set.spare]\nmembers = ["one", "two"]\n', "troops[ford] = count(spare)"),
}


def warnings(text: str) -> list[tuple[str, int]]:
    return [(w.offending, w.line) for w in parse_rules(text).warnings]


def test_the_base_and_the_game_have_none() -> None:
    assert warnings(BASE) == []
    assert load_rules(HERE.parents[1] / "rules.toml").warnings == ()


@pytest.mark.parametrize("kind", USED)
def test_what_nothing_uses_is_told(kind: str) -> None:
    declared, use = USED[kind]
    line = BASE.count("\n") + 2
    assert warnings(f"{BASE}\n{declared}") == [("spare", line)]
    assert warnings(f"{BASE}\n{declared}".replace("\nend()\n", f"\n{use}\nend()\n")) == []


@pytest.mark.parametrize("kind", USED)
def test_what_a_dropped_branch_uses_is_used(kind: str) -> None:
    declared, use = USED[kind]
    dropped = f"\nif limit > 99:\n    {use}\nend()\n"
    assert warnings(f"{BASE}\n{declared}".replace("\nend()\n", dropped)) == []


def test_what_a_condition_never_comes_to_is_used() -> None:
    text = f"{BASE}\n[register.spare]\nrange = [0, 3]\n"
    text = text.replace(
        "if probe[mill] >= 0 and", "if probe[mill] >= 0 or limit > 0 or spare > 1 and"
    )
    assert warnings(text) == []


def test_a_derived_value_with_a_name_is_shown_to_people() -> None:
    assert warnings(f'{BASE}\n[derived.spare]\nname = "Spare"\nvalue = "1"\n') == []


@pytest.mark.parametrize(
    "use",
    [
        '[register.left]\nof = "spare"\nrange = "bool"\n',
        '[register.left]\nrange = "spare or none"\n',
        '[derived.left]\nof = "spare"\nname = "Left"\nvalue = "1"\n',
        '[derived.left]\nname = "Left"\nvalue = "1 if one < two else 0"\n',
        '[action.left]\nchoose = { s = "spare" }\n',
        '[procedure.left]\nparams = { s = "spare" }\ndo = "pass"\n',
        '[set.kind]\nmembers = [{ id = "round", of_spare = "two" }]\n',
        '[set.some]\nof = "spare"\nmembers = ["one"]\n',
    ],
)
def test_a_set_is_used_wherever_it_or_a_member_is_named(use: str) -> None:
    text = f'{BASE}\n[set.spare]\nmembers = ["one", "two"]\n\n{use}'
    assert "spare" not in [word for word, _ in warnings(text)]


def test_a_subset_is_used_by_its_own_name_alone() -> None:
    assert [w for w, _ in warnings(f'{BASE}\n[set.dry]\nof = "place"\nmembers = ["hill"]\n')] == [
        "dry"
    ]


OTHER = '\n[scenario.long]\nname = "Long"\n'
STORM = """
[action.storm]
seats = "all"
choose = { place = "place" }
needs = [
  { id = "open", when = "not place.steep", say = "Too steep." },
  { id = "many", when = "WHEN", say = "Too few." },
]
cost = { purse = "COST" }
do = "pass"
text = "Take a place."
"""


def never(text: str) -> list[str]:
    return [w.message for w in parse_rules(text).warnings if w.code == "never"]


@pytest.mark.parametrize(
    ("when", "cost", "why"),
    [
        ("troops[place] >= 7", "1", "need `many`"),
        ("place.worth > 2", "1", "need `many`"),
        ("place.steep", "1", "needs `open` and `many` together"),
        ("true", "10", "its cost in `purse`"),
        ("troops[place] >= 6", "9", ""),
        ("limit > 2 or place.worth > 2", "1", ""),
    ],
)
def test_an_action_that_can_never_be_taken_is_told_with_the_reason(
    when: str, cost: str, why: str
) -> None:
    text = BASE.replace('["march", "wait"]', '["march", "wait", "storm"]') + OTHER
    found = never(text + STORM.replace("WHEN", when).replace("COST", cost))
    assert found == ([f"`storm` can never be taken, because of {why}."] if why else [])


@pytest.mark.parametrize(
    ("kept", "left", "name"),
    [
        ('["march", "wait"]', '["march"]', "wait"),
        ('side = ["north", "south"]', 'side = ["south"]', "north"),
        ('event = ["storm", "sun"]', 'event = ["storm"]', "sun"),
    ],
)
def test_what_every_scenario_leaves_out_is_told(kept: str, left: str, name: str) -> None:
    def spare(text: str) -> list[str]:
        found = parse_rules(text).warnings
        return [w.offending for w in found if w.message == f"no scenario plays `{name}`."]

    assert BASE.count(kept) >= 1
    assert spare(BASE) == []
    text = left.join(BASE.rsplit(kept, 1))
    assert spare(text) == [name]
    other = f'{text}\n[scenario.other]\nname = "Other"\ntext = "Another."\nlike = "short"\n'
    assert spare(other) == [name]
    listed = f"actions = {kept}" if kept.startswith("[") else f"only = {{ {kept} }}"
    assert spare(f"{other}{listed}\n") == []


def test_what_a_scenario_does_not_play_says_nothing_of_an_action() -> None:
    storm = STORM.replace("WHEN", "limit > 2").replace("COST", "1")
    assert never(BASE + storm) == []
    assert never(BASE.replace('["march", "wait"]', '["march", "wait", "storm"]') + storm)


def test_a_question_that_one_scenario_leaves_out_may_be_answered() -> None:
    asked = "if limit > 2:\n    taken = choose(red, place)\n    troops[taken] += 1\nend()"
    text = BASE.replace("\nend()\n", f"\n{asked}\n")
    row = (
        '[[doctrine.red]]\nid = "take"\nanswer = "play.taken"\nbest = "option.worth"\nsay = "So."\n'
    )
    assert never(f"{text}\n{row}") == []
    assert never(f"{text}\n{row}{OTHER}") == []
