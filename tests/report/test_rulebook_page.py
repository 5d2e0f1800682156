"""The rulebook as a page: of any rules, all that the chapters tell, and nothing from elsewhere."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from game.catalogue import phrase
from game.cli import main
from game.engine import Game
from game.report.rulebook_page import RULEBOOK_PAGE, rulebook_page
from game.rules import parse_rules
from game.rules.reference.examples import SCAFFOLD
from game.table.rulebook import player_aids, rulebook
from tests.loaded import SHELF, rules_of

GAMES = ("rules", *SHELF)
MARKUP = '<script>alert("x")</script> & more'
#: Elements that have no end tag.
VOID = {"meta", "input"}


class Tree(HTMLParser):
    """Whether tags are closed in order, the ids, the links and the words beside scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src"}:
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"script", "style"}:
            self.said.append(data)


@pytest.mark.parametrize("name", GAMES)
def test_any_game_has_a_whole_page(name: str) -> None:
    game = Game(rules_of(name))
    page = rulebook_page(game)
    tree = Tree(page)
    said = " ".join(" ".join(tree.said).split())
    assert not tree.open
    for chapter in rulebook(game):
        assert chapter.head in said
        for passage in chapter.passages:
            words = [passage.name, *(line.removeprefix("- ") for line in passage.lines)]
            for word in (*words, *(cell for row in passage.rows for cell in row)):
                assert " ".join(word.split()) in said
    # Every link leads to one place of the page.
    assert len(set(tree.ids)) == len(tree.ids)
    assert tree.links
    assert {link.removeprefix("#") for link in tree.links} <= set(tree.ids)


@pytest.mark.parametrize("name", GAMES)
def test_nothing_comes_from_elsewhere(name: str) -> None:
    page = rulebook_page(Game(rules_of(name)))
    assert all(found.startswith("data:") for found in re.findall(r"url\(([^)]*)\)", page))
    assert not re.search(r"<(link|img|iframe|object)|@import|fetch\(|XMLHttp", page)
    assert "<script src" not in page


@pytest.mark.parametrize("name", GAMES)
def test_each_seat_has_its_aid_once(name: str) -> None:
    game = Game(rules_of(name))
    aids = player_aids(game)
    told = " ".join(aid.seats for aid in aids)
    for seat in game.seats:
        mine = [action for action in game.actions if seat in action.seats and action.text]
        if mine:
            assert game.title("seat", seat) in told
            [aid] = [
                aid
                for aid in aids
                if {a.name for a in mine} <= {p.name for p in aid.actions}
                and game.title("seat", seat) in aid.seats
            ]
            others = [a.name for a in game.actions if seat not in a.seats]
            names = {p.name for p in aid.actions}
            assert not names & (set(others) - {a.name for a in mine})
            only = phrase("rulebook.only", seats=game.title("seat", seat))
            assert not any(only in p.lines for p in aid.actions)


def test_what_rules_say_is_escaped() -> None:
    text = SCAFFOLD.replace("language = 2", f"language = 2\ntext = '''{MARKUP}'''")
    play = f"""
[action.wait]
name = '''{MARKUP}'''
text = '''{MARKUP}'''

[procedure.play]
do = '''
act(red)
end()
'''
"""
    page = rulebook_page(Game(parse_rules(text + play)))
    assert MARKUP not in page
    assert page.count(html.escape(MARKUP).replace("&quot;", "&#34;")) >= 3
    assert page.count("<script>") == 1


def test_the_ending_of_the_name_chooses_the_form(tmp_path: Path) -> None:
    for out, there in (
        (tmp_path / "x.html", tmp_path / "x.html"),
        (tmp_path, tmp_path / RULEBOOK_PAGE),
        (tmp_path / "x.md", tmp_path / "x.md"),
    ):
        with pytest.raises(SystemExit) as end:
            main(["rulebook", "--rules", "nim", "--out", str(out)])
        assert end.value.code == 0
        text = there.read_text(encoding="utf-8")
        assert text.startswith("<!doctype html>" if there.suffix == ".html" else "# ")
