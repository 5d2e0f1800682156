"""One line of text that is edited: the letters, the caret, and what is selected."""

from __future__ import annotations

import unicodedata

#: Marks that join letters into one sign; without them Persian and emoji come apart.
_JOINERS = "\u200c\u200d\ufe0f"


def clean(text: str) -> str:
    """Return a text without control characters and without marks that turn its direction.

    Args:
        text: anything that was typed or pasted; breaks of lines and tabs become spaces.
    """
    flat = text.replace("\r", "").replace("\n", " ").replace("\t", " ")
    return "".join(c for c in flat if c in _JOINERS or unicodedata.category(c)[0] != "C")


class TextLine:
    """A text with a caret; it never holds more than `most` letters.

    Attributes:
        text: the letters.
        caret: before which letter the caret is.
        anchor: where the selection began; at the caret where nothing is selected.
        most: how many letters it may hold.
    """

    def __init__(self, most: int) -> None:
        """Hold nothing.

        Args:
            most: how many letters it may hold.
        """
        self.text, self.caret, self.anchor, self.most = "", 0, 0, most

    @property
    def selection(self) -> tuple[int, int]:
        """The ends of what is selected, in order; equal where nothing is."""
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    @property
    def selected(self) -> str:
        """The letters that are selected."""
        start, end = self.selection
        return self.text[start:end]

    def set(self, text: str) -> None:
        """Hold another text, with the caret at its end."""
        self.text = clean(text)[: self.most]
        self.move_to(len(self.text))

    def insert(self, text: str) -> None:
        """Put a text in place of what is selected, as far as there is room."""
        start, end = self.selection
        room = self.most - (len(self.text) - (end - start))
        added = clean(text)[: max(0, room)]
        self.text = self.text[:start] + added + self.text[end:]
        self.move_to(start + len(added))

    def delete(self, step: int, *, word: bool = False) -> None:
        """Take off what is selected, else the sign (or word) before or after the caret.

        Args:
            step: -1 for what is before the caret, 1 for what is after it.
            word: whether a whole word goes.
        """
        if self.caret == self.anchor:
            self.move(step, word=word, select=True)
        self.insert("")

    def move_to(self, place: int, *, select: bool = False) -> None:
        """Put the caret before letter number `place`; `select` keeps the other end."""
        self.caret = max(0, min(place, len(self.text)))
        if not select:
            self.anchor = self.caret

    def move(self, step: int, *, word: bool = False, select: bool = False) -> None:
        """Move the caret by a sign or a word.

        Args:
            step: -1 towards the start, 1 towards the end.
            word: whether to go to the next border of a word.
            select: whether to select what lies between; else a selection ends at its side.
        """
        start, end = self.selection
        if start != end and not select and not word:
            self.move_to(start if step < 0 else end)
            return
        place = self._beyond(self.caret, step)
        while word and 0 < place < len(self.text) and not self._border(place, step):
            place = self._beyond(place, step)
        self.move_to(place, select=select)

    def _beyond(self, place: int, step: int) -> int:
        """The next place where a caret can be: never between a letter and its accent."""
        place += step
        while 0 < place < len(self.text) and _tied(self.text[place - 1], self.text[place]):
            place += step
        return max(0, min(place, len(self.text)))

    def _border(self, place: int, step: int) -> bool:
        before, after = self.text[place - 1].isalnum(), self.text[place].isalnum()
        return (after and not before) if step < 0 else (before and not after)

    def select_all(self) -> None:
        """Select every letter."""
        self.anchor, self.caret = 0, len(self.text)

    def select_word(self, place: int) -> None:
        """Select the word around letter number `place`, or what stands between two words."""
        place = max(0, min(place, len(self.text) - 1))
        if not self.text:
            return
        kind = self.text[place].isalnum()
        start = end = place
        while start > 0 and self._like(start - 1, kind):
            start -= 1
        while end < len(self.text) and self._like(end, kind):
            end += 1
        self.anchor, self.caret = start, end

    def _like(self, place: int, kind: bool) -> bool:
        char = self.text[place]
        tied = unicodedata.combining(char) or char in _JOINERS
        return bool(tied) or char.isalnum() == kind


def _tied(before: str, after: str) -> bool:
    """Whether two letters make one sign."""
    return bool(unicodedata.combining(after)) or after in "\u200d\ufe0f" or before == "\u200d"
