"""The identity of a register's or derived value's cell, and the one way to write and read it."""

from __future__ import annotations

import re
from typing import Final

import attrs

_NAME: Final = re.compile(r"\s*(?P<register>[^\s\[\],]+)\s*(?:\[(?P<index>[^\[\]]+)\]\s*)?\Z")

#: The members that index one cell, by id, in declared order; empty for what has one cell.
CellIndex = tuple[str, ...]


@attrs.frozen(order=True)
class CellId:
    """Which cell is meant: its register, or derived value, and the members that index it.

    Attributes:
        register: the name of the register or derived value.
        index: the ids of the members in declared order; empty for what has one cell.

    >>> str(CellId("scouted", ("red", "hill")))
    'scouted[red, hill]'
    >>> CellId.parse("scouted[red,hill]")
    CellId(register='scouted', index=('red', 'hill'))
    >>> str(CellId.parse("round"))
    'round'
    """

    register: str
    index: CellIndex = ()

    def __str__(self) -> str:
        return f"{self.register}[{', '.join(self.index)}]" if self.index else self.register

    @classmethod
    def parse(cls, text: str) -> CellId:
        """Read a cell as people write it: ``guard[hill]``, ``scouted[red, hill]``, ``round``.

        Whether there is such a cell is for others to say.

        Args:
            text: the name of a cell; spaces around its parts do not matter.

        Returns:
            The cell it names; ``str`` of it is the one canonical way to write it.

        Raises:
            ValueError: the text has not this form; the message says so in one sentence.
        """
        found = _NAME.match(text)
        index = tuple(part.strip() for part in (found["index"] or "").split(",")) if found else ()
        if found is None or (found["index"] is not None and not all(index)):
            said = text if len(text) <= 60 else f"{text[:60]}..."
            raise ValueError(f"`{said}` names no cell; write `register` or `register[member]`.")
        return cls(found["register"], index if found["index"] is not None else ())
