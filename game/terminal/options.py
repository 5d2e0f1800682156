"""What was typed on the command line, as far as no rules are needed to read it."""

from __future__ import annotations

import sys
from difflib import get_close_matches

from game.catalogue import phrase
from game.terminal.exit_status import CommandError, note
from game.terminal.printing import say


def meant(word: str, known: list[str]) -> str:
    """Return what the user may have meant, and what there is."""
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    there = ", ".join(known)
    if near:
        return phrase("typed.did_you_mean", near=near[0], known=there)
    return phrase("typed.there_are", known=there)


def options_of(text: str | None) -> dict[str, str]:
    """Read `--options`: OPTION=VALUE, separated by commas; the rules say which there are."""
    chosen: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        option, equals, value = (piece.strip() for piece in part.partition("="))
        if not (option and equals and value):
            raise CommandError(phrase("typed.options_form", part=part))
        if option in chosen:
            raise CommandError(phrase("typed.options_twice", option=option))
        chosen[option] = value
    return chosen


def words_of(option: str, text: str) -> tuple[str, ...]:
    """Read a list of words, separated by commas.

    Args:
        option: what it was given to, as it is typed.
        text: the list.

    Raises:
        CommandError: a word is empty, or given twice.
    """
    words = tuple(word.strip() for word in text.split(","))
    if "" in words:
        raise CommandError(phrase("typed.words_form", option=option, text=text))
    for n, word in enumerate(words):
        if word in words[:n]:
            raise CommandError(phrase("typed.words_twice", option=option, word=word))
    return words


class Progress:
    """A line on standard error that is rewritten; silent where nobody watches."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._last = ""
        self._told = -1

    def __call__(self, what: str, done: int, total: int) -> None:
        told, self._told = self._told, 100 * done // max(1, total)
        if done == total or (self._live and told != self._told):
            text = f"{what}: {done}/{total}"
            if self._live:
                say(f"{text:<{len(self._last)}}", err=True, nl=done == total, over=True)
                self._last = "" if done == total else text
            else:
                note(text)
