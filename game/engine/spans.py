"""How far the numbers in a state go: for those who scale states, such as to train agents."""

from __future__ import annotations

from game.rules.program import HEADER, Program


def highest(program: Program) -> bytes:
    """The highest number that each byte of a state may hold, at least 1 for a divisor."""
    # The question's number has two bytes; then come the ending and the winner.
    questions = len(program.questions) - 1
    out = bytearray(_cell(questions, 2))
    out += bytes([len(program.endings), len(program.symbols.sets["seat"].ids)])
    assert len(out) == HEADER
    out += bytes(program.size - HEADER)
    for info in program.symbols.registers.values():
        if not info.frozen:
            cells = info.bytes // info.cell_bytes
            span = _cell(info.type.hi - info.type.lo, info.cell_bytes) * cells
            out[info.offset : info.offset + info.bytes] = span
    types = {s: t for f in program.functions.values() for s, (_, t) in f.locals.items()}
    for slot, place in program.offsets.items():
        span = _cell(types[slot].hi - types[slot].lo, place.cell_bytes)
        taken = place.bytes
        out[taken.start : taken.stop] = span * (len(taken) // place.cell_bytes)
    return bytes(max(1, byte) for byte in out)


def _cell(most: int, size: int) -> bytes:
    """The highest number in each byte of a cell that holds up to `most`."""
    return bytes([min(most, 255)]) if size == 1 else bytes([min(most, 255), most >> 8])
