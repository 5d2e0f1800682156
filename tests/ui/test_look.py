"""What the window shows of a game comes from its rules and their look, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import pygame
import pytest

from game.resources import asset
from game.rules import Rules, parse_rules
from game.rules.look import Look, Roles
from game.ui import fonts
from game.ui.screens.board_area import MapArea, RegisterArea
from tests.any_rules import own_rules
from tests.loaded import rules_of
from tests.ui.conftest import Driver
from tests.ui.test_any_rules import play

LOOK = asset("look.toml").read_text(encoding="utf-8")


def printed(monkeypatch: pytest.MonkeyPatch, folder: Path, rules: str, look: str) -> set[str]:
    """Every text that is drawn on the map of a game that begins."""
    said: set[str] = set()
    render = fonts.render

    def noting(text: str, *rest: Any, **more: Any) -> pygame.Surface:
        said.add(text)
        return render(text, *rest, **more)

    monkeypatch.setattr(fonts, "render", noting)
    driver = Driver(parse_rules(rules, only="first-watch", look=look), folder)
    driver.begin()
    assert isinstance(driver.table.area, MapArea)
    driver.picture()
    return said


def test_a_place_is_called_on_the_map_what_the_rules_call_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = printed(monkeypatch, tmp_path / "a", own_rules(), LOOK)
    assert "DARVOZ" in said
    renamed = own_rules().replace('name = "Darvoz"', 'name = "Qalai Khumb"')
    assert renamed != own_rules()
    said = printed(monkeypatch, tmp_path / "b", renamed, LOOK)
    assert "QALAI KHUMB" in said
    assert "DARVOZ" not in said


PARTS = ("seats", "counters", "badge", "accent", "marks", "tracks", "families")
ROLES = ("facts", "offer", "groups", "bonds", "broken", "card", "outcome", "wait", "quiet")


def without(rules: Rules, parts: Iterable[str]) -> Rules:
    """The rules with a look that leaves some parts out."""
    look, bare, none = rules.look, Look(), Roles()
    roles = {part: getattr(none, part) for part in parts if part in ROLES}
    left = {part: getattr(bare, part) for part in parts if part in PARTS}
    look = attrs.evolve(look, roles=attrs.evolve(look.roles, **roles), **left)
    return attrs.evolve(rules, look=look)


def test_every_part_of_a_look_may_be_left_out(tmp_path: Path, long_run: bool) -> None:
    rules, every = rules_of("rules"), (*PARTS, *ROLES)
    ways = [every, *([part] for part in every)] if long_run else [every, PARTS, ROLES]
    for n, parts in enumerate(ways):
        folder = tmp_path / str(n)
        play(without(rules, parts), folder, "full-equation" if n == 0 else "first-watch", n, 12)


def test_our_rules_without_their_look_are_played_on_a_sheet(tmp_path: Path) -> None:
    driver = Driver(parse_rules(own_rules(), only="first-watch"), tmp_path)
    driver.app.go("title")
    driver.begin()
    assert isinstance(driver.table.area, RegisterArea)
    assert driver.client.places == ()
    assert driver.picture()


def test_a_look_with_nothing_but_places_shows_the_map_with_names_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    look = 'version = 1\ngeography = "map"\n[table]\nplaces = "space"\n'
    said = printed(monkeypatch, tmp_path, own_rules(), look)
    assert {"DARVOZ", "Pamir"} <= said
