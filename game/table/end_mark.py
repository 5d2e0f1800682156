"""The last line of a save: how many entries there are, sealed.

The file only grows, so a whole entry that is cut off its end leaves what was an honest save before.
Each write therefore puts its entries in the place of this one line and the line after them anew,
in one piece. What a reader may meet:

- the line that fits: nothing is missing;
- a line that speaks of more entries than there are: some were removed, and that is said;
- no line, or part of one: the program or the machine was stopped while it wrote, or somebody cut
  the file; that is said too, and cannot be told apart. The game is loaded in both cases;
- a half-written entry: the machine was stopped while it wrote; what stood before was safe.

After the program was killed the system still writes what it was given, so the line fits. What no
save can show is that it was replaced as a whole: by a copy of an earlier moment, or by one that
somebody sealed anew with the same public recipe.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import frozen

from game.table.entry import digest

END: Final = b"# The end."
"""How the last line of a save starts."""
_SHAPE: Final = re.compile(rb"# The end\. Entries: (\d{1,9})\. Seal: ([0-9a-f]{16})\.\s*")


@frozen
class EndMark:
    """What the last line of a save says.

    Attributes:
        n: how many entries there are.
        seal: a hash of that number and of the chain of the last entry.
    """

    n: int
    seal: str

    def fits(self, n: int, chain: str) -> bool:
        """Return whether it is the line after these entries."""
        return (self.n, self.seal) == (n, _seal(n, chain))


def _seal(n: int, chain: str) -> str:
    return digest(chain, str(n), b"the end")


def end_mark(n: int, chain: str) -> bytes:
    """Write the last line of a save, with the empty line before it.

    Args:
        n: how many entries there are.
        chain: that of the last entry; of the header, before the first.
    """
    return f"\n# The end. Entries: {n}. Seal: {_seal(n, chain)}.\n".encode()


def read_mark(row: bytes) -> EndMark | None:
    """Read a line of a save; None if it is not the last line as `end_mark` writes it."""
    found = _SHAPE.fullmatch(row)
    return None if found is None else EndMark(int(found[1]), found[2].decode())


def without_mark(data: bytes) -> bytes:
    """Return what a save holds before its last line; all of it where that is no such line."""
    at = data.rfind(b"\n" + END)
    return data[:at] if at >= 0 and read_mark(data[at + 1 :]) is not None else data
