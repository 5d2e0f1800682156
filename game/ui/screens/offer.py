"""The offer that lies on the table: who makes it to whom, line by line, as far as one may see."""

from __future__ import annotations

from game.ui import wording
from game.ui.desk import Desk
from game.ui.roles import load_roles
from game.ui.theme import ACCENT, LINE, MUTED
from game.ui.widgets import Box, Text, Widget


def offer_lines(desk: Desk) -> list[tuple[str, str]]:
    """The lines of the offer that the viewer sees: what kind of line, and what it says."""
    register = load_roles().offer.get("lines", "")
    if not register:
        return []
    kind = desk.game.program.world.registers[register].index[0][1]
    lines = []
    for slot in desk.members(kind):
        found = desk.value(register, slot)
        if isinstance(found, str):
            lines.append((desk.title(kind, slot), wording.member_name(desk, found)))
    return lines


def offer_card(desk: Desk) -> list[Widget]:
    """A card of the offer; nothing while nobody is making one."""
    roles = load_roles().offer
    known = desk.game.program.world.registers
    if not roles or any(register not in known for register in roles.values()):
        return []
    writer, proposer = desk.value(roles["writer"]), desk.value(roles["from"])
    partner = desk.value(roles["to"])
    if not all(isinstance(seat, str) for seat in (writer, proposer, partner)):
        return []
    other = partner if writer == proposer else proposer
    head = f"{wording.short(desk, writer)} to {wording.short(desk, other)}"
    if desk.value(roles["private"]) is True:
        head += " · side letter"
    rows: list[Widget] = [Text(head, role="bold", tint=ACCENT)]
    for slot, clause in offer_lines(desk):
        rows.append(
            Box(
                Text(slot, size="small", tint=MUTED, grow=1),
                Text(clause, size="small"),
                across=True,
                gap=1,
            )
        )
    if len(rows) == 1:
        rows.append(Text("Nothing written that you may read yet.", size="small", tint=MUTED))
    return [Box(*rows, gap=0.5, pad=1, edge=LINE, name="offer")]
