"""Moments of a line: together all that it tells, and the views that lie between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from game.bots import bots_of
from game.engine import HIDDEN, CellId, Game, View
from game.story.changes import Change
from game.story.moments import TOGETHER, moments, stood
from game.table import GameSetup, LogLine, Sitting
from tests.loaded import rules_of

GAMES = ["rules", "dice-race", "salt-roads", "draughts", "eights"]


def told(name: str, scenario: int = 0) -> Iterator[tuple[Game, LogLine, View]]:
    """Each line of a game between bots, as each seat reads it, with what the seat then sees."""
    rules = rules_of(name)
    chosen = rules.scenarios[scenario].id
    seats = Game(rules, chosen).seats
    sitting = Sitting.open(GameSetup(rules, chosen, dict.fromkeys(seats, "bot:random"), 3), bots_of)
    for _ in range(120):
        if sitting.step() is None:
            break
        for seat in seats:
            yield sitting.game, sitting.log(seat)[-1], sitting.view(seat)


def ends(changes: Iterable[Change]) -> dict[tuple[str, str], tuple[object, object]]:
    """What each cell was before some changes, and is after them; what ends as it was is none."""
    found: dict[tuple[str, str], tuple[object, object]] = {}
    for change in changes:
        key = (change.cell, change.way)
        before, _ = found.get(key, (change.before, None))
        found[key] = before, change.after
    return {key: both for key, both in found.items() if both[0] != both[1]}


@pytest.mark.parametrize("name", GAMES)
def test_moments_tell_all_of_a_line_at_most_two_sentences_at_once(name: str) -> None:
    lines = 0
    for _, line, _ in told(name, -1):
        found = moments(line)
        assert bool(found) != line.silent
        if line.silent:
            continue
        lines += 1
        said = [sentence for moment in found for sentence in moment.sentences]
        assert said == [s for paragraph in line.paragraphs for s in paragraph.sentences]
        assert all(len(moment.sentences) <= TOGETHER for moment in found)
        changes = [change for moment in found for change in moment.changes]
        whole = [*(c for p in line.paragraphs for c in p.changes), *line.rest]
        # What a rule changed twice comes with either sentence.
        assert ends(changes) == ends(whole)
    assert lines


@pytest.mark.parametrize("name", GAMES)
def test_before_its_moments_a_seat_sees_what_they_changed_as_it_was(name: str) -> None:
    compared = 0
    for game, line, after in told(name, -1):
        found = moments(line)
        assert stood(game, after, ()) is after
        before = stood(game, after, found)
        # What a seat sees at all is the same: no moment opens or hides a cell.
        assert before.mask == after.mask
        first: dict[str, object] = {}
        for change in (c for moment in found for c in moment.changes if not c.way):
            first.setdefault(change.cell, change.before)
        for cell, was in first.items():
            named = CellId.parse(cell)
            seen = game.value(before, named.register, *named.index)
            if was is not HIDDEN and seen is not HIDDEN:
                assert seen == was
                compared += 1
    assert compared or name in ("draughts", "eights")


def test_a_counted_rule_is_told_sentence_by_sentence() -> None:
    several = 0
    for _, line, _ in told("rules"):
        rules = {paragraph.rule for paragraph in line.paragraphs}
        found = moments(line, rules)
        assert all(len(moment.sentences) <= 1 for moment in found)
        for paragraph in (p for p in line.paragraphs if p.parts):
            # Sentence by sentence it comes to the same as in one.
            ends: dict[str, tuple[object, object]] = {}
            for change in (c for part in paragraph.parts for c in part):
                first, _ = ends.get(change.cell, (change.before, None))
                ends[change.cell] = first, change.after
            net = {c.cell: (c.before, c.after) for c in paragraph.changes}
            assert {cell: both for cell, both in ends.items() if both[0] != both[1]} == net
        several += any(len(p.sentences) > 1 for p in line.paragraphs)
    assert several
