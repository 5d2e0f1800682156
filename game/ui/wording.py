"""Sentences of the window made from what the game says: log lines, previews, refusals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import evolve

from game.catalogue import number_text, phrase
from game.engine import HIDDEN, CellId
from game.rules.look import Look
from game.story.answers import choice_name, question
from game.story.changes import moved_together, with_move
from game.story.previews import PreviewTeller
from game.story.telling import words_of
from game.table.seating import BOT
from game.ui import board
from game.ui.option import Option
from game.ui.seat_client import SeatClient
from game.ui.theme import ACCENT, BAD, GOOD, LINK, MUTED, TEXT
from game.ui.widgets.log import linked
from game.ui.widgets.words import Span

if TYPE_CHECKING:
    from game.engine import Move, Preview
    from game.story.paragraphs import Paragraph
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


#: The bots that there are for all rules; others are called as the look or the rules call them.
_BOTS: Final = {
    "random": ("bots.random", "bots.random_text"),
    "doctrine": ("bots.doctrine", "bots.doctrine_text"),
}


def bot_name(occupant: str, look: Look | None = None) -> str:
    """What people call a bot.

    Args:
        occupant: the bot, by name or as the one who holds a seat.
        look: what the rules say of their bots; None where it is not known.
    """
    name = occupant.removeprefix(BOT)
    told = look.bots.get(name) if look is not None else None
    if told is not None and told.name:
        return told.name
    if name in _BOTS:
        return phrase(_BOTS[name][0])
    return phrase("bots.variant", name=name.replace("_", " ").capitalize())


def bot_text(occupant: str, look: Look) -> str:
    """How a bot plays, in a few words; see `bot_name`."""
    name = occupant.removeprefix(BOT)
    if (told := look.bots.get(name)) is not None:
        return told.text
    return phrase(_BOTS[name][1] if name in _BOTS else "bots.variant_text")


def member_name(client: SeatClient, member: str) -> str:
    """The display name of a member of any set."""
    if member in client.game.seats:
        return short(client, member)
    kind = client.words.kind_of(member)
    return client.words.title(kind, member) if kind else member.replace("_", " ")


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
    return name.replace("_", " ").capitalize()


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
Worded = dict[tuple[str, int, int], list[Span]]


def log_lines(
    client: SeatClient, look: Look, lines: Sequence[LogLine], worded: Worded | None = None
) -> list[list[Span]]:
    """Lines of the log as the viewer reads them, oldest first.

    What one actor did unseen again and again is one line, and what the rules pass over is none. A
    line does not change once it is written, so those in `worded` are taken from there, and new
    ones are added.
    """
    kept = {} if worded is None else worded
    out = []
    for run in _runs(client, [line for line in lines if not line.silent or line.notes]):
        key = (client.viewer, run[-1].n, len(run))
        if key not in kept:
            kept[key] = log_spans(client, look, run[-1], len(run))
        out.append(kept[key])
    return out


def _runs(client: SeatClient, lines: Sequence[LogLine]) -> list[list[LogLine]]:
    """The lines, each alone but for those of one actor and round in a row that show nothing."""

    def alike(line: LogLine) -> tuple[object, ...]:
        return (0 if _blank(client, line) else line.n, line.actor, line.round)

    return [list(run) for _, run in groupby(lines, alike)]


def _blank(client: SeatClient, line: LogLine) -> bool:
    """Whether a line tells only that something was chosen or drawn."""
    unseen = line.actor == "chance" or line.actor in client.game.seats
    told = line.notes or _says(line) or _shown(client, line)
    return unseen and line.move is None and not told


def _says(line: LogLine) -> bool:
    """Whether the rules tell something in a line."""
    return any(paragraph.sentences for paragraph in line.paragraphs)


def _shown(client: SeatClient, line: LogLine) -> list[Change]:
    """The changes of a line that are told."""
    return [c for c in line.changes if _told(client, c.cell, c.before, c.after)]


def _told(client: SeatClient, cell: str, before: object, after: object) -> bool:
    """Whether a change is news: no bookkeeping, nothing come to light that is none.

    Nor is it news that an offer is cleared from the table after it was answered.
    """
    name, gone = CellId.parse(cell).register, after is None or after is False
    if _quiet(client, cell) or before == after:
        return False
    offer = client.roles.offer
    return not (gone and offer is not None and name in offer.registers)


def _arrow(words: str) -> str:
    """Words with the arrow that the window has a letter for."""
    return words.replace(" -> ", " → ")


def _quiet(client: SeatClient, cell: str) -> bool:
    """Whether a cell is of a register, or a place, that the look keeps out of the log."""
    return CellId.parse(cell).register.removesuffix("__size") in client.roles.quiet


def log_spans(client: SeatClient, look: Look, line: LogLine, times: int = 1) -> list[Span]:
    """One line of the log: round, who, what (so many times unseen), and what came of it."""
    move = client.game.move(client.game.id(line.move)) if line.move else None
    rest = [c for c in line.rest if _told(client, c.cell, c.before, c.after)]
    done = _deed(client, line, _shown(client, line), times)
    deed, more = with_move(done, rest, move.targets[0] if move and move.targets else "")
    told = [_paragraph(client, look, paragraph) for paragraph in line.paragraphs]
    parts = [
        linked(_arrow(deed), _linkable(client, line)),
        *told,
        _changes(client, look, moved_together(more)),
        *([Span(note, ACCENT)] for note in line.notes),
    ]
    out: list[Span] = []
    if line.round:
        out.append(Span(f"{line.round}  ", MUTED, "bold"))
    if move is not None and line.actor == "chance" and not line.tells(move):
        out.append(Span(f"{fell(client, move)} ", ACCENT, "bold"))
    return out + _by_whom(client, line, joined(parts), deed)


def _by_whom(client: SeatClient, line: LogLine, said: list[Span], deed: str) -> list[Span]:
    """What is said of a seat, which is named before it unless the rules name it in their words."""
    if line.actor not in client.game.seats:
        return said
    name, tint = short(client, line.actor), client.tint(line.actor)
    for n, span in enumerate(said if not deed else ()):
        before, found, after = span.words.partition(name)
        if found and span.role == "text" and not span.link:
            parts = (
                evolve(span, words=before),
                Span(name, tint, "bold"),
                evolve(span, words=after),
            )
            return [*said[:n], *(part for part in parts if part.words), *said[n + 1 :]]
    return [Span(f"{name} ", tint, "bold"), *said]


def joined(parts: Sequence[Sequence[Span]]) -> list[Span]:
    """Sentences one after the other, with what must stand between them."""
    out: list[Span] = []
    for part in parts:
        if part and out:
            ended = out[-1].words.rstrip().endswith((".", "!", "?"))
            out.append(Span(" " if ended else ". ", MUTED))
        out += part
    return out


def _paragraph(client: SeatClient, look: Look, paragraph: Paragraph) -> list[Span]:
    """What one rule did: its name, and its sentences or what it changed."""
    out = linked(" ".join(paragraph.sentences), client.by_name)
    if not out and not paragraph.silent:
        changes = [c for c in paragraph.changes if _told(client, c.cell, c.before, c.after)]
        out = _changes(client, look, changes)
    return [Span(f"{paragraph.title}: ", MUTED, "bold"), *out] if out and paragraph.title else out


def _changes(client: SeatClient, look: Look, changes: Sequence[Change]) -> list[Span]:
    """Changes in a row."""
    out: list[Span] = []
    for n, change in enumerate(changes):
        out += [Span("; ", MUTED)] if n else []
        if change.way:
            out.append(Span(_arrow(change.text), TEXT))
        else:
            out += change_spans(client, look, change.cell, change.before, change.after)
    return out


def moment_spans(
    client: SeatClient, look: Look, line: LogLine, changes: Sequence[Change], first: bool
) -> list[Span]:
    """What came of a part of a line where the rules tell nothing: what was done, what changed.

    Args:
        client: whose eyes.
        look: how these rules look.
        line: the line.
        changes: those of its changes that are told.
        first: whether it is the part in which it was done.
    """
    move = client.game.move(client.game.id(line.move)) if line.move else None
    shown = [c for c in changes if _told(client, c.cell, c.before, c.after)]
    done = _deed(client, line, _shown(client, line), 1) if first else ""
    deed, more = with_move(done, shown, move.targets[0] if move and move.targets else "")
    return joined(
        [
            linked(_arrow(deed), _linkable(client, line)),
            _changes(client, look, moved_together(more)),
        ]
    )


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


def _deed(client: SeatClient, line: LogLine, shown: Sequence[Change], times: int) -> str:
    """What was done, in words; nothing where a change that is told says it."""
    if not line.actor:
        return ""
    if line.move is not None:
        move = client.game.move(client.game.id(line.move))
        if line.tells(move):
            return ""
        if move.kind != "choice":
            return move.title
        if move.targets and any(c.after == move.targets[0] for c in shown):
            return ""
        chosen = member_name(client, move.targets[0]) if move.targets else choice_name(move)
        return phrase("told.chooses", chosen=chosen)
    if _says(line):
        return ""
    if line.actor == "chance":
        return phrase("told.hidden_outcomes", count=times)
    if line.actor in client.game.seats:
        if times == 1 and shown:
            return ""
        return phrase("told.hidden_choices", count=times)
    return line.text


def phases(client: SeatClient, lines: Sequence[LogLine]) -> dict[str, list[LogLine]]:
    """Lines of the log under the phases in which they fell, in order of each phase's first line.

    What a seat chose unseen belongs to the phase that was seen last.
    """
    found: dict[str, list[LogLine]] = {}
    actions, chance = phrase("bar.actions"), phrase("told.nobody_chose")
    head = actions
    for line in lines:
        move = client.game.move(client.game.id(line.move)) if line.move else None
        if line.actor == "chance":
            found.setdefault(chance, []).append(line)
            continue
        if move is not None:
            chosen = move.kind != "action" and client.words.describe("procedure", move.script)
            head = procedure_name(client, move.script) if chosen else actions
        found.setdefault(head, []).append(line)
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
