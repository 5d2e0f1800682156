"""Moves, reasons, previews, the log and the scores, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import frozen
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from game.catalogue import number_text, phrase
from game.engine import Game, Move, Preview, Verdict
from game.rules.look import Grouping
from game.story.log import runs
from game.story.previews import PreviewTeller
from game.story.telling import ToldLine
from game.table import Deal, LogLine, Outcome
from game.terminal.board import value_text

#: An id of so many letters stands on one line wherever that is possible.
_WHOLE = 24
#: A terminal as wide as anything wants.
_ANY = 10_000


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right")
    return table


def declared(game: Game, moves: Sequence[Move]) -> list[Move]:
    """Return moves in the order in which the rules declare what they are of; "none" stands last.

    What one seat alone can do comes before what all can, as on every menu.
    """
    sole = sorted(game.actions, key=lambda a: len(a.seats))
    actions = {a.id: place for place, a in enumerate(sole)}
    places: dict[str, int] = {}
    for kind in game.sets:
        for place, member in enumerate(game.members(kind)):
            places.setdefault(member, place)

    def key(move: Move) -> tuple[int, bool, tuple[int, ...]]:
        option = move.name.rpartition(":")[2]
        value = (int(option),) if option.lstrip("-").isdigit() else ()
        of = tuple(places[t] for t in move.targets)
        return (actions.get(move.script, 0), option == "none", of or value)

    return sorted(moves, key=key)


def grouped(
    game: Game, moves: Sequence[Move], groups: Mapping[str, Grouping]
) -> list[tuple[str, Move]]:
    """Return moves in declared order, each with the name of its group where there are groups.

    Args:
        game: the game.
        moves: the moves.
        groups: the sets whose members are offered group by group.
    """
    rows = declared(game, moves)
    for kind, told in groups.items():
        known = game.members(kind) if kind in game.sets else ()
        answers = {m.id: m.targets[0] for m in rows if m.kind == "choice" and m.targets}
        if any(member in known for member in answers.values()):
            base = game.sets[kind].fields[told.by].of
            names = {m: game.title(base, str(game.field(kind, m, told.by))) for m in known}
            return [(names.get(answers.get(m.id, ""), ""), m) for m in rows]
    return [("", move) for move in rows]


def choices(
    moves: Sequence[tuple[str, Move]], prices: Callable[[int], Mapping[str, int]] = lambda _: {}
) -> RenderableType:
    """Return the legal moves, numbered from 1, each group under its name.

    Args:
        moves: the moves, each with the name of its group.
        prices: what a move costs, by register; what costs nothing stands without a price.
    """
    rows = [
        _Choice(group, move, "+".join(str(n) for n in prices(move.id).values() if n))
        for group, move in moves
    ]
    return _Choices(rows)


@frozen
class _Choice:
    """A move that can be chosen, the name of its group, and its price."""

    group: str
    move: Move
    price: str


@frozen
class _Choices:
    """Numbered moves, with their ids beside them, or below where the terminal is too narrow."""

    rows: Sequence[_Choice]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        beside = self._table(below=False)
        wanted = Measurement.get(console, options.update_width(_ANY), beside).maximum
        yield beside if wanted <= options.max_width else self._table(below=True)

    def _table(self, below: bool) -> Table:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(justify="right")
        # An id is typed, so no letter of it may be left out: it is folded if it must be.
        table.add_column(overflow="fold")
        table.add_column(justify="right", style="yellow")
        if not below:
            table.add_column(style="dim")
        last = ""
        for number, row in enumerate(self.rows, 1):
            if row.group != last:
                table.add_row("", Text(row.group, style="bold"))
            last = row.group
            title, ident = Text(row.move.title or row.move.name), Text(row.move.name, style="dim")
            if below:
                table.add_row(str(number), Group(title, ident), row.price)
            else:
                table.add_row(str(number), title, row.price, ident)
        return table


def steps(rows: Sequence[tuple[str, str, str]], numbered: bool = True) -> RenderableType:
    """Return the words of one step, numbered from 1: what each is called, a note, its id."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    if numbered:
        table.add_column(justify="right")
    table.add_column(overflow="fold")
    table.add_column(style="yellow" if numbered else "")
    table.add_column(style="dim", overflow="fold")
    for n, (title, note, ident) in enumerate(rows, 1):
        shown = "" if ident == title.lower() else ident
        table.add_row(*([str(n)] if numbered else []), Text(title), Text(note), Text(shown))
    return table


def refused(verdicts: Iterable[Verdict]) -> RenderableType:
    """Return moves that are not legal now, each with the first reason."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    found = list(verdicts)
    longest = max((len(verdict.move.name) for verdict in found), default=0)
    table.add_column(style="dim", overflow="fold", min_width=min(longest, _WHOLE))
    table.add_column()
    for verdict in found:
        reason = next((clause.say for clause in verdict.clauses if not clause.held), "")
        table.add_row(Text(verdict.move.name), Text(reason or ""))
    return table


def verdict(found: Verdict) -> RenderableType:
    """Return why a move is legal or not: its clauses with the values seen."""
    name = found.move.name
    key = "offer.allowed" if found.legal else "offer.not_allowed"
    lines = [Text(phrase(key, move=name), style="bold")]
    yes, no = phrase("value.yes"), phrase("value.no")
    wide = max(len(yes), len(no))
    for clause in found.clauses:
        mark, style = (yes.ljust(wide), "green") if clause.held else (no.ljust(wide), "red")
        line = Text.assemble((f"  {mark} ", style), f"{clause.id}: {clause.when}")
        seen = ", ".join(f"{name} = {value_text(value)}" for name, value in clause.values)
        if seen:
            line.append(f"   ({seen})", style="dim")
        if not clause.held and clause.say:
            line.append(f"\n      {clause.say}")
        lines.append(line)
    if not found.clauses:
        lines.append(Text("  " + phrase("offer.no_condition")))
    return Group(*lines)


#: How each tone is printed.
_STYLES = {
    "plain": "", "muted": "dim", "strong": "bold", "good": "green", "bad": "red", "news": "yellow",
}  # fmt: skip


def told(line: ToldLine) -> Text:
    """Return a line of the story with its tones."""
    return Text.assemble(*((part.words, _STYLES[part.tone]) for part in line))


def preview(game: Game, move: Move, seen: Preview, seat: str) -> RenderableType:
    """Return what a move of a game would do, as far as a seat can know, as the story tells it."""
    lines = [Text(phrase("offer.would_change", move=move.title or move.name), style="bold")]
    lines += [Text("  ") + told(line) for line in PreviewTeller(game, seat).lines(seen)]
    return Group(*lines)


def deals(
    found: Sequence[Deal], broken: Sequence[tuple[str, int]], title: Callable[[str], str]
) -> RenderableType:
    """Return the ledger: a line each for what binds whom, and one for broken promises.

    Args:
        found: the deals in force, as one seat knows them.
        broken: the seats that broke promises, and how many.
        title: gives the name of a seat.
    """
    lines = []
    for deal in found:
        names = [title(seat) for seat in (deal.giver, deal.receiver) if seat]
        parties = "".join(names)
        if len(names) > 1:
            parties = phrase("deals.parties", giver=names[0], receiver=names[1])
        about = f" ({deal.subject})" if deal.subject else ""
        lines.append(Text.assemble((f"{parties}: ", "bold"), f"{deal.what}{about}; {deal.terms}"))
    if not lines:
        lines.append(Text(phrase("deals.nothing_binds")))
    if broken:
        counts = ", ".join(f"{title(seat)} {count}" for seat, count in broken)
        lines.append(Text(phrase("deals.broken", seats=counts), style="red"))
    return Group(*lines)


def log(lines: Iterable[LogLine]) -> RenderableType:
    """Return lines of the log, a row for each of theirs; equal ones in a row are one."""
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for run in runs(lines):
        line = run[-1]
        for n, row in enumerate(line.rows):
            words = row.text
            if len(run) > 1:
                words = f"{words} {phrase('story.times', count=len(run))}"
            table.add_row("" if n else f"{line.n:>3}", Text(words))
    return table


def scores(found: Sequence[Outcome], title: Callable[[str], str]) -> RenderableType:
    """Return how the game ended for each seat, a line each; nothing if the rules keep no scores.

    Args:
        found: the seats that were played, the best first.
        title: gives the name of a seat.
    """
    if not found:
        return Group()
    table = _table(phrase("shown.seat"), phrase("shown.score"), "")
    table.columns[-1].justify = "left"
    for outcome in found:
        table.add_row(Text(title(outcome.seat)), number_text(outcome.score), Text(outcome.words))
    return table
