"""Where a seat stands, in words: its score by terms, what a count now would give, the others'.

Why a place stands as it does is told too: how far it is from holding, what stands against what, and
what it would be without each seat that gives something there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from game.catalogue import number_text, phrase
from game.engine import HIDDEN
from game.story.telling import LinePart, Names, ToldLine

if TYPE_CHECKING:
    from game.engine import Game, ScorePart, ScoreRange, SeatScore, View
    from game.rules.look import BadgeState, CounterLook


@frozen
class OwnScore:
    """A seat's score for a line as short as can be.

    Attributes:
        score: it, or its range, in figures.
        target: the score from which the seat has succeeded; None for none.
        terms: what the score is the sum of, in words; empty for no sum.
    """

    score: str
    target: int | None
    terms: str


def bounds_words(bounds: ScoreRange) -> str:
    """A number, or its range, in figures."""
    if bounds.known:
        return number_text(bounds.low)
    return phrase("stand.range", low=number_text(bounds.low), high=number_text(bounds.high))


def _change(before: ScoreRange, after: ScoreRange) -> str:
    """What a number changes by."""
    if before.known and after.known:
        return number_text(after.low - before.low, plus=True)
    least, most = after.low - before.low, after.high - before.high
    if least == most:
        return number_text(least, plus=True)
    low, high = (number_text(f(least, most), plus=True) for f in (min, max))
    return phrase("stand.range", low=low, high=high)


class StandingTeller:
    """Tells one seat of a game how all stand."""

    def __init__(self, game: Game, seat: str) -> None:
        """Remember the game and the reader.

        Args:
            game: the game.
            seat: the seat that reads.
        """
        self._game, self._seat, self._names = game, seat, Names(game)
        self._look = game.rules.look
        self._role = self._look.roles.outcome

    # Scores ----------------------------------------------------------------------------------

    def now(self, view: View) -> tuple[SeatScore, ...]:
        """How the seats stand as it is, as far as the reader may know it."""
        return self._game.standings(view, self._role.endings)

    def counted(self, view: View) -> tuple[SeatScore, ...]:
        """How they would stand after the count that the look names; nothing where there is none."""
        if not self._role.count:
            return ()
        return self._game.standings(view, self._role.endings, self._role.count)

    def counting(self, view: View) -> Iterator[tuple[SeatScore, ...] | None]:
        """Work `counted` out step by step: None as it goes on, and at last what it is."""
        if self._role.count:
            yield from self._game.counting(view, self._role.endings, self._role.count)

    def own(self, view: View, now: Sequence[SeatScore]) -> OwnScore | None:
        """The reader's own score; None where the game keeps none."""
        mine = next((s for s in now if s.seat == self._seat), None)
        if mine is None:
            return None
        return OwnScore(
            bounds_words(mine.score), self._target(view, self._seat), _terms(mine.terms)
        )

    def scores(
        self,
        view: View,
        now: Sequence[SeatScore],
        counted: Sequence[SeatScore],
        played: Collection[str],
    ) -> list[ToldLine]:
        """A line for the reader's own score and its terms, what it wants, and one for each other.

        Args:
            view: what the reader sees.
            now: how the seats stand as it is.
            counted: how they would stand after the count; may be nothing.
            played: the seats that somebody or a bot plays.
        """
        after = {standing.seat: standing for standing in counted}
        mine = [s for s in now if s.seat == self._seat]
        others = [s for s in now if s.seat != self._seat and s.seat in played]
        out: list[ToldLine] = []
        for standing in mine:
            out.append(self._score(view, standing, own=True))
            out += self._after(standing, after.get(standing.seat), own=True)
        out += self._wishes(view)
        for standing in others:
            line = self._score(view, standing, own=False)
            more = self._after(standing, after.get(standing.seat), own=False)
            out.append((*line, LinePart("; ", "muted"), *more[0]) if more else line)
        return out

    def _score(self, view: View, standing: SeatScore, own: bool) -> ToldLine:
        score, target = bounds_words(standing.score), self._target(view, standing.seat)
        seat = self._names.member("seat", standing.seat)
        if own and target is None:
            words = phrase("stand.score", score=score)
        elif own:
            words = phrase("stand.score_of", score=score, target=target)
        elif target is None:
            words = phrase("stand.seat", seat=seat, score=score)
        else:
            words = phrase("stand.seat_of", seat=seat, score=score, target=target)
        terms = _terms(standing.terms)
        out = [LinePart(words, "strong")]
        if terms:
            out.append(LinePart(f": {terms}", "muted"))
        return tuple(out)

    def _after(self, now: SeatScore, then: SeatScore | None, own: bool) -> list[ToldLine]:
        """What the count would make of a score, and by which terms."""
        if then is None or then.score == now.score:
            return []
        words = phrase("stand.counted", when=self._role.counted, score=bounds_words(then.score))
        words = words[:1].upper() + words[1:] if own else words
        before = {part.title: part.value for part in now.terms}
        gains = [
            phrase("stand.gains", title=_title(part), change=_change(was, part.value))
            for part in then.terms
            if (was := before.get(part.title, now.score.nothing)) != part.value
        ]
        out = [LinePart(words, "news" if own else "plain")]
        if gains and own:
            out.append(LinePart(f" ({', '.join(gains)})", "muted"))
        return [tuple(out)]

    def _target(self, view: View, seat: str) -> int | None:
        """The score from which a seat has succeeded, where one is set and the reader may know."""
        game, name = self._game, self._role.target
        spec = game.registers.get(name) or game.derived_values.get(name)
        if spec is None or seat not in game.members(spec.index[0]):
            return None
        found = game.value(view, name, seat)
        return found if isinstance(found, int) and found else None

    def _wishes(self, view: View) -> list[ToldLine]:
        """What the reader's seat would have come true, if it has something of the kind."""
        game, role = self._game, self._role
        spec = game.registers.get(role.wish)
        if spec is None or self._seat not in game.members(spec.index[0]):
            return []
        wish = game.value(view, role.wish, self._seat)
        if not isinstance(wish, str):
            return []
        texts = game.describe("member", f"{game.sets[spec.of].base}.{wish}")
        title = self._names.title(role.wish)
        head = phrase("stand.wish", register=title, name=game.title(spec.of, wish))
        out = [LinePart(head, "plain"), LinePart(f" {texts.get('text') or ''} ", "muted")]
        held = game.value(view, role.reached, self._seat)
        if held is not HIDDEN:
            key = "stand.reached" if held else "stand.unreached"
            out.append(LinePart(phrase(key), "good" if held else "muted"))
        return [tuple(out)]

    # Places ----------------------------------------------------------------------------------

    def why(self, view: View, place: str) -> list[ToldLine]:
        """Why a place stands as it does; nothing where its value is not seen, or is no sum.

        Args:
            view: what the reader sees.
            place: the place.

        Returns:
            A sentence about what stands against what, and one for each seat without which it would
            stand otherwise.
        """
        game, badge = self._game, self._look.badge
        total = game.value(view, badge.value, place) if badge.value else HIDDEN
        if not isinstance(total, int) or not badge.states:
            return []
        state = self._look.state(total)
        out = [LinePart(self._state(total), "bad" if self._worst(state) else "plain")]
        sides = self._sides(view, place)
        if sides:
            out.append(LinePart(f" {sides}", "muted"))
        lines: list[ToldLine] = [tuple(out)]
        lines += self._without(view, place, total)
        return lines

    def _state(self, total: int) -> str:
        """The state of a value, and how far it is from the next: up from the lowest, else down."""
        states, state = self._look.badge.states, self._look.state(total)
        if state.least is None:
            higher = [s for s in states if s.least is not None]
            if not higher:
                return phrase("stand.above", state=state.name)
            nearest = min(higher, key=lambda s: s.least or 0)
            short, name = (nearest.least or 0) - total, nearest.name.lower()
            return phrase("stand.below", state=state.name, short=short, next=name)
        spare = total - state.least + 1
        worse = self._look.state(state.least - 1).name.lower()
        return phrase("stand.spare", state=state.name, spare=spare, next=worse)

    def _worst(self, state: BadgeState) -> bool:
        return state is self._look.badge.states[-1] and len(self._look.badge.states) > 1

    def _sides(self, view: View, place: str) -> str:
        """What is taken off a place's value, against what is added to it."""
        counters = [c for c in self._look.counters.values() if c.addend]
        found = [(c, self._number(view, c, place)) for c in counters]
        if any(value is None for c, value in found if not c.shadow):
            return ""
        sides = {
            sign: [f"{c.name} {value}" for c, value in found if c.addend == sign and value]
            for sign in ("plus", "minus")
        }
        if not any(sides.values()):
            return ""
        nothing = phrase("stand.nothing")
        plus, minus = (", ".join(sides[s]) or nothing for s in ("plus", "minus"))
        return phrase("stand.against", minus=minus, plus=plus)

    def _number(self, view: View, counter: CounterLook, place: str) -> int | None:
        game = self._game
        spec = game.registers.get(counter.value) or game.derived_values.get(counter.value)
        if spec is None or place not in game.members(spec.index[0]):
            return 0
        found = game.value(view, counter.value, place)
        return found if isinstance(found, int) else None

    def _without(self, view: View, place: str, total: int) -> list[ToldLine]:
        """What a place would stand at without each seat that has a share in it."""
        game, accent = self._game, self._look.accent
        spec = game.derived_values.get(accent.share) or game.registers.get(accent.share)
        if spec is None:
            return []
        out: list[ToldLine] = []
        for seat in game.members(spec.index[0]):
            share = game.value(view, accent.share, seat, place)
            if not isinstance(share, int) or not share:
                continue
            left = self._look.state(total - share)
            needed = left is not self._look.state(total)
            words = phrase(
                "stand.without",
                seat=self._names.member("seat", seat),
                total=number_text(total - share),
                state=left.name.lower(),
            )
            out.append((LinePart(words, "news" if needed else "muted"),))
        return out


def _title(part: ScorePart) -> str:
    return part.title or phrase("stand.besides")


def _terms(terms: Sequence[ScorePart]) -> str:
    """The terms of a score in words: `Coins 2 · Hills 5`."""
    return " · ".join(f"{_title(part)} {bounds_words(part.value)}" for part in terms)
