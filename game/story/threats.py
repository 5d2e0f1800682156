"""What others could do at a place next, in words: who, by what, and what would come of it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen

from game.catalogue import phrase
from game.engine import HIDDEN
from game.story.previews import ghosts
from game.story.telling import LinePart, Names, ToldLine

if TYPE_CHECKING:
    from game.engine import Game, Reply, SeenValue, View


@frozen
class Threat:
    """What another seat could do at a place.

    Attributes:
        reply: it.
        name: what people call the action.
        ends: what it would surely make of a value of the place: the value, before, after; None
            where nothing is told of that.
        by: on a board, the names of what would come or do it.
    """

    reply: Reply
    name: str
    ends: tuple[str, SeenValue, SeenValue] | None
    by: tuple[str, ...] = ()


class ThreatTeller:
    """Tells of what others could do in one game."""

    def __init__(self, game: Game) -> None:
        """Remember the game.

        Args:
            game: the game.
        """
        self._game, self._names = game, Names(game)
        self._titles = {action.id: action.name for action in game.actions}
        look = game.rules.look
        #: The values of a place by which it is told what would come of a reply, the first first.
        self._values = [
            v for v in (look.badge.value, *(c.value for c in look.counters.values())) if v
        ]
        self._derived = tuple(v for v in self._values if v in game.derived_values)

    def looking(
        self, view: View, place: str, targets: Sequence[str] = ()
    ) -> Iterator[tuple[Threat, ...] | None]:
        """Find out step by step what others could do: None as it goes on, and at last what.

        Args:
            view: what the reader sees.
            place: where.
            targets: what stands for the place besides, such as what lies there.
        """
        found: tuple[Reply, ...] = ()
        for replies in self._game.looking_for_replies(view, (place, *targets)):
            found = replies or ()
            yield None
        threats = []
        for reply in found:
            name = self._titles[reply.action]
            by = () if self._values else self._others(reply, (place, *targets))
            threats.append(Threat(reply, name, self._ends(view, reply, place), by))
            yield None
        yield tuple(threats)

    def _others(self, reply: Reply, here: Sequence[str]) -> tuple[str, ...]:
        """What the moves of a reply aim with besides what is here, by name."""
        found, place = dict[str, None](), self._kinds.get(here[0])
        for move in reply.moves:
            for target in self._game.move(move).targets:
                kind = self._kinds.get(target)
                if target not in here and kind not in (None, place):
                    found[self._names.member(str(kind), target)] = None
        return tuple(found)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """The set of each member, by its id."""
        game = self._game
        return {m: spec.base for name, spec in game.sets.items() for m in game.members(name)}

    def _ends(
        self, view: View, reply: Reply, place: str
    ) -> tuple[str, SeenValue, SeenValue] | None:
        """What a reply would surely make of the first value of a place that it changes."""
        if not self._values:
            return None
        came = ghosts(self._game.reply_preview(view, reply, self._derived))
        for value in self._values:
            after = came.get((value, place), HIDDEN)
            before = self._game.value(view, value, place) if after is not HIDDEN else HIDDEN
            if after is not HIDDEN and after != before:
                return value, before, after
        return None

    def found(self, view: View, place: str, targets: Sequence[str] = ()) -> tuple[Threat, ...]:
        """What others could do at a place, worked out at once."""
        *_, found = self.looking(view, place, targets)
        assert found is not None, "the last that it gives is what it found"
        return found

    def lines(self, threats: Sequence[Threat]) -> list[ToldLine]:
        """A line for each seat: what it surely can do, then what it could as far as one knows."""
        lines = list[ToldLine]()
        for seat in dict.fromkeys(t.reply.seat for t in threats):
            for sure in (True, False):
                own = [t for t in threats if t.reply.seat == seat and t.reply.sure == sure]
                if own:
                    own.sort(key=lambda threat: threat.ends is None)
                    lines.append(self._line(seat, own, sure))
        return lines or [(LinePart(phrase("threat.nobody"), "muted"),)]

    def _line(self, seat: str, threats: Sequence[Threat], sure: bool) -> ToldLine:
        name = self._names.member("seat", seat)
        head = phrase("threat.can" if sure else "threat.could", seat=name)
        out = [LinePart(f"{head} ", "strong", seat)]
        for n, threat in enumerate(threats):
            out += [LinePart("; ", "muted")] if n else []
            out.append(LinePart(threat.name))
            if threat.by:
                out.append(LinePart(f" ({', '.join(threat.by)})", "muted"))
            if threat.ends is not None:
                value, before, after = threat.ends
                title = self._names.title(value).lower()
                was = "" if before is HIDDEN else f"{self._names.value(value, before)} → "
                out.append(LinePart(f" ({title} {was}", "muted"))
                tone = self._names.tone(value, before, after)
                out += [LinePart(self._names.value(value, after), tone), LinePart(")", "muted")]
        return tuple(out)
