"""The facilitator's guide: made from texts and a rehearsal, and nothing of it is left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.paper.folder import write_paper
from game.paper.guide import Guide, guide
from game.paper.pages import Pages, Paper
from game.paper.rehearsal import Rehearsal, programme, rehearse
from game.resources import asset
from game.rules import load_criteria
from game.table import GameSetup
from tests.loaded import compiled, rules_of


def setup(name: str = "rules", scenario: str = "first-watch") -> GameSetup:
    """A game with a bot in each seat."""
    game = compiled(name, scenario)
    return GameSetup(rules_of(name), scenario, dict.fromkeys(game.seats, "bot:doctrine"), 5)


@cache
def rehearsed() -> Rehearsal:
    return rehearse(setup(), 6)


@cache
def made() -> Guide:
    game = compiled("rules", "first-watch")
    return guide(game, game.unstarted(), rehearsed())


def test_all_that_a_scenario_says_to_people_is_in_its_guide() -> None:
    game, found = compiled("rules", "first-watch"), made()
    info = game.scenario
    page = Pages(game, Paper("a4")).guide(found)
    assert found.questions == info.questions
    assert [seat.seat for seat in found.seats] == [*game.seats]
    assert {p.lines[0] for s in found.seats for p in s.brief} == {
        words for brief in info.briefs.values() for words in brief.values()
    }
    assert [text for text, _ in found.facts] == [fact["text"] for fact in info.facts]
    assert info.text in found.say
    assert all(track.name in page for track in found.tracks)


def test_what_is_watched_has_a_mean_for_each_round_and_alarms_are_told() -> None:
    game, found = compiled("rules", "first-watch"), made()
    by_name = {track.name: track for track in found.tracks}
    contagion = by_name["Contagion"]
    assert len(contagion.means) == game.scenario.rounds
    # Three, two, one before its end of 7, and there.
    assert "4, 5, 6 and 7" in contagion.alarm
    assert found.ends
    assert all(name for name, _ in found.ends)


def test_secrets_are_told_to_whoever_leads() -> None:
    game, found = compiled("rules", "first-watch"), made()
    hidden = {
        str(game.describe("register", s.name)["name"])
        for s in game.registers.values()
        if not s.public and not s.constant and game.describe("register", s.name).get("text")
    }
    assert hidden <= {secret.name for secret in found.secrets}


@given(st.integers(0, 12), st.integers(0, 20_000), st.floats(0.5, 400))
def test_the_parts_of_a_session_follow_each_other(rounds: int, said: int, minutes: float) -> None:
    played = Rehearsal(1, minutes, 3.0, minutes, {}, {}, {}, (), ())
    parts = programme(played, rounds, said)
    at = 0
    for part in parts:
        assert part.begins == at
        assert part.minutes > 0
        at += part.minutes
    assert len(parts) == 3 + max(1, rounds)


@pytest.mark.parametrize("games", [0, 2])
def test_a_folder_lists_each_of_its_pages(tmp_path: Path, games: int) -> None:
    criteria = load_criteria(asset("balance.toml")) if games else None
    index, *others = write_paper(setup(), tmp_path / "out", Paper("letter"), games, criteria)
    text = index.read_text(encoding="utf-8")
    assert all(f'href="{path.name}"' in text for path in others)
    assert ("guide.html" in text) is bool(games)
    # The designer's measures are no tracks.
    assert (
        "__"
        not in (tmp_path / "out" / "tracks.html").read_text(encoding="utf-8").split("</style>")[1]
    )
