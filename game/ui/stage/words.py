"""What the dock says of a moment: who, what, its price, and the sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase
from game.engine import CellId
from game.story.answers import question
from game.story.log import CHANCE
from game.ui import wording
from game.ui.theme import ACCENT, MUTED
from game.ui.widgets import Span
from game.ui.widgets.log import linked

if TYPE_CHECKING:
    from game.engine import Move
    from game.rules.look import Colour
    from game.story.moments import Moment
    from game.table import LogLine
    from game.ui.seat_client import SeatClient


@attrs.frozen
class DockWords:
    """What is said of a moment.

    Attributes:
        icon: the sign before it.
        tint: its colour.
        who: who acted; empty where the rules alone did.
        what: what was done, or the name of what goes on by itself.
        note: what it cost; of an answer, what was asked.
        said: the sentences, with links to places.
        face: what the die shows; empty for no die.
    """

    icon: str
    tint: Colour
    who: str
    what: str
    note: str
    said: tuple[Span, ...]
    face: str = ""


def dock_words(
    client: SeatClient, moment: Moment, line: LogLine, first: bool, head: str = ""
) -> DockWords:
    """The words of a moment as the viewer reads them.

    Args:
        client: whose eyes.
        moment: what is told.
        line: the line that it is of.
        first: whether it is the first of its line: the die is thrown in it.
        head: what was told before it was told under, for what has no title of its own.
    """
    move = client.game.move(client.game.id(line.move)) if line.move else None
    icon, tint = "scroll-text", ACCENT
    who = note = face = ""
    what = moment.title or head
    if moment.actor in client.game.seats:
        look = client.look.seats.get(moment.actor)
        icon, tint = look.icon if look else "user", client.tint(moment.actor)
        who = wording.short(client, moment.actor)
        what = _deed(client, move)
        note = _price(client, line, move)
    elif moment.actor == CHANCE:
        icon = "dice-5"
        what = phrase("panel.chance")
        if move is not None:
            what = wording.fell(client, move).rstrip(":")
            face = _face(move.title) if first else ""
            told = move.title.isdigit() or line.tells(move)
            what += f": {move.title}" if first and not told else ""
    elif moment.actor:
        who, what = moment.actor, moment.title
    said = linked(" ".join(moment.sentences), client.by_name)
    if first and who and move is not None and move.kind != "action":
        asked = question(move.text)[0].rstrip(".")
        note = phrase("stage.asked", question=asked) if asked else ""
    if not said:
        said = wording.moment_spans(client, line, moment.changes, first)
    return DockWords(icon, tint, who, what, note, tuple(said), face)


def thinking_words(client: SeatClient, seat: str, seconds: int) -> DockWords:
    """What is said while a bot thinks.

    Args:
        client: whose eyes.
        seat: the bot's seat.
        seconds: for how long it has.
    """
    look = client.look.seats.get(seat)
    return DockWords(
        look.icon if look else "user",
        client.tint(seat),
        wording.short(client, seat),
        phrase("stage.thinks"),
        phrase("stage.thinks_for", count=seconds) if seconds else "",
        (Span(phrase("stage.thinks_meanwhile"), MUTED),),
    )


def _face(title: str) -> str:
    """The figure of an outcome that has one: of `5: the mill, or the ford` it is 5."""
    figure = title.partition(":")[0]
    return figure if figure.isdigit() else ""


def _deed(client: SeatClient, move: Move | None) -> str:
    """What was done in a few words: the action's name, or the name of what was asked."""
    if move is None:
        return phrase("stage.unseen")
    info = client.action(move.script)
    if info is not None:
        return info.name
    return wording.procedure_name(client, move.script)


def _price(client: SeatClient, line: LogLine, move: Move | None) -> str:
    """What the actor paid for an action, as far as the line tells."""
    info = client.action(move.script) if move is not None and move.kind == "action" else None
    if info is None:
        return ""
    spent = 0
    for paragraph in line.paragraphs:
        for change in paragraph.changes if paragraph.rule.endswith(f".{info.id}") else ():
            cell = CellId.parse(change.cell)
            paid = cell.register in info.cost and cell.index in ((), (line.actor,))
            if paid and isinstance(change.before, int) and isinstance(change.after, int):
                spent += change.before - change.after
    return phrase("stage.costs", price=spent) if spent > 0 else ""


def places_of(client: SeatClient, moment: Moment, line: LogLine, first: bool) -> list[str]:
    """The places of map or boards that a moment names, first the one that it names first.

    Args:
        client: whose eyes.
        moment: what is told.
        line: the line that it is of.
        first: whether it is the first of its line.
    """
    said = " ".join(moment.sentences)
    named = [s.link for s in linked(said, client.by_name) if s.link]
    names, finds = client.board_names
    named += [names[name] for name in finds.findall(said)] if finds is not None else []
    if first and line.move is not None and moment.actor:
        targets = client.game.move(client.game.id(line.move)).targets
        chosen = [place for place in map(client.words.place_of, targets) if place]
        named = [*chosen, *named] if moment.actor == CHANCE else [*named, *chosen]
        named += [t for t in targets if t in client.on_boards]
    return list(dict.fromkeys(named))


def touched(client: SeatClient, moment: Moment) -> list[str]:
    """The places of map or boards at which a moment changes something, named or not."""
    quiet, found = client.roles.quiet, list[str]()
    for change in moment.changes:
        cell = CellId.parse(change.cell)
        # What the log does not tell of is nothing to look at.
        if cell.register in quiet:
            continue
        found += [i for i in cell.index if i in client.places]
        # Of what goes from place to place on a board it is told where it comes to, then from where.
        ends = (*cell.index, change.after, change.before)
        found += [i for i in ends if isinstance(i, str) and i in client.on_boards]
    return list(dict.fromkeys(found))
