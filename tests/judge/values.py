"""Values of the rules language as Python's own `eval` can read them: none, members, sets, cells.

Nothing here is taken from `game`; see `tests.judge.model`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

import attrs


class Nothing:
    """The value none: it equals itself only, and has no order."""

    def __repr__(self) -> str:
        return "none"

    def __bool__(self) -> bool:
        raise TypeError("none is neither true nor false")


NONE = Nothing()


@attrs.define(eq=False)
class Member:
    """A member of a set: compared by declared order, equal to itself only."""

    base: str
    place: int
    id: str
    fields: dict[str, Any] = attrs.Factory(dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(f"{self.base}.{self.id} has no field {name}") from None

    def _order(self, other: object) -> int:
        if not isinstance(other, Member) or other.base != self.base:
            raise TypeError(f"{self} has no order with {other}")
        return self.place - other.place

    def __lt__(self, other: object) -> bool:
        return self._order(other) < 0

    def __le__(self, other: object) -> bool:
        return self._order(other) <= 0

    def __gt__(self, other: object) -> bool:
        return self._order(other) > 0

    def __ge__(self, other: object) -> bool:
        return self._order(other) >= 0

    def __repr__(self) -> str:
        return self.id


#: A cell of a table: a test of each key, and what is in it.
Row = tuple[tuple[Callable[[Any], bool], ...], Any]


@attrs.define(eq=False)
class Table:
    """A table: its cells, in the order in which they are drawn."""

    rows: list[Row]

    def __getitem__(self, key: Any) -> Any:
        keys = key if isinstance(key, tuple) else (key,)
        for tests, value in self.rows:
            if all(test(k) for test, k in zip(tests, keys, strict=True)):
                return value
        raise KeyError(key)


@attrs.define(eq=False)
class Group:
    """A set: its members in declared order; `place.hill` is one of them."""

    name: str
    members: tuple[Member, ...]

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def __contains__(self, item: object) -> bool:
        return any(item is m for m in self.members)

    def __getattr__(self, name: str) -> Member:
        return self.named(name)

    def named(self, word: str) -> Member:
        """The member of that id."""
        for m in self.members:
            if m.id == word:
                return m
        raise AttributeError(f"{self.name} has no member {word}")


Key = tuple[Any, ...]


@attrs.define(eq=False)
class Cells:
    """A register: its cells by index. `lo` and `hi` bound a number; `edge` says what they do."""

    name: str
    sets: tuple[Group, ...]
    kind: str
    lo: int = 0
    hi: int = 0
    edge: str = "error"
    values: dict[Key, Any] = attrs.Factory(dict)

    @property
    def keys(self) -> list[Key]:
        """Every index there is."""
        return list(product(*self.sets))

    def __getitem__(self, key: Any) -> Any:
        return self.values[key if isinstance(key, tuple) else (key,)]


@attrs.define(eq=False)
class Derived:
    """A derived value: worked out at each reading."""

    name: str
    sets: tuple[Group, ...]
    work: Callable[..., Any]

    @property
    def keys(self) -> list[Key]:
        """Every index there is."""
        return list(product(*self.sets))

    def __getitem__(self, key: Any) -> Any:
        return self.work(*(key if isinstance(key, tuple) else (key,)))


@attrs.define(eq=False)
class Places:
    """What is reached, with the cost of each; `far` is that of a place that is not."""

    every: tuple[Member, ...]
    spent: dict[Member, int]
    far: int

    def __iter__(self) -> Iterator[Member]:
        return iter([m for m in self.every if m in self.spent])

    def __contains__(self, item: object) -> bool:
        return any(item is m for m in self.spent)

    def cost(self, item: Member) -> int:
        """The least cost to reach a place."""
        return self.spent.get(item, self.far)


@attrs.define(eq=False)
class Scratch:
    """An indexed local: its values by index; `lo` and `hi` bound numbers."""

    values: dict[Key, Any]
    lo: int
    hi: int

    def __getitem__(self, key: Any) -> Any:
        return self.values[key if isinstance(key, tuple) else (key,)]


class Names(dict[str, Any]):
    """The globals of every expression: a scalar derived value is worked out when it is read."""

    derived: dict[str, Derived]

    def __missing__(self, name: str) -> Any:
        if name in self.derived:
            found = self.derived[name]
            return found if found.sets else found.work()
        raise KeyError(name)


def count(items: Iterable[object]) -> int:
    """How many there are."""
    return sum(1 for _ in items)


def _picked(items: Iterable[Any], by: Callable[[Any], Any], sign: int) -> list[Any]:
    def key(item: Any) -> tuple[int, ...]:
        found = by(item)
        return tuple(sign * int(k) for k in (found if isinstance(found, tuple) else (found,)))

    return sorted(items, key=key)


def lowest_one(items: Iterable[Any], by: Callable[[Any], Any]) -> Any:
    """The first with the lowest key, or none."""
    return next(iter(_picked(items, by, 1)), NONE)


def highest_one(items: Iterable[Any], by: Callable[[Any], Any]) -> Any:
    """The first with the highest key, or none."""
    return next(iter(_picked(items, by, -1)), NONE)


def lowest(n: int, items: Iterable[Any], by: Callable[[Any], Any]) -> list[Any]:
    """The n lowest, the first in order where they are alike."""
    return _picked(items, by, 1)[:n]


def highest(n: int, items: Iterable[Any], by: Callable[[Any], Any]) -> list[Any]:
    """The n highest, the first in order where they are alike."""
    return _picked(items, by, -1)[:n]


def spoken(value: Any) -> int | bool | str:
    """A value as the engine's readable calls have it."""
    if value is NONE:
        return "none"
    return value.id if isinstance(value, Member) else value
