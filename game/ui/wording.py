"""Sentences of the window made from what the game says: log lines, previews, refusals."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

from game.resources import asset
from game.ui.desk import Desk
from game.ui.map.look import Look
from game.ui.theme import ACCENT, BAD, GOOD, LINK, MUTED, TEXT
from game.ui.widgets.log import linked
from game.ui.widgets.words import Span

if TYPE_CHECKING:
    from game.engine import Preview
    from game.table import LogLine


@lru_cache(maxsize=1)
def quiet() -> frozenset[str]:
    """Registers whose changes are bookkeeping, named in the look file."""
    try:
        data = tomllib.loads(asset("look.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    return frozenset(data.get("log", {}).get("quiet", ()))


def split(cell: str) -> tuple[str, tuple[str, ...]]:
    """`pressure[drv]` as its register and its index."""
    name, _, rest = cell.partition("[")
    return name, tuple(i.strip() for i in rest.rstrip("]").split(",")) if rest else ()


def short(desk: Desk, seat: str) -> str:
    """A seat's short name."""
    try:
        texts = desk.game.describe("member", f"seat.{seat}")
    except (ValueError, LookupError):
        texts = {}
    return str(texts.get("short") or desk.seat_name(seat))


def member_name(desk: Desk, member: str) -> str:
    """The display name of a member of any set."""
    if member in desk.game.seats:
        return short(desk, member)
    if member in desk.members("space"):
        return desk.title("space", member)
    for kind in desk.game.program.world.sets:
        if member in desk.members(kind):
            return desk.title(kind, member)
    return member.replace("_", " ")


def cell_title(desk: Desk, look: Look, cell: str) -> str:
    """A register cell or derived value in words, without its place."""
    name, _ = split(cell)
    for counter in look.counters.values():
        if counter.register == name:
            return counter.name
    for kind in ("register", "derived"):
        try:
            return str(desk.game.describe(kind, name).get("name") or name)
        except (ValueError, LookupError):
            continue
    return name.replace("_", " ").capitalize()


def value_words(desk: Desk, value: object) -> str:
    """A value in words."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return member_name(desk, value)
    return str(value).replace("-", "−")


def change_spans(desk: Desk, look: Look, cell: str, before: object, after: object) -> list[Span]:
    """`Pressure, Place 4 → 3`, the new value green or red where more is better or worse."""
    name, index = split(cell)
    out = [Span(cell_title(desk, look, cell))]
    places = desk.members("space")
    for i in index:
        out.append(Span(" · ", MUTED))
        out.append(
            Span(
                member_name(desk, i),
                LINK if i in places else TEXT,
                "text",
                i if i in places else "",
            )
        )
    worse = {c.register for c in look.counters.values() if c.side == "against"}
    worse |= {t.register for t in look.tracks if t.warn is not None}
    tint = TEXT
    if isinstance(before, int) and isinstance(after, int) and not isinstance(after, bool):
        tint = GOOD if (after > before) != (name in worse) else BAD
    if before is not None:
        out.append(Span(f"  {value_words(desk, before)} →", MUTED))
    out.append(Span(f" {value_words(desk, after)}", tint, "bold"))
    return out


def log_spans(desk: Desk, look: Look, line: LogLine) -> list[Span]:
    """One line of the log: round, who, what, and what came of it."""
    out: list[Span] = []
    if line.round:
        out.append(Span(f"{line.round}  ", MUTED, "bold"))
    if line.actor in desk.game.seats:
        seat = look.seats.get(line.actor)
        out.append(Span(f"{short(desk, line.actor)} ", seat.colour if seat else ACCENT, "bold"))
    places = {desk.title("space", s): s for s in desk.members("space")}
    if line.move is not None:
        move = desk.game.move(desk.game.id(line.move))
        words = move.title
        if move.kind == "chance":
            rule = procedure_name(desk, move.script)
            out.append(Span(f"{rule} ", ACCENT, "bold"))
    elif line.actor in desk.game.seats or line.actor == "chance":
        words = "makes a choice that is not shown" if line.actor != "chance" else "A hidden outcome"
    else:
        words = line.text
    out.extend(linked(words, places))
    shown = [c for c in line.changes if split(c.cell)[0] not in quiet()]
    for n, change in enumerate(shown):
        out.append(Span(". " if n == 0 else "; ", MUTED))
        out.extend(change_spans(desk, look, change.cell, change.before, change.after))
    if desk.over and line is desk.log()[-1]:
        out.append(Span(". The game is over.", ACCENT))
    return out


def procedure_name(desk: Desk, script: str) -> str:
    """The name of the procedure, action or event that asks."""
    for kind in ("procedure", "action", "event"):
        try:
            return str(desk.game.describe(kind, script).get("name") or script)
        except (ValueError, LookupError):
            continue
    return script.replace("_", " ").capitalize()


def preview_lines(desk: Desk, look: Look, preview: Preview) -> list[list[Span]]:
    """What a move would do, a line each: registers, balances, who becomes needed, odds."""
    lines: list[list[Span]] = []
    for event in preview.changes:
        if split(event.cell)[0] not in quiet() and event.before != event.after:
            lines.append(change_spans(desk, look, event.cell, event.before, event.after))
    for name, before, after in preview.derived:
        base, index = split(name)
        if base == look.balance_register:
            spans = change_spans(desk, look, name, before, after)
            if isinstance(after, int):
                spans.append(Span(f"  {look.state(after).name.lower()}", MUTED))
            lines.append(spans)
    for name, _, after in preview.derived:
        base, index = split(name)
        if base == look.indispensable and len(index) == 2:
            who, where = short(desk, index[0]), desk.title("space", index[1])
            verb = "becomes indispensable" if after else "is no longer indispensable"
            lines.append(
                [
                    Span(who, TEXT, "bold"),
                    Span(f" {verb} at ", ACCENT if after else MUTED),
                    Span(where, LINK, "text", index[1]),
                ]
            )
    if preview.odds:
        total = sum(weight for _, weight in preview.odds)
        lines.append([Span(f"Then chance: {preview.then.text or 'a draw'}", MUTED)])
        words = [f"{name} {round(100 * weight / total)}%" for name, weight in preview.odds[:8]]
        lines.append([Span(" · ".join(words), ACCENT)])
    elif preview.then.kind == "choose" and preview.then.seat == desk.viewer:
        lines.append([Span(f"Then you are asked: {preview.then.text}", MUTED)])
    if not lines:
        lines.append([Span("Nothing on the board changes at once.", MUTED)])
    return lines
