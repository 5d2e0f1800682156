"""Text: wrapped, in several colours and weights, with links."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import attrs
import pygame

from game.rules.look import Colour
from game.ui import mirror, paint, script
from game.ui.theme import ACCENT, BAD, GOOD, LINK, MUTED, TEXT
from game.ui.widgets.base import Widget
from game.ui.widgets.nouns import NounReading, NounSpot, spots


@attrs.frozen
class Span:
    """A run of words in one look; `link` names what a click on it leads to."""

    words: str
    tint: Colour = TEXT
    role: str = "text"
    link: str = ""


@attrs.frozen
class Piece:
    """A part of a line, placed: its offset in the text, its span and its words."""

    x: int
    y: int
    width: int
    words: str
    span: Span

    @property
    def role(self) -> str:
        """The font in which it is written."""
        return self.span.role

    @property
    def link(self) -> str:
        """What a click on it leads to."""
        return self.span.link


# The same words are laid out again whenever what stands around them was made anew.
@lru_cache(maxsize=4096)
def lay_out(spans: tuple[Span, ...], px: int, width: int) -> tuple[Sequence[Piece], int, int]:
    """Break `spans` into lines at most `width` wide; gives pieces, the widest line, the height."""
    pieces: list[Piece] = []
    x = y = widest = 0
    step = paint.line_height("text", px)
    for span in spans:
        for n, part in enumerate(span.words.split("\n")):
            if n:
                x, y = 0, y + step
            run = ""
            begin = x
            for word in _broken(part, span.role, px, width):
                wide = paint.width(run + word.rstrip(), span.role, px)
                fits = begin + wide <= width or word.strip() in _CLINGING
                if not fits and (run.strip() or begin > 0):
                    if run:
                        full = paint.width(run, span.role, px)
                        pieces.append(Piece(begin, y, full, run, span))
                        widest = max(widest, begin + full)
                    begin, y, run = 0, y + step, word.lstrip()
                else:
                    run += word
            if run:
                full = paint.width(run, span.role, px)
                pieces.append(Piece(begin, y, full, run, span))
                widest = max(widest, begin + full)
                x = begin + full
            else:
                x = begin
    return pieces, widest, y + step


def in_order(pieces: Sequence[Piece], px: int) -> Sequence[Piece]:
    """What `lay_out` gave, each piece where it is drawn: some lines may run right to left."""
    if mirror.on():
        return [p for line in _lines(_in_order(pieces, px)) for p in _from_the_right(line)]
    return _in_order(pieces, px)


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces line by line."""
    for _, group in itertools.groupby(pieces, key=lambda p: p.y):
        yield list(group)


def _from_the_right(line: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a line as a mirror shows them where they stand."""
    end = max(p.x + p.width for p in line)
    return (attrs.evolve(p, x=end - p.x - p.width) for p in line)


def _in_order(pieces: Sequence[Piece], px: int) -> Sequence[Piece]:
    if not any(script.turned(p.words) for p in pieces):
        return pieces
    out: list[Piece] = []
    for line in _lines(pieces):
        words = "".join(p.words for p in line)
        if not script.turned(words):
            out += line
            continue
        shaped = script.shape(words)
        of = [p for p in line for _ in p.words]
        # What stands side by side, of one look and running one way, is one piece.
        parts: list[tuple[Piece, list[int]]] = []
        for place in shaped.at:
            near = parts and parts[-1][0] is of[place]
            if near and shaped.level[parts[-1][1][-1]] % 2 == shaped.level[place] % 2:
                parts[-1][1].append(place)
            else:
                parts.append((of[place], [place]))
        x = 0
        for piece, found in parts:
            run = words[min(found) : max(found) + 1]
            if shaped.level[found[0]] % 2:
                run = script.turned_round(run)
            wide = paint.width(run, piece.span.role, px)
            out.append(Piece(x, piece.y, wide, run, piece.span))
            x += wide
    return out


#: A width that nothing reaches.
_ENDLESS = 1_000_000
#: Signs that never begin a line.
_CLINGING = {".", ",", ";", ":", ")"}


def _broken(part: str, role: str, px: int, width: int) -> Iterator[str]:
    """The words of `part`; one that is wider than a line in as many parts as it takes."""
    for word in parts_of(part):
        while paint.width(word.rstrip(), role, px) > width and len(word.rstrip()) > 1:
            low, high = 1, len(word) - 1
            while low < high:
                middle = (low + high + 1) // 2
                fits = paint.width(word[:middle], role, px) <= width
                low, high = (middle, high) if fits else (low, middle - 1)
            yield word[:low]
            word = word[low:]
        yield word


def parts_of(text: str) -> list[str]:
    """The parts of a text between which a line may break, each with the spaces after it.

    Args:
        text: one line; Chinese has no spaces, and breaks between any letters but at its marks.
    """
    out: list[str] = []
    word = ""
    for char in text:
        if word and (word[-1] == " " != char or _apart(word[-1], char)):
            out.append(word)
            word = ""
        word += char
    if word:
        out.append(word)
    return out


#: Marks that never begin a line in Chinese or Japanese, and those that never end one.
_CLOSE = frozenset(
    "\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff09\u3009\u300b\u300d\u300f\u3011"
    "\u2019\u201d\u2026\u30fc,.;:!?)]"
)
_OPEN = frozenset("\uff08\u3008\u300a\u300c\u300e\u3010\u2018\u201c([")


def _apart(before: str, after: str) -> bool:
    """Whether a line may break between two letters because one fills a square."""
    if before.isascii() and after.isascii():
        return False
    wide = any(unicodedata.east_asian_width(char) in "WF" for char in (before, after))
    return wide and after not in _CLOSE and after != " " and before not in _OPEN


def spans(markup: str, tint: Colour = TEXT) -> list[Span]:
    """Spans from a line in which `*bold*`, `+good+`, `-bad-`, `^accent^`, `~quiet~` are marked.

    A mark counts only as `{*...}`: `{*Bold} plain {~quiet}`; `{>id|words}` is a link.
    """
    looks: dict[str, tuple[Colour, str]] = {
        "*": (tint, "bold"),
        "+": (GOOD, "text"),
        "-": (BAD, "text"),
        "^": (ACCENT, "bold"),
        "~": (MUTED, "text"),
        "/": (tint, "italic"),
    }
    out: list[Span] = []
    rest = markup
    while rest:
        head, sep, tail = rest.partition("{")
        if head:
            out.append(Span(head, tint))
        if not sep:
            break
        body, end, rest = tail.partition("}")
        if not end or not body:
            out.append(Span("{" + tail[: len(body)], tint))
            continue
        if body[0] == ">" and "|" in body:
            link, _, words = body[1:].partition("|")
            out.append(Span(words, LINK, "text", link))
        elif body[0] in looks:
            out.append(Span(body[1:], *looks[body[0]]))
        else:
            out.append(Span(body, tint))
    return out


def _seen(piece: Piece, px: int) -> int:
    """How wide a piece is without the space at its end, which may stand beyond the line."""
    words = piece.words.rstrip()
    same = len(words) == len(piece.words)
    return piece.width if same else paint.width(words, piece.span.role, px)


def cut(pieces: Sequence[Piece], px: int, width: int, lines: int) -> list[Piece]:
    """The first so many lines of what `lay_out` gave, with an ellipsis where more would follow."""
    end = lines * paint.line_height("text", px)
    kept = [p for p in pieces if p.y < end]
    if len(kept) == len(pieces) and all(p.x + _seen(p, px) <= width for p in kept):
        return kept
    out: list[Piece] = []
    for p, after in zip(kept, [*kept[1:], None], strict=True):
        room = width - p.x
        ends = after is None or (after.y == p.y and after.x + px > width)
        if p.y < kept[-1].y or not (ends or p.width > room):
            out.append(p)
            continue
        words = paint.fit(p.words, p.span.role, px, room, more=True)
        out.append(attrs.evolve(p, words=words, width=paint.width(words, p.span.role, px)))
        break
    return out


def plain(words: str) -> str:
    """Words from which no marks are read; see `spans`."""
    return words.replace("{", "(").replace("}", ")")


class Text(Widget):
    """A paragraph. `follow` is told the link that was clicked.

    Names of the rules in it are explained while the pointer or the keyboard rests on them, and lead
    to their pages, but not in `bare` text. Left and right go from one to the next; Enter follows.

    With `lines` it takes the room of so many, and what does not fit is left to its tip. `snug`
    text grows smaller where its longest word has no room in a line.
    """

    def __init__(
        self,
        words: str | Sequence[Span] = "",
        *,
        size: str = "body",
        tint: Colour = TEXT,
        role: str = "text",
        align: str = "left",
        lines: int = 0,
        snug: bool = False,
        follow: Callable[[str], None] | None = None,
        bare: bool = False,
        name: str = "",
        tip: str = "",
        grow: float = 0.0,
    ) -> None:
        super().__init__(name=name, tip=tip, grow=grow)
        self.size, self.tint, self.role, self.align = size, tint, role, align
        self.lines, self.snug, self.follow, self.bare = lines, snug, follow, bare
        self._whole = True
        self._spans: list[Span] = []
        self._cache: tuple[tuple[int, int, int], int, Sequence[Piece], int, int] | None = None
        self._found: tuple[object, list[NounSpot]] | None = None
        self._reading = NounReading(self, self.spots, follow)
        self._set(words)

    def _set(self, words: str | Sequence[Span]) -> None:
        self._spans = [Span(words, self.tint, self.role)] if isinstance(words, str) else [*words]
        self._cache = self._found = None
        self._reading.begin()

    @property
    def words(self) -> str:
        """The plain words."""
        return "".join(s.words for s in self._spans)

    def set(self, words: str | Sequence[Span]) -> None:
        """Say something else, in the same place."""
        old = self._spans
        self._set(words)
        if old != self._spans:
            self.damage()

    def _px(self, width: int) -> int:
        px = self.theme.px(self.size)
        if self.snug:
            words = [(w.strip(), s.role) for s in self._spans for w in parts_of(s.words)]
            least = self.theme.px("small")
            while px > least and any(paint.width(w, role, px) > width for w, role in words):
                px -= 1
        return px

    def _laid(self, width: int) -> tuple[int, Sequence[Piece], int, int]:
        key = (width, self.theme.px(self.size), self.lines)
        if self._cache is None or self._cache[0] != key:
            width = max(8, width)
            px = self._px(width)
            # One line is cut where it ends, not before the word that is too long for it.
            room = _ENDLESS if self.lines == 1 else width
            pieces, wide, high = lay_out(tuple(self._spans), px, room)
            if self.lines:
                kept = cut(pieces, px, width, self.lines)
                self._whole = kept == list(pieces)
                pieces, high = kept, self.lines * paint.line_height("text", px)
            self._cache = (key, px, in_order(pieces, px), wide, high)
        return self._cache[1:]

    @property
    def line_height(self) -> int:
        """How high one of its lines is."""
        return paint.line_height("text", self.theme.px(self.size))

    def whole(self, width: int) -> bool:
        """Whether all of its words have room in lines of this width."""
        self._laid(width)
        return self._whole

    def tooltip(self) -> str:
        return self._reading.tip() or self.tip or ("" if self._whole else plain(self.words))

    # Names and links in it

    def spots(self) -> list[NounSpot]:
        """The names and links in it, each where it stands from its top left."""
        root = self.root
        explains = root.explains if root is not None and not self.bare else None
        key = (self.rect.size, self.theme.px(self.size), id(explains))
        if self._found is None or self._found[0] != key:
            px, pieces, _, high = self._laid(self.rect.width)
            shift, top = self._shift(pieces), self._top(high)
            laid = [attrs.evolve(p, x=p.x + shift[p.y], y=p.y + top) for p in pieces]
            found = spots(laid, px, explains)
            if self.follow is None:
                found = [attrs.evolve(spot, link="") for spot in found if spot.key]
            self._found = (key, found)
        return self._found[1]

    def readable(self) -> bool:
        return bool(self.spots())

    def tip_spot(self) -> pygame.Rect:
        return self._reading.tip_spot()

    def topic(self) -> str:
        return self._reading.topic()

    def activate(self) -> None:
        self._reading.go(self._reading.spot())

    def link_at(self, pos: tuple[int, int]) -> str:
        """The link under `pos`, or nothing."""
        spot = self._reading.under(pos)
        return spot.link if spot else ""

    def handle(self, event: pygame.event.Event) -> bool:
        return self._reading.handle(event)

    def measure(self, width: int) -> tuple[int, int]:
        _, _, wide, high = self._laid(width)
        return (min(width, wide + 1), high)

    def holds(self, width: int, whole: bool = False) -> bool:
        if whole or self.lines or self.snug:
            return super().holds(width, whole)
        # A word that is wider than its line is broken anywhere.
        px = self.theme.px(self.size)
        words = ((word.rstrip(), s.role) for s in self._spans for word in parts_of(s.words))
        return all(paint.width(word, role, px) <= width for word, role in words)

    def draw(self, surface: pygame.Surface) -> None:
        px, pieces, _, high = self._laid(self.rect.width)
        top = self.rect.y + self._top(high)
        shift = self._shift(pieces)
        for p in pieces:
            x = self.rect.x + p.x + shift[p.y]
            surface.blit(paint.text(p.words, p.span.role, px, p.span.tint), (x, top + p.y))
            if p.span.link:
                base = top + p.y + paint.line_height("text", px) - 3
                surface.fill(p.span.tint, (x, base, p.width, 1))
        self._reading.draw(surface)

    def _top(self, high: int) -> int:
        """How far its first line is below its upper end."""
        room = self.rect.height - high
        return room // 2 if self.lines == 1 and room > 0 else 0

    def _shift(self, pieces: Sequence[Piece]) -> dict[int, int]:
        """How far each line, by its height, is moved to the right."""
        shift = {p.y: 0 for p in pieces}
        align = self.align
        if align == "left" and not mirror.on() and script.leftwards(self.words):
            align = "right"
        if align != "left":
            for y in shift:
                used = max(p.x + p.width for p in pieces if p.y == y)
                room = self.rect.width - used
                shift[y] = room // 2 if align == "centre" else room
        return shift
