"""Sentences of the window made from what the game says: log lines, previews, refusals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve

from game.catalogue import called, mentioned, number_text, phrase
from game.engine import HIDDEN, CellId
from game.rules.look import Look
from game.story.answers import choice_name, question
from game.story.changes import moved_together, with_move
from game.story.log import runs
from game.story.previews import PreviewTeller
from game.story.telling import words_of
from game.ui import board
from game.ui.option import Option
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, BAD, GOOD, LINK, MUTED, TEXT
from game.ui.widgets.log import linked
from game.ui.widgets.words import Span

if TYPE_CHECKING:
    from game.engine import Move, Preview
    from game.rules.look import Colour
    from game.story.log import LogRow
    from game.story.telling import ToldLine
    from game.table import Change, LogLine


#: Stand in a text where spans of a look of their own come (`woven`).
SLOTS: Final = ("\ue000", "\ue001")


def woven(words: str, *parts: Span) -> list[Span]:
    """Muted words, with the first part in the place of the first of `SLOTS`, and so on."""
    out = [Span(words, MUTED)]
    for slot, part in zip(SLOTS, parts, strict=False):
        at = next((n for n, span in enumerate(out) if slot in span.words), None)
        if at is not None:
            before, _, after = out[at].words.partition(slot)
            out[at : at + 1] = [Span(before, MUTED), part, Span(after, MUTED)]
    return [span for span in out if span.words]


def short(client: SeatClient, seat: str) -> str:
    """A seat's short name."""
    return client.game.short("seat", seat)


def member_name(client: SeatClient, member: str) -> str:
    """The display name of a member of any set."""
    if member in client.game.seats:
        return short(client, member)
    kind = client.words.kind_of(member)
    return client.words.title(kind, member) if kind else mentioned(member)


def target_name(client: SeatClient, target: str, option: Option) -> str:
    """A target or answer as its button calls it."""
    if option.move.targets:
        return member_name(client, target)
    return choice_name(option.move)


def declared_name(client: SeatClient, name: str, *kinds: str) -> str:
    """What people call something declared as the first of these kinds that has that name."""
    for kind in kinds:
        found = client.words.describe(kind, name)
        if found:
            return str(found.get("name") or name)
    return called(name)


def cell_title(client: SeatClient, look: Look, cell: str) -> str:
    """A register cell or derived value in words, without its place."""
    name = CellId.parse(cell).register
    for counter in look.counters.values():
        if counter.value == name:
            return counter.name
    return declared_name(client, name, "register", "derived")


def value_words(client: SeatClient, value: object) -> str:
    """A value in words."""
    if value is HIDDEN:
        return "?"
    if value is None:
        return phrase("value.none")
    if isinstance(value, bool):
        return phrase("value.yes") if value else phrase("value.no")
    if isinstance(value, str):
        return member_name(client, value)
    return number_text(value) if isinstance(value, int) else str(value)


def cell_spans(client: SeatClient, look: Look, cell: str) -> list[Span]:
    """`Guard · The hill`."""
    out = [Span(cell_title(client, look, cell))]
    for i in CellId.parse(cell).index:
        link = i if i in client.places else ""
        out.append(Span(" · ", MUTED))
        out.append(Span(member_name(client, i), LINK if link else TEXT, "text", link))
    return out


def change_spans(
    client: SeatClient, look: Look, cell: str, before: object, after: object
) -> list[Span]:
    """`Guard · The hill  4 → 3`, the new value green or red where more is better or worse."""
    name, out = CellId.parse(cell).register, cell_spans(client, look, cell)
    worse = {c.value for c in look.counters.values() if c.addend == "minus"}
    worse |= {t.value for t in look.tracks if t.near is not None}
    tint = TEXT
    if isinstance(before, int) and isinstance(after, int) and not isinstance(after, bool):
        tint = GOOD if (after > before) != (name in worse) else BAD
    if before is not None and before is not HIDDEN:
        out.append(Span(f"  {value_words(client, before)} →", MUTED))
    out.append(Span(f" {value_words(client, after)}", tint, "bold"))
    return out


#: What chance decides is told in the words of the rules if they have no more letters.
_BRIEF = 48
#: Lines of the log as they were worded: the reader, the last line's number, how many it tells of.
Worded = dict[tuple[str, int, int], list[list[Span]]]


def log_lines(
    client: SeatClient, lines: Sequence[LogLine], worded: Worded | None = None
) -> list[list[Span]]:
    """Lines of the log as the viewer reads them, oldest first, one for each of their rows.

    What is told again and again in the same words is told once, with how often, and what the rules
    pass over is not told. A line does not change once it is written, so those in `worded` are taken
    from there, and new ones are added.
    """
    kept = {} if worded is None else worded
    out: list[list[Span]] = []
    for run in runs(lines):
        key = (client.viewer, run[-1].n, len(run))
        if key not in kept:
            kept[key] = line_rows(client, run[-1], len(run))
        out += kept[key]
    return out


def line_rows(
    client: SeatClient, line: LogLine, times: int = 1, numbered: bool = True
) -> list[list[Span]]:
    """The rows of a line, told so many times in a row: round, who, and the words of the story."""
    out = []
    for n, row in enumerate(line.rows):
        said = _row(client, line, row, first=n == 0)
        if numbered and row.round:
            said.insert(0, Span(f"{row.round}  ", MUTED, "bold"))
        if times > 1:
            said.append(Span(" " + phrase("story.times", count=times), MUTED))
        out.append(said)
    return out


def _row(client: SeatClient, line: LogLine, row: LogRow, first: bool) -> list[Span]:
    """One row: its head or whose it is, and its words, in which places and who acted stand out."""
    if row.words in line.notes:
        return [Span(row.words, ACCENT)]
    acted = line.actor if first and line.actor in client.game.seats else ""
    tint = client.tint(acted) if acted else ACCENT
    said = linked(row.words, _linkable(client, line))
    if row.who:
        return [Span(f"{row.who}: ", tint, "bold"), *said]
    if acted:
        said = _named(said, short(client, acted), tint)
    return [Span(f"{row.head}. ", MUTED, "bold"), *said] if row.head else said


def _named(said: list[Span], name: str, tint: Colour) -> list[Span]:
    """A row in which the name of who acted stands out, where it first stands."""
    for n, span in enumerate(said):
        before, found, after = span.words.partition(name)
        if found and span.role == "text":
            who = (evolve(span, words=before), Span(name, tint, "bold"), evolve(span, words=after))
            return [*said[:n], *(part for part in who if part.words), *said[n + 1 :]]
    return said


def log_spans(client: SeatClient, line: LogLine) -> list[Span]:
    """A line of the log in one, all its rows one after the other."""
    return joined(line_rows(client, line, numbered=False))


def joined(parts: Sequence[Sequence[Span]]) -> list[Span]:
    """Sentences one after the other, with what must stand between them."""
    out: list[Span] = []
    for part in parts:
        if part and out:
            ended = out[-1].words.rstrip().endswith((".", "!", "?"))
            out.append(Span(" " if ended else ". ", MUTED))
        out += part
    return out


def moment_spans(
    client: SeatClient, line: LogLine, changes: Sequence[Change], first: bool
) -> list[Span]:
    """What came of a part of a line where the rules tell nothing: what was done, what changed.

    Args:
        client: whose eyes.
        line: the line.
        changes: those of its changes that are told.
        first: whether it is the part in which it was done.
    """
    move = client.game.move(client.game.id(line.move)) if line.move else None
    deed, rest = (line.answer or line.deed) if first else "", changes
    if deed and deed != line.deed:
        deed = phrase("told.chooses", chosen=deed)
    deed, rest = with_move(deed, rest, move.targets[0] if move and move.targets else "")
    more = "; ".join(change.text for change in moved_together(rest))
    return joined([linked(words, _linkable(client, line)) for words in (deed, more)])


def fell(client: SeatClient, move: Move) -> str:
    """What it is that fell: as the rules ask for it in few words, else who asks."""
    asked = question(move.text)[0].rstrip(".:?")
    if asked and len(asked) <= _BRIEF and "{" not in asked:
        return f"{asked}:"
    return procedure_name(client, move.script)


def _linkable(client: SeatClient, line: LogLine) -> dict[str, str]:
    """The places by name; none where a seat was chosen, as a seat may be called like a place."""
    move = client.game.move(client.game.id(line.move)) if line.move else None
    return {} if move and set(move.targets) & set(client.game.seats) else client.by_name


def phases(
    client: SeatClient, lines: Sequence[LogLine], number: object
) -> dict[str, list[list[Span]]]:
    """What happened in a round under its phases, in order of each phase's first row.

    What stands under no head of its own is what the seats did.
    """
    found: dict[str, list[list[Span]]] = {}
    for line in (run[-1] for run in runs(lines)):
        for n, row in enumerate(line.rows):
            if row.round != number:
                continue
            head = row.head or phrase("bar.actions")
            found.setdefault(head, []).append(
                _row(client, line, evolve(row, head=""), first=n == 0)
            )
    return found


def sums(client: SeatClient, look: Look, lines: Sequence[LogLine]) -> list[list[Span]]:
    """What the tracks came to over these lines, those that did not move left out."""
    out = []
    for track in look.tracks:
        moved = [c for line in lines for c in line.changes if c.cell == track.value]
        if moved and moved[0].before != moved[-1].after:
            before, after = moved[0].before, moved[-1].after
            out.append(change_spans(client, look, track.value, before, after))
    return out


def procedure_name(client: SeatClient, script: str) -> str:
    """The name of the procedure, action or event that asks."""
    return declared_name(client, script, "procedure", "action", *client.game.decks)


#: The colour and the letters of each tone.
_TONES: Final = {
    "plain": (TEXT, "text"), "muted": (MUTED, "text"), "strong": (TEXT, "bold"),
    "good": (GOOD, "bold"), "bad": (BAD, "bold"), "news": (ACCENT, "text"),
}  # fmt: skip


def spans(client: SeatClient, line: ToldLine) -> list[Span]:
    """A line of the story in colours; places in it lead to the map."""
    out = []
    for part in line:
        tint, role = _TONES[part.tone]
        link = part.member if part.member in client.places else ""
        out.append(Span(part.words, LINK if link else tint, role, link))
    return out


def preview_lines(client: SeatClient, preview: Preview) -> list[list[Span]]:
    """What a move would do, a line each, as the story tells it."""
    teller = PreviewTeller(client.game, client.viewer)
    return [spans(client, line) for line in teller.lines(preview)]


def place_lines(client: SeatClient, look: Look, place: str) -> list[str]:
    """A place in short, as marked-up lines: its name and badge, and the two sides of it."""
    value = board.equation(client, look, place)
    total = "?" if value.total is None else number_text(value.total, plus=True)
    lines = [f"{{*{client.words.place_name(place)}}}  {{^{total} {value.state}}}"]
    if value.plus or value.minus:
        nothing = phrase("told.nothing")
        plus = " + ".join(f"{p.name} {p.value}" for p in value.plus if p.value) or nothing
        minus = ", ".join(f"{p.name} {p.value}" for p in value.minus) or nothing
        lines.append(phrase("told.against", plus=plus, minus=minus))
    return lines


def reply_lines(client: SeatClient, place: str) -> list[str]:
    """What others could do at a place, as marked-up lines; none where that is not known yet."""
    lines = client.threats.lines(place) if not client.over else None
    if not lines:
        return []
    return [f"{{~{phrase('threat.here')}:}}", *(words_of(line) for line in lines)]
