"""Rules told in another language: their texts by the English they were made from.

`Words` are the translations of one game, out of a file; `retold` puts them into a tree of TOML, so
that all that comes after (names, sentences, looks, guides) speaks that language, while moves,
states and saves are those of the rules as they are.
"""

from game.rules.translation.faults import Mistake, faults_of, texts_in
from game.rules.translation.found import TellAnew, retold, retold_look
from game.rules.translation.words import Words, WordsError, all_words_for, read_words, words_for

__all__ = [
    "Mistake",
    "TellAnew",
    "Words",
    "WordsError",
    "all_words_for",
    "faults_of",
    "read_words",
    "retold",
    "retold_look",
    "texts_in",
    "words_for",
]
