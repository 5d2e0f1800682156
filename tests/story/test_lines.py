"""What no line of a log may hold, read by every reader in games of all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine import CHANCE, Game
from game.story.changes import ChangeWriter
from game.story.log import Happened, LogLine, LogWriter
from game.story.paragraphs import Narrator
from tests.any_rules import EXAMPLES, FILES, any_rules
from tests.loaded import SHELF, compiled, rules_of
from tests.making_once import game as compiled_once
from tests.story.test_paragraphs import causes_hold
from tests.story.walks import walked

#: What is written for machines: a cell, a brace, no value, a gap, two marks, a hyphen for a minus.
MACHINE = re.compile(
    r" -> |\w\[|\{|\}|\bNone\b(?! of these)|\bTrue\b|\bFalse\b|  |\s[.,;:]|\.\.|[?!]:|(?<!\w)-\d"
)
#: So many games of each scenario are read in a long run; the gate reads one.
MANY = 200
#: So many moves of each game are read by the gate.
SOME = 45


def named_for_machines(game: Game) -> re.Pattern[str]:
    """The names of registers and derived values that are no words."""
    names = [n for n in (*game.registers, *game.derived_values) if "_" in n]
    return re.compile(rf"\b({'|'.join(map(re.escape, names))})\b") if names else re.compile("(?!)")


def told(game: Game, writer: LogWriter, move: int, step: Happened) -> Iterator[tuple[str, LogLine]]:
    """The line that each reader reads of a move."""
    asked = game.actor(step.before)
    actor = "chance" if asked == CHANCE else str(asked)
    for seat in (None, *game.seats):
        line = writer.move(1, actor, game.move(move), step, seat)
        assert line.text, seat
        yield str(seat), line


def test_what_is_looked_for_is_found() -> None:
    flawed = [
        "guard[hill] fell",
        "{place} fell",
        "None fell",
        "It  fell",
        "It fell .",
        "How?: 3",
        "-3",
    ]
    assert all(MACHINE.search(text) for text in flawed)
    assert not MACHINE.search("Who? None of these. The well-known 1-2, 3:2 and \N{MINUS SIGN}3.")


@given(name=st.sampled_from((*FILES, *EXAMPLES)), seed=st.integers(0, 1 << 16))
def test_no_line_is_for_machines(name: str, seed: int) -> None:
    dice = Random(seed)
    game = compiled_once(any_rules(name), dice.choice(any_rules(name).scenarios).id)
    writer, names = LogWriter(game), named_for_machines(game)
    for move, step in walked(game, dice, 12):
        for seat, line in told(game, writer, move, step):
            assert not MACHINE.search(line.text), f"{seat}: {line.text}"
            assert not names.search(line.text), f"{seat}: {line.text}"


@pytest.mark.parametrize("name", ["rules", *SHELF])
def test_games_are_told_in_sentences_with_their_true_causes(name: str, long_run: bool) -> None:
    """In whole games of ours and of the shelf nothing is listed, and each change has its cause."""
    for scenario in rules_of(name).scenarios:
        game = compiled(name, scenario.id)
        writer, names = LogWriter(game), named_for_machines(game)
        narrator = Narrator(game, ChangeWriter(game))
        for seed in range(MANY if long_run else 1):
            games = walked(game, Random(seed), 10_000 if long_run else SOME, doctrine=seed % 2 == 0)
            for move, step in games:
                for seat in (None, *game.seats):
                    causes_hold(game, step, seat, narrator)
                for seat, line in told(game, writer, move, step):
                    text = line.text
                    assert not MACHINE.search(text), f"{seat}: {text}"
                    assert not names.search(text), f"{seat}: {text}"
                    # What a reader may know is told by a sentence of the rules, or by none.
                    assert not line.rest, f"{seat}: {text}"
                    listed = [p.rule for p in line.paragraphs if not (p.sentences or p.silent)]
                    assert not listed, f"{seat}: {text}"
