"""What the loader lets pass and still tells: names that nothing uses."""

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
