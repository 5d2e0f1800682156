"""The track that ends a game over its rounds, and the rounds in which the game turned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import number_text, phrase
from game.engine import CellId
from game.report.axis import Axis, number_at, numbers
from game.report.talk import capitalised
from game.story.alarms import end_of

if TYPE_CHECKING:
    from game.report.debrief_records import Debrief
    from game.report.past import Past
    from game.rules.look import Colour
    from game.table import LogLine

#: So many turning points are told.
MOST_TURNS: Final = 6
#: A change of who leads counts as much as so many steps of the track.
LEAD: Final = 2
#: So many letters of what was told stand at a turning point; whole sentences beyond are left out.
MOST_LETTERS: Final = 155


@attrs.frozen
class Turn:
    """A round in which the game turned.

    Attributes:
        number: from 1 on, in order.
        tick: its place on the axis.
        step: the step of it that moved most.
        when: the round, or the step where rules count no rounds.
        head: what it did, in a few words.
        text: what was told of it, in the sentences of the log.
    """

    number: int
    tick: int
    step: int
    when: str
    head: str
    text: str


@attrs.frozen
class FinalTrack:
    """The track whose end is the end of the game, at the ticks of an axis.

    Attributes:
        value: the register or derived value.
        name: for people.
        colour: of its look; None where none is named.
        values: what it was at each tick.
        end: at what it ends the game.
        warning: what all are told of how near that is, or was; "" for nothing.
    """

    value: str
    name: str
    colour: Colour | None
    values: tuple[int, ...]
    end: int
    warning: str

    @property
    def top(self) -> tuple[int, int]:
        """The highest that it was at a tick, and the first tick of that."""
        high = max(self.values)
        return high, self.values.index(high)


def final_track(past: Past, axis: Axis) -> FinalTrack | None:
    """The first track that ends at a limit of the rules, as far as the reader saw it all along.

    Where no track has a limit, it is the first number of which all are alerted before its end.
    """
    game, look = past.game, past.game.rules.look
    named: list[tuple[str, str, str, Colour | None]] = [
        (t.value, t.limit, t.name, t.colour) for t in look.tracks if t.limit
    ]
    named += [(a.value, a.limit, "", None) for a in look.alarms if a.near]
    for value, limit, name, colour in named:
        spec = game.registers.get(value)
        end = end_of(game, value, limit)
        if end is None or value == game.rules.round or (spec is not None and spec.constant):
            continue
        values = numbers(past, axis, value)
        if values:
            title = name or str(game.describe("register", value)["name"])
            return FinalTrack(value, title, colour, values, end, _warning(past, value, end, values))
    return None


def _warning(past: Past, value: str, end: int, values: Sequence[int]) -> str:
    """The alarm of a track in words, at what it came to."""
    for alarm in past.game.rules.look.alarms:
        if alarm.value == value and alarm.near:
            return alarm.say.replace("{value}", str(values[-1])).replace("{end}", str(end))
    return ""


def track_turns(past: Past, axis: Axis, track: FinalTrack, debrief: Debrief) -> tuple[Turn, ...]:
    """The rounds in which a track moved most, or another seat came to lead, in their order.

    The measure of a round: by how much the track moved in it, up and down, and `LEAD` more where a
    turning point of the scores lies in it after which somebody else leads.
    """
    leads = {point.step: point.leader for point in debrief.points if point.leader}
    found: list[tuple[int, Turn]] = []
    for tick in range(1, len(axis.ticks)):
        steps = axis.steps(tick)
        moves = [(at, change) for at in steps if (change := _moved(past, track, at))]
        leading = [at for at in steps if at in leads]
        leader = leads[leading[-1]] if leading else ""
        measure = sum(abs(change) for _, change in moves) + LEAD * bool(leader)
        if not measure:
            continue
        before, after = track.values[tick - 1], track.values[tick]
        heads = [phrase("first.from_to", before=number_text(before), after=number_text(after))]
        heads += [phrase("debrief.leads", seat=leader)] if leader else []
        heads = heads if moves else heads[1:]
        step = max(moves, key=lambda pair: abs(pair[1]))[0] if moves else leading[-1]
        told = [words for at, _ in moves for words in track_sentences(past, at, track)]
        told = told or [words for at in leading for words in deed_sentences(past, at)]
        turn = Turn(0, tick, step, when(axis, tick), ". ".join(heads), few(told))
        found.append((measure, turn))
    kept = sorted(found, key=lambda pair: (-pair[0], -pair[1].tick))[:MOST_TURNS]
    ordered = sorted((turn for _, turn in kept), key=lambda turn: turn.tick)
    return tuple(attrs.evolve(turn, number=n) for n, turn in enumerate(ordered, 1))


def score_turns(past: Past, axis: Axis, debrief: Debrief) -> tuple[Turn, ...]:
    """The turning points of the scores, for rules without a track that ends the game."""
    found = []
    for n, point in enumerate(debrief.points, 1):
        moved = [
            phrase("debrief.moved", seat=seat, before=number_text(a), after=number_text(b))
            for seat, a, b in point.moved
        ]
        lead = [phrase("debrief.leads", seat=point.leader)] if point.leader else []
        tick = axis.tick(point.step)
        heads = ". ".join([*lead, " · ".join(moved)])
        text = few(deed_sentences(past, point.step)) or point.text
        found.append(Turn(n, tick, point.step, when(axis, tick), heads, text))
    return tuple(found)


def when(axis: Axis, tick: int) -> str:
    """What a tick is called in a sentence."""
    found = axis.ticks[tick]
    if found.round is None:
        return phrase("first.step", step=found.step)
    return phrase("first.round", round=found.round)


def _moved(past: Past, track: FinalTrack, step: int) -> int:
    before, after = (number_at(past, track.value, at) for at in (step - 1, step))
    return 0 if before is None or after is None else after - before


def track_sentences(past: Past, step: int, track: FinalTrack) -> Iterator[str]:
    """What rules told of a step in which they moved a track: of it by name, or all they told."""
    line = past.lines.get(past.numbers[step])
    parts = () if line is None else line.paragraphs
    moving = [
        s
        for part in parts
        if any(CellId.parse(change.cell).register == track.value for change in part.changes)
        for s in part.sentences
    ]
    named = [sentence for sentence in moving if track.name in sentence]
    yield from named or moving or ([_deed(line)] if line is not None else [])


def deed_sentences(past: Past, step: int) -> Iterator[str]:
    """What was told of a step, sentence by sentence; else what was done, in words."""
    line = past.lines.get(past.numbers[step])
    if line is None:
        return
    told = [s for part in line.paragraphs for s in part.sentences]
    yield from told or [_deed(line)]


def _deed(line: LogLine) -> str:
    """What was done, in words; who did it is left out."""
    return capitalised(" ".join(row.words for row in line.rows))


def few(sentences: Iterable[str], most: int = MOST_LETTERS) -> str:
    """As many whole sentences, from the first on, as there is room for; always one."""
    kept: list[str] = []
    for sentence in dict.fromkeys(sentences):
        if kept and sum(map(len, kept)) + len(kept) + len(sentence) > most:
            break
        kept.append(sentence)
    return " ".join(kept)
