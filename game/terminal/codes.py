"""Names in a few letters, for boards of text: no two alike while there is room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count
from typing import TypeVar

_Key = TypeVar("_Key")


def codes(named: Mapping[_Key, tuple[str, str]], room: int) -> dict[_Key, str]:
    """A code of so many letters for each of some things.

    A name that is cut and would then be that of another ends in its own figure, `Rif2`, or where it
    has none in a number.

    Args:
        named: of each thing what stands before its name (a letter for whose it is), and the name.
        room: how many letters there are.
    """
    whole = {key: before + name.replace(" ", "") for key, (before, name) in named.items()}
    cut = Counter(code[:room] for code in whole.values())
    # A whole name is its own; two that are alike whole no letters could tell apart.
    out = {k: c[:room] for k, c in whole.items() if len(c) <= room or cut[c[:room]] == 1}
    taken = {*out.values()}
    rest = [key for key in whole if key not in out]
    own = {key: figure(whole[key]) for key in rest}
    plain = Counter(whole[key][:room] for key in rest if not own[key])
    numbers = _numbers(named)
    # Those with a figure have the first choice, or another would be numbered like them.
    for key in sorted(rest, key=lambda k: not own[k]):
        before, code = named[key][0], whole[key]
        first = [own[key]] if own[key] or plain[code[:room]] == 1 else []
        first += [numbers[key]] if key in numbers else []
        tails = chain(first, map(str, range(1, len(named) + 1)))
        tried = (code[: room - len(t)] + t for t in tails if len(before) + len(t) <= room)
        out[key] = next((c for c in tried if c not in taken), code[:room])
        taken.add(out[key])
    return out


def _numbers(named: Mapping[_Key, tuple[str, str]]) -> dict[_Key, str]:
    """A number for each thing without a figure, unlike those of others with its first letter.

    It does not depend on how many are cut: a piece has the same on a wide paper and a narrow one.
    """
    alike: dict[str, list[_Key]] = {}
    for key, (before, name) in named.items():
        alike.setdefault((before + name)[: len(before) + 1], []).append(key)
    out: dict[_Key, str] = {}
    for keys in alike.values():
        figures = {key: figure(named[key][1]) for key in keys}
        own_figures = {*figures.values()}
        free = (word for word in map(str, count(1)) if word not in own_figures)
        out |= {key: next(free) for key, own in figures.items() if not own}
    return out


def figure(name: str) -> str:
    """The figure in which a name ends, or nothing."""
    return name[len(name.rstrip("0123456789")) :]


def letters(named: Sequence[tuple[str, str]], case: Callable[[str], str]) -> dict[str, str]:
    """A letter for each of some names: the first that is not taken, else a number.

    Args:
        named: the id and the name of each.
        case: makes a letter small or large.
    """
    found: dict[str, str] = {}
    for n, (ident, name) in enumerate(named):
        free = [c for c in map(case, filter(str.isalpha, name)) if c not in found.values()]
        found[ident] = free[0] if free else str(n)
    return found
