"""The pages of a rulebook by what they are of, and the names in sentences."""

from __future__ import annotations

import itertools

import pytest

from game.engine import Game
from game.table.glossary import Glossary
from game.table.rulebook import rulebook, sorted_values
from tests.loaded import SHELF, rules_of

GAMES = ("rules", *SHELF)


@pytest.fixture(scope="module", params=GAMES)
def glossary(request: pytest.FixtureRequest) -> Glossary:
    return Glossary(Game(rules_of(request.param)))


def test_every_passage_that_has_a_name_has_a_page(glossary: Glossary) -> None:
    game = glossary.game
    for chapter in rulebook(game):
        for passage in chapter.passages:
            if passage.key:
                page = glossary.pages[passage.key]
                # Blocks of one table are several passages, of which the first is the page.
                assert page == passage or passage.key.startswith("table:")
                assert glossary.head(passage.key)


def test_every_action_and_every_place_with_words_has_a_page_under_its_name(
    glossary: Glossary,
) -> None:
    game = glossary.game
    for action in game.actions:
        page = glossary.pages[f"action:{action.id}"]
        assert page.name == action.name
        assert action.text in page.lines
    for name, spec in game.sets.items():
        for member in spec.members if spec.declared and spec.base == name else ():
            if game.describe("member", f"{name}.{member}").get("text") and name not in game.decks:
                assert glossary.pages[f"member:{name}.{member}"].name == game.title(name, member)


def test_each_name_is_found_where_it_stands(glossary: Glossary) -> None:
    for name, key in glossary.names.items():
        [found, *_] = glossary.named(f"{name}: so it is.")
        assert found.begin == 0
        # A longer name may begin with a shorter one, never the other way round.
        assert found.end >= len(name)
        if found.end == len(name):
            assert found.key == key
        assert key in glossary.pages
        assert glossary.whole(name) == key
        assert not [n for n in glossary.named(f"x{name}") if n.begin == 0 and n.end > len(name)]


def test_the_search_finds_a_page_by_its_name_and_by_its_words(glossary: Glossary) -> None:
    for key, page in list(glossary.pages.items())[::7]:
        assert key in {found.key for found in glossary.search(page.name.upper())}
        words = " ".join([*page.lines, *(cell for row in page.rows for cell in row)]).split()
        asked = " ".join(words[-2:])
        assert key in {found.key for found in glossary.search(asked)}
    assert glossary.search("  ") == []
    assert glossary.search("no such words anywhere") == []


def test_what_one_may_do_is_found_before_what_the_rules_keep_in_mind(glossary: Glossary) -> None:
    for action in glossary.game.actions:
        found = [page.key for page in glossary.search(action.name)]
        alike = [key for key in found if glossary.pages[key].name == action.name]
        assert found[: len(alike)] == alike
        assert alike[0].startswith("action:")


def test_a_part_of_a_name_finds_the_action_before_what_is_called_like_it() -> None:
    found = [page.key for page in Glossary(Game(rules_of("rules"))).search("patrol")]
    assert found[0] == "action:joint_patrol"
    assert found.index("action:joint_patrol") < found.index("register:patrolled")


def test_no_chapter_has_a_name_twice_running(glossary: Glossary) -> None:
    for chapter in glossary.chapters:
        names = [p.name for p in chapter.passages if p.name and not p.rows]
        assert all(a != b for a, b in itertools.pairwise(names)), chapter.kind


def test_who_names_a_thing_is_told_on_its_page(glossary: Glossary) -> None:
    for key in list(glossary.pages)[::9]:
        for other in glossary.naming(key):
            page = glossary.pages[other]
            texts = [*page.lines, *(cell for row in page.rows for cell in row)]
            assert other != key
            assert any(n.key == key for text in texts for n in glossary.named(text))


def test_every_value_is_sorted_once(glossary: Glossary) -> None:
    game = glossary.game
    found = sorted_values(game)
    every = [*found.tracks, *found.on_places, *found.others, *found.kept]
    assert sorted(every) == sorted(game.declared("register"))
    assert set(found.kept) <= game.rules.look.roles.quiet


def test_the_chapters_stand_in_an_order_for_people() -> None:
    kinds = [chapter.kind for chapter in rulebook(Game(rules_of("rules")))]
    order = ["goes", "ends", "procedures", "actions", "cards", "tracks", "places", "things"]
    assert kinds[: len(order)] == order
    assert kinds[-1] == "kept"


def test_a_place_tells_what_it_borders_on_and_belongs_to() -> None:
    glossary = Glossary(Game(rules_of("rules")))
    game = glossary.game
    place = game.members("river")[0]
    told = " ".join(glossary.pages[f"member:space.{place}"].lines)
    assert all(game.title("space", m) in told for m in game.field("space", place, "links"))
    assert game.describe("set", "river")["name"] in told


def test_a_word_is_found_by_any_of_its_names() -> None:
    glossary = Glossary(Game(rules_of("rules")))
    assert glossary.called("joint patrol") == ["action:joint_patrol"]
    assert glossary.called("JOINT_PATROL") == ["action:joint_patrol"]
    assert "register:consent" in glossary.called("consent")
    assert glossary.called("xyzzy") == []
    assert glossary.near("joint patrl") == "Joint patrol"
    assert glossary.near("qqqq") == ""
