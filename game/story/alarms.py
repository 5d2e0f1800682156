"""what all are alerted to: a number that came near its end, or fell low, as a seat sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from game.catalogue import phrase

if TYPE_CHECKING:
    from game.engine import Game, View
    from game.rules.look import AlarmLook


@attrs.frozen
class Alarm:
    """One warning.

    Attributes:
        value: the register or derived value that it is about.
        text: what is told.
        at: what it is now.
    """

    value: str
    text: str
    at: int


def end_of(game: Game, register: str, limit: str = "") -> int | None:
    """The last step of a number: of its range, or sooner, at the number called `limit`.

    Args:
        game: the game.
        register: a register, or a derived value, which has no end by itself.
        limit: a number of the rules; empty for none.
    """
    spec = game.registers.get(register)
    ends = [spec.high] if spec is not None else []
    sooner = game.numbers.get(limit) if limit else None
    return min([*ends, int(sooner)] if isinstance(sooner, int) else ends, default=None)


def bound(value: int, end: int | None) -> str:
    """What stands behind a number to say where it ends; nothing where it has no end.

    A number that went past its end is no longer one of so many: its limit is named.
    """
    if end is None:
        return ""
    return f"/{end}" if value <= end else phrase("bar.past", end=end)


def alarms(game: Game, before: View, after: View) -> tuple[Alarm, ...]:
    """What a seat is alerted to between two views: nothing of what it does not see in both.

    Args:
        game: the game.
        before: what the seat saw.
        after: what it sees now.
    """
    found = []
    for look in game.rules.look.alarms:
        was, now = _read(game, before, look), _read(game, after, look)
        end = end_of(game, look.value, look.limit)
        if was is None or now is None or not _crosses(look, was, now, end):
            continue
        text = look.say.replace("{value}", str(now)).replace("{end}", str(end))
        found.append(Alarm(look.value, text, now))
    return tuple(found)


def _crosses(look: AlarmLook, was: int, now: int, end: int | None) -> bool:
    """Whether a step came over one of the thresholds."""
    if now > was and end is not None:
        return any(was < end - step <= now for step in look.near)
    return now < was and any(now <= least < was for least in look.low)


def _read(game: Game, view: View, look: AlarmLook) -> int | None:
    """The number as a seat sees it; None where it does not."""
    if look.value not in game.registers and look.value not in game.derived_values:
        return None
    value = game.value(view, look.value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
