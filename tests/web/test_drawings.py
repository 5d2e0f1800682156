"""What the server draws for pages: the ground of a map, its relief, the sheet of icons."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from game.resources import asset
from game.serve.icon_sheet import icon_sheet
from game.serve.map_svg import RELIEF, map_relief, map_svg
from tests.loaded import SHELF, compiled, rules_of

SVG = "{http://www.w3.org/2000/svg}"
SCENARIOS = [info.id for info in rules_of("rules").scenarios]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_each_place_in_play_is_on_the_ground_where_its_badge_stands(scenario: str) -> None:
    """Every place has its outline and a point in the picture; no other has one."""
    game = compiled("rules", scenario)
    root = ElementTree.fromstring(map_svg(game))
    _, _, wide, high = map(float, root.attrib["viewBox"].split())
    found = {p.attrib["data-place"]: p for p in root.iter(f"{SVG}path") if "data-place" in p.attrib}
    assert found.keys() == set(game.members(game.rules.look.roles.places))
    for path in found.values():
        x, y = float(path.attrib["data-x"]), float(path.attrib["data-y"])
        assert 0 < x < wide
        assert 0 < y < high
        corners = [float(n) for n in re.findall(r"-?[\d.]+", path.attrib["d"])]
        assert min(corners[::2]) <= x <= max(corners[::2])
        assert min(corners[1::2]) <= y <= max(corners[1::2])


def test_the_ground_keeps_to_the_policy_of_the_pages() -> None:
    """No style, no script, no address but that of the relief, which is a picture."""
    game = compiled("rules", SCENARIOS[0])
    text = map_svg(game)
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", text)
    assert re.findall(r'href="([^"]+)"', text) == [RELIEF]
    assert map_relief(game).startswith(b"\xff\xd8")


@pytest.mark.parametrize("name", sorted(SHELF))
def test_a_game_without_a_map_has_no_ground(name: str) -> None:
    """Nothing is drawn of it, and nothing fails."""
    info = rules_of(name).scenarios[0]
    game = compiled(name, info.id)
    assert map_svg(game) == ""
    assert map_relief(game) == b""


def test_every_icon_is_in_the_sheet() -> None:
    """One symbol each, by the name of its file, with something in it."""
    symbols = list(ElementTree.fromstring(icon_sheet()).iter(f"{SVG}symbol"))
    names = {f"icon-{path.stem}" for path in asset("icons").glob("*.svg")}
    assert len(symbols) == len(names)
    assert {each.attrib["id"] for each in symbols} == names
    assert all(len(each) for each in symbols)
