"""What a move would do, in plain words: what it comes to, not the steps on the way.

Window and terminal show these lines and make no others. What the look keeps out of the log and
derived values without a name are not told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import gcd, prod
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.catalogue import phrase
from game.engine import CellId
from game.story.answers import question
from game.story.telling import LinePart, Names, ToldLine, lines_in_row, script_title
from game.story.zones import shift_cell, shift_words

if TYPE_CHECKING:
    from game.engine import Effect, Event, Game, Pending, Preview, SeenValue, Shift

#: A preview names so many values of which it cannot tell what they will be.
MOST_UNSURE: Final = 6
#: And so many things that may fall, one by one.
MOST_FACES: Final = 3
#: So many different effects of dice are told.
MOST_EFFECTS: Final = 8
#: A derived value of more members, or pairs of them, is left out.
TELLING: Final = 256

#: What comes of something in the end: by what changes the lines that tell of it.
Net = dict[str, tuple["SeenValue", "SeenValue"]]


def told_values(game: Game) -> tuple[str, ...]:
    """The derived values of which previews tell.

    Where the look says which value of a place counts, that and what sets a seat off; else all that
    have a name, but for those of every pair on a board.
    """
    look = game.rules.look
    if look.badge.value:
        return tuple(filter(None, (look.badge.value, look.accent.value)))
    return tuple(
        name
        for name, spec in game.derived_values.items()
        if spec.title and prod(len(game.members(s)) for s in spec.index) <= TELLING
    )


def net(changes: Iterable[Event]) -> Net:
    """What changes come to: by cell what was before and is after; what ends as it was is none."""
    found: Net = {}
    for event in changes:
        before, _ = found.get(event.cell, (event.before, None))
        found[event.cell] = before, event.after
    return {cell: ends for cell, ends in found.items() if ends[0] != ends[1]}


#: A value of a place: which, and where.
ValueAt = tuple[str, str]


def ghosts(came: Preview | Effect, own: Collection[str] | None = None) -> dict[ValueAt, SeenValue]:
    """What a move itself surely makes of values of places, by value and place.

    Of what comes after it by itself nothing is told, nor of derived values where that is mixed in.

    Args:
        came: what comes of the move, or of what falls in it.
        own: the scripts that the move runs itself; None for those of the preview.
    """
    scripts = getattr(came, "own", ()) if own is None else own
    mine = [e for e in came.changes if not scripts or not e.rule or e.rule in scripts]
    mixed = {i for e in came.changes if e not in mine for i in CellId.parse(e.cell).index}
    found: dict[ValueAt, SeenValue] = {}
    for cell, (_, after) in net(mine).items():
        named = CellId.parse(cell)
        if len(named.index) == 1:
            found[named.register, named.index[0]] = after
    for cell, _, after in came.derived:
        named = CellId.parse(cell)
        if len(named.index) == 1 and named.index[0] not in mixed:
            found[named.register, named.index[0]] = after
    return found


@frozen
class Odds:
    """What a value of a place may come to by what falls in a move.

    Attributes:
        share: how likely it is, in words: `4 in 6`.
        weight: the same as a number, to be compared with that of others of the value.
        after: what it comes to.
    """

    share: str
    weight: int
    after: SeenValue


def share_words(weight: int, whole: int) -> str:
    """How likely something is: `2 in 3`."""
    by = gcd(weight, whole)
    return phrase("told.share", share=weight // by, whole=whole // by)


def odds_of(preview: Preview) -> dict[ValueAt, tuple[Odds, ...]]:
    """What values of places may come to by what falls in a move, the likeliest first.

    Values that come to the same whatever falls are not in it, nor those that stay as they are.
    """
    each = [(effect.weight, ghosts(effect, preview.own)) for effect in preview.effects]
    found: dict[ValueAt, tuple[Odds, ...]] = {}
    for key in dict.fromkeys(key for _, came in each for key in came):
        weights: dict[SeenValue, int] = {}
        for weight, came in each:
            if key in came:
                weights[came[key]] = weights.get(came[key], 0) + weight
        if len(weights) == 1 and sum(weights.values()) == preview.whole:
            continue
        ranked = sorted(weights.items(), key=lambda row: -row[1])
        found[key] = tuple(
            Odds(share_words(weight, preview.whole), weight, after) for after, weight in ranked
        )
    return found


@frozen
class Falls:
    """What may fall in a move and comes to the same.

    Attributes:
        weight: how likely it is, as a part of `whole`.
        whole: the weight of all that may fall.
        effects: what the engine tells of it, one at least.
        line: what it comes to besides what is sure.
    """

    weight: int
    whole: int
    effects: tuple[Effect, ...]
    line: ToldLine

    @property
    def share(self) -> str:
        """How likely it is, in words: `4 in 6`."""
        return share_words(self.weight, self.whole)

    @property
    def faces(self) -> str:
        """What falls, in few words; empty where that would be many."""
        return _faces([word for effect in self.effects for word in effect.outcomes])


class PreviewTeller:
    """Tells what moves of one game would do, to one seat."""

    def __init__(self, game: Game, seat: str) -> None:
        """Remember the game and the reader.

        Args:
            game: the game.
            seat: the seat that reads.
        """
        self._game, self._seat, self._names = game, seat, Names(game)
        self._look = game.rules.look
        self._quiet = self._look.roles.quiet

    def lines(self, preview: Preview, odds: bool = True) -> list[ToldLine]:
        """A line for each thing that a move comes to, then what may fall, and what comes next.

        Args:
            preview: what a move would do.
            odds: whether what may fall is told; `falls` tells it apart.
        """
        sure, rows = self._sure_and_rows(preview)
        fallen = self._odds(preview, rows) if odds else []
        later = self._later(preview.effects[0] if preview.effects else preview, preview.own)
        lines = [line for key, line in sure.items() if key not in later]
        after = [line for key, line in sure.items() if key in later]
        unsure = self._unsure(preview.unsure)
        if not lines and not unsure and preview.then is not None and not preview.odds:
            lines.append((LinePart(phrase("told.no_change"), "muted"),))
        lines += ([unsure] if unsure else []) + fallen
        if after:
            lines.append((LinePart(phrase("told.by_itself"), "muted"),))
            lines += after
        return [*lines, *self._next(preview)]

    def falls(self, preview: Preview) -> list[Falls]:
        """What may fall in a move, those that come to the same together, the likeliest first."""
        return self._sure_and_rows(preview)[1]

    def _sure_and_rows(self, preview: Preview) -> tuple[dict[object, ToldLine], list[Falls]]:
        """What a move comes to whatever falls, and what else by what falls."""
        if not preview.effects:
            return self._by_what(preview.changes, preview.derived, preview.moved), []
        # What all outcomes have in common is as sure as what the move does.
        each = [self._by_what(e.changes, e.derived, e.moved) for e in preview.effects]
        sure = {k: v for k, v in each[0].items() if all(o.get(k) == v for o in each[1:])}
        found: dict[ToldLine, list[Effect]] = {}
        for effect, lines in zip(preview.effects, each, strict=True):
            rest = lines_in_row([line for key, line in lines.items() if sure.get(key) != line])
            found.setdefault(rest, []).append(effect)
        nothing = (LinePart(phrase("told.nothing_more"), "muted"),)
        rows = [
            Falls(sum(e.weight for e in effects), preview.whole, tuple(effects), rest or nothing)
            for rest, effects in found.items()
        ]
        return sure, sorted(rows, key=lambda row: -row.weight)

    # What changes ----------------------------------------------------------------------------

    def _by_what(
        self,
        changes: Sequence[Event],
        derived: Sequence[tuple[str, SeenValue, SeenValue]],
        moved: Sequence[Shift],
    ) -> dict[object, ToldLine]:
        """The lines of changes, by what is changed."""
        out: dict[object, ToldLine] = {}
        for cell, (before, after) in net(changes).items():
            if CellId.parse(cell).register not in self._quiet:
                out[cell] = self._names.change(cell, before, after)
        for shift in moved:
            at = shift_cell(self._game, shift)
            if CellId.parse(at).register.removesuffix("__size") not in self._quiet:
                words = shift_words(self._game, shift)
                out[(at, shift)] = (LinePart(words),)
        for name, before, after in derived:
            out[name] = self._derived(name, before, after)
        return {what: line for what, line in out.items() if line}

    def _derived(self, cell: str, before: SeenValue, after: SeenValue) -> ToldLine:
        """A derived value that differs: a badge with its state, what sets a seat off in words."""
        named, look = CellId.parse(cell), self._look
        if named.register == look.accent.value and len(named.index) == 2:
            who, where = named.index
            return (
                LinePart(self._names.member("seat", who), "strong", who),
                LinePart(f" {look.accent.gained if after else look.accent.lost} ", "news"),
                LinePart(self._game.title(look.roles.places, where), "plain", where),
            )
        line = self._names.change(cell, before, after)
        if named.register == look.badge.value and isinstance(after, int) and look.badge.states:
            return (*line, LinePart(f"  {look.state(after).name.lower()}", "muted"))
        return line

    def _later(self, came: Preview | Effect, own: Collection[str]) -> Collection[object]:
        """What changes only after a move, by rules that it does not run itself."""
        if not own:
            return ()
        by_others = {e.cell for e in came.changes if e.rule and e.rule not in own}
        by_itself = {e.cell for e in came.changes if not e.rule or e.rule in own}
        there = {i for cell in by_others for i in CellId.parse(cell).index}
        derived = {name for name, *_ in came.derived if there & {*CellId.parse(name).index}}
        return (by_others - by_itself) | derived

    # What may fall ---------------------------------------------------------------------------

    def _odds(self, preview: Preview, rows: Sequence[Falls]) -> list[ToldLine]:
        """What may fall, by what comes of it: `4 in 6: Guard · The hill  3 → 1`."""
        out = list[ToldLine]()
        for row in rows[:MOST_EFFECTS]:
            faces = f" ({row.faces})" if row.faces else ""
            head = [LinePart(row.share, "news"), LinePart(faces, "muted")]
            colon = LinePart(": ", "muted")
            out.append((*(part for part in head if part.words), colon, *row.line))
        if len(rows) > MOST_EFFECTS:
            out.append((LinePart(phrase("told.more", count=len(rows) - MOST_EFFECTS), "muted"),))
        return out

    def _unsure(self, cells: Sequence[str]) -> ToldLine:
        """What hangs on what the reader does not see; nothing where nothing does."""
        told = [
            name
            for cell in cells
            if CellId.parse(cell).register.removesuffix("__size") not in self._quiet
            and (name := self._names.cell(cell))
        ]
        if not told:
            return ()
        out = [LinePart(phrase("told.unsure") + " ", "muted")]
        for n, name in enumerate(told[:MOST_UNSURE]):
            out += [LinePart(", ", "muted")] if n else []
            out += name
        if len(told) > MOST_UNSURE:
            out.append(LinePart(" " + phrase("told.more", count=len(told) - MOST_UNSURE), "muted"))
        return tuple(out)

    # What comes next -------------------------------------------------------------------------

    def _next(self, preview: Preview) -> list[ToldLine]:
        then = preview.then
        if then is None:
            return [(LinePart(phrase("told.then_unsure"), "muted"),)]
        if preview.effects:
            ends = {effect.then for effect in preview.effects}
            after = ends.pop() if len(ends) == 1 else None
            return [(LinePart(self._then(after), "muted"),)] if after is not None else []
        lines: list[ToldLine] = [(LinePart(self._then(then), "muted"),)]
        if preview.odds and not preview.own:
            total = sum(weight for _, weight in preview.odds)
            words = [f"{n} {round(100 * w / total)}%" for n, w in preview.odds[:MOST_EFFECTS]]
            more = len(preview.odds) - len(words)
            words += [phrase("told.more", count=more)] if more else []
            lines.append((LinePart(" · ".join(words), "news"),))
        return lines

    def _then(self, then: Pending) -> str:
        """What comes after a move."""
        if then.kind == "over":
            return phrase("told.then_over")
        if then.kind == "chance" or then.seat is None:
            return phrase("told.then_chance", question=then.question or phrase("told.draw"))
        if then.seat == self._seat:
            if then.kind == "act":
                return phrase("told.then_you_act")
            asked = question(then.question)[0]
            return phrase(
                "told.then_asked", question=asked or script_title(self._game, then.script)
            )
        who = self._names.member("seat", then.seat)
        return phrase("told.then_acts" if then.kind == "act" else "told.then_decides", seat=who)


def _faces(words: Sequence[str]) -> str:
    """What may fall, in few words: faces in a row as `2–6`, few names as they are, else nothing."""
    if len(words) > 1 and all(word.isdecimal() for word in words):
        numbers = sorted(map(int, words))
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"{numbers[0]}–{numbers[-1]}"
    return ", ".join(words) if len(words) <= MOST_FACES else ""
