"""The checker in the ways to play that nobody plays by default."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.check.checker import Report, check
from game.check.option_coverage import play_ways, ways_of, words_of
from game.check.summary import report_lines
from game.rules import OptionInfo, ValueInfo, parse_rules
from tests.check.test_checker import CHAIRS
from tests.game.adjudication import RULES

STEPS = (Path(__file__).parents[1] / "rulesets" / "steps.toml").read_text(encoding="utf-8")


def checked(text: str, folder: Path, games: int = 20) -> Report:
    path = folder / "steps.toml"
    path.write_text(text, encoding="utf-8")
    return check(path, games)


def option(name: str, count: int, default: int) -> OptionInfo:
    values = tuple(ValueInfo(f"{name}{n}", "", "") for n in range(count))
    return OptionInfo(name, "", "", "", values, values[default].id)


@pytest.mark.parametrize("counts", [(), (2,), (2, 3), (4, 2, 3)])
def test_few_ways_show_every_value_that_is_no_default(counts: tuple[int, ...]) -> None:
    options = [option(chr(97 + i), count, i % count) for i, count in enumerate(counts)]
    ways = ways_of(options)
    assert len(ways) == max((count - 1 for count in counts), default=0)
    shown = [pair for way in ways for pair in way]
    wanted = {(o.id, v.id) for o in options for v in o.values if v.id != o.default}
    assert set(shown) == wanted
    assert len(shown) == len(wanted)
    assert all(len(dict(way)) == len(way) for way in ways)


def test_each_way_is_played_and_told(tmp_path: Path) -> None:
    report = checked(STEPS, tmp_path, 60)
    assert report.ok
    rows = report.as_json()["stages"]["options"]
    played = {(row["scenario"], *row["options"].values()): row["games"] for row in rows}
    assert played == {
        ("whole", "short", "springs"): 4,
        ("whole", "long"): 4,
        ("brief", "springs"): 4,
    }
    assert all(not row["failures"] for row in rows)
    assert any("with length=short,legs=springs" in line for line in report_lines(report))


def test_games_are_dealt_round_the_scenarios() -> None:
    text = STEPS.replace('options = ["legs"]\nnumbers = { turns = 1 }\n', "")
    stages = play_ways(parse_rules(text), 100, lambda done, total: None).stages
    assert sum(stage.games for way, stage in stages if ("length", "long") in way) == 7
    assert {stage.scenario for _, stage in stages} == {"whole", "brief"}


def test_a_value_that_cannot_be_compiled_is_blamed_alone(tmp_path: Path) -> None:
    text = STEPS.replace("range = [0, 20]", 'range = [0, 20]\nstart = "0 if stride < 3 else 21"')
    report = checked(text, tmp_path)
    assert not report.ok
    said = {(f.message.partition("(")[2], f.line) for f in report.findings}
    line = text[: text.index("start =")].count("\n") + 1
    assert said == {(f"scenario {s} with legs=springs).", line) for s in ("whole", "brief")}


def test_values_that_quarrel_are_blamed_together(tmp_path: Path) -> None:
    start = 'start = "21 if stride > 1 and turns == 1 else 0"'
    text = STEPS.replace("range = [0, 20]", f"range = [0, 20]\n{start}").replace(
        "numbers = { turns = 1 }\n", ""
    )
    report = checked(text, tmp_path)
    assert [f.message.partition("(")[2] for f in report.findings] == [
        "scenario whole with length=short,legs=springs)."
    ]


def test_a_promise_that_a_value_breaks_is_told_with_it(tmp_path: Path) -> None:
    text = (
        STEPS
        + """
[[invariant]]
id = "near"
always = "steps[red] <= 8"
text = "Nobody goes far."
"""
    )
    far = text.replace("stride = 3 }", "stride = 9 }")
    report = checked(far, tmp_path, 200)
    broken = [f.message for f in report.findings]
    assert broken
    assert all(
        "`near` does not hold" in message and "legs=springs" in message for message in broken
    )
    assert "the engine" not in " ".join(broken)
    assert checked(text, tmp_path, 0).ok


def test_no_games_are_played_where_none_are_asked_for(tmp_path: Path) -> None:
    report = checked(STEPS, tmp_path, 0)
    assert report.as_json()["stages"]["options"] == []


def test_the_ways_of_the_game_are_few() -> None:
    for info in parse_rules(RULES.read_text(encoding="utf-8"), only="first-watch").scenarios:
        assert 1 <= len(ways_of(info.options)) <= 2
        assert words_of(ways_of(info.options)[0])


def test_games_with_options_are_dealt_round_the_seatings() -> None:
    text = CHAIRS.replace("CLAIM", "claim", 1).replace("CLAIM", "score[red] <= step")
    text = text.replace("score[actor] += 1", "score[actor] += step")
    text = text.replace(
        'optional = ["green", "grey"]', 'optional = ["green", "grey"]\noptions = ["big"]'
    )
    option = """
[number.step]
value = 1
text = "Points."

[option.big]
name = "Big"
text = "How many points."
values = [
  { id = "small", name = "Small", text = "One." },
  { id = "large", name = "Large", text = "Two.", numbers = { step = 2 } },
]
why = "Points are cheap."
"""
    rules = parse_rules(text + option)
    ways = play_ways(rules, 60, lambda done, total: None)
    ((_, stage),) = ways.stages
    assert stage.seatings == dict.fromkeys([(), ("green", "grey"), ("green",), ("grey",)], 1)
    assert ways.failures == []
    assert [cover.traced_games for cover in ways.covers] == [1]
