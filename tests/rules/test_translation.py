"""Rules told in another language: the same game in other words, and what is wrong with those."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from game.catalogue import inflected, learn, speaking
from game.check.translations import faults, translation_findings
from game.engine import OVER, Game
from game.resources import asset, known_games, rules_path
from game.rules import Rules, load_rules
from game.rules.translation import (
    TellAnew,
    read_words,
    retold,
    retold_look,
    texts_in,
    words_for,
)
from tests.loaded import rules_of

RULES = """
[game]
name = "Ford"
text = "Two sides and a ford."
seats = ["red", "blue"]
language = 2
play = "play"

[set.place]
members = [{ id = "ford", name = "Ford" }, { id = "hill", name = "Hill" }]

[register.men]
of = "place"
range = [0, 3]
start = 1
name = "Men"

[procedure.play]
do = '''
for n in range(0, 3):
    where = choose(red, (p for p in place if men[p] < 3), text="Where to?")
    men[where] += 1
    tell("Red sent a man to {where}: {men[where]} {'man' if men[where] == 1 else 'men'} now.")
'''
"""

WORDS = """
language = "ru"
game = "Ford"

[forms."Брод"]
acc = "Брод"
[forms."Гора"]
acc = "Гору"

[[said]]
at = "game.name"
en = "Ford"
to = "Брод"
[[said]]
at = "set.place.members.hill.name"
en = "Hill"
to = "Гора"
[[said]]
at = "procedure.play.do"
en = "Where to?"
to = "Куда?"
[[said]]
at = "procedure.play.do"
en = "Red sent a man to {where}: {men[where]} {'man' if men[where] == 1 else 'men'} now."
to = "Красные шлют человека на {where:acc}: там {men[where]} {men[where]:человек|человека|человек}."
"""


@pytest.fixture
def ford(tmp_path: Path) -> Rules:
    """Small rules with a file of translations beside them."""
    (tmp_path / "ford.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "ford.ru.toml").write_text(WORDS, encoding="utf-8")
    return load_rules(tmp_path / "ford.toml")


def told(game: Game) -> list[str]:
    """What a game says when men are sent to the hill and then to the ford."""
    state, said = game.new_game(), [game.pending(game.new_game()).question]
    for place in ("hill", "ford"):
        events = game.apply_traced(state, game.id(f"play.where:{place}"))
        said += [event.text for event in events if event.kind == "tell"]
    return said


def test_a_game_is_told_in_another_language_with_cases_and_plurals(ford: Rules) -> None:
    game = Game(ford)
    with speaking("ru"):
        assert told(game.told_in("ru")) == [
            "Куда?",
            "Красные шлют человека на Гору: там 2 человека.",
            "Красные шлют человека на Брод: там 2 человека.",
        ]
    assert told(game)[1] == "Red sent a man to Hill: 2 men now."
    assert game.told_in("ru").told_in("en").rules is ford
    assert game.told_in("de") is game


def test_what_is_missing_stale_or_unlike_is_a_finding(ford: Rules, tmp_path: Path) -> None:
    found = translation_findings(ford)
    assert {f.code for f in found} == {"untranslated"}
    assert [f.message.partition(":")[0] for f in found] == ["game.text", "register.men.name"]
    path = tmp_path / "ford.ru.toml"
    worse = WORDS.replace("{where:acc}", "брод").replace('en = "Hill"', 'en = "Mountain"')
    path.write_text(worse, encoding="utf-8")
    read_words.cache_clear()
    found = translation_findings(ford)
    assert [f.code for f in found if f.code != "untranslated"] == [
        "stale-translation", "unlike-translation",
    ]  # fmt: skip
    lines = worse.split("\n")
    for finding in found:
        if finding.code != "untranslated":
            assert lines[finding.line - 1] == "[[said]]"


def test_letters_that_no_font_has_are_a_finding(ford: Rules, tmp_path: Path) -> None:
    worse = WORDS.replace('to = "Куда?"', 'to = "𒀀?"')
    (tmp_path / "ford.ru.toml").write_text(worse, encoding="utf-8")
    read_words.cache_clear()
    (found,) = (f for f in translation_findings(ford) if f.code == "no-letters")
    assert found.severity == "warning"
    assert worse.split("\n")[found.line + 2] == 'to = "𒀀?"'
    assert "𒀀" in found.message


@pytest.mark.parametrize(
    "worse", ["[[said", "language = 3", WORDS + "[odd]\n", WORDS + "[[said]]\n"]
)
def test_a_file_that_cannot_be_read_is_told_and_changes_nothing(tmp_path: Path, worse: str) -> None:
    (tmp_path / "ford.toml").write_text(RULES, encoding="utf-8")
    (tmp_path / "ford.ru.toml").write_text(worse, encoding="utf-8")
    rules = load_rules(tmp_path / "ford.toml")
    assert rules.told_in("ru") is rules
    assert translation_findings(rules)


@pytest.mark.parametrize("name", ["panj", *known_games()])
def test_every_text_that_is_for_people_is_found(name: str) -> None:
    """Whatever is told anew, a game stays the same game: only its words are others."""
    path = rules_path() if name == "panj" else known_games()[name]
    rules = load_rules(path, "")
    tree = tomli.loads(rules.source)
    seen: list[str] = []

    def note(at: str, text: str) -> str:
        seen.append(text)
        return text

    say: TellAnew = note
    assert retold(tree, say) == tree
    assert len(seen) > 10


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The texts in tables of TOML, each with where it stands."""
    if isinstance(value, str):
        yield path, value
        return
    if isinstance(value, dict | list):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(each, (*path, str(key)))


def prose(path: tuple[str, ...], text: str) -> bool:
    """Whether a text is words and no expression, board, or table of conditions."""
    match path:
        # Boards are drawings; conditions of a debrief have words that no script has; what stands
        # in `before` is for saves whose rules were written before labels could be.
        case ("set", _, "board") | ("debrief", _, _, "when") | ("before", *_):
            return False
    try:
        # In brackets an expression may go over several lines.
        ast.parse(f"({text.strip()})")
    except SyntaxError:
        pass
    else:
        return False
    return re.search("[a-z] [a-z]", text) is not None and path[-1] != "do"


@pytest.mark.parametrize("name", ["panj", *known_games()])
def test_no_prose_of_rules_or_look_is_passed_over(name: str) -> None:
    """What reads like a sentence and is told by its English for ever is a key nobody thought of."""
    rules = load_rules(rules_path() if name == "panj" else known_games()[name], "")
    missed = []
    for tree, go in ((rules.source, retold), (rules.look_text or "", retold_look)):
        data = tomli.loads(tree)
        anew = go(data, lambda _, text: f"Ж{text}")
        told = zip(leaves(data), leaves(anew), strict=True)
        missed += [
            f"{'.'.join(path)}: {was}"
            for (path, was), (_, now) in told
            if was == now and prose(path, was)
        ]
    assert not missed


@pytest.mark.parametrize("language", sorted(p.name for p in asset("text").iterdir() if p.is_dir()))
def test_translations_of_ours_fit_what_they_were_made_from(language: str) -> None:
    games = {load_rules(path, "").decls.name: path for path in known_games().values()}
    games[load_rules(rules_path(), "").decls.name] = rules_path()
    for file in sorted(asset("text", language).glob("*.toml")):
        words = read_words(file)
        assert words.language == language
        rules = load_rules(games[words.game], "")
        assert not [f"{f.at}: {f.code}: {f.said}" for f in faults(rules, words)]
        # Rules that became unsound by it would be told in English, and nobody would say so.
        assert rules.told_in(language).language == language


def test_russian_plays_the_same_game() -> None:
    rules = load_rules(rules_path(), "first-watch")
    game = Game(rules, "first-watch")
    russian = game.told_in("ru")
    assert russian.names == game.names
    state, draw = game.new_game(), random.Random(3)
    for _ in range(60):
        if game.actor(state) is OVER:
            break
        move = draw.choice(game.legal(state))
        other = bytearray(state)
        with speaking("ru"):
            russian.apply_traced(other, move)
        game.apply(state, move)
        assert other == state


@pytest.mark.parametrize("name", known_games())
def test_games_of_the_shelf_are_told_in_russian(name: str) -> None:
    """Whatever is asked, offered and told in a game by lot, nothing of it is in Latin letters."""
    game = Game(rules_of(name)).told_in("ru")
    state, draw, said = game.new_game(), random.Random(3), list[str]()
    with speaking("ru"):
        assert game.rules.language == "ru"
        said += [game.rules.name, game.rules.text, *(game.title("seat", s) for s in game.seats)]
        for _ in range(60):
            if game.actor(state) is OVER:
                break
            move = draw.choice(game.legal(state))
            said += [game.pending(state).question, game.move(move).title]
            said += [event.text for event in game.apply_traced(state, move) if event.kind == "tell"]
    assert len(said) > 10
    assert {word for text in said for word in re.findall("[A-Za-z]{2,}", text)} == set()


def test_what_an_id_is_called_is_known_to_its_own_game_alone(tmp_path: Path) -> None:
    (tmp_path / "ford.toml").write_text(RULES, encoding="utf-8")
    names = '[names]\nmen = "Люди"\nplay = "Игра"\n'
    text = WORDS.replace('game = "Ford"', f'game = "Ford"\n{names}')
    (tmp_path / "ford.ru.toml").write_text(text, encoding="utf-8")
    told = load_rules(tmp_path / "ford.toml").told_in("ru")
    learn("ru", {}, {"play": "Пьеса"})
    assert told.decls.procedures["play"].texts["name"] == "Игра"


def test_forms_fall_back_to_the_word() -> None:
    learn("ru", {"Дарвоз": {"gen": "Дарвоза"}, "Хорог": {"gen": "Хорога"}})
    with speaking("ru"):
        assert inflected("Дарвоз", "gen") == "Дарвоза"
        assert inflected("Дарвоз", "dat") == "Дарвоз"
        assert inflected("Дарвоз, Хорог", "gen") == "Дарвоза, Хорога"
    assert inflected("Дарвоз", "gen") == "Дарвоз"


def test_words_are_found_by_the_name_of_the_game() -> None:
    assert words_for(None, "No such game", "ru") is None
    assert words_for(None, "The Panj Equation", "../ru") is None
    assert texts_in({}, {}) == {}
