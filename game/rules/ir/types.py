"""The types of values: numbers in an interval, truth values, members of a set or none."""

from __future__ import annotations

from functools import lru_cache
from math import prod

import attrs

LIMIT = 2**31 - 1


@attrs.frozen
class Type:
    """`kind` is int (lo..hi), bool, or member of set `base`: those of `mask`, or none as well.

    Of kind places: a set of members of `base`, some of `mask`, each with a cost of `hi` at most.
    """

    kind: str
    lo: int = 0
    hi: int = 0
    base: str = ""
    mask: int = 0
    none: bool = False

    @property
    def cell_bytes(self) -> int:
        """How many bytes of a state a cell of this type takes: as many as its values need."""
        return 1 if self.hi - self.lo < 256 else 2

    def __str__(self) -> str:
        if self.kind == "int":
            return f"a number {self.lo}..{self.hi}"
        if self.kind == "bool":
            return "true or false"
        if self.kind == "places":
            return f"a set of {self.base} with costs"
        if not self.base:
            return "none"
        # New words of a question are a set named after its script and local.
        asked = self.base.split(".")[1:3]
        before = "an" if self.base[0] in "aeiou" else "a"
        what = f"an answer to `{'.'.join(asked)}`" if asked else f"{before} {self.base}"
        return what + (" or none" if self.none else "")


BOOL = Type("bool", 0, 1)
NONE = Type("member", -1, -1, "", 0, True)
#: The local that stands for who looks, in the `see` of answers.
VIEWER = -1
#: Of a name whose declaration is at fault: whatever reads it is passed over in silence.
UNKNOWN = Type("unknown")


@attrs.frozen
class CellShape:
    """How the cells of an indexed local lie: for each index the place of each member, and how many.

    `places` has -1 for a member that is no index.
    """

    places: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]

    @property
    def size(self) -> int:
        """How many cells there are."""
        return prod(self.sizes)

    def cell(self, args: tuple[int, ...]) -> int:
        """The number of the cell for index values."""
        place = 0
        for arg, row, size in zip(args, self.places, self.sizes, strict=True):
            place = place * size + row[arg]
        return place


# A scenario has few types and many expressions: each type is made once.
@lru_cache(maxsize=4096)
def integer(lo: int, hi: int) -> Type:
    """The type of integers lo..hi."""
    return Type("int", lo, hi)


@lru_cache(maxsize=4096)
def member(base: str, mask: int, none: bool = False) -> Type:
    """The type of the members of `base` in the bit mask `mask`, and none if so said."""
    lo = -1 if none or not mask else (mask & -mask).bit_length() - 1
    return Type("member", lo, max(lo, mask.bit_length() - 1), base, mask, none)


def places(base: str, mask: int, hi: int) -> Type:
    """The type of sets of members of `base`, each with a cost of `hi` at most."""
    return Type("places", 0, hi, base, mask)


def join(a: Type, b: Type) -> Type | None:
    """The smallest type that holds both, or None when they do not go together."""
    if a.kind != b.kind:
        return None
    if a.kind == "int":
        return integer(min(a.lo, b.lo), max(a.hi, b.hi))
    if a.kind == "bool":
        return BOOL
    if a.base and b.base and a.base != b.base:
        return None
    if a.kind == "places":
        return places(a.base, a.mask | b.mask, max(a.hi, b.hi))
    return member(a.base or b.base, a.mask | b.mask, a.none or b.none)
