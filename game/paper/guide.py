"""The facilitator's guide: made from a scenario's rules and texts and from a rehearsal by bots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import attrs

from game.catalogue import listed, number_text, phrase
from game.engine import CellId, Game, State
from game.paper.kit import card_kinds, value_text
from game.paper.pieces import piece_groups
from game.paper.rehearsal import Rehearsal, SessionPart, programme
from game.table.face_up import label_words
from game.table.rulebook import RulebookPassage, brief_of, rulebook

#: What each kind of decision is called.
_KINDS: Final = {
    "actions": "facilitator.actions",
    "council": "facilitator.council",
    "cards": "facilitator.cards",
    "secret": "facilitator.secret",
    "other_answers": "facilitator.answers",
    "chance": "facilitator.chance",
}


@attrs.frozen
class SeatBrief:
    """A role.

    Attributes:
        seat: its id.
        name: what it is called.
        played: whether somebody must sit there.
        brief: what the scenario tells it, under its headings.
    """

    seat: str
    name: str
    played: bool
    brief: tuple[RulebookPassage, ...]


@attrs.frozen
class WatchedTrack:
    """A number to watch.

    Attributes:
        name: what it is called.
        text: what it is.
        start: where it begins.
        means: after each round in the rehearsal.
        deviation: of its end there.
        alarm: when all are alerted, or nothing.
    """

    name: str
    text: str
    start: str
    means: tuple[str, ...]
    deviation: str
    alarm: str


@attrs.frozen
class HiddenThing:
    """Something that not all may see.

    Attributes:
        name: what it is called.
        text: what it is, and who sees it.
        start: what is hidden at the start, a line each; for whoever leads the game alone.
    """

    name: str
    text: str
    start: tuple[str, ...]


@attrs.frozen
class Guide:
    """All that whoever leads a game has before them.

    Attributes:
        say: what to read out at the start, a paragraph each.
        parts: the session minute by minute.
        length: how long all of it takes, in minutes.
        decisions: kinds of decisions with how many a game has.
        ends: how games end, with a share.
        wins: who wins, with a share.
        phases: the sequence of play.
        tracks: what to watch, the tracks of the look first.
        measures: the designer's measures with what they came to.
        seats: the roles.
        secrets: what is hidden.
        questions: to talk over.
        facts: what is known of the world outside: the text and its label.
        bring: what is to be printed, cut and brought.
        rehearsal: the games that timings are of.
    """

    say: tuple[str, ...]
    parts: tuple[SessionPart, ...]
    length: int
    decisions: tuple[tuple[str, str], ...]
    ends: tuple[tuple[str, str], ...]
    wins: tuple[tuple[str, str], ...]
    phases: tuple[RulebookPassage, ...]
    tracks: tuple[WatchedTrack, ...]
    measures: tuple[tuple[str, str], ...]
    seats: tuple[SeatBrief, ...]
    secrets: tuple[HiddenThing, ...]
    questions: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    bring: tuple[str, ...]
    rehearsal: Rehearsal


def guide(game: Game, start: State, played: Rehearsal) -> Guide:
    """Make the guide of a scenario.

    Args:
        game: the scenario.
        start: its start.
        played: a rehearsal of it.
    """
    rules, info = game.rules, game.scenario
    how = [line.strip() for line in rules.people.how.splitlines() if line.strip()]
    say = [info.text, *how] if how or info.text else [rules.text]
    if info.teaches:
        say.append(phrase("rulebook.teaches", what=info.teaches))
    say = [part for part in (*say, rules.disclaimer) if part]
    parts = programme(played, info.rounds, sum(map(len, say)))
    chapters = {c.kind: c.passages for c in rulebook(game)}
    return Guide(
        say=tuple(say),
        parts=parts,
        length=parts[-1].begins + parts[-1].minutes,
        decisions=tuple(
            (phrase(_KINDS[kind]), _rounded(count))
            for kind, count in played.decisions.items()
            if kind in _KINDS
        ),
        ends=tuple(_shares(played.ends, lambda end: _ending(game, end))),
        wins=tuple(_shares(played.wins, lambda seat: _seat(game, seat))),
        phases=chapters.get("procedures", ()),
        tracks=tuple(_tracks(game, start, played)),
        measures=tuple((n, _percent(v) if s else _rounded(v)) for n, v, s in played.measures),
        seats=tuple(_seats(game)),
        secrets=tuple(_secrets(game, start)),
        questions=info.questions,
        facts=tuple((str(f.get("text") or ""), label_words(rules, f)) for f in info.facts),
        bring=tuple(_bring(game, start)),
        rehearsal=played,
    )


def _rounded(value: float) -> str:
    shown = f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"
    return shown.replace("-", "\N{MINUS SIGN}")


def _percent(share: float) -> str:
    return phrase("facilitator.percent", share=round(100 * share))


def _shares(found: dict[str, float], name: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    for key, share in sorted(found.items(), key=lambda pair: -pair[1]):
        yield name(key), _percent(share)


def _ending(game: Game, ending: str) -> str:
    if ending not in game.declared("ending"):
        return phrase("facilitator.otherwise")
    return str(game.describe("ending", ending)["name"] or ending)


def _seat(game: Game, seat: str) -> str:
    return game.title("seat", seat)


def _tracks(game: Game, start: State, played: Rehearsal) -> Iterator[WatchedTrack]:
    look = game.rules.look
    seen = {figure.register: figure for figure in played.watched}
    alarms = {alarm.value: alarm for alarm in look.alarms}
    first = [t.value for t in look.tracks if t.value in seen]
    names = dict.fromkeys([*first, *(a for a in alarms if a in game.registers)])
    names |= dict.fromkeys(n for n in seen if n not in look.roles.quiet)
    for name in names:
        spec = game.registers[name]
        if spec.constant or spec.index:
            continue
        told, figure, alarm = game.describe("register", name), seen.get(name), alarms.get(name)
        value = game.value(start, name)
        said = ""
        if alarm is not None:
            limit = game.numbers.get(alarm.limit) if alarm.limit else None
            end = int(limit) if isinstance(limit, int) else spec.high
            when = sorted({end - near for near in alarm.near} | {*alarm.low})
            said = phrase("facilitator.alarm", values=listed([number_text(n) for n in when]))
        yield WatchedTrack(
            str(told["name"] or name),
            str(told.get("text") or ""),
            value_text(game, spec, value),
            tuple(map(_rounded, figure.means)) if figure is not None else (),
            _rounded(figure.deviation) if figure is not None else "",
            said,
        )


def seat_briefs(game: Game) -> tuple[SeatBrief, ...]:
    """The roles of a scenario, each with its brief."""
    return tuple(_seats(game))


def _seats(game: Game) -> Iterator[SeatBrief]:
    for seat in game.seats:
        needed = seat not in game.scenario.optional
        yield SeatBrief(seat, game.title("seat", seat), needed, brief_of(game, seat))


def _secrets(game: Game, start: State) -> Iterator[HiddenThing]:
    quiet = game.rules.look.roles.quiet
    for spec in game.registers.values():
        if spec.public or spec.constant or spec.zone:
            continue
        told = game.describe("register", spec.name)
        if not told.get("text") and spec.name in quiet:
            continue
        text = str(told.get("text") or "")
        yield HiddenThing(
            str(told["name"] or spec.name), text, tuple(_hidden(game, start, spec.name))
        )


def _hidden(game: Game, start: State, register: str) -> Iterator[str]:
    """What a hidden register holds at the start, where it is neither nought nor nothing."""
    spec = game.registers[register]
    for cell, value in game.items(start):
        named = CellId.parse(cell)
        if named.register != register or value is None or not value:
            continue
        where = ", ".join(game.short(s, m) for s, m in zip(spec.index, named.index, strict=True))
        said = value_text(game, spec, value)
        yield phrase("paper.field", name=where, value=said) if where else said


def _bring(game: Game, start: State) -> Iterator[str]:
    for kind in card_kinds(game):
        yield phrase("facilitator.some_cards", name=kind.name, count=len(kind.cards))
    for group in piece_groups(game, start):
        yield phrase(
            "facilitator.some_pieces", name=group.name, count=sum(p.count for p in group.pieces)
        )
    yield phrase("facilitator.some_mats", count=len(game.seats))
    yield phrase("facilitator.markers")
