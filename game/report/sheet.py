"""The drawings of a report's first page: bars, curves and a map, measured out for the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from game.catalogue import number_text, phrase
from game.drawing.colours import on_paper
from game.drawing.patterns import hexed
from game.report.board_map import PlacesMap, places_map
from game.report.inks import SeatInk
from game.report.need_map import NeedMark, need_marks

if TYPE_CHECKING:
    from game.engine import Game
    from game.report.after_action import AfterAction, SeatResult
    from game.report.axis import Axis
    from game.report.first_page import FirstPage, SmallLine


@attrs.frozen
class Frame:
    """The size of a drawing of curves, in its own units, and where in it the plot lies.

    Attributes:
        wide, high: of all of it.
        left, right, top, low: of the plot.
        apart: how far apart the signs at the ends of curves are at least.
    """

    wide: float
    high: float
    left: float
    right: float
    top: float
    low: float
    apart: float


CURVE: Final = Frame(1000, 132, 26, 966, 20, 86, 20)
"""Of the large one."""
SCORES: Final = Frame(480, 80, 4, 448, 9, 72, 17)
"""Of the scores, where the large one shows something else."""
#: The size of a small curve.
SMALL: Final = (150, 58)
#: How the curves of seats are broken, in turn, so that they differ without colour.
_DASHES: Final = ("", "7 4", "2 3", "10 3 2 3", "4 2", "1 4")


@attrs.frozen
class BarPart:
    """A term of a score in its bar.

    Attributes:
        title: what it is called.
        value: what it adds.
        left, width: where it lies in the bar, in percent.
        shade: how far it is from the first part, which is the darkest.
        less: whether it takes away, from the end of the others.
    """

    title: str
    value: int
    left: float
    width: float
    shade: int
    less: bool


@attrs.frozen
class SeatBar:
    """How a seat came out, as a bar of its terms.

    Attributes:
        seat: its id.
        name: for people.
        score: "" while the game goes on.
        head: whether it won, or reached its target.
        words: more of that.
        held: who played it.
        parts: of the bar.
        target: where its mark stands, in percent; None for none.
        target_words: what stands at the mark.
        strong: whether the head is to stand out.
    """

    seat: str
    name: str
    score: str
    head: str
    words: str
    held: str
    parts: tuple[BarPart, ...]
    target: float | None
    target_words: str
    strong: bool


def seat_bars(game: Game, report: AfterAction, held: Mapping[str, str]) -> Iterator[SeatBar]:
    """The bars of all seats, of one scale, in the order of the report.

    Args:
        game: the scenario that was played.
        report: what is told.
        held: who played each seat.
    """
    ends = [1]
    for each in report.seats:
        if each.outcome is not None:
            ends += [each.outcome.score, each.outcome.target or 0]
            ends.append(sum(term.value for term in each.terms if term.value > 0))
    most = max(ends)
    for each in report.seats:
        outcome = each.outcome
        score = "" if outcome is None else number_text(outcome.score)
        target = None if outcome is None else outcome.target
        head, words = _outcome(each)
        yield SeatBar(
            seat=each.seat,
            name=game.short("seat", each.seat),
            score=score,
            head=head,
            words=words,
            held=held[each.seat],
            parts=tuple(_parts(each, most)),
            target=None if target is None else _share(target, most),
            target_words="" if target is None else phrase("debrief.target", target=target),
            strong=each.won or (outcome is not None and target is not None and outcome.margin >= 0),
        )


def _outcome(seat: SeatResult) -> tuple[str, str]:
    """Whether a seat won or reached its target, and what more is to say of it."""
    outcome = seat.outcome
    won = phrase("report.won") if seat.won else ""
    if outcome is None or outcome.target is None:
        return won, ""
    margin = number_text(abs(outcome.margin))
    if outcome.margin > 0:
        by = phrase("first.above", margin=margin)
    elif outcome.margin:
        by = phrase("first.below", margin=margin)
    else:
        by = phrase("first.met")
    mark = f"{outcome.mark}." if outcome.mark else ""
    return (won, f"{by} {mark}") if won else (by, mark)


def _share(value: int, most: int) -> float:
    return round(100 * max(0, min(value, most)) / most, 2)


def _parts(seat: SeatResult, most: int) -> Iterator[BarPart]:
    """What a score is the sum of: what adds first, then what takes away from its end."""
    if seat.outcome is None:
        return
    terms = [(term.title or phrase("report.other"), term.value) for term in seat.terms]
    if not terms:
        yield BarPart("", seat.outcome.score, 0, _share(seat.outcome.score, most), 0, False)
        return
    at = 0
    adds = sorted((term for term in terms if term[1] > 0), key=lambda term: -term[1])
    for n, (title, value) in enumerate(adds):
        left = _share(at, most)
        at += value
        yield BarPart(title, value, left, round(_share(at, most) - left, 2), n, False)
    for title, value in sorted((t for t in terms if t[1] < 0), key=lambda term: term[1]):
        right = _share(at, most)
        at += value
        left = _share(at, most)
        yield BarPart(title, value, left, round(right - left, 2), 0, True)


@attrs.frozen
class CurvePoint:
    """A value of a curve.

    Attributes:
        x, y: where it lies.
        text: the value in words.
    """

    x: float
    y: float
    text: str


@attrs.frozen
class PlottedCurve:
    """A line over the ticks of an axis.

    Attributes:
        seat: whose it is; "" for a track.
        colour: as SVG writes it.
        dash: how it is broken; "" for a whole line.
        points: its values.
        label: how high the sign at its end stands.
    """

    seat: str
    colour: str
    dash: str
    points: tuple[CurvePoint, ...]
    label: float

    @property
    def path(self) -> str:
        """The line as a path of SVG."""
        return "M" + "L".join(f"{p.x:g} {p.y:g}" for p in self.points)


@attrs.frozen
class AxisMark:
    """What stands under a curve at a tick.

    Attributes:
        x: where.
        text: the round.
        turn: the number of the turning point in it; 0 for none.
        counted: whether the rules counted up there.
    """

    x: float
    text: str
    turn: int
    counted: bool


@attrs.frozen
class LargeCurve:
    """The large drawing of a page: the track that ends the game, or the scores of all seats.

    Attributes:
        curves: one for a track, one for each seat for scores.
        marks: what stands below.
        limit: how high the line stands at which it ends; None for none.
        low: how low the ground lies.
    """

    curves: tuple[PlottedCurve, ...]
    marks: tuple[AxisMark, ...]
    limit: float | None
    low: float

    @property
    def area(self) -> str:
        """The ground under the first curve as a path of SVG."""
        points = self.curves[0].points
        return f"{self.curves[0].path}V{self.low:g}H{points[0].x:g}Z"


def large_curve(page: FirstPage, inks: Mapping[str, SeatInk], counting: str) -> LargeCurve | None:
    """The track that ends the game over its rounds; else the scores; None where there is neither.

    Args:
        page: what is told.
        inks: how seats are told apart.
        counting: what it is called when the rules count up.
    """
    track = page.track
    if len(page.axis.ticks) < 2 or track is None:
        return score_curves(page, inks, counting, CURVE)
    low, high = min(0, *track.values), max(track.end, *track.values)
    plot = _Plot(CURVE, len(page.axis.ticks), low, high)
    curve = PlottedCurve("", hexed(on_paper(track.colour)), "", plot.points(track.values), 0.0)
    marks = tuple(_marks(page, plot, counting))
    return LargeCurve((curve,), marks, plot.up(track.end), plot.up(low))


def score_curves(
    page: FirstPage, inks: Mapping[str, SeatInk], counting: str, frame: Frame = SCORES
) -> LargeCurve | None:
    """How the scores went, seat by seat; None where that is not known.

    Args:
        page: what is told.
        inks: how seats are told apart.
        counting: what it is called when the rules count up.
        frame: the drawing.
    """
    if len(page.axis.ticks) < 2 or not page.scores:
        return None
    every = [value for values in page.scores.values() for value in values]
    low, high = min(0, *every), max(1, *every)
    plot = _Plot(frame, len(page.axis.ticks), low, high)
    drawn = [
        PlottedCurve(seat, inks[seat].colour, _DASHES[n % len(_DASHES)], plot.points(values), 0.0)
        for n, (seat, values) in enumerate(page.scores.items())
    ]
    marks = tuple(_marks(page, plot, counting))
    return LargeCurve(tuple(_labelled(drawn, frame)), marks, None, plot.up(low))


@attrs.frozen
class _Plot:
    """Where values stand in a drawing."""

    frame: Frame
    ticks: int
    low: int
    high: int

    def across(self, tick: int) -> float:
        wide = self.frame.right - self.frame.left
        return round(self.frame.left + wide * tick / max(1, self.ticks - 1), 1)

    def up(self, value: int) -> float:
        share = (value - self.low) / max(1, self.high - self.low)
        return round(self.frame.low - (self.frame.low - self.frame.top) * share, 1)

    def points(self, values: Sequence[int]) -> tuple[CurvePoint, ...]:
        return tuple(
            CurvePoint(self.across(n), self.up(value), number_text(value))
            for n, value in enumerate(values)
        )


def _labelled(curves: Sequence[PlottedCurve], frame: Frame) -> Iterator[PlottedCurve]:
    """The curves with the heights of the signs at their ends, none on another, in their order."""
    ranked = sorted(curves, key=lambda curve: curve.points[-1].y)
    heights: list[float] = []
    for curve in ranked:
        at = curve.points[-1].y
        heights.append(max(at, heights[-1] + frame.apart) if heights else at)
    over = max(0.0, heights[-1] - frame.low)
    placed = {curve.seat: round(y - over, 1) for curve, y in zip(ranked, heights, strict=True)}
    for curve in curves:
        yield attrs.evolve(curve, label=placed[curve.seat])


def _marks(page: FirstPage, plot: _Plot, counting: str) -> Iterator[AxisMark]:
    turns: dict[int, int] = {}
    for turn in page.turns:
        turns.setdefault(turn.tick, turn.number)
    for n, tick in enumerate(page.axis.ticks):
        number = tick.step if tick.round is None else tick.round
        text = str(number) if n else phrase("debrief.begun")
        if tick.counted and counting:
            text = f"{text} · {counting}"
        yield AxisMark(plot.across(n), text, turns.get(n, 0), tick.counted)


@attrs.frozen
class SmallCurve:
    """A number over the rounds, small.

    Attributes:
        name: what it is.
        colour: as SVG writes it.
        path: the curve.
        x, y: of its last value.
        value: the last value in words.
        bound: what stands behind it.
        counted: where the rules counted up.
    """

    name: str
    colour: str
    path: str
    x: float
    y: float
    value: str
    bound: str
    counted: tuple[float, ...]


def small_curve(line: SmallLine, axis: Axis) -> SmallCurve:
    """Draw a number over the rounds.

    Args:
        line: what is drawn.
        axis: the rounds.
    """
    wide, high = SMALL[0] - 8.0, SMALL[1] - 6.0
    step = wide / max(1, len(line.values) - 1)
    low = min(0, *line.values)
    top = max(line.high, low + 1)
    points = [
        (round(3 + n * step, 1), round(3 + high * (top - value) / (top - low), 1))
        for n, value in enumerate(line.values)
    ]
    counted = tuple(round(3 + n * step, 1) for n, tick in enumerate(axis.ticks) if tick.counted)
    return SmallCurve(
        name=line.name,
        colour=hexed(on_paper(line.colour)),
        path="M" + "L".join(f"{x:g} {y:g}" for x, y in points),
        x=points[-1][0],
        y=points[-1][1],
        value=number_text(line.values[-1]),
        bound=line.bound,
        counted=counted,
    )


@attrs.frozen
class NeedMap:
    """Who was needed where, on the map.

    Attributes:
        land: the places as they lie.
        marks: what stands on them.
    """

    land: PlacesMap
    marks: tuple[NeedMark, ...]


def need_map(game: Game, page: FirstPage, inks: Mapping[str, SeatInk]) -> NeedMap | None:
    """Draw who was needed where; None where nobody ever is, or there is no map.

    Args:
        game: the scenario that was played.
        page: what is told.
        inks: how seats are told apart.
    """
    if page.needed is None:
        return None
    look = game.rules.look
    land = places_map(look, [place.place for place in page.needed.places])
    if land is None:
        return None
    names = {p.place: game.short(look.roles.places, p.place) for p in page.needed.places}
    return NeedMap(land, tuple(need_marks(page.needed, land, look.badge.states, names)))
