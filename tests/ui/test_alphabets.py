"""Which alphabets the fonts that are shipped can write, so that a language knows what it needs.

The texts are samples for this test; the languages that are shipped are English and Russian.
"""

from __future__ import annotations

import pytest

from game.catalogue import SPOKEN, languages, speaking
from game.ui import fonts, script

ALPHABETS = {
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ«»—№",
    "Tajik": "ғӣқӯҳҷҒӢҚӮҲҶ Ҳар ҷой бояд бозад; ӯ қариб ғолиб мешавад.",
    "Dari": "اآبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءئؤأ۰۱۲۳۴۵۶۷۸۹،؛؟«»٪ نوبت شماست: یک جای را برگزینید.",
}
CHINESE = "轮到你了请选择地点"


def boxed(words: str, face: str) -> set[str]:
    """The letters of a text, joined, that no shipped font has."""
    return {run for file, run in fonts._runs(words, face) if not file}


@pytest.mark.parametrize("face", fonts.FACES)
@pytest.mark.parametrize("name", ALPHABETS)
def test_the_letters_of_an_alphabet_are_in_the_fonts(name: str, face: str) -> None:
    assert boxed(ALPHABETS[name], face) == set()


def test_chinese_needs_a_font_that_is_not_shipped() -> None:
    """It has thousands of letters and a font of megabytes; each stands as a box with its number."""
    assert boxed(CHINESE, "regular") == set(CHINESE)
    assert fonts.measure(CHINESE, 20)[0] > 0


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_text_that_is_shipped_can_be_drawn(language: str) -> None:
    with speaking(language):
        assert SPOKEN.catalogue is not None
        texts = [form for entry in SPOKEN.catalogue.entries.values() for form in entry.forms]
    letters = "".join(sorted({c for text in texts for c in script.drawn(text) if c.isprintable()}))
    assert boxed(letters, "regular") == set()
