"""Languages that are made from English: longer, marked all through, and the same game."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.catalogue import SPOKEN, choose, faults, known_as, languages, phrase, speaking
from game.pseudo import pseudo
from game.resources import known_games, rules_path
from game.rules import load_rules
from tests.languages import ID, LEFTWARDS, english
from tests.loaded import WALKED

BOTH = (ID, LEFTWARDS)
PARTS = (
    "Move", "{seat}", "{count} of {n:one|many}", "`panj learn`", "{*Bold", "}", "[a word]",
    "{'man' if men[where] == 1 else 'men'}", "{>id|words}", "--help", "\n", "é", "?",
)  # fmt: skip
PLACE = re.compile(r"\{[a-z_]+(?::[^{}]*)?\}|`[^`]*`")


@pytest.mark.parametrize("language", BOTH)
@given(st.lists(st.sampled_from(PARTS), max_size=6).map(" ".join))
def test_what_is_put_in_or_typed_stays_and_all_else_is_marked(language: str, text: str) -> None:
    made = pseudo(language)
    assert made is not None
    told = made.text(text)
    assert PLACE.findall(told) == PLACE.findall(text)
    assert told.count("{") == text.count("{")
    assert not english(re.sub(r"\{[^{}]*if[^{}]*\}|\{>id|--help", "", PLACE.sub("", told)))


def test_texts_are_two_fifths_longer() -> None:
    choose("en")
    assert SPOKEN.catalogue is not None
    usual = [form for entry in SPOKEN.catalogue.entries.values() for form in entry.forms]
    for language in BOTH:
        made = pseudo(language)
        assert made is not None
        ratio = sum(len(made.text(form)) for form in usual) / sum(map(len, usual))
        assert 1.2 < ratio < 1.5, (language, ratio)


@pytest.mark.parametrize("language", BOTH)
def test_every_text_of_the_program_is_there_with_its_values(language: str) -> None:
    choose("en")
    assert SPOKEN.catalogue is not None
    usual = SPOKEN.catalogue.entries
    with speaking(language) as ident:
        assert ident == language
        assert SPOKEN.catalogue.leftwards == (language == LEFTWARDS)
        for key, entry in SPOKEN.catalogue.entries.items():
            assert entry.places == usual[key].places
            for form in entry.forms:
                assert not english(PLACE.sub("", form)) or "--" in form or "{" in form, key


def test_right_to_left_is_what_its_letters_are() -> None:
    with speaking(LEFTWARDS):
        told = phrase("value.yes")
        assert {unicodedata.bidirectional(letter) for letter in told} == {"AL"}


@pytest.mark.parametrize("name", ["panj", *known_games()])
def test_every_game_is_told_in_them(name: str) -> None:
    rules = load_rules(rules_path() if name == "panj" else known_games()[name], "")
    for language in BOTH:
        told = rules.told_in(language)
        assert told.language == language
        assert not english(told.name)
        if name in WALKED:
            # Its scripts are still sound: what they say is another text, and nothing else.
            first = rules.scenarios[0].id
            assert told.program(first).moves == rules.program(first).moves


def test_they_are_asked_for_by_name_and_offered_to_nobody() -> None:
    assert known_as("xa") == ID
    assert known_as("xb") == LEFTWARDS
    assert known_as("ru") == "ru"
    assert known_as("zz") is None
    assert not {*languages()} & {*BOTH}
    assert not [*faults("ru")]
