"""The map: its data, projection, hit test, look, and the caching of its layers."""

import ast
import json
import os
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from game.drawing.geography import MapDataError, Projection, fit, load_geography
from game.resources import asset
from game.ui import fonts
from game.ui.map.counters import CounterPicture, SpacePicture, counter, token
from game.ui.map.mapview import Click, Hover, MapView, ViewMoved
from game.ui.map.scene import Scene
from game.ui.map.terrain import Terrain
from game.ui.map.tiles import Tiles
from game.ui.scenes import scene_of
from tests.loaded import rules_of
from tests.randomised import examples

PART = ("sho", "drv", "shg", "klb", "sbz", "dmy", "sik", "fzb")
GEO = load_geography(asset("map"))
DATA = json.loads(asset("map", "spaces.json").read_text(encoding="utf-8"))["spaces"]
ALL = tuple(GEO.spaces)


def scene() -> Scene:
    found = scene_of(rules_of("rules"))
    assert found is not None
    return found


SCENE = scene()
LOOK = SCENE.look


def full_pictures(spaces: tuple[str, ...]) -> list[SpacePicture]:
    """As many counters as a space can ever carry."""
    north = ("national", "allied", "links", "ground_shadow", "pressure", "workers")
    south = ("umbrella_shadow", "links", "garrison", "pressure")
    return [
        SpacePicture(
            i,
            tuple(CounterPicture(k, 2) for k in (south if GEO.spaces[i].family == "AF" else north)),
            -3,
            ("network",),
        )
        for i in spaces
    ]


@pytest.fixture(scope="module")
def view() -> MapView:
    made = MapView(pygame.Rect(0, 60, 960, 600), SCENE)
    made.set_in_play(PART)
    made.fit()
    made.set_pictures(full_pictures(PART))
    made.settle()
    return made


@pytest.fixture(scope="module")
def terrain() -> Terrain:
    return Terrain(GEO, LOOK, frozenset(PART))


def screen() -> pygame.Surface:
    return pygame.Surface((960, 660), 0, 32)


def key(code: int, mod: int = 0) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode="")


def mouse(kind: int, pos: tuple[int, int], **more: Any) -> pygame.event.Event:
    return pygame.event.Event(kind, pos=pos, **more)


def test_all_spaces_are_there_and_neighbours_agree() -> None:
    assert len(GEO.spaces) == 22
    near = {s["id"]: {n["id"] for n in s["neighbours"] if n["space"]} for s in DATA}
    facing = {s["id"]: set(s["facing"]) for s in DATA}
    for told in (near, facing):
        for space, others in told.items():
            for other in others:
                assert space in told[other]


@pytest.mark.parametrize("space", DATA, ids=lambda s: str(s["id"]))
def test_the_middle_of_a_space_is_in_it(space: dict[str, Any]) -> None:
    box = space["box"]
    assert GEO.space_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == space["id"]


@given(st.floats(-430, 530), st.floats(-270, 260))
@examples(300)
def test_hit_test_agrees_with_plain_ray_casting(x: float, y: float) -> None:
    def holds(rings: tuple[tuple[tuple[float, float], ...], ...]) -> bool:
        inside = False
        for ring in rings:
            for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
                if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                    inside = not inside
        return inside

    expected = [s.id for s in GEO.spaces.values() if holds(s.rings)]
    assert GEO.space_at(x, y) == (expected[0] if expected else None)


@given(
    st.floats(0.5, 9), st.floats(-400, 500), st.floats(-250, 250), st.floats(-500, 500),
    st.floats(-300, 300),
)  # fmt: skip
def test_projection_round_trip(scale: float, cx: float, cy: float, x: float, y: float) -> None:
    there = Projection(scale, (cx, cy), (1920, 1080))
    back = there.to_plane(there.to_screen((x, y)))
    assert back == pytest.approx((x, y), abs=1e-6)


@given(st.floats(0.5, 9), st.floats(0.5, 9), st.integers(0, 1920), st.integers(0, 1080))
def test_zoom_keeps_the_place_under_the_pointer(a: float, b: float, x: int, y: int) -> None:
    view = Projection(a, (70.0, 0.0), (1920, 1080))
    before = view.to_plane((x, y))
    assert view.zoomed(b, (x, y)).to_plane((x, y)) == pytest.approx(before, abs=1e-6)


def test_fit_shows_the_whole_box() -> None:
    shown = fit((0, 0, 100, 50), (400, 400), 20)
    assert shown.to_screen((0, 50)) == pytest.approx((20, 110))
    assert shown.to_screen((100, 0)) == pytest.approx((380, 290))


@pytest.mark.parametrize(
    ("size", "spaces"),
    [((986, 716), PART), ((1440, 1028), PART), ((986, 716), ALL), ((1440, 1028), ALL)],
)
def test_pieces_of_no_two_spaces_overlap(size: tuple[int, int], spaces: tuple[str, ...]) -> None:
    made = MapView(pygame.Rect((0, 0), size), SCENE)
    made.set_in_play(spaces)
    made.set_pictures(full_pictures(spaces))
    made.fit()
    made.arrange()
    plates = {i: r for i, r in made.plates().items() if i in spaces}
    for i, rect in plates.items():
        assert made.rect.contains(rect), i
        others = [o for o, r in plates.items() if o != i and r.inflate(-4, -4).colliderect(rect)]
        assert not others, (i, others)


@pytest.mark.parametrize("space", sorted(GEO.spaces))
def test_every_space_has_room_at_the_closest_zoom(space: str) -> None:
    made = MapView(pygame.Rect(0, 0, 1000, 700), SCENE)
    made.set_pictures(full_pictures((space,)))
    made.fit([space])
    made.arrange()
    plate = made.plates()[space]
    assert made.rect.contains(plate)
    assert made.geography.space_at(*made.projection.to_plane(plate.center)) == space


def test_drawing_twice_gives_the_same_bytes_and_bakes_nothing(view: MapView) -> None:
    first, second = screen(), screen()
    view.draw(first)
    bakes = view.bakes
    view.draw(second)
    while view.tick(10_000):
        pass
    third = screen()
    view.draw(third)
    assert first.get_buffer().raw == second.get_buffer().raw == third.get_buffer().raw
    assert view.bakes == bakes


def test_it_draws_only_inside_its_rectangle(view: MapView) -> None:
    surface = screen()
    surface.fill((1, 2, 3))
    view.draw(surface)
    assert {tuple(surface.get_at((x, y)))[:3] for x in range(0, 960, 7) for y in range(60)} == {
        (1, 2, 3)
    }
    assert tuple(surface.get_at((5, 70)))[:3] != (1, 2, 3)


def test_click_hover_and_drag_come_from_events_alone(view: MapView) -> None:
    view.fit()
    at = view.place_of("drv")
    assert view.handle(mouse(pygame.MOUSEMOTION, at, rel=(0, 0), buttons=(0, 0, 0))) == [
        Hover("drv")
    ]
    view.handle(mouse(pygame.MOUSEBUTTONDOWN, at, button=1))
    assert view.handle(mouse(pygame.MOUSEBUTTONUP, at, button=1)) == [Click("drv", 1)]
    view.zoom(2.0)
    before = view.projection.centre
    view.handle(mouse(pygame.MOUSEBUTTONDOWN, (480, 300), button=1))
    moved = view.handle(mouse(pygame.MOUSEMOTION, (440, 300), rel=(-40, 0), buttons=(1, 0, 0)))
    assert moved == [ViewMoved()]
    assert view.handle(mouse(pygame.MOUSEBUTTONUP, (440, 300), button=1)) == []
    assert view.projection.centre[0] - before[0] == pytest.approx(40 / view.projection.scale)
    view.fit()
    view.settle()


def test_a_space_out_of_play_is_not_hit(view: MapView) -> None:
    view.fit()
    x, y = view.place_of("vru")
    assert view.space_at((x, y)) is None


def test_keyboard_pans_zooms_cycles_and_chooses(view: MapView) -> None:
    view.fit()
    assert view.zoom(1.25) == [ViewMoved()]
    assert view.handle(key(pygame.K_LEFT)) == [ViewMoved()]
    seen = set()
    for _ in PART:
        (intent,) = view.handle(key(pygame.K_TAB))
        assert isinstance(intent, Hover)
        seen.add(intent.space)
    assert seen == set(PART)
    assert view.handle(key(pygame.K_RETURN)) == [Click(view.focused)]
    view.handle(key(pygame.K_HOME))
    view.settle()


def test_zoom_is_baked_in_steps_after_a_rest(view: MapView) -> None:
    view.fit()
    view.settle()
    before = view.bakes
    view.tick(20_000)
    view.zoom(1.3)
    view.draw(screen())
    assert view.tick(20_010)
    assert view.bakes == before
    while view.tick(21_000):
        view.draw(screen())
    assert view.bakes == before + 1
    view.damage()
    assert not view.tick(30_000)
    assert not view.damage()


def one_by_one(view: MapView) -> None:
    """Let the view do its work in frames, as a window does."""
    view.tick(100_000)
    while view.tick(100_200):
        pass


@given(
    hovers=st.lists(st.sampled_from([*PART, None]), min_size=1, max_size=4),
    focus=st.sampled_from([*PART, None]),
    chosen=st.sampled_from(PART),
    dimmed=st.sets(st.sampled_from(PART)),
)
@examples(12)
def test_drawing_the_damage_is_drawing_all(
    view: MapView, hovers: list[str | None], focus: str | None, chosen: str, dimmed: set[str]
) -> None:
    view.fit()
    view.settle()
    kept = screen()
    view.draw(kept)
    view.damage()
    plain = full_pictures(PART)
    marked = [
        attrs.evolve(p, highlight="selected" if p.id == chosen else "dimmed")
        if p.id == chosen or p.id in dimmed
        else p
        for p in plain
    ]
    for hover in hovers:
        view.point_at(hover, focus)
        view.set_pictures(marked)
        more = True
        while more:
            more = view.tick(40_000)
            for rect in view.damage():
                kept.set_clip(rect)
                view.draw(kept)
    kept.set_clip(None)
    whole = screen()
    view.draw(whole)
    view.set_pictures(plain)
    view.point_at(None, None)
    assert kept.get_buffer().raw == whole.get_buffer().raw


@given(st.lists(st.tuples(st.integers(-300, 300), st.integers(-200, 200)), max_size=4))
@examples(6)
def test_the_ground_is_the_same_whatever_was_seen_before(way: list[tuple[int, int]]) -> None:
    made = MapView(pygame.Rect(0, 0, 480, 320), SCENE)
    made.set_in_play(PART)
    for dx, dy in way:
        made.pan(dx, dy)
        made.tick(10_000)
    one_by_one(made)
    fresh = MapView(pygame.Rect(0, 0, 480, 320), SCENE)
    fresh.set_in_play(PART)
    fresh.projection = made.projection
    fresh.settle()
    pictures = [pygame.Surface((480, 320), 0, 32) for _ in range(2)]
    for shown, picture in zip((made, fresh), pictures, strict=True):
        shown.draw(picture)
    assert pictures[0].get_buffer().raw == pictures[1].get_buffer().raw


@given(
    before=st.lists(st.sets(st.sampled_from(PART)), min_size=1, max_size=2),
    now=st.sets(st.sampled_from(PART)),
)
@examples(6)
def test_what_stood_before_does_not_show_once_somebody_else_looks(
    before: list[set[str]], now: set[str]
) -> None:
    """Else a missing name would tell of a piece that only the seat before could see."""

    def seen(eyes: list[set[str]]) -> bytes:
        made = MapView(pygame.Rect(0, 0, 640, 480), SCENE)
        made.set_in_play(PART)
        made.fit()
        for spaces in eyes:
            made.set_pictures(full_pictures(tuple(sorted(spaces))))
            made.name_anew()
            made.settle()
        made.touch()
        picture = pygame.Surface((640, 480), 0, 32)
        made.draw(picture)
        return picture.get_buffer().raw

    assert seen([*before, now]) == seen([now])


def test_look_names_all_pieces_and_their_differences() -> None:
    assert set(LOOK.seats) == {"umbrella", "coordination", "ground", "dushanbe", "beijing"}
    pieces = [c for c in LOOK.counters.values() if not c.shadow]
    assert {c.id for c in pieces} >= {
        "national",
        "allied",
        "links",
        "garrison",
        "pressure",
        "workers",
    }
    assert len({c.silhouette for c in pieces}) == len({c.letter for c in pieces}) == len(pieces)
    assert len({s.silhouette for s in LOOK.badge.states}) == 3
    assert [LOOK.state(b).id for b in (-6, -1, 0, 1, 2, 10)] == [
        "failing", "failing", "brittle", "brittle", "holds", "holds",
    ]  # fmt: skip
    icons = [mark.icon for mark in LOOK.marks.values()]
    icons += [track.icon for track in LOOK.tracks]
    icons += [seat.icon for seat in LOOK.seats.values()]
    for icon in icons:
        assert asset("icons", f"{icon}.svg").is_file(), icon


def test_pieces_differ_in_grey() -> None:
    def grey(kind: str) -> bytes:
        drawn = counter(LOOK.counters[kind], 1, 30)
        plain = attrs.evolve(LOOK.counters[kind], colour=(128, 128, 128), ink=(0, 0, 0))
        assert drawn.get_size() == (30, 30)
        return bytes(pygame.image.tobytes(counter(plain, 1, 30), "RGBA"))

    assert len({grey(k) for k in LOOK.counters}) == len(LOOK.counters)


def test_missing_map_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(MapDataError, match=r"spaces\.json"):
        load_geography(tmp_path)
    (tmp_path / "spaces.json").write_text("[]")
    (tmp_path / "backdrop.json").write_text("{}")
    (tmp_path / "hillshade.json").write_text("{}")
    with pytest.raises(MapDataError, match="damaged"):
        load_geography(tmp_path)


@pytest.mark.parametrize("text", ["Қӯрғонтеппа", "→ ↑ ≥ −3", "Darwaz–Maimai", "ӢӮҶҲҚҒ"])
def test_every_glyph_is_found_in_one_font_or_the_other(text: str) -> None:
    main, other = fonts.font("regular", 20), fonts._fallback("regular", 20)
    for char in text.replace(" ", ""):
        found = [face.metrics(char)[0] is not None for face in (main, other)]
        assert any(found), char
    drawn = fonts.render(text, 20, halo=(0, 0, 0))
    assert drawn.get_width() == fonts.measure(text, 20)[0] + 4
    assert fonts.render(text, 20, halo=(0, 0, 0)) is drawn


def test_tokens_are_shared() -> None:
    assert token("shield", 24, (1, 2, 3)) is token("shield", 24, (1, 2, 3))


def test_the_map_knows_no_rules() -> None:
    for source in (Path(__file__).parents[3] / "game" / "ui" / "map").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                if name.startswith("game."):
                    assert name.startswith(
                        (
                            "game.drawing",
                            "game.ui",
                            "game.resources",
                            "game.catalogue",
                            "game.rules.look",
                        )
                    ), (
                        source.name,
                        name,
                    )


def test_the_relief_made_again_is_the_same(terrain: Terrain) -> None:
    again = Terrain(GEO, LOOK, frozenset(PART))
    assert again.surface.get_buffer().raw == terrain.surface.get_buffer().raw


@given(
    scale=st.floats(0.9, 9),
    area=st.builds(
        pygame.Rect, st.integers(-400, 9500), st.integers(-400, 6000), st.integers(1, 2000),
        st.integers(1, 1200),
    ),
)  # fmt: skip
@examples(60)
def test_tiles_cover_the_map_without_gaps(
    terrain: Terrain, scale: float, area: pygame.Rect
) -> None:
    tiles = Tiles(GEO, LOOK, terrain, frozenset(), scale, (), 1.0)
    cells = tiles.cells(tiles.area)
    assert sum(r.width * r.height for r in map(tiles.rect, cells)) == (
        tiles.area.width * tiles.area.height
    )
    assert set(tiles.cells(area)) == {c for c in cells if tiles.rect(c).colliderect(area)}
