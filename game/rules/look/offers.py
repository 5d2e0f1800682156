"""Reads how offers between seats are made, and what people answer aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable

from game.rules.look.page import Page
from game.rules.look.roles import OfferAsks, OfferRole, WholeOffer

#: A word of a script.
_WORD = re.compile(r"[a-z][a-z0-9_]*")


def offer(top: Page) -> OfferRole | None:
    """The offer that one seat makes to another; None where there is none, or it is at fault."""
    page = top.below("offer")
    if page is None:
        return None
    known = page.known
    lines = page.name("lines", known.decls.registers, "register", need=True)
    index = known.index(lines) if lines else ()
    if lines and len(index) != 1:
        said = f"`{lines}` must be of one set, the slots of an offer."
        page.report("wrong-index", said, "lines", word=lines)
    seats = [page.value(key, (), ("member",), derived=False) for key in ("from", "to", "writer")]
    private = page.value("private", (), ("bool",), derived=False)
    slots = known.members(index[0]) if len(index) == 1 else ()
    own = page.names("given", slots, f"member of {index[0]}") if slots else page.words("given")
    clause = known.range_set(lines) if lines else ""
    asks = _asks(page)
    whole = tuple(_whole(row, clause) for row in page.rows("whole")) if clause else ()
    if not clause:
        page.skip()
    page.done()
    if page.faulty:
        return None
    maker, receiver, writer = seats
    return OfferRole(lines, maker, receiver, writer, private, frozenset(own), asks, whole)


def _asks(page: Page) -> OfferAsks | None:
    """The questions by which an offer is made; None where the file names none."""
    begin = _question(page, "begin")
    give, take = questions(page, "give"), questions(page, "take")
    form, answers = _question(page, "form"), questions(page, "answers")
    public = _said(page, "public", (form,))
    accept, counter = (_said(page, key, answers) for key in ("accept", "counter"))
    if not begin:
        return None
    return OfferAsks(begin, give, take, form, public, answers, accept, counter)


def _whole(page: Page, clause: str) -> WholeOffer:
    """An offer that is known by a name."""
    known = page.known
    values = {v for each in known.fields(clause).values() for v in each if isinstance(v, str)}
    pool, what = [*known.members(clause), *sorted(values)], f"member or group of {clause}"
    found = WholeOffer(
        page.text("name", need=True),
        page.names("gives", pool, what),
        page.names("asks", pool, what),
    )
    page.done()
    return found


def questions(page: Page, key: str) -> tuple[str, ...]:
    """Questions of the rules, each as SCRIPT.LOCAL; others are told and left out."""
    return tuple(word for n, word in enumerate(page.words(key)) if _asked(page, word, key, n))


def _question(page: Page, key: str) -> str:
    """A question of the rules, or nothing."""
    found = page.text(key)
    return found if found and _asked(page, found, key) else ""


def _said(page: Page, key: str, asked: Iterable[str]) -> str:
    """An answer that the scripts of some questions name; they may offer it without a set."""
    words = {w for each in asked for w in _WORD.findall(_script(page, each.partition(".")[0]))}
    return page.name(key, words, "answer")


def _script(page: Page, name: str) -> str:
    """The text of a script, or nothing where there is none."""
    decls = page.known.decls
    cards = {name: card for deck in decls.decks.values() for name, card in deck.items()}
    scripts = {**cards, **decls.actions, **decls.procedures}
    return str(getattr(scripts.get(name), "do", ""))


def _asked(page: Page, word: str, *key: str | int) -> bool:
    """Whether some script asks for what it then calls by this name; a finding if not."""
    script, _, local = word.partition(".")
    told = _script(page, script)
    if re.search(rf"\b{re.escape(local)} = choose\(", told) if local else False:
        return True
    page.report("unknown-name", f"no script of the rules asks `{word}`.", *key, word=word)
    return False
