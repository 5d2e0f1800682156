"""Reads what is told of a game when it is over: ``[debrief]`` of a look file.

A debrief answers the scenario's questions with what happened. A sentence has slots in braces: a
register or derived value, with its members, as it was at the end (``{danger}``,
``{coins[red]}``), or at its start, its highest or its lowest (``{danger at most}``); and
the round in which that first was so (``{round of danger at most}``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from game.rules.cell_id import CellId
from game.rules.look.page import Page
from game.rules.look.past import (
    MOMENTS,
    AnswerLook,
    ClaimLook,
    DebriefLook,
    PastTest,
    PastValue,
)

_SLOT: Final = re.compile(r"\{([^{}]*)\}")
_READING: Final = re.compile(r"(?P<round>round of )?(?P<cell>.+?)(?: at (?P<moment>[a-z]+))?")
_CONDITION: Final = re.compile(r"(?P<left>.+?) (?P<sign>[<>]=?|[=!]=) (?P<right>.+)")


def debrief(top: Page) -> DebriefLook:
    """Read the section of a whole file; what is missing, or at fault, is left out."""
    page = top.below("debrief")
    if page is None:
        return DebriefLook()
    claims = tuple(c for c in map(_claim, page.rows("claims")) if c is not None)
    answers = tuple(a for a in map(_answer, page.rows("answers")) if a is not None)
    page.done()
    return DebriefLook(claims, answers)


def _claim(page: Page) -> ClaimLook | None:
    known = page.known
    pool = [*known.decls.registers, *known.decls.derived]
    names = {
        key: page.name(key, pool, "register or derived value", True) for key in ("claimed", "true")
    }
    of = [known.index(name) for name in names.values() if name]
    if len(of) == 2 and any(len(index) != 1 for index in of):
        page.report("wrong-index", "both values of a claim are of places.", "claimed")
    page.done()
    return None if page.faulty else ClaimLook(**names)


def _answer(page: Page) -> AnswerLook | None:
    declared = page.known.decls.scenarios
    question = page.text("question", need=True)
    scenarios = page.names("scenarios", declared, "scenario")
    asked = [q for name in scenarios or declared for q in declared[name].questions]
    if question and not any(q.startswith(question) for q in asked):
        page.report("unknown-name", "no scenario asks a question that begins so.", "question")
    parts = tuple(_parts(page, page.text("text", need=True)))
    when = page.text("when")
    test = _test(page, when) if when else None
    page.done()
    return None if page.faulty else AnswerLook(question, scenarios, parts, test)


def _parts(page: Page, text: str) -> Iterator[str | PastValue]:
    """The words of a sentence, and the values that stand between them."""
    at = 0
    for slot in _SLOT.finditer(text):
        if slot.start() > at:
            yield text[at : slot.start()]
        found = _value(page, slot[1], "text")
        if found is not None:
            yield found
        at = slot.end()
    rest = text[at:]
    if "{" in rest or "}" in rest:
        page.report("wrong-shape", "a brace stands alone.", "text")
    if rest:
        yield rest


def _test(page: Page, text: str) -> PastTest | None:
    found = _CONDITION.fullmatch(text)
    if found is None:
        said = f"`{text}` compares nothing: write `value >= 3` or `value > value at start`."
        page.report("wrong-shape", said, "when", word=text)
        return None
    left, right = (_operand(page, found[side]) for side in ("left", "right"))
    return None if left is None or right is None else PastTest(left, found["sign"], right)


def _operand(page: Page, word: str) -> PastValue | int | None:
    return (
        int(word) if re.fullmatch(r"-?[0-9]{1,6}", word, re.ASCII) else _value(page, word, "when")
    )


def _value(page: Page, word: str, key: str) -> PastValue | None:
    """A value at a moment, as it is written; a finding for none."""
    found = _READING.fullmatch(word)
    assert found is not None, "any words are read as a value"
    try:
        cell = CellId.parse(found["cell"])
    except ValueError as error:
        page.report("wrong-shape", str(error), key, word=word)
        return None
    moment = found["moment"] or ""
    if moment not in MOMENTS:
        said = f"`at {moment}` is no moment; there are start, most and least."
        page.report("wrong-shape", said, key, word=moment)
        return None
    known = page.known
    pool = [*known.decls.registers, *known.decls.derived]
    if not page.check(cell.register, pool, "register or derived value", key):
        return None
    index = known.index(cell.register)
    if len(index) != len(cell.index):
        said = (
            f"`{cell.register}` is of {len(index)} sets, and {len(cell.index)} members are named."
        )
        page.report("wrong-index", said, key, word=word)
        return None
    for kind, member in zip(index, cell.index, strict=True):
        if not page.check(member, known.members(kind), f"member of {kind}", key):
            return None
    return PastValue(cell, moment, found["round"] is not None)
